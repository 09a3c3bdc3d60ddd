import { dcat } from '../rdf/vocabulary.ts';
import { REGISTRY, type SourceReader } from './registered-sources.ts';

/** IRIs of the datasets that the registration of a source says are behind it; those without a name of the web have none here. */
export function servedDatasets(reader: Pick<SourceReader, 'quads'>, sourceIRI: string): string[] {
  return REGISTRY.flatMap((dataset) => reader.quads(dataset))
    .filter(({ subject, predicate }) => subject.value === sourceIRI && predicate.equals(dcat('servesDataset')))
    .flatMap(({ object }) => (object.termType === 'NamedNode' && !object.value.includes('/.well-known/genid/') ? [object.value] : []));
}
