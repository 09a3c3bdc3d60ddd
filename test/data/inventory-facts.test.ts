import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { inventoryFiles } from '../../data/generate/inventory.ts';
import type { NamedNode } from '../../src/rdf/terms.ts';
import { dct, foaf, org, prov, rdf, sdg, skos, tf } from '../../src/rdf/vocabulary.ts';
import { ConceptGraph, DATA_DIRECTORY, minted } from './concept-graph.ts';
import { type Fact, factsRows } from './facts-rows.ts';
import { HAS_FACTS, NO_FACTS_REASON } from './facts-values.ts';

let graph: ConceptGraph;
beforeAll(async () => {
  graph = await ConceptGraph.read('*.ttl');
});

/** The facts' word for a thing as the last part of its IRI, read anew: nothing here goes through the generator. */
const part = (word: string): string =>
  word
    .toLowerCase()
    .replaceAll(/[ /]/g, '-')
    .replaceAll(/[()'.,]/g, '');
const list = (cell: string | undefined): string[] => (cell ? cell.split(';') : []);
const all = (kind: string, cell: string | undefined): string[] => list(cell).map((word) => minted(`id/${kind}/${part(word)}`));
const places = (cell: string | undefined): string[] =>
  list(cell).map((word) => minted(/^[A-Z]{3}$/.test(word) ? `id/country/${word.toLowerCase()}` : `id/region/${part(word)}`));

type Expected = readonly (readonly [NamedNode, readonly string[]])[];

/** Where a subject says other than exactly the expected values of a property; empty when it agrees. */
function differences(subject: string, expected: Expected): string[] {
  return expected.flatMap(([property, values]) => {
    const said = graph.values(subject, property).toSorted().join(' | ');
    const wanted = values
      .filter((value) => value !== '')
      .sort()
      .join(' | ');
    return said === wanted ? [] : [`${subject} ${property.value}: "${said}" instead of "${wanted}"`];
  });
}

function english(subject: string): string[] {
  const labels = graph.objects(subject, skos('prefLabel'));
  return labels.flatMap((label) => (label.termType === 'Literal' && label.language === 'en' ? [label.value] : []));
}

/** The sources of a row as the graph tells them: address and note of each evidence document. */
function sourcesSaid(subject: string): string[] {
  return graph.values(subject, prov('wasDerivedFrom')).map((document) => {
    if (document === minted('id/evidence/general-knowledge')) return 'general knowledge';
    const notes = graph.values(document, skos('note')).map((note) => ` (${note})`);
    return `${graph.values(document, foaf('page')).join()}${notes.join()}`;
  });
}

function sourcesWanted(row: Fact): string[] {
  // RFC 3987 has no square brackets in a query: an IRI holds their percent codes.
  const cell = (row.provenance ?? '').replaceAll('[', '%5B').replaceAll(']', '%5D');
  return cell.split(' | ').map((source) => source.replace(/^(github.com.*): (.*)$/, 'https://$1 ($2)'));
}

function sourceDifferences(subject: string, row: Fact): string[] {
  // Names of agencies and initiatives in other languages than the facts' English are general knowledge.
  const hasOtherNames = /\/id\/(agency|initiative)\//.test(subject) && graph.objects(subject, skos('prefLabel')).length > 1;
  const said = sourcesSaid(subject);
  const wanted = [...sourcesWanted(row), ...(hasOtherNames ? ['general knowledge'] : [])];
  return [...wanted.filter((source) => !said.includes(source)), ...said.filter((source) => !wanted.includes(source))].map(
    (source) => `${subject}: source "${source}"`,
  );
}

const confidence = (row: Fact): [NamedNode, string[]] => [tf('confidence'), all('confidence', row.confidence)];

describe.skipIf(!HAS_FACTS)(`the inventory against the facts${NO_FACTS_REASON}`, () => {
  it('is byte for byte what its generator writes', () => {
    for (const [name, turtle] of inventoryFiles()) expect(turtle, name).toBe(readFileSync(join(DATA_DIRECTORY, name), 'utf8'));
  });

  it('says of each initiative every cell of its row, and nothing else in the same properties', () => {
    const rows = factsRows('initiatives.csv');
    const faults = rows.flatMap((row) => {
      const subject = minted(`id/initiative/${row.id}`);
      const kind = row.type === 'partnership' ? 'PartnershipInitiative' : `${row.type?.charAt(0).toUpperCase()}${row.type?.slice(1)}`;
      return [
        ...differences(subject, [
          [rdf('type'), [tf('FacilitationInitiative').value, tf(kind).value, prov('Entity').value]],
          [skos('altLabel'), row.acronym === row.name ? [] : [row.acronym ?? '']],
          [tf('acronym'), [row.acronym ?? '']],
          [tf('leadAgency'), all('agency', row.lead_agencies)],
          [tf('partnerAgency'), all('agency', row.partner_agencies)],
          [tf('startYear'), [row.start_year ?? '']],
          [tf('endYear'), [row.end_year ?? '']],
          [foaf('page'), [row.homepage ?? '']],
          [dct('description'), [row.description ?? '']],
          [tf('facilitationFunction'), all('function', row.functions)],
          [tf('technologyArea'), all('technology', row.technology_areas)],
          [tf('contributesToSDG'), list(row.sdgs).map((number) => sdg(number).value)],
          [tf('geographicScope'), places(row.geographic_scope)],
          confidence(row),
        ]),
        ...(english(subject).join() === row.name ? [] : [`${subject}: name`]),
        ...sourceDifferences(subject, row),
      ];
    });
    expect(faults).toEqual([]);
    expect(graph.subjectsOfType(tf('FacilitationInitiative'))).toHaveLength(rows.length);
  });

  it('says of each agency every cell of its row, with its roles in the two groups and before them', () => {
    const rows = factsRows('agencies.csv');
    const faults = rows.flatMap((row) => {
      const subject = minted(`id/agency/${part(row.acronym ?? '')}`);
      const rolesIn = (group: string) =>
        graph
          .subjects(org('member'), subject)
          .filter((membership) => graph.values(membership, org('organization')).includes(minted(`id/group/${group}`)))
          .flatMap((membership) => graph.values(membership, org('role')).map((role) => role.slice(minted('id/group-role/').length)))
          .sort();
      const partsNoted = graph.subjects(prov('agent'), subject).flatMap((association) => graph.values(association, skos('note')));
      const isMember = row.member_of_2014_working_group === 'yes';
      const taskTeam: Record<string, string[]> = {
        '': [],
        member: ['member'],
        'co-convener': ['co-convener'],
        'co-convener since September 2017': ['co-convener'],
        'co-chair until 2017, member': ['co-chair', 'member'],
      };
      expect(rolesIn('iawg-2014'), row.acronym).toEqual(isMember ? [row.role] : []);
      expect(rolesIn('iatt-sti'), row.acronym).toEqual(taskTeam[row.iatt_role ?? '']);
      expect(partsNoted, row.acronym).toEqual(isMember || !row.role ? [] : [row.role]);
      return [
        ...differences(subject, [
          [skos('altLabel'), row.acronym === row.full_name ? [] : [row.acronym ?? '']],
          [tf('acronym'), [row.acronym ?? '']],
          [foaf('page'), [row.homepage ?? '']],
          [tf('headquartersCity'), [row.hq_city ?? '']],
          [tf('headquartersCountry'), places(row.hq_country_iso3)],
          [tf('agencyKind'), all('agency-kind', row.kind)],
          [skos('exactMatch'), row.wikidata_qid ? [`http://www.wikidata.org/entity/${row.wikidata_qid}`] : []],
          confidence(row),
        ]),
        ...(english(subject).join() === row.full_name ? [] : [`${subject}: name`]),
        ...sourceDifferences(subject, row),
      ];
    });
    expect(faults).toEqual([]);
    expect(graph.subjectsOfType(tf('Agency'))).toHaveLength(rows.length);
  });

  it('says of each assessment every cell of its row, with a need for each prioritised technology', () => {
    const phases = ['first-round', 'phase-1', 'phase-2', 'phase-3', 'phase-4', 'un-technology-bank'];
    const names = [
      'first-round TNA',
      ...['I', 'II', 'III', 'IV'].map((roman) => `Global TNA project phase ${roman}`),
      'UN Technology Bank TNA',
    ];
    const rows = factsRows('tna.csv');
    const faults = rows.flatMap((row) => {
      const phase = phases[names.indexOf(row.project_phase ?? '')] ?? '';
      const subject = minted(`id/assessment/${row.country_iso3?.toLowerCase()}-${phase}`);
      const [first = '', last = ''] = (row.years ?? '').split('-');
      const needs = graph.values(subject, tf('identifiedNeed'));
      expect(needs.flatMap(english).sort(), subject).toEqual(list(row.prioritised_technologies).sort());
      for (const need of needs)
        expect(
          differences(need, [[tf('needCountry'), places(row.country_iso3)], [tf('identifiedBy'), [subject]], confidence(row)]),
        ).toEqual([]);
      return [
        ...differences(subject, [
          [rdf('type'), [tf('TechnologyNeedsAssessment').value]],
          [tf('assessedCountry'), places(row.country_iso3)],
          [tf('assessmentPhase'), all('assessment-phase', phase)],
          [tf('assessmentKind'), all('assessment-kind', phase.startsWith('phase-') ? 'global-tna-project' : phase)],
          [tf('startYear'), [first]],
          [tf('endYear'), [last]],
          [tf('mitigationSector'), all('sector', row.sectors_mitigation)],
          [tf('adaptationSector'), all('sector', row.sectors_adaptation)],
          [tf('otherSector'), all('sector', row.sectors_other)],
          [skos('note'), [row.notes ?? '']],
          confidence(row),
        ]),
        ...(english(subject)[0]?.includes(row.country_name ?? '?') ? [] : [`${subject}: name`]),
        ...sourceDifferences(subject, row),
      ];
    });
    expect(faults).toEqual([]);
    expect(graph.subjectsOfType(tf('TechnologyNeedsAssessment'))).toHaveLength(rows.length);
  });

  it('says of each capacity-building activity every cell of its row', () => {
    const rows = factsRows('capacity-building.csv');
    const faults = rows.flatMap((row) => {
      const subject = minted(`id/activity/${row.id}`);
      const [first = '', last = first] = (row.years ?? '').split('-');
      return [
        ...differences(subject, [
          [rdf('type'), [tf('CapacityBuildingActivity').value]],
          [skos('prefLabel'), [row.name ?? '']],
          [tf('leadAgency'), all('agency', row.lead_agencies)],
          [tf('underInitiative'), all('initiative', row.initiative_id)],
          [tf('activityKind'), all('activity-kind', row.kind)],
          [tf('startYear'), [first]],
          [tf('endYear'), [last]],
          [tf('geographicScope'), places(row.region)],
          [tf('topic'), [row.topic ?? '']],
          [foaf('page'), [row.homepage ?? '']],
          confidence(row),
        ]),
        ...sourceDifferences(subject, row),
      ];
    });
    expect(faults).toEqual([]);
    expect(graph.subjectsOfType(tf('CapacityBuildingActivity'))).toHaveLength(rows.length);
  });

  it('says of each partnership every cell of its row; its status and end only where the text tells them', () => {
    const rows = factsRows('partnerships.csv');
    const faults = rows.flatMap((row) => {
      const subject = minted(`id/partnership/${row.id}`);
      const ended = /until (\d{4})/.exec(row.purpose ?? '')?.[1];
      const runs = /current agreement runs/.test(row.purpose ?? '');
      return [
        ...differences(subject, [
          [rdf('type'), [tf('Partnership').value]],
          [skos('prefLabel'), [row.name ?? '']],
          [tf('partner'), all('agency', row.members)],
          [tf('startYear'), [row.start_year ?? '']],
          [tf('endYear'), [ended ?? '']],
          [tf('partnershipStatus'), all('partnership-status', ended ? 'ended' : runs ? 'active' : '')],
          [dct('description'), [row.purpose ?? '']],
          [foaf('page'), [row.homepage ?? '']],
          confidence(row),
        ]),
        ...sourceDifferences(subject, row),
      ];
    });
    expect(faults).toEqual([]);
    expect(graph.subjectsOfType(tf('Partnership'))).toHaveLength(rows.length);
  });
});
