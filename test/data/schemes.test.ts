import { beforeAll, describe, expect, it } from 'vitest';
import { org, sdgo, skos, tf } from '../../src/rdf/vocabulary.ts';
import { BASE_IRI, ConceptGraph, conceptFaults, metadataFaults, minted } from './concept-graph.ts';
import { factsValues, HAS_FACTS, NO_FACTS_REASON } from './facts-values.ts';

/** Each scheme with the class of its concepts and how many there are. */
const SCHEMES: Readonly<Record<string, readonly [className: string, count: number]>> = {
  'activity-kind': ['ActivityKind', 16],
  'agency-kind': ['AgencyKind', 8],
  'assessment-kind': ['AssessmentKind', 3],
  'assessment-phase': ['AssessmentPhase', 6],
  confidence: ['ConfidenceLevel', 3],
  'cycle-stage': ['CycleStage', 5],
  function: ['Function', 12],
  'group-role': ['GroupRole', 7],
  'partnership-status': ['PartnershipStatus', 4],
  priority: ['PriorityLevel', 3],
  sector: ['Sector', 24],
  'source-kind': ['SourceKind', 4],
  'source-outcome': ['SourceOutcome', 6],
  'target-group': ['TargetGroup', 16],
  technology: ['TechnologyArea', 19],
  trust: ['TrustLevel', 3],
};

let graph: ConceptGraph;
beforeAll(async () => {
  graph = await ConceptGraph.read('schemes/*.ttl', 'sdgs.ttl');
});

describe('the concept schemes', () => {
  it('have six labels per concept, one notation each, and a hierarchy that leads both ways and never in a circle', () => {
    expect(conceptFaults(graph)).toEqual([]);
  });

  it('are exactly the schemes of the plan', () => {
    const expected = [...Object.keys(SCHEMES), 'sdg'].map((kind) => minted(`id/scheme/${kind}`));
    expect(graph.schemes().toSorted()).toEqual(expected.toSorted());
  });

  it.each(Object.entries(SCHEMES))('keep all of %s under its own IRIs, with its class', (kind, [className, count]) => {
    const concepts = graph.subjects(skos('inScheme'), minted(`id/scheme/${kind}`));
    expect(concepts).toHaveLength(count);
    expect(graph.subjectsOfType(tf(className)).toSorted()).toEqual(concepts.toSorted());
    expect(concepts.filter((concept) => !concept.startsWith(minted(`id/${kind}/`)))).toEqual([]);
  });

  it('define every concept and every scheme in English', () => {
    const undefinedOnes = [...graph.concepts(), ...graph.schemes()].filter(
      (subject) => graph.values(subject, skos('definition')).length !== 1,
    );
    expect(undefinedOnes).toEqual([]);
  });

  it('map only to concepts that they hold themselves', () => {
    const mappings = ['exactMatch', 'closeMatch', 'broadMatch', 'narrowMatch', 'relatedMatch'].map((name) => skos(name).value);
    const targets = graph.quads.filter(({ predicate }) => mappings.includes(predicate.value)).map(({ object }) => object.value);
    const known = new Set(graph.concepts());
    expect(targets.length).toBeGreaterThan(30);
    expect(targets.filter((target) => !known.has(target))).toEqual([]);
  });

  it('say that roles in groups are roles of ORG', () => {
    expect(graph.subjectsOfType(org('Role'))).toEqual(graph.subjectsOfType(tf('GroupRole')));
  });

  it('give each phase of assessment its first year, and a last year that is not before it', () => {
    for (const phase of graph.subjectsOfType(tf('AssessmentPhase'))) {
      const [start = ''] = graph.values(phase, tf('startYear'));
      const [end = '9999'] = graph.values(phase, tf('endYear'));
      expect(start).toMatch(/^\d{4}$/);
      expect(end >= start).toBe(true);
    }
  });

  it('begin with their metadata', () => {
    expect(metadataFaults(graph, 'schemes')).toEqual([]);
    expect(metadataFaults(graph, 'sdgs')).toEqual([]);
  });
});

