import oxigraph from 'oxigraph';
import { beforeAll, describe, expect, it } from 'vitest';
import { quadToNQuad } from '../../src/rdf/nquads.ts';
import { namedNode, type Term } from '../../src/rdf/terms.ts';
import { dcat, dct, org, owl, prov, rdf, skos, tf } from '../../src/rdf/vocabulary.ts';
import { BASE_IRI, ConceptGraph, conceptFaults, minted, UN_LANGUAGES } from './concept-graph.ts';

const DATASETS = [
  'activities',
  'agencies',
  'assessments',
  'evidence',
  'groups',
  'hub',
  'initiatives',
  'metadata',
  'partnerships',
  'places',
  'schemes',
  'sdgs',
  'sources',
];

/** Datasets whose files are not in data/: data/metadata.ttl describes them. */
const DESCRIBED_ELSEWHERE = ['ontology', 'shapes'];

/** Kinds of thing of which the inventory states facts: each rests on evidence, with a confidence. */
const FACTUAL_KINDS = [
  'action-plan',
  'activity',
  'agency',
  'assessment',
  'association',
  'criterion',
  'event',
  'group',
  'initiative',
  'membership',
  'milestone',
  'name-period',
  'need',
  'option',
  'option-assessment',
  'partnership',
  'resource',
  'series',
  'source',
  'stakeholder',
];

let graph: ConceptGraph;
let terms: ConceptGraph;
beforeAll(async () => {
  graph = await ConceptGraph.read('*.ttl', '*/*.ttl');
  terms = await ConceptGraph.read('../ontology/*.ttl');
});

const kindOf = (iri: string): string | undefined => /^id\/([^/]+)\//.exec(iri.slice(BASE_IRI.length))?.[1];
const languageOf = (term: Term): string => (term.termType === 'Literal' ? term.language : '');
const subjects = (): string[] => [
  ...new Set(graph.quads.filter(({ subject }) => subject.termType === 'NamedNode').map((quad) => quad.subject.value)),
];
const factualThings = (): string[] => subjects().filter((iri) => iri.startsWith(BASE_IRI) && FACTUAL_KINDS.includes(kindOf(iri) ?? ''));

/** Only an entity of PROV is derived from its evidence; activities and associations are none. */
const evidenceProperty = (thing: string): Term =>
  graph.values(thing, rdf('type')).some((type) => NO_ENTITIES.includes(type)) ? dct('source') : prov('wasDerivedFrom');
const NO_ENTITIES = [prov('Activity').value, prov('Association').value];

