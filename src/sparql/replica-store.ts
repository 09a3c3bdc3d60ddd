import { defaultGraph, namedNode, parse, type Quad, quad, Store } from 'oxigraph';
import type { Quad as LogQuad, Term } from '../rdf/terms.ts';
import { countLines } from './count-rows.ts';
import { fromEngine, toEngine } from './engine-terms.ts';
import { LiteralForms } from './literal-forms.ts';
import { TripleStatistics } from './triple-statistics.ts';

const LINE_FEED = 0x0a;
/** Measured on 800,000 quads: 400,000 a second in pieces of 1 MB, 8,000 a second in one piece of 100 MB. */
const LOAD_BYTES = 1 << 20;
/** Above it, about a thousand quads, a patch is loaded as a whole and then counted: 50 times faster than quad by quad. */
const SMALL_PATCH_CHARACTERS = 200_000;
const N_QUADS = 'application/n-quads';
const N_TRIPLES = 'application/n-triples';

/** `union`: all named graphs. `own`: the quads without a graph name, for data that comes with a default graph of its own. */
export type DefaultGraphKind = 'union' | 'own';

/** What a query is about: graphs by name, the graphs that the query names itself, or everything. */
export type QueryDataset =
  | { readonly kind: 'named'; readonly defaultGraphs: readonly string[]; readonly namedGraphs: readonly string[] }
  | { readonly kind: 'union' };

export interface QuadPattern {
  readonly subject?: Term | null;
  readonly predicate?: Term | null;
  readonly object?: Term | null;
  readonly graph?: Term | null;
}

/**
 * Named graphs in an Oxigraph store, with their union as the default graph. A graph is a set of triples (RDF 1.1 Concepts
 * §3), but the engine's own union repeats a triple for each graph that holds it: as soon as two do, the union is kept as
 * the engine's default graph. Until then nothing is kept twice: joins take half the time and memory.
 */
export class ReplicaStore {
  readonly #store = new Store();
  readonly #baseIRI: string;
  /** Quads that the log holds. The engine may hold fewer: it writes `01` as `1`, and the two become one. */
  #quadsInLog = 0;
  #quads = 0;
  #keepsUnion = false;
  /** Triples of the union, as long as it stays the same. */
  #unionSize: number | undefined;
  readonly #isUnion: boolean;
  readonly #forms = new LiteralForms();
  /** For the planning of joins. */
  readonly statistics = new TripleStatistics((query) => {
    const [, row = ''] = this.query(query, { kind: 'union' }, 'text/csv').split(/\r?\n/);
    return row.split(',').map(Number);
  });
  readonly #isHeld = (each: Quad) => this.#store.has(each);

  constructor(baseIRI: string, defaultGraph: DefaultGraphKind = 'union') {
    this.#baseIRI = baseIRI;
    this.#isUnion = defaultGraph === 'union';
  }

  /** Fills an empty store with whole lines of N-Quads. A blank node is one only within 1 MB of a chunk: the log has none. */
  fill(chunks: Iterable<Uint8Array>): void {
    for (const chunk of chunks) this.#load(chunk);
    this.#takeStock();
  }

  /**
   * Takes the store from one revision to the next.
   * @returns false when it can no longer be trusted and must be built again: a quad was removed while others of the log,
   *   which the engine does not tell from it, may remain
   */
  apply(patch: { readonly added: string; readonly removed: string }): boolean {
    this.statistics.forget();
    this.#unionSize = undefined;
    const removed = parse(patch.removed, { format: N_QUADS, lenient: true });
    for (const each of removed) this.#remove(each);
    this.#quadsInLog -= removed.length;
    if (patch.added.length > SMALL_PATCH_CHARACTERS) {
      this.#load(new TextEncoder().encode(patch.added));
      this.#takeStock();
    } else {
      const added = parse(patch.added, { format: N_QUADS, lenient: true });
      this.#forms.learn(new TextEncoder().encode(patch.added), this.#isHeld);
      for (const each of added) this.#add(each);
      this.#quadsInLog += added.length;
    }
    this.#dropEmptyGraphs(new Set(removed.map(({ graph }) => graph.value)));
    return removed.length === 0 || this.#quads === this.#quadsInLog;
  }

  /** @throws what the engine throws: see `engine-fault.ts` */
  query(text: string, dataset: QueryDataset, mediaType: string): string {
    const common = { base_iri: this.#baseIRI, results_format: mediaType };
    if (dataset.kind === 'union') {
      return this.#store.query(text, { ...common, use_default_graph_as_union: this.#isUnion && !this.#keepsUnion }) as string;
    }
    const names = {
      default_graph: dataset.defaultGraphs.map((iri) => namedNode(iri)),
      named_graphs: dataset.namedGraphs.map((iri) => namedNode(iri)),
    };
    const isMerge = this.#keepsUnion && dataset.defaultGraphs.length > 1;
    return (isMerge ? this.#merged(dataset) : this.#store).query(text, {
      ...common,
      ...names,
      ...(isMerge ? { default_graph: [defaultGraph()] } : {}),
    }) as string;
  }

