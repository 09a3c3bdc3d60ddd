import { expect, it } from 'vitest';
import { sd, void_ } from '../../src/rdf/vocabulary.ts';
import { serviceDescription } from '../../src/sparql/service-description.ts';

const revision = {
  sequence: 1,
  dataset: 'a',
  number: 1,
  time: '2026-01-01T00:00:00.000Z',
  agent: '',
  note: '',
  addedCount: 2,
  removedCount: 0,
};

it('describes the endpoint, ten formats and the graphs that hold something', () => {
  const baseIRI = 'http://localhost:3000/';
  const datasets = () => [
    { slug: 'a', graphIRI: `${baseIRI}graph/a`, revision, quadCount: 2 },
    { slug: 'b', graphIRI: `${baseIRI}graph/b`, revision, quadCount: 0 },
  ];
  const quads = serviceDescription({ baseIRI, reader: { datasets } });
  const objects = (predicate: { value: string }) =>
    quads.filter((quad) => quad.predicate.value === predicate.value).map(({ object }) => object.value);
  expect(objects(sd('endpoint'))).toEqual([`${baseIRI}sparql`]);
  expect(objects(sd('resultFormat'))).toHaveLength(10);
  expect(objects(sd('name'))).toEqual([`${baseIRI}graph/a`]);
  expect(objects(void_('triples'))).toEqual(['2']);
});
