import type { Quad_Predicate } from '@rdfjs/types';
import { FacilisError } from '../errors.ts';
import {
  blankNode,
  defaultGraph,
  literal,
  type NamedNode,
  namedNode,
  type Quad,
  type Quad_Object,
  type Quad_Subject,
  quad,
  type Term,
} from './terms.ts';

const SPACE = /[ \t]*/y;
const BETWEEN_STATEMENTS = /(?:[ \t\r\n]+|#[^\r\n]*)*/y;
const END_OF_STATEMENT = /[ \t]*\.[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|$)/y;
const IRI_BODY = /^(?:[!#-;=?-[\]_a-z~-\uffff]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*$/;
const LABEL = /_:((?:[\p{L}\p{N}_])(?:[\p{L}\p{N}\p{M}_\-.·‿⁀]*[\p{L}\p{N}\p{M}_\-·‿⁀])?)/uy;
const LANGUAGE = /@([a-zA-Z]+(?:-[a-zA-Z0-9]+)*)(?:--(ltr|rtl))?/y;
const ESCAPE = /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([\s\S]?))/g;
const ECHARS: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', '"': '"', "'": "'", '\\': '\\' };

/** Reads one N-Quads text (RDF 1.2 N-Quads §3) from start to end. */
export class NQuadsScanner {
  readonly #text: string;
  #at = 0;
  /** The same IRI is the same term object: the texts of a dataset repeat theirs a lot. */
  readonly #iris = new Map<string, NamedNode>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether another statement follows. */
  skipToStatement(): boolean {
    this.#match(BETWEEN_STATEMENTS);
    return this.#at < this.#text.length;
  }

  statement(): Quad {
    const [subject, predicate, object] = this.#triple();
    const graph = this.#peek() === '<' || this.#peek() === '_' ? this.term() : defaultGraph();
    if (graph.termType !== 'NamedNode' && graph.termType !== 'BlankNode' && graph.termType !== 'DefaultGraph') this.#fail('a graph name');
    if (this.#match(END_OF_STATEMENT) === null) this.#fail('" ." and the end of the line');
    return quad(subject, predicate, object, graph);
  }

  /** One term that takes up the whole text. */
  wholeTerm(): Term {
    const term = this.term();
    if (this.#at !== this.#text.length) this.#fail('the end of the term');
    return term;
  }

  term(): Term {
    const next = this.#peek();
    if (next === '"') return this.#literal();
    if (next === '_') return blankNode((this.#match(LABEL) ?? this.#fail('a blank node label'))[1]);
    if (next !== '<') return this.#fail('an IRI, a blank node, a literal or a triple term');
    return this.#text.startsWith('<<(', this.#at) ? this.#tripleTerm() : this.#iri();
  }

  #triple(): [Quad_Subject, Quad_Predicate, Quad_Object] {
    const subject = this.term();
    if (subject.termType !== 'NamedNode' && subject.termType !== 'BlankNode') this.#fail('an IRI or a blank node as subject');
    this.#match(SPACE);
    const predicate = this.term();
    if (predicate.termType !== 'NamedNode') this.#fail('an IRI as predicate');
    this.#match(SPACE);
    const object = this.term() as Quad_Object;
    this.#match(SPACE);
    return [subject as Quad_Subject, predicate as Quad_Predicate, object];
  }

  #tripleTerm(): Quad {
    this.#at += 3;
    this.#match(SPACE);
    const triple = quad(...this.#triple());
    if (!this.#text.startsWith(')>>', this.#at)) this.#fail('")>>"');
    this.#at += 3;
    return triple;
  }

  #iri(): NamedNode {
    const end = this.#text.indexOf('>', this.#at);
    const body = this.#text.slice(this.#at + 1, end);
    const known = this.#iris.get(body);
    if (known === undefined && (end === -1 || !IRI_BODY.test(body))) this.#fail('an IRI');
    const term = known ?? namedNode(this.#unescape(body));
    if (known === undefined) this.#iris.set(body, term);
    this.#at = end + 1;
    return term;
  }

  #literal(): Term {
    let end = this.#text.indexOf('"', this.#at + 1);
    while (end !== -1 && this.#isEscaped(end)) end = this.#text.indexOf('"', end + 1);
    if (end === -1) this.#fail('the closing quotation mark of the literal');
    const raw = this.#text.slice(this.#at + 1, end);
    if (raw.includes('\n') || raw.includes('\r')) this.#fail('a literal without a line break');
    const value = this.#unescape(raw);
    this.#at = end + 1;
    if (this.#text.startsWith('^^<', this.#at)) {
      this.#at += 2;
      return literal(value, this.#iri());
    }
    if (this.#peek() !== '@') return literal(value);
    const [, language = '', direction] = this.#match(LANGUAGE) ?? this.#fail('a language tag');
    // @types/n3 does not know base directions yet, n3 itself does.
    return literal(value, (direction === undefined ? language : { language, direction }) as string);
  }

  /** An odd number of reverse solidi before a quotation mark escapes it. */
  #isEscaped(quotationMark: number): boolean {
    let start = quotationMark;
    while (this.#text[start - 1] === '\\') start--;
    return (quotationMark - start) % 2 === 1;
  }

  #unescape(raw: string): string {
    if (!raw.includes('\\')) return raw;
    return raw.replace(ESCAPE, (_, four?: string, eight?: string, echar?: string) => {
      const character = echar === undefined ? codePoint(four ?? eight) : ECHARS[echar];
      return character ?? this.#fail('an escape sequence of N-Quads');
    });
  }

  #peek(): string | undefined {
    return this.#text[this.#at];
  }

  /** Moves over what a sticky pattern matches here. */
  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match !== null) this.#at = pattern.lastIndex;
    return match;
  }

  #fail(expected: string): never {
    const before = this.#text.slice(0, this.#at);
    const line = before.split('\n').length;
    const column = this.#at - before.lastIndexOf('\n');
    throw new FacilisError('malformed-rdf', {
      detail: `N-Quads line ${line}, column ${column}: expected ${expected}.`,
      extra: { line, column },
    });
  }
}

/** Undefined for a number that is no Unicode scalar value: half a surrogate pair, or beyond U+10FFFF. */
function codePoint(hexadecimal = ''): string | undefined {
  const number = Number.parseInt(hexadecimal, 16);
  return number > 0x10ffff || (number >= 0xd800 && number <= 0xdfff) ? undefined : String.fromCodePoint(number);
}
