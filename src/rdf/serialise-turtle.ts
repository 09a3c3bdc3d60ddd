import { Writer } from 'n3';
import { FacilisError } from '../errors.ts';
import { type BlankNesting, blankNesting } from './blank-nesting.ts';
import { PREFIXES } from './prefixes.ts';
import type { SerialiseOptions } from './serialise-options.ts';
import type { NamedNode, Quad, Term } from './terms.ts';
import { usedPrefixes } from './used-prefixes.ts';
import { dct, rdf, rdfs, skos } from './vocabulary.ts';

/** What a reader looks for first; other predicates follow in the order of their IRIs. */
const FIRST_PREDICATES = [rdf('type'), rdfs('label'), skos('prefLabel'), dct('title')].map((term) => term.value);

type Child = { readonly predicate: NamedNode; readonly object: Term };

/** Turtle and TriG, from quads in stable order: one block for each subject, nested blank nodes and lists written in place. */
export function serialiseTurtle(
  quads: readonly Quad[],
  { format, prefixes, rootIRI }: Pick<SerialiseOptions, 'format' | 'prefixes' | 'rootIRI'>,
): string {
  const document = spacedDocument();
  const nesting = blankNesting(quads);
  const writer = new Writer(document.stream, { prefixes: usedPrefixes(quads, { prefixes: prefixes ?? PREFIXES, nesting }) });
  const bySubject = Map.groupBy(rootFirst(quads, format.name === 'turtle' ? rootIRI : undefined), ({ subject, graph }) =>
    subjectKey(subject, graph.value),
  );
  const asWritten = nestedTerms(writer, nesting, bySubject);
  let failure: Error | undefined;
  // n3 hands over what it cannot write as an argument, which its published types do not say
  const onWritten = (error?: Error): void => {
    failure ??= error;
  };
  for (const own of bySubject.values()) {
    for (const each of inReadingOrder(own)) {
      if (nesting.isNested(each.subject)) continue;
      const object = asWritten(each.object, each.graph.value);
      writer.addQuad(each.subject as never, each.predicate as never, object as never, each.graph as never, onWritten);
    }
  }
  writer.end();
  if (failure !== undefined) throw new FacilisError('not-acceptable', { detail: `${format.label}: ${failure.message}`, cause: failure });
  return document.text();
}

function rootFirst(quads: readonly Quad[], rootIRI: string | undefined): readonly Quad[] {
  if (rootIRI === undefined) return quads;
  const isAboutRoot = ({ subject }: Quad): boolean => subject.termType === 'NamedNode' && subject.value === rootIRI;
  return [...quads.filter(isAboutRoot), ...quads.filter((each) => !isAboutRoot(each))];
}

function subjectKey(subject: Term, graph: string): string {
  return `${graph} ${subject.termType === 'BlankNode' ? '_:' : ''}${subject.value}`;
}

function inReadingOrder<T extends { readonly predicate: Term }>(own: readonly T[]): T[] {
  const rank = ({ predicate }: T): number => {
    const at = FIRST_PREDICATES.indexOf(predicate.value);
    return at < 0 ? FIRST_PREDICATES.length : at;
  };
  // the sort is stable: quads with the same rank keep the order of their predicates and objects
  return [...own].sort((a, b) => rank(a) - rank(b));
}

/** A function that turns a nested blank node into what n3 writes in its place, and leaves every other term alone. */
function nestedTerms(writer: Writer, nesting: BlankNesting, bySubject: ReadonlyMap<string, Quad[]>): (term: Term, graph: string) => Term {
  const asWritten = (term: Term, graph: string): Term => {
    const items = nesting.list(term);
    if (items !== undefined) return writer.list(items.map((item) => asWritten(item, graph)) as never) as unknown as Term;
    if (!nesting.isNested(term)) return term;
    const children: Child[] = inReadingOrder(bySubject.get(subjectKey(term, graph)) ?? []).map((each) => ({
      predicate: each.predicate as NamedNode,
      object: asWritten(each.object, graph),
    }));
    return writer.blank(children as never) as Term;
  };
  return asWritten;
}

/** What n3 puts between two objects, predicates, subjects and graphs begins the piece that it writes next; here is what we put there. */
const SEPARATORS: readonly (readonly [n3: string, ours: string])[] = [
  [', ', ',\n        '],
  [';\n', ';\n'],
  ['.\n', '.\n\n'],
  ['\n}\n', '\n}\n\n'],
];

/** Collects what n3 writes, with each object on a line of its own and an empty line between subjects. */
function spacedDocument() {
  const parts: string[] = [];
  return {
    stream: {
      write: (chunk: string, _encoding: string, done?: () => void): void => {
        const [separator, spaced] = SEPARATORS.find(([each]) => chunk.startsWith(each)) ?? ['', ''];
        const rest = chunk.slice(separator.length);
        // new lines of literals are escaped: those in here are n3's own, in nested blank nodes
        const body = rest.includes('[\n') ? rest.replaceAll('\n', '\n    ') : rest;
        parts.push(rest === '' ? separator : spaced, body);
        done?.();
      },
      end: (done?: () => void): void => done?.(),
    } as never,
    text: (): string => parts.join(''),
  };
}