  /** Of the union of all graphs; `undefined` when the log has triples that the engine does not tell from others. */
  tripleCount(): number | undefined {
    if (!this.#isUnion || this.#quads !== this.#quadsInLog) return undefined;
    if (!this.#keepsUnion) return this.#quads;
    this.#unionSize ??= this.#store.size - this.#quads;
    return this.#unionSize;
  }

  /** Predicates of literals that the engine does not keep as they are: their quads come whole from `match` alone. */
  get changedPredicates(): ReadonlySet<string> {
    return this.#forms.predicates;
  }

  get literalForms(): LiteralForms {
    return this.#forms;
  }

  /** The quads of one graph, or of all named graphs, as they are in the log. `undefined` and `null` match anything. */
  match({ subject, predicate, object, graph }: QuadPattern): LogQuad[] {
    // RDF 1.1 Concepts §3.1: such a triple cannot be, and the engine throws instead of finding none.
    if (subject?.termType === 'Literal' || subject?.termType === 'Quad') return [];
    if ((predicate && predicate.termType !== 'NamedNode') || graph?.termType === 'Literal' || graph?.termType === 'Quad') return [];
    const [s, p, o, g] = [subject, predicate, object, graph].map((term) => (term ? toEngine(term) : null));
    const found = this.#store
      .match(s, p, o, g)
      .map(fromEngine)
      .flatMap((each) => this.#forms.originals(each));
    return found.filter(
      (each) => (graph || each.graph.termType !== 'DefaultGraph') && (object?.termType !== 'Literal' || each.object.equals(object)),
    );
  }

  namedGraphs(): string[] {
    const lines = this.query('SELECT DISTINCT ?g { GRAPH ?g {} } ORDER BY ?g', { kind: 'union' }, 'text/csv').split(/\r?\n/);
    return lines.slice(1).filter((iri) => iri !== '');
  }

  /** The default graph of a query that names no dataset. */
  get unnamedGraph(): DefaultGraphKind {
    return this.#isUnion ? 'union' : 'own';
  }

  #load(nquads: Uint8Array): void {
    this.#quadsInLog += countLines(nquads);
    for (let start = 0, end = 0; start < nquads.length; start = end) {
      end = nquads.indexOf(LINE_FEED, start + LOAD_BYTES) + 1 || nquads.length;
      const piece = nquads.subarray(start, end);
      this.#forms.learn(piece, this.#isHeld);
      this.#store.load(piece, { format: N_QUADS, lenient: true });
    }
  }

  /** After a load, of which the engine does not say what was new. */
  #takeStock(): void {
    this.#quads = this.#isUnion ? this.#count('*') : this.#store.size;
    if (!this.#isUnion) return;
    if (this.#keepsUnion || this.#count('DISTINCT ?s ?p ?o') < this.#quads) this.#keepUnion();
  }

  #add(added: Quad): void {
    if (this.#store.has(added)) return;
    this.#store.add(added);
    this.#quads += 1;
    if (this.#keepsUnion) this.#store.add(inUnion(added));
    else if (this.#isUnion && this.#graphsWith(added) > 1) this.#keepUnion();
  }

  #remove(removed: Quad): void {
    if (this.changedPredicates.has(removed.predicate.value)) this.#forms.forget(fromEngine(removed));
    if (!this.#store.has(removed)) return;
    this.#store.delete(removed);
    this.#quads -= 1;
    if (this.#keepsUnion && this.#graphsWith(removed) === 1) this.#store.delete(inUnion(removed));
  }

  /** The engine keeps the name of a graph that has lost its last quad, and `GRAPH ?g {}` would find it. */
  #dropEmptyGraphs(names: ReadonlySet<string>): void {
    for (const name of names) {
      if (name !== '' && !this.#store.query(`ASK { GRAPH <${name}> { ?s ?p ?o } }`)) this.#store.update(`DROP SILENT GRAPH <${name}>`);
    }
  }

  /** The union counts as one. */
  #graphsWith({ subject, predicate, object }: Quad): number {
    return this.#store.match(subject, predicate, object, null).length;
  }

  #keepUnion(): void {
    this.#keepsUnion = true;
    this.#store.update('INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }');
  }

  #count(what: string): number {
    const text = `SELECT (COUNT(*) AS ?n) { SELECT ${what} { GRAPH ?g { ?s ?p ?o } } }`;
    return Number(String(this.#store.query(text, { results_format: 'text/csv' })).split(/\r?\n/)[1]);
  }

  /** Several graphs as one default graph, each triple once; beside the named graphs. Takes about 10 µs for each triple. */
  #merged({ defaultGraphs, namedGraphs }: Extract<QueryDataset, { kind: 'named' }>): Store {
    const merged = new Store();
    const copy = (iri: string, to: object) => {
      const triples = this.#store.dump({ format: N_TRIPLES, from_graph_name: namedNode(iri) });
      merged.load(triples, { format: N_TRIPLES, lenient: true, ...to });
    };
    for (const iri of defaultGraphs) copy(iri, {});
    for (const iri of namedGraphs) copy(iri, { to_graph_name: namedNode(iri) });
    return merged;
  }
}

function inUnion({ subject, predicate, object }: Quad): Quad {
  return quad(subject, predicate, object, defaultGraph());
}
