import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { describeEntity } from '../../src/publish/describe.ts';
import { KINDS, type Kind } from '../../src/publish/kinds.ts';
import { canonicalHash } from '../../src/rdf/canonical.ts';
import { RDF_FORMATS, type RdfFormat, rdfFormatByExtension } from '../../src/rdf/media-types.ts';
import { parseRdf } from '../../src/rdf/parse.ts';
import { serialiseRdf } from '../../src/rdf/serialise.ts';
import { skolemise } from '../../src/rdf/skolemise.ts';
import { defaultGraph, type Quad, quad } from '../../src/rdf/terms.ts';
import { foaf, org, prov, rdf, skos, tf } from '../../src/rdf/vocabulary.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { StoreReader } from '../../src/store/types.ts';
import { baseIRI, shippedStore } from './shipped-store.ts';

/** Kinds whose entities are described under `/doc` without a collection of their own. */
const OTHER_KINDS: readonly Pick<Kind, 'kind' | 'classIRI'>[] = [
  { kind: 'membership', classIRI: tf('GroupMembership').value },
  { kind: 'milestone', classIRI: tf('Milestone').value },
  { kind: 'name-period', classIRI: tf('NamePeriod').value },
  { kind: 'action-plan', classIRI: tf('TechnologyActionPlan').value },
  { kind: 'planned-action', classIRI: tf('PlannedAction').value },
  { kind: 'barrier', classIRI: tf('Barrier').value },
  { kind: 'series', classIRI: tf('ActivitySeries').value },
  { kind: 'offer', classIRI: tf('Offer').value },
  { kind: 'request', classIRI: tf('Request').value },
  { kind: 'criterion', classIRI: tf('HubCriterion').value },
  { kind: 'option-assessment', classIRI: tf('OptionAssessment').value },
  { kind: 'source-limits', classIRI: tf('SourceLimits').value },
  { kind: 'evidence', classIRI: tf('EvidenceDocument').value },
  { kind: 'stakeholder', classIRI: tf('Stakeholder').value },
  { kind: 'event', classIRI: prov('Activity').value },
  { kind: 'association', classIRI: prov('Association').value },
  { kind: 'scheme', classIRI: skos('ConceptScheme').value },
  { kind: 'sector', classIRI: tf('Sector').value },
  { kind: 'target-group', classIRI: tf('TargetGroup').value },
  { kind: 'cycle-stage', classIRI: tf('CycleStage').value },
  { kind: 'confidence', classIRI: tf('ConfidenceLevel').value },
  { kind: 'partnership-status', classIRI: tf('PartnershipStatus').value },
  { kind: 'activity-kind', classIRI: tf('ActivityKind').value },
  { kind: 'agency-kind', classIRI: tf('AgencyKind').value },
  { kind: 'assessment-kind', classIRI: tf('AssessmentKind').value },
  { kind: 'assessment-phase', classIRI: tf('AssessmentPhase').value },
  { kind: 'barrier-kind', classIRI: tf('BarrierKind').value },
  { kind: 'cost-level', classIRI: tf('CostLevel').value },
  { kind: 'delivery-mode', classIRI: tf('DeliveryMode').value },
  { kind: 'group-role', classIRI: tf('GroupRole').value },
  { kind: 'milestone-kind', classIRI: tf('MilestoneKind').value },
  { kind: 'priority', classIRI: tf('PriorityLevel').value },
  { kind: 'resource-kind', classIRI: tf('ResourceKind').value },
  { kind: 'source-kind', classIRI: tf('SourceKind').value },
  { kind: 'source-outcome', classIRI: tf('SourceOutcome').value },
  { kind: 'trust', classIRI: tf('TrustLevel').value },
];

let reader: StoreReader;

beforeAll(async () => {
  reader = (await shippedStore()).reader;
});

function descriptionOf(path: string): Quad[] {
  const description = describeEntity(reader, path.includes(':') ? path : `${baseIRI}${path}`);
  if (description === undefined) throw new Error(`${path} is not described`);
  return description.quads;
}

/** Graph names are ignored: only TriG, N-Quads and (without a root) JSON-LD hold them. */
function hashOfTriples(quads: readonly Quad[]): Promise<string> {
  return canonicalHash(quads.map((each) => quad(each.subject, each.predicate, each.object, defaultGraph())));
}

async function jsonLd(path: string): Promise<Record<string, unknown>> {
  const format = rdfFormatByExtension('jsonld');
  if (format === undefined) throw new Error('no JSON-LD');
  return JSON.parse(await serialiseRdf(descriptionOf(path), { format, baseIRI, rootIRI: `${baseIRI}${path}` }));
}

