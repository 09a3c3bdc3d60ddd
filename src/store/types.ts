import type { Quad } from '../rdf/terms.ts';
import type { OperationsStore } from './operations-types.ts';

/** One durable, never changed step in the life of one dataset. */
export interface Revision {
  /** Position in the whole log, from 1, without gaps. */
  readonly sequence: number;
  readonly dataset: string;
  /** Position among the revisions of its dataset, from 1, without gaps. */
  readonly number: number;
  /** ISO 8601 in UTC with milliseconds; never before the revision of the preceding sequence. */
  readonly time: string;
  /** Who made it: a person, a harvester, "facilis". */
  readonly agent: string;
  readonly note: string;
  readonly addedCount: number;
  readonly removedCount: number;
}

/** What to add to and remove from one dataset. Adding what is there, or removing what is not, is no change. */
export interface Change {
  readonly dataset: string;
  /** Skolemised quads; whatever their graph name, they go into the dataset's graph. */
  readonly added: readonly Quad[];
  readonly removed: readonly Quad[];
  readonly agent: string;
  readonly note: string;
  /** The dataset's revision number (0: none yet) that the change was computed from. */
  readonly expectedNumber?: number;
  /** SHA-256 (hexadecimal) of the files that the dataset was read from; recorded even when no quad changed. */
  readonly sourceHash?: string;
}

/** What one commit did, for replicas. */
export interface CommitEvent {
  readonly revisions: readonly Revision[];
  /** The last of `revisions`. */
  readonly sequence: number;
  /** N-Quads with graph names, for all revisions together. */
  readonly added: string;
  readonly removed: string;
}

export interface DatasetState {
  readonly slug: string;
  /** `${baseIRI}graph/${slug}` */
  readonly graphIRI: string;
  /** The latest one. */
  readonly revision: Revision;
  readonly quadCount: number;
}

/** Reads see whole commits only. A quad's graph is always its dataset's `graphIRI`. */
export interface StoreReader {
  readonly baseIRI: string;
  /** Of the latest revision; 0 in an empty store. */
  sequence(): number;
  /** Time of the latest revision. */
  lastModified(): string | undefined;
  /** Every dataset that ever had a revision, by slug, also when it holds no quads now. */
  datasets(): DatasetState[];
  dataset(slug: string): DatasetState | undefined;
  /** Sorted by their N-Quads text in code-point order: the same revision gives the same order. */
  quads(slug: string): Quad[];
  /** The lines of `quads(slug)`: canonical N-Quads, each with its line feed. */
  nquadLines(slug: string): string[];
  allQuads(): Iterable<Quad>;
  /** The whole current state as chunks of N-Quads text, whole lines each, datasets by slug, lines sorted. */
  nquads(): Iterable<string>;
  quadsWithSubject(iri: string): Quad[];
  quadsWithObject(iri: string): Quad[];
  hasSubject(iri: string): boolean;
  /** Whether any revision ever described it: unknown (404) or withdrawn (410). */
  wasSubject(iri: string): boolean;
  /** Sorted, each once. */
  subjectsOfType(classIRI: string): string[];
  /** In order of sequence. */
  revisions(slug?: string): Revision[];
  /** @throws FacilisError `not-found` when there is no such revision */
  patch(sequence: number): { added: Quad[]; removed: Quad[] };
  /** The `sourceHash` of the dataset's last change that had one. */
  sourceHash(slug: string): string | undefined;
  /** Called after each durable commit, in order. Returns the function that ends it. */
  onCommit(listener: (event: CommitEvent) => void): () => void;
}

export interface StoreWriter {
  /**
   * Commits all changes in one transaction, on disk when it returns. Changes that change nothing make no revision.
   * @throws FacilisError `conflict` when a dataset is no longer at `expectedNumber`: then nothing was committed
   */
  commit(changes: readonly Change[]): Revision[];
}

export interface Store {
  readonly reader: StoreReader;
  readonly writer: StoreWriter;
  readonly operations: OperationsStore;
  close(): void;
}

export interface StoreOptions {
  /** Created when missing. `:memory:` keeps nothing. */
  readonly directory: string;
  readonly baseIRI: string;
  readonly now?: () => Date;
  /** Reads beside the one process that writes; the writer refuses. */
  readonly readOnly?: boolean;
}
