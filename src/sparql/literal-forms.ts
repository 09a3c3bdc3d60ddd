import { type Quad as EngineQuad, parse, Store } from 'oxigraph';
import { parseNQuads, quadToNQuad, tripleToNTriples } from '../rdf/nquads.ts';
import type { Quad } from '../rdf/terms.ts';
import { fromEngine } from './engine-terms.ts';
import { distinctLines } from './rdf-answer.ts';

const TYPED = Buffer.from('"^^<http://www.w3.org/2001/XMLSchema#');
const N_QUADS = 'application/n-quads';
const [QUOTE, LINE_FEED, CLOSE] = [0x22, 0x0a, 0x3e];
/** Forms whose fate is remembered, so that a number that is everywhere is tried once. */
const MAX_REMEMBERED = 100_000;

/**
 * The literals that the engine changes: it holds `001` as `1`, `1.0E6` as `1000000` and an xsd:byte as an xsd:integer.
 * Whoever needs the terms of the log gets them back here. What the engine changes is asked of the engine.
 */
export class LiteralForms {
  readonly #trial = new Store();
  readonly #isKept = new Map<string, boolean>();
  /** The engine's line → the lines of the log that it stands for. */
  readonly #originals = new Map<string, Set<string>>();
  readonly #predicates = new Set<string>();

  get predicates(): ReadonlySet<string> {
    return this.#predicates;
  }

  /**
   * Notes the changed quads among whole lines of N-Quads, before they come into the replica.
   * @param isHeld whether the replica has a quad already: then the log holds it beside the one that becomes it
   */
  learn(nquads: Uint8Array, isHeld: (quad: EngineQuad) => boolean): void {
    const bytes = Buffer.from(nquads.buffer, nquads.byteOffset, nquads.byteLength);
    let lineEnd = 0;
    for (let at = bytes.indexOf(TYPED); at >= 0; at = bytes.indexOf(TYPED, at + 1)) {
      if (at < lineEnd || this.#keeps(bytes.toString('latin1', bytes.lastIndexOf(QUOTE, at - 1), bytes.indexOf(CLOSE, at) + 1))) continue;
      lineEnd = bytes.indexOf(LINE_FEED, at) + 1 || bytes.length;
      this.#note(bytes.toString('utf8', bytes.lastIndexOf(LINE_FEED, at) + 1, lineEnd), isHeld);
    }
    if (this.#originals.size === 0) return;
    for (const line of bytes.toString('utf8').split('\n')) this.#originals.get(`${line}\n`)?.add(`${line}\n`);
  }

  forget(removed: Quad): void {
    const line = quadToNQuad(removed);
    for (const key of [line, this.#engineLine(line)]) {
      const lines = this.#originals.get(key);
      if (lines?.delete(line) && lines.size === 0) this.#originals.delete(key);
    }
    if (this.#originals.size === 0) this.#predicates.clear();
  }

  /** The quads of the log that this one of the engine stands for. */
  originals(quad: Quad): readonly Quad[] {
    if (!this.#predicates.has(quad.predicate.value)) return [quad];
    const lines = this.#originals.get(quadToNQuad(quad));
    return lines === undefined ? [quad] : parseNQuads([...lines].join(''));
  }

  /** Triples of an answer as they are in the log, where they are triples of the log. Lines as `distinctLines` gives them. */
  restore(lines: readonly string[]): readonly string[] {
    if (this.#originals.size === 0) return lines;
    const triples = new Map<string, string[]>();
    for (const [key, originals] of this.#originals) {
      triples.set(tripleLine(key), [...(triples.get(tripleLine(key)) ?? []), ...[...originals].map(tripleLine)]);
    }
    return distinctLines(lines.flatMap((line) => triples.get(line) ?? [line]));
  }

  /** Whether a result of the engine, in JSON, has a literal that stands for another one of the log. */
  isMetIn(json: string): boolean {
    const made = new Set([...this.#originals.keys()].flatMap((line) => parseNQuads(line)).map(({ object }) => object));
    const texts = new Set(
      [...made].map((object) => (object.termType === 'Literal' ? jsonLiteral(object.value, object.datatype.value) : '')),
    );
    // A literal inside a triple term is not looked for: what has one may have any.
    return texts.has('') || [...texts].some((text) => json.includes(text));
  }

  #keeps(literal: string): boolean {
    const known = this.#isKept.get(literal);
    if (known !== undefined) return known;
    if (this.#isKept.size >= MAX_REMEMBERED) this.#isKept.clear();
    const line = `<urn:s> <urn:p> ${literal} .\n`;
    const isKept = this.#engineLine(line) === line;
    this.#isKept.set(literal, isKept);
    return isKept;
  }

  #note(line: string, isHeld: (quad: EngineQuad) => boolean): void {
    const key = this.#engineLine(line);
    if (key === line) return;
    let lines = this.#originals.get(key);
    if (lines === undefined) {
      lines = new Set(parse(key, { format: N_QUADS, lenient: true }).some(isHeld) ? [key] : []);
      this.#originals.set(key, lines);
    }
    lines.add(line);
    for (const { predicate } of parseNQuads(line)) this.#predicates.add(predicate.value);
  }

  /** The line as it comes out of the engine. */
  #engineLine(line: string): string {
    const [quad] = parse(line, { format: N_QUADS, lenient: true });
    if (quad === undefined) return line;
    this.#trial.add(quad);
    const [made] = this.#trial.match();
    this.#trial.delete(quad);
    return made === undefined ? line : quadToNQuad(fromEngine(made));
  }
}

function tripleLine(line: string): string {
  return parseNQuads(line)
    .map((each) => `${tripleToNTriples(each)} .`)
    .join('');
}

/** As the engine writes it into SPARQL Results JSON. */
function jsonLiteral(value: string, datatype: string): string {
  return `"value":${JSON.stringify(value)},"datatype":${JSON.stringify(datatype)}`;
}