describe('the description of an entity', () => {
  it.each([...KINDS, ...OTHER_KINDS].map(({ kind, classIRI }) => [kind, classIRI]))(
    'of kind %s is the same graph in all six formats',
    { timeout: 60_000 },
    async (_kind, classIRI) => {
      const all = reader.subjectsOfType(classIRI);
      const sample = new Set([all[0], all[Math.floor(all.length / 2)], all.at(-1)]);
      for (const iri of sample) {
        if (iri === undefined) continue;
        const quads = descriptionOf(iri);
        const expected = await hashOfTriples(quads);
        for (const format of RDF_FORMATS) {
          const text = await serialiseRdf(quads, { format, baseIRI, rootIRI: format.name === 'jsonld' ? iri : undefined });
          const back = await parseRdf(text, { mediaType: format.mediaType, baseIRI });
          expect(await hashOfTriples(back), `${iri} as ${format.name}`).toBe(expected);
        }
      }
    },
  );

  it('keeps the graph of each triple for TriG and N-Quads', async () => {
    const graphs = new Set(descriptionOf('id/initiative/ctcn').map(({ graph }) => graph.value));
    expect(graphs).toContain(`${baseIRI}graph/initiatives`);
    expect(graphs).toContain(`${baseIRI}graph/agencies`);
  });

  it('holds the nameless nodes of an entity', () => {
    const [membership] = reader
      .subjectsOfType(tf('GroupMembership').value)
      .filter((iri) => reader.quadsWithSubject(iri).some(({ predicate }) => predicate.equals(org('memberDuring'))));
    const quads = descriptionOf(membership ?? '');
    expect(quads.some(({ predicate }) => predicate.value.endsWith('#inXSDgYear'))).toBe(true);
  });

  it('holds what points to the entity, with its type and name', () => {
    const quads = descriptionOf('id/agency/unep');
    const led = quads.find(({ predicate, object }) => predicate.equals(tf('leadAgency')) && object.value === `${baseIRI}id/agency/unep`);
    const about = quads.filter(({ subject }) => subject.value === led?.subject.value);
    expect(about.some(({ predicate }) => predicate.equals(rdf('type')))).toBe(true);
    expect(about.some(({ predicate }) => predicate.equals(skos('prefLabel')))).toBe(true);
    expect(about.some(({ predicate }) => predicate.equals(foaf('page')))).toBe(false);
  });

  it('does not hold what points to a concept', () => {
    const quads = descriptionOf('id/function/capacity-building');
    expect(quads.some(({ predicate }) => predicate.equals(tf('facilitationFunction')))).toBe(false);
  });

  it('is undefined for what no triple is about', () => {
    expect(describeEntity(reader, `${baseIRI}id/initiative/nothing`)).toBeUndefined();
  });

  it('is given for every entity whose address has one of the known kinds, and every kind in the data is known', () => {
    const known = new Set([...KINDS, ...OTHER_KINDS].map(({ kind }) => kind));
    const found = new Set<string>();
    for (const { subject } of reader.allQuads()) {
      const kind = /^http:\/\/localhost:3000\/id\/([a-z-]+)\//u.exec(subject.value)?.[1];
      if (kind !== undefined) found.add(kind);
    }
    expect([...found].filter((kind) => !known.has(kind))).toEqual([]);
  });
});

describe('the description of an entity with many nameless nodes', () => {
  const formats = RDF_FORMATS.map(({ name }) => name);

  async function described(turtle: string, path: string): Promise<{ quads: Quad[]; graph: Quad[] }> {
    const graph = await skolemise(await parseRdf(turtle, { mediaType: 'text/turtle', baseIRI }), { baseIRI });
    const store = openStore({ directory: ':memory:', baseIRI });
    onTestFinished(() => store.close());
    store.writer.commit([{ dataset: 'd', added: graph, removed: [], agent: 'a test', note: '' }]);
    return { quads: describeEntity(store.reader, `${baseIRI}${path}`)?.quads ?? [], graph };
  }

  const longList = (length: number): string =>
    `<id/a/x> <p:items> (${Array.from({ length }, (_, index) => index).join(' ')} <id/a/y>) . <id/a/y> <p:in> <id/a/x> .`;

  it.each(['id/a/x', 'id/a/y'])('holds a list of thousands of members, seen from %s', async (path) => {
    const { quads, graph } = await described(longList(8000), path);
    expect(quads).toHaveLength(graph.length);
  });

  it.each(formats)('writes such a list as %s', async (name) => {
    const { quads, graph } = await described(longList(2000), 'id/a/x');
    const format = RDF_FORMATS.find((each) => each.name === name) as RdfFormat;
    const text = await serialiseRdf(quads, { format, baseIRI, rootIRI: `${baseIRI}id/a/x` });
    expect(await hashOfTriples(await parseRdf(text, { mediaType: format.mediaType, baseIRI }))).toBe(await hashOfTriples(graph));
  });

  it('meets each node once, though ever more paths lead to it', async () => {
    const links = Array.from({ length: 40 }, (_, level) => `_:n${level} <p:left> _:n${level + 1} ; <p:right> _:n${level + 1} .`);
    const { quads, graph } = await described(`${links.join('\n')} _:n40 <p:end> <id/a/x> . <id/a/x> <p:is> "here" .`, 'id/a/x');
    expect(quads).toHaveLength(graph.length);
  });
});

describe('JSON-LD of an entity', () => {
  it('reads as a tree with names as language maps, typed years and nested agencies', async () => {
    const document = await jsonLd('id/initiative/ctcn');
    expect(document['@context']).toBe(`${baseIRI}context.jsonld`);
    expect(document.id).toBe(`${baseIRI}id/initiative/ctcn`);
    expect(document.name).toMatchObject({ en: 'Climate Technology Centre and Network' });
    expect(document.leadAgency).toMatchObject([{ id: `${baseIRI}id/agency/unep`, name: { en: 'United Nations Environment Programme' } }]);
    expect(document.startYear).toMatch(/^\d{4}$/u);
    expect(document).not.toHaveProperty('@graph');
  });

  it('puts what points to the entity under names of its own', async () => {
    const document = await jsonLd('id/agency/unep');
    expect(document.leads).toContainEqual(expect.objectContaining({ id: `${baseIRI}id/initiative/ctcn` }));
    expect(document).not.toHaveProperty('@reverse');
    expect(Object.keys(document).filter((key) => key.includes(':'))).toEqual([]);
  });
});
