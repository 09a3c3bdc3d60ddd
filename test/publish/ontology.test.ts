import { beforeAll, describe, expect, it } from 'vitest';
import { readOntology } from '../../src/publish/ontology.ts';
import type { OntologyModel } from '../../src/publish/ontology-types.ts';
import { tf } from '../../src/rdf/vocabulary.ts';
import type { StoreReader } from '../../src/store/types.ts';
import { shippedStore } from './shipped-store.ts';

let reader: StoreReader;
let model: OntologyModel;

beforeAll(async () => {
  reader = (await shippedStore()).reader;
  model = readOntology(reader.quads('ontology'));
});

const term = (localName: string) => model.byIRI.get(tf(localName).value);

describe('the read model of the ontology', () => {
  it('has the head with version, licence and titles', () => {
    expect(model.head).toMatchObject({
      iri: 'https://w3id.org/technology-facilitation',
      licences: [expect.stringContaining('creativecommons')],
    });
    expect(model.head?.versionIRI).toContain('https://w3id.org/technology-facilitation/');
    expect(Object.keys(model.head?.titles ?? {})).toContain('ar');
  });

  it('has every term that the ontology defines, with labels in six languages and an English definition', () => {
    expect(model.terms.length).toBeGreaterThan(100);
    for (const { iri, labels, definitions } of model.terms) {
      expect(Object.keys(labels).sort(), iri).toEqual(['ar', 'en', 'es', 'fr', 'ru', 'zh']);
      expect(definitions.en, iri).toBeTruthy();
    }
  });

  it('knows the hierarchy both ways', () => {
    expect(term('Agency')?.parents).toContain('http://www.w3.org/ns/org#Organization');
    expect(term('FacilitationInitiative')?.children).toContain(tf('Centre').value);
    expect(term('leadAgency')?.parents).toContain(tf('contributingAgency').value);
  });

  it('knows the properties of a class and where they lead', () => {
    expect(term('leadAgency')?.ranges).toEqual([tf('Agency').value]);
    expect(term('Agency')?.propertiesTo).toContain(tf('leadAgency').value);
    expect(term('FacilitationInitiative')?.propertiesOf).toContain(tf('leadAgency').value);
  });

  it('has no terms when there is no ontology', () => {
    expect(readOntology([])).toEqual({ head: undefined, terms: [], byIRI: new Map() });
  });
});