describe.skipIf(!HAS_FACTS)(`the codes of the facts files${NO_FACTS_REASON}`, () => {
  const columns: Readonly<Record<string, readonly string[]>> = {
    function: ['initiatives.csv:functions'],
    technology: ['initiatives.csv:technology_areas'],
    sdg: ['initiatives.csv:sdgs'],
    'activity-kind': ['capacity-building.csv:kind'],
    'agency-kind': ['agencies.csv:kind'],
    'assessment-phase': ['tna.csv:project_phase'],
    sector: ['tna.csv:sectors_mitigation', 'tna.csv:sectors_adaptation', 'tna.csv:sectors_other'],
    confidence: ['initiatives', 'agencies', 'tna', 'capacity-building', 'partnerships'].map((file) => `${file}.csv:confidence`),
  };

  it.each(Object.entries(columns))('are notations in the scheme %s', (kind, names) => {
    const notations = graph.notations(minted(`id/scheme/${kind}`));
    expect(factsValues(...names).filter((value) => !notations.includes(value))).toEqual([]);
  });

  it('lead to the IRI that is made of the code', () => {
    const slug = (code: string): string => code.toLowerCase().replaceAll(/[ /]/g, '-').replaceAll(/[()]/g, '');
    const sectors = factsValues(...(columns.sector ?? [])).map((code) => minted(`id/sector/${slug(code)}`));
    const activityKinds = factsValues('capacity-building.csv:kind').map((code) => minted(`id/activity-kind/${slug(code)}`));
    const agencyKinds = factsValues('agencies.csv:kind').map((code) => minted(`id/agency-kind/${slug(code)}`));
    const known = graph.concepts();
    expect([...sectors, ...activityKinds, ...agencyKinds].filter((iri) => !known.includes(iri))).toEqual([]);
  });
});

describe('the Sustainable Development Goals', () => {
  const targetCounts = [7, 8, 13, 10, 9, 8, 5, 12, 8, 10, 10, 11, 5, 10, 12, 12, 19];
  const sdg = (code: string | number): string => `http://metadata.un.org/sdg/${code}`;

  it('are 17 goals and 169 targets, each target under its goal', () => {
    expect(graph.subjectsOfType(sdgo('Goal'))).toEqual(targetCounts.map((_, index) => sdg(index + 1)));
    expect(graph.subjectsOfType(sdgo('Target'))).toHaveLength(169);
    for (const [index, count] of targetCounts.entries()) {
      const targets = graph.subjects(sdgo('isTargetOf'), sdg(index + 1));
      expect(targets).toHaveLength(count);
      expect(graph.values(sdg(index + 1), sdgo('hasTarget'))).toEqual(targets);
      expect(graph.values(sdg(index + 1), skos('narrower'))).toEqual(targets);
    }
  });

  it('number the targets of a goal without a gap: figures first, then letters', () => {
    for (const goal of graph.subjectsOfType(sdgo('Goal'))) {
      const codes = graph.values(goal, sdgo('hasTarget')).map((target) => target.slice(goal.length + 1));
      const figures = codes.filter((code) => /^\d+$/.test(code));
      const letters = codes.filter((code) => /^[a-z]$/.test(code));
      const expected = [...figures.map((_, index) => String(index + 1)), ...letters.map((_, index) => 'abcdefgh'.charAt(index))];
      expect(codes).toEqual(expected);
    }
  });

  it('keep the identifiers of the United Nations and no second one', () => {
    const identifiers = [...graph.subjectsOfType(sdgo('Goal')), ...graph.subjectsOfType(sdgo('Target'))];
    const notations = identifiers.map((iri) => sdg(graph.values(iri, skos('notation'))[0] ?? ''));
    expect(notations).toEqual(identifiers);
    expect(graph.concepts().filter((concept) => concept.startsWith(`${BASE_IRI}id/sdg`))).toEqual([]);
  });

  it('carry the official wording', () => {
    const definition = (code: string): string => graph.values(sdg(code), skos('definition'))[0] ?? '';
    expect(definition('9')).toBe(
      'Build resilient infrastructure, promote inclusive and sustainable industrialization and foster innovation',
    );
    expect(definition('17.6')).toContain('through a global technology facilitation mechanism');
    expect(definition('17.8')).toMatch(/^Fully operationalize the technology bank/);
    const endings = graph.subjectsOfType(sdgo('Target')).map((target) => graph.values(target, skos('definition'))[0] ?? '');
    expect(endings.filter((text) => !/^[A-Z].*[a-z”]$/.test(text) && !/(2015–2030|2020|\$1\.25 a day)$/.test(text))).toEqual([]);
  });
});
