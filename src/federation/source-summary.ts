/**
 * What is known of the data of one source: enough to say which sources can match a pattern, and which can be joined with which.
 * All that it says of absence is true of the whole source as long as `isComplete`; what is `undefined` is not known.
 */
export interface SourceSummary {
  /** IRI of the source. */
  readonly source: string;
  /** Address at which it was taken; our own data has none. Of the source at another one it says nothing. */
  readonly endpoint?: string | undefined;
  /** ISO 8601: when it was taken. */
  readonly takenAt: string;
  /** ISO 8601: when the source was last seen to be unchanged since; after `takenAt` or equal. */
  readonly verifiedAt: string;
  /** Whether `predicates` and `classes` name all there are: only then does absence mean that the source has none. */
  readonly isComplete: boolean;
  /** While not complete: of what is known. */
  readonly triples: number;
  readonly distinctSubjects?: number | undefined;
  readonly distinctObjects?: number | undefined;
  /** By IRI of the predicate. */
  readonly predicates: ReadonlyMap<string, PredicateSummary>;
  /** Instances by IRI of the class (`rdf:type`). */
  readonly classes: ReadonlyMap<string, number>;
  /** The sets of predicates that subjects have, most frequent first; `undefined` when they were too many, or not asked for. */
  readonly characteristicSets: readonly CharacteristicSet[] | undefined;
  /** What the source says of its state (ETag, date of its VoID description, counts): another one means that it has changed. */
  readonly validator: string | undefined;
}

export interface PredicateSummary {
  readonly triples: number;
  /** As many as `triples`, the most there can be, where the source could not count them. */
  readonly distinctSubjects: number;
  readonly distinctObjects: number;
  /** Prefixes that cover the IRIs of all subjects; `BLANK` stands for blank nodes, the empty one for any IRI. `undefined`: could be any term. */
  readonly subjects: readonly string[] | undefined;
  /** The same for objects; `LITERAL` stands for literals. */
  readonly objects: readonly string[] | undefined;
  /** All objects in canonical N-Triples form, when they are few and none is a blank node. */
  readonly values: readonly string[] | undefined;
}

export interface CharacteristicSet {
  readonly predicates: readonly string[];
  readonly subjects: number;
}

/** No IRI begins with these. */
export const BLANK = '_:';
export const LITERAL = '"';
