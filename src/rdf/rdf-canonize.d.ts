/** What we use of rdf-canonize, which ships no types. */
declare module 'rdf-canonize' {
  import type { Quad } from '@rdfjs/types';

  export function canonize(
    dataset: readonly Quad[],
    options: {
      algorithm: 'RDFC-1.0';
      format?: 'application/n-quads';
      /** Filled with the canonical label of each blank node label of the input. */
      canonicalIdMap?: Map<string, string>;
      /** Calls of Hash N-Degree Quads (RDFC-1.0 §4.8) before it gives up, as a power of the number of nodes that look alike. */
      maxWorkFactor?: number;
      /** The same as a number; goes before `maxWorkFactor`. */
      maxDeepIterations?: number;
      signal?: AbortSignal;
    },
  ): Promise<string>;
}
