import { hydra, void_ } from '../rdf/vocabulary.ts';
import { summaryOfEndpoint, type TakeOptions } from './endpoint-summary.ts';
import { readDocument, versionOf } from './read-document.ts';
import type { SourceAccess } from './source-fetch.ts';
import { documentVersion, endpointState, toValidator, voidUrlOf } from './source-state.ts';
import type { SourceSummary } from './source-summary.ts';
import { summaryOfQuads } from './summary-of-quads.ts';

/**
 * A new summary of a source, by its kind.
 * @throws FacilisError `source-failed`, `source-timeout` when it does not answer, or not with what its kind has
 */
export function takeSummary(access: SourceAccess, options: TakeOptions): Promise<SourceSummary> {
  switch (access.source.kind) {
    case 'sparql-endpoint':
      return summaryOfEndpoint(access, options);
    case 'dump':
      return summaryOfFile(access, options);
    case 'tpf':
    case 'ldes':
      return summaryOfInterface(access);
  }
}

/**
 * What a source says of its state now, to be compared with the validator of a summary; `undefined` when it says nothing.
 * @throws FacilisError `source-failed`, `source-timeout` when it does not answer
 */
export async function currentValidator({ validator }: SourceSummary, access: SourceAccess): Promise<string | undefined> {
  if (access.source.kind === 'sparql-endpoint') return toValidator(await endpointState(voidUrlOf(validator), access));
  return documentVersion(access.source.endpoint, access);
}

async function summaryOfFile(access: SourceAccess, { onProgress }: TakeOptions): Promise<SourceSummary> {
  const { endpoint, iri } = access.source;
  onProgress('Fetching the file');
  // Asked before: a file that changes in between is seen to have changed the next time.
  const stated = await versionOf(endpoint, access);
  const { quads, version } = await readDocument(endpoint, access);
  onProgress('Counting');
  return summaryOfQuads(iri, quads, stated ?? version);
}

/** Of an interface that cannot list what it holds: at most its size, from the metadata of its first page. */
async function summaryOfInterface(access: SourceAccess): Promise<SourceSummary> {
  const { endpoint, iri } = access.source;
  const { quads } = await readDocument(endpoint, access);
  // Triple Pattern Fragments §4.3: void:triples and hydra:totalItems estimate the triples that match the pattern, here any.
  const total = quads.find(({ predicate }) => predicate.equals(void_('triples')) || predicate.equals(hydra('totalItems')));
  const triples = Number(total?.object.value);
  const now = new Date().toISOString();
  return {
    source: iri,
    takenAt: now,
    verifiedAt: now,
    isComplete: false,
    triples: Number.isSafeInteger(triples) && access.source.kind === 'tpf' ? triples : 0,
    predicates: new Map(),
    classes: new Map(),
    characteristicSets: undefined,
    validator: undefined,
  };
}