describe('the shipped inventory', () => {
  it.each([
    ['FacilitationInitiative', 270],
    ['Agency', 92],
    ['TechnologyNeedsAssessment', 129],
    ['CapacityBuildingActivity', 83],
    ['Partnership', 60],
    ['TechnologyNeed', 6],
    ['InterAgencyGroup', 2],
    ['HubOption', 3],
  ])('holds at least as many tf:%s as the facts: %i', (name, count) => {
    expect(graph.subjectsOfType(tf(name)).length).toBeGreaterThanOrEqual(count);
  });

  it('describes every IRI that it mints and mentions', () => {
    const described = new Set(subjects());
    const mentioned = graph.quads.flatMap(({ predicate, object }) => [
      predicate.value,
      object.termType === 'NamedNode' ? object.value : '',
    ]);
    const minted = mentioned.filter((value) => value.startsWith(BASE_IRI) || /^http:\/\/metadata\.un\.org\/sdg\/\d/.test(value));
    expect(minted.length).toBeGreaterThan(5000);
    expect([...new Set(minted)].filter((value) => !described.has(value))).toEqual([]);
  });

  it('has no IRI or literal that the query engine refuses', () => {
    const store = new oxigraph.Store();
    store.load(graph.quads.map(quadToNQuad).join('\n'), { format: 'application/n-quads' });
    expect(store.size).toBe(new Set(graph.quads.map(quadToNQuad)).size);
  });

  it('uses terms of the ontology only as the ontology defines them', () => {
    const defined = new Set(terms.quads.filter(({ predicate }) => predicate.equals(rdf('type'))).map(({ subject }) => subject.value));
    const used = graph.quads
      .flatMap(({ predicate, object }) => [predicate.value, object.value])
      .filter((value) => value.startsWith(tf('').value));
    expect([...new Set(used)].filter((term) => !defined.has(term))).toEqual([]);
  });

  it('gives each thing an English label and never two labels in one language', () => {
    const faults = factualThings().filter((thing) => {
      const languages = graph.objects(thing, skos('prefLabel')).map(languageOf);
      return (
        !languages.includes('en') || new Set(languages).size !== languages.length || languages.some((tag) => !UN_LANGUAGES.includes(tag))
      );
    });
    expect(faults).toEqual([]);
  });

  it('never gives a thing the same text as preferred and as other label (SKOS S13)', () => {
    const faults = factualThings().filter((thing) => {
      const preferred = graph.objects(thing, skos('prefLabel'));
      return graph.objects(thing, skos('altLabel')).some((other) => preferred.some((label) => label.equals(other)));
    });
    expect(faults).toEqual([]);
  });

  it('rests each statement of fact on evidence, and says how sure it is', () => {
    const documents = new Set(graph.subjectsOfType(tf('EvidenceDocument')));
    const faults = factualThings().filter((thing) => {
      const sources = graph.values(thing, evidenceProperty(thing));
      return graph.values(thing, tf('confidence')).length !== 1 || sources.length === 0 || sources.some((source) => !documents.has(source));
    });
    expect(factualThings().length).toBeGreaterThan(700);
    expect(faults).toEqual([]);
  });

  it('cites every evidence document that it describes', () => {
    const cited = new Set(
      graph.quads.filter(({ subject, predicate }) => predicate.equals(evidenceProperty(subject.value))).map(({ object }) => object.value),
    );
    expect(graph.subjectsOfType(tf('EvidenceDocument')).filter((document) => !cited.has(document))).toEqual([]);
  });

  it('writes out the superclass beside each kind, so that queries need no inference', () => {
    const types = (thing: string) => graph.values(thing, rdf('type'));
    const kinds = terms.subjects(namedNode('http://www.w3.org/2000/01/rdf-schema#subClassOf'), tf('FacilitationInitiative').value);
    expect(kinds).toHaveLength(9);
    for (const thing of graph.subjectsOfType(tf('FacilitationInitiative')))
      expect(types(thing).filter((type) => kinds.includes(type))).toHaveLength(1);
    for (const thing of graph.subjectsOfType(tf('Agency'))) expect(types(thing)).toContain(org('Organization').value);
  });

  it('says which of the three things each technology needs assessment is: Lesotho has had three', () => {
    const kindsOf = (country: string) =>
      graph.subjects(tf('assessedCountry'), minted(`id/country/${country}`)).flatMap((thing) => graph.values(thing, tf('assessmentKind')));
    expect(new Set(kindsOf('lso'))).toHaveLength(3);
    for (const thing of graph.subjectsOfType(tf('TechnologyNeedsAssessment')))
      expect(graph.values(thing, tf('assessmentKind'))).toHaveLength(1);
  });

  it('keeps the working group of 2014 to its eight members, two of them co-facilitators', () => {
    const memberships = graph.subjects(org('organization'), minted('id/group/iawg-2014'));
    const members = memberships.flatMap((membership) => graph.values(membership, org('member')));
    expect(members.map((iri) => iri.slice(minted('id/agency/').length)).sort()).toEqual(
      ['desa', 'itu', 'unctad', 'unep', 'unesco', 'unido', 'wipo', 'world-bank'].sort(),
    );
    const roles = memberships.flatMap((membership) => graph.values(membership, org('role')));
    expect(roles.filter((role) => role === minted('id/group-role/co-facilitator'))).toHaveLength(2);
  });

  it('has well-made concept schemes beside the shared ones', async () => {
    expect(conceptFaults(await ConceptGraph.read('hub.ttl'))).toEqual([]);
    expect(conceptFaults(await ConceptGraph.read('initiatives.ttl'))).toEqual([]);
  });

  it('merges no thing with that of another publisher', () => {
    expect(graph.quads.filter(({ predicate }) => predicate.equals(owl('sameAs')))).toEqual([]);
  });
});

describe('metadata of the shipped datasets', () => {
  it('is in the catalogue for every dataset and in every dataset for itself, in six languages, with publisher, licence and date', async () => {
    const catalogue = minted('id/dataset/catalogue');
    const slugs = [...DATASETS, ...DESCRIBED_ELSEWHERE].sort();
    expect(graph.values(catalogue, dcat('dataset')).sort()).toEqual(slugs.map((slug) => minted(`id/dataset/${slug}`)));
    for (const slug of slugs) {
      const file = DESCRIBED_ELSEWHERE.includes(slug) ? 'metadata' : slug;
      const own = await ConceptGraph.read(`${file}.ttl`, `${file}/*.ttl`);
      const said = (name: string) => own.objects(minted(`id/dataset/${slug}`), dct(name));
      expect(own.quads.length, slug).toBeGreaterThan(0);
      expect(said('title').map(languageOf).sort(), slug).toEqual(UN_LANGUAGES.toSorted());
      for (const name of ['description', 'publisher', 'license', 'issued']) expect(said(name), `${slug} dct:${name}`).toHaveLength(1);
    }
  });
});
