import { parseNQuads, quadToNQuad } from '../rdf/nquads.ts';
import { skolemise } from '../rdf/skolemise.ts';
import type { Quad } from '../rdf/terms.ts';
import { checkSlug, graphIRI } from '../store/graph-iri.ts';
import type { Change, Revision, StoreReader, StoreWriter } from '../store/types.ts';
import type { ValidationReport } from '../validation/validation-report.ts';
import { createValidator, type Validator } from '../validation/validator.ts';
import { inGraph } from './in-graph.ts';
import type { Progress } from './progress.ts';

/** The dataset whose quads are the shapes that all data must conform to. */
const SHAPES = 'shapes';

export type IngestOutcome =
  | { readonly kind: 'committed'; readonly revisions: Revision[]; readonly report: ValidationReport }
  | { readonly kind: 'unchanged'; readonly report: ValidationReport }
  /** Nothing was stored. */
  | { readonly kind: 'invalid'; readonly report: ValidationReport };

/** What one dataset shall hold from now on. */
export interface DatasetContent {
  readonly dataset: string;
  /** In the default graph or in the dataset's own; blank nodes are welcome. */
  readonly quads: readonly Quad[];
  /** The revision number (0: none yet) that the caller last saw; `conflict` when the dataset has moved on. */
  readonly expectedNumber?: number;
  /** SHA-256 of the files that this was read from. */
  readonly sourceHash?: string;
}

/** Who makes a revision and what for; and who wants to know how far it is. */
export interface Committing {
  readonly agent: string;
  readonly note: string;
  readonly onProgress?: Progress;
}

export interface Ingest {
  /**
   * Replaces the content of all these datasets in one step, or of none. Calls wait for each other.
   * @throws FacilisError `malformed-rdf` for a quad in a foreign graph or blank nodes that cannot be named, `conflict`
   */
  replace(datasets: readonly DatasetContent[], by: Committing): Promise<IngestOutcome>;
}

/** The one door into the store: whoever was given this is the only one with a way to the writer. */
export function createIngest({ reader, writer, baseIRI }: { reader: StoreReader; writer: StoreWriter; baseIRI: string }): Ingest {
  const validate = stateValidator(reader);
  const replace: Ingest['replace'] = async (contents, { agent, note, onProgress }) => {
    const changes: Change[] = [];
    const future = new Map<string, Quad[]>();
    for (const content of contents) {
      checkSlug(content.dataset);
      onProgress?.(`comparing dataset ${content.dataset}`);
      const quads = await skolemise(inGraph(content.quads, graphIRI(baseIRI, content.dataset)), { baseIRI });
      const { added, removed, kept } = difference(reader, content.dataset, quads);
      future.set(content.dataset, [...kept, ...added]);
      const expectedNumber = content.expectedNumber ?? reader.dataset(content.dataset)?.revision.number ?? 0;
      changes.push({ dataset: content.dataset, added, removed, agent, note, expectedNumber, sourceHash: content.sourceHash });
    }
    const isChange = changes.some(({ added, removed }) => added.length + removed.length > 0);
    const report = await validate(isChange ? future : new Map(), onProgress);
    if (!report.conforms) return { kind: 'invalid', report };
    onProgress?.('storing');
    const revisions = writer.commit(changes);
    return revisions.length === 0 ? { kind: 'unchanged', report } : { kind: 'committed', revisions, report };
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    replace(contents, by) {
      const result = last.then(() => replace(contents, by));
      // The next in line waits for this one, and does not mind how it ends.
      last = result.catch(() => undefined);
      return result;
    },
  };
}

/** Compared by canonical text, so that the same bytes again are no change. */
function difference(reader: StoreReader, slug: string, quads: readonly Quad[]): { added: Quad[]; removed: Quad[]; kept: Quad[] } {
  const current = new Set(reader.nquadLines(slug));
  const wanted = new Map(quads.map((quad) => [quadToNQuad(quad), quad]));
  const added: Quad[] = [];
  const kept: Quad[] = [];
  for (const [line, quad] of wanted) (current.delete(line) ? kept : added).push(quad);
  return { added, removed: parseNQuads([...current].join('')), kept };
}

type StateValidator = (future: ReadonlyMap<string, Quad[]>, onProgress?: Progress) => Promise<ValidationReport>;

/** Validates all datasets as they would be, some of them with future content. */
function stateValidator(reader: StoreReader): StateValidator {
  let validator: { number: number; value: Validator } | undefined;
  let current: { sequence: number; report: ValidationReport } | undefined;
  const validatorFor = (future: ReadonlyMap<string, Quad[]>): Validator => {
    const shapes = future.get(SHAPES);
    if (shapes !== undefined) return createValidator(shapes);
    const number = reader.dataset(SHAPES)?.revision.number ?? 0;
    if (validator?.number !== number) validator = { number, value: createValidator(reader.quads(SHAPES)) };
    return validator.value;
  };
  return async (future, onProgress) => {
    const sequence = reader.sequence();
    if (future.size === 0 && current?.sequence === sequence) return current.report;
    const slugs = new Set([...reader.datasets().map(({ slug }) => slug), ...future.keys()]);
    const data = [...slugs].flatMap((slug) => future.get(slug) ?? reader.quads(slug));
    const report = await validatorFor(future).validate(data, { onProgress: (done, total) => onProgress?.('validating', done, total) });
    if (future.size === 0) current = { sequence, report };
    return report;
  };
}
