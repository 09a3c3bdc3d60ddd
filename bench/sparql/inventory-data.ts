import type { DatasetContent } from '../../src/ingest/ingest.ts';
import { literal, type NamedNode, namedNode, type Quad, quad } from '../../src/rdf/terms.ts';
import { dct, foaf, org, prov, rdf, skos, tf, xsd } from '../../src/rdf/vocabulary.ts';
import { type InventoryTerms, inventoryTerms } from './inventory-terms.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';

/** Every IRI that is made begins with it. */
export const BENCH_BASE = 'http://bench.example/';

const WORDS =
  'solar water climate digital rural green coastal urban open regional drought health early data clean fund network platform initiative programme storage irrigation monitoring exchange'.split(
    ' ',
  );
const KINDS = ['Framework', 'Network', 'Process', 'Initiative', 'Programme', 'Platform', 'Fund', 'Centre'];
/** Of a thousand instances these are below the number, in this order; the rest are initiatives. */
const SHARES = [
  { kind: 'agency', below: 40 },
  { kind: 'evidence', below: 100 },
  { kind: 'assessment', below: 160 },
  { kind: 'need', below: 360 },
  { kind: 'activity', below: 600 },
] as const;

export interface InventoryData {
  readonly datasets: readonly DatasetContent[];
  readonly tripleCount: number;
}

/**
 * An inventory of about so many triples, the same for the same seed: the shipped concepts, and instances with the
 * properties, in the numbers, that the shipped ones have. It conforms to the shipped shapes.
 */
export async function inventoryData({ triples, seed }: { triples: number; seed: number }): Promise<InventoryData> {
  const terms = await inventoryTerms(BENCH_BASE);
  const makers = new Instances(seededRandom(seed), terms);
  const conceptCount = terms.contents.reduce((sum, { quads }) => sum + quads.length, 0);
  let count = conceptCount + makers.begin();
  while (count < triples) count += makers.next();
  const datasets = [...terms.contents, ...makers.contents()];
  return { datasets, tripleCount: count };
}

class Instances {
  readonly #random: SeededRandom;
  readonly #concepts: ReadonlyMap<string, readonly NamedNode[]>;
  readonly #made = new Map<string, NamedNode[]>();
  readonly #quads = new Map<string, Quad[]>();

  constructor(random: SeededRandom, terms: InventoryTerms) {
    this.#random = random;
    const classes =
      'Function TechnologyArea Region Country Sector ConfidenceLevel ActivityKind AgencyKind AssessmentKind AssessmentPhase Goal';
    this.#concepts = new Map(classes.split(' ').map((name) => [name, terms.of(name).map((iri) => namedNode(iri))]));
  }

