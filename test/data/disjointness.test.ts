import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseRdf } from '../../src/rdf/parse.ts';
import { SPARQL_PREFIX_HEADER } from '../../src/rdf/prefixes.ts';
import type { Quad } from '../../src/rdf/terms.ts';
import { owl, rdf, rdfs, skos } from '../../src/rdf/vocabulary.ts';
import { type GraphIndex, indexGraph } from '../ontology/graph-index.ts';
import { readData, readOntology } from '../ontology/shipped-files.ts';
import { BASE_IRI } from './concept-graph.ts';

/** The ontology's axioms together with those of the vocabularies that it builds on. */
let axioms: GraphIndex;
let data: Quad[];
beforeAll(async () => {
  const external = readFileSync(join(import.meta.dirname, 'external-axioms.ttl'));
  axioms = indexGraph([...(await readOntology()), ...(await parseRdf(external, { mediaType: 'text/turtle', baseIRI: BASE_IRI }))]);
  data = await readData();
});

/** Classes of each node as RDFS entails them (rdfs2, rdfs3, rdfs7, rdfs9): stated, from domains and from ranges. */
function classesByNode(quads: readonly Quad[]): Map<string, Set<string>> {
  const classes = new Map<string, Set<string>>();
  const add = (node: string, classIRI: string) => {
    const known = classes.get(node) ?? new Set<string>();
    classes.set(node, known);
    for (const each of [classIRI, ...axioms.closure(classIRI, rdfs('subClassOf').value)]) known.add(each);
  };
  const entailed = new Map<string, { domains: string[]; ranges: string[] }>();
  const entailedBy = (property: string) => {
    const properties = [property, ...axioms.closure(property, rdfs('subPropertyOf').value)];
    const ofAll = (kind: string) => properties.flatMap((each) => axioms.iris(each, rdfs(kind).value));
    const known = entailed.get(property) ?? { domains: ofAll('domain'), ranges: ofAll('range') };
    entailed.set(property, known);
    return known;
  };
  for (const { subject, predicate, object } of quads) {
    if (predicate.equals(rdf('type'))) add(subject.value, object.value);
    const { domains, ranges } = entailedBy(predicate.value);
    for (const domain of domains) add(subject.value, domain);
    if (object.termType !== 'Literal') for (const range of ranges) add(object.value, range);
  }
  return classes;
}

function clashes(quads: readonly Quad[]): string[] {
  return [...classesByNode(quads)].flatMap(([node, classes]) =>
    [...classes].flatMap((one) =>
      axioms
        .iris(one, owl('disjointWith').value)
        .filter((other) => classes.has(other))
        .map((other) => `${node} is both ${one} and ${other}`),
    ),
  );
}

async function clashesWith(turtle: string): Promise<string[]> {
  const more = await parseRdf(`${SPARQL_PREFIX_HEADER}${turtle}`, { mediaType: 'text/turtle', baseIRI: BASE_IRI });
  return clashes([...data, ...more]);
}

describe('the shipped data and the disjoint classes of the ontology and of PROV, SKOS, ORG, FOAF, OWL-Time and GeoSPARQL', () => {
  it('has nothing that is an instance of two disjoint classes, by its types or by domains and ranges', () => {
    expect(classesByNode(data).size).toBeGreaterThan(1500);
    expect(clashes(data)).toEqual([]);
  });

  it.each([
    ['an activity that is derived from its evidence', '<id/event/rio-plus-20> prov:wasDerivedFrom <id/evidence/general-knowledge> .'],
    ['an association that is derived from its evidence', '<a> a prov:Association ; prov:wasDerivedFrom <id/evidence/general-knowledge> .'],
    ['evidence that is an activity, by a subproperty', '<f> tf:evidence <id/event/rio-plus-20> .'],
    ['a scheme that is in itself as a concept', '<id/scheme/function> skos:broader <id/function/funding> .'],
    ['a concept that is used as a scheme', '<c> skos:inScheme <id/confidence/high> . <id/confidence/high> a skos:Concept .'],
    ['a page that is the organization itself', '<id/initiative/ctcn> foaf:page <id/agency/unep> .'],
    ['an agency that is a place', '<id/agency/unep> a tf:Country .'],
    ['an assessment made of an organization', '<id/assessment/x> a tf:TechnologyNeedsAssessment ; tf:assessedCountry <id/agency/unep> .'],
  ])('would show %s', async (_what, turtle) => {
    expect(await clashesWith(turtle)).not.toEqual([]);
  });

  it('relates no two concepts by skos:related that are broader and narrower (SKOS S27)', () => {
    const hierarchy = indexGraph(data);
    const related = data.filter(({ predicate }) => predicate.equals(skos('related')));
    expect(related.length).toBeGreaterThan(0);
    const both = related.filter(({ subject, object }) => hierarchy.closure(subject.value, skos('broader').value).has(object.value));
    expect(both.map(({ subject, object }) => `${subject.value} ${object.value}`)).toEqual([]);
  });

  it('gives no concept the same other as exact and as broader, narrower or related match (SKOS S46)', () => {
    const pairs = (...names: string[]) =>
      data
        .filter(({ predicate }) => names.some((name) => predicate.equals(skos(name))))
        .map(({ subject, object }) => `${subject.value} ${object.value}`);
    const exact = new Set(pairs('exactMatch'));
    expect(pairs('broadMatch', 'narrowMatch', 'relatedMatch').filter((pair) => exact.has(pair))).toEqual([]);
  });
});
