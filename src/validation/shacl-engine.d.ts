/** The part of shacl-engine 1.1.2 that this room uses; the package ships no types. */

declare module 'shacl-engine' {
  import type { Literal, NamedNode, Quad, Term } from '@rdfjs/types';

  /** An RDF/JS dataset, of which the engine calls `add()`, `match()` and `size`. */
  type Dataset = Iterable<Quad>;

  /** One step of a property path, as the engine parses it. */
  export interface PathStep {
    readonly quantifier: 'one' | 'oneOrMore' | 'zeroOrMore' | 'zeroOrOne';
    readonly start: 'subject' | 'object';
    readonly predicates: readonly NamedNode[];
  }

  export interface Pointer {
    readonly term: Term | undefined;
  }

  export interface EngineResult {
    readonly constraintComponent: NamedNode;
    readonly focusNode: Pointer;
    readonly message: readonly Literal[];
    readonly path: readonly PathStep[] | null | undefined;
    readonly severity: NamedNode;
    readonly shape: { readonly ptr: Pointer };
    readonly value: Pointer | undefined;
  }

  export class Validator {
    /** A pointer list (of grapoi), whose class is not exported. */
    readonly shapesPtr: object;
    constructor(shapes: Dataset, options: { factory: object });
    validate(
      data: { dataset: Dataset; terms: readonly Term[] },
      shapes: readonly { terms: readonly Term[] }[],
    ): Promise<{ readonly results: readonly EngineResult[] }>;
  }
}

declare module 'shacl-engine/lib/Report.js' {
  import type { Quad } from '@rdfjs/types';
  import type { EngineResult } from 'shacl-engine';

  // biome-ignore lint/style/noDefaultExport: this is how the package exports it
  export default class Report {
    constructor(options: { factory: object; options: object; results: readonly EngineResult[] });
    /** The report as RDF, in what the factory's `dataset()` made. */
    readonly dataset: Iterable<Quad>;
  }
}