  contents(): DatasetContent[] {
    return [...this.#quads].map(([dataset, quads]) => ({ dataset, quads }));
  }

  /** One of each kind that others refer to. */
  begin(): number {
    return this.#evidence() + this.#agency() + this.#initiative() + this.#assessment();
  }

  /** Makes one more instance. @returns how many triples it has */
  next(): number {
    const share = this.#random.below(1000);
    const kind = SHARES.find(({ below }) => share < below)?.kind;
    switch (kind) {
      case 'agency':
        return this.#agency();
      case 'evidence':
        return this.#evidence();
      case 'assessment':
        return this.#assessment();
      case 'need':
        return this.#need();
      case 'activity':
        return this.#activity();
      case undefined:
        return this.#initiative();
    }
  }

  #evidence(): number {
    const self = this.#mint('evidence');
    const page = namedNode(`https://www.example.org/${self.value.split('/').at(-1)}`);
    return this.#add('evidence', self, [
      ...types(tf('EvidenceDocument'), prov('Entity'), foaf('Document')),
      [skos('prefLabel'), literal(page.value.slice('https://'.length), 'en')],
      [foaf('page'), page],
    ]);
  }

  #agency(): number {
    const self = this.#mint('agency');
    const acronym = `A${this.#made.get('agency')?.length}`;
    return this.#add('agencies', self, [
      ...types(tf('Agency'), org('Organization'), foaf('Agent')),
      ...this.#labels(),
      [skos('altLabel'), literal(acronym, 'en')],
      [tf('acronym'), literal(acronym)],
      ...this.#concept('agencyKind', 'AgencyKind'),
      ...this.#concept('headquartersCountry', 'Country'),
      ...this.#source(),
    ]);
  }

  #initiative(): number {
    const { below, pick } = this.#random;
    const self = this.#mint('initiative');
    const page = namedNode(`https://www.example.org/initiative/${below(500)}`);
    const [since, years] = [1990 + below(30), below(10)];
    return this.#add('initiatives', self, [
      ...types(tf('FacilitationInitiative'), tf(pick(KINDS)), prov('Entity')),
      ...this.#labels(),
      [dct('description'), literal(this.#words(12), 'en')],
      ...this.#refer('leadAgency', 'agency', 1 + Number(below(4) === 0)),
      ...this.#refer('partnerAgency', 'agency', below(3)),
      [tf('startYear'), year(since)],
      ...(below(8) === 0 ? [[tf('endYear'), year(since + years)] as const] : []),
      ...this.#concept('facilitationFunction', 'Function', 1 + below(3)),
      ...this.#concept('technologyArea', 'TechnologyArea', 1 + below(3)),
      ...this.#concept('contributesToSDG', 'Goal', 1 + below(3)),
      ...this.#concept('geographicScope', below(2) === 0 ? 'Region' : 'Country'),
      [foaf('page'), page],
      ...this.#source(),
    ]);
  }

  #assessment(): number {
    const since = 1999 + this.#random.below(20);
    return this.#add('assessments', this.#mint('assessment'), [
      ...types(tf('TechnologyNeedsAssessment')),
      ...this.#labels(),
      ...this.#concept('assessmentKind', 'AssessmentKind'),
      ...this.#concept('assessmentPhase', 'AssessmentPhase'),
      ...this.#concept('assessedCountry', 'Country'),
      ...this.#concept('coversSector', 'Sector', 2),
      [tf('startYear'), year(since)],
      [tf('endYear'), year(since + 3)],
      ...this.#source(),
    ]);
  }

  #need(): number {
    return this.#add('assessments', this.#mint('need'), [
      ...types(tf('TechnologyNeed')),
      [skos('prefLabel'), literal(this.#words(3), 'en')],
      ...this.#refer('identifiedBy', 'assessment', 1),
      ...this.#concept('needCountry', 'Country'),
      ...this.#concept('needSector', 'Sector'),
      ...this.#concept('technologyArea', 'TechnologyArea'),
      ...this.#source(),
    ]);
  }

  #activity(): number {
    const since = year(2000 + this.#random.below(25));
    return this.#add('activities', this.#mint('activity'), [
      ...types(tf('CapacityBuildingActivity')),
      [skos('prefLabel'), literal(this.#words(6), 'en')],
      ...this.#concept('activityKind', 'ActivityKind'),
      [tf('topic'), literal(this.#words(3), 'en')],
      ...this.#refer('leadAgency', 'agency', 1 + this.#random.below(2)),
      ...this.#refer('underInitiative', 'initiative', 1),
      [tf('startYear'), since],
      [tf('endYear'), since],
      ...this.#concept('geographicScope', 'Country'),
      ...this.#source(),
    ]);
  }

  #mint(kind: string): NamedNode {
    const made = this.#made.get(kind) ?? [];
    this.#made.set(kind, made);
    const self = namedNode(`${BENCH_BASE}id/${kind}/${made.length}`);
    made.push(self);
    return self;
  }

  #add(dataset: string, self: NamedNode, properties: readonly Property[]): number {
    const quads = this.#quads.get(dataset) ?? [];
    this.#quads.set(dataset, quads);
    for (const [predicate, object] of properties) quads.push(quad(self, predicate, object));
    return properties.length;
  }

  #labels(): Property[] {
    const name = this.#words(4);
    return ['en', 'fr', 'es'].map((language) => [skos('prefLabel'), literal(language === 'en' ? name : `${name} (${language})`, language)]);
  }

  #words(count: number): string {
    return Array.from({ length: count }, () => this.#random.pick(WORDS)).join(' ');
  }

  #concept(property: string, className: string, count = 1): Property[] {
    return this.#random.some(this.#concepts.get(className) ?? [], count).map((concept) => [tf(property), concept]);
  }

  #refer(property: string, kind: string, count: number): Property[] {
    return this.#random.some(this.#made.get(kind) ?? [], count).map((made) => [tf(property), made]);
  }

  #source(): Property[] {
    const [source] = this.#random.some(this.#made.get('evidence') ?? [], 1);
    return [
      ...this.#concept('confidence', 'ConfidenceLevel'),
      ...(source === undefined ? [] : [[prov('wasDerivedFrom'), source] as const]),
    ];
  }
}

type Property = readonly [predicate: NamedNode, object: Quad['object']];

function types(...classes: readonly NamedNode[]): Property[] {
  return classes.map((each) => [rdf('type'), each]);
}

function year(value: number) {
  return literal(String(value), xsd('gYear'));
}
