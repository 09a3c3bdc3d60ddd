import { literal, type NamedNode, namedNode, type Quad } from '../../src/rdf/terms.ts';
import { dct, foaf, org, prov, rdf, sdg, skos, tf, xsd } from '../../src/rdf/vocabulary.ts';
import { BENCH_BASE } from '../sparql/inventory-data.ts';
import { inventoryTerms } from '../sparql/inventory-terms.ts';
import { type SeededRandom, seededRandom } from '../sparql/seeded-random.ts';
import { inventoryQuestions } from './inventory-questions.ts';
import { describe, type Member, type Property, type World, type WorldOptions } from './world.ts';

const WORDS =
  'solar water climate digital rural green coastal urban open regional drought health early data clean fund network storage irrigation monitoring'.split(
    ' ',
  );
const KINDS = ['Framework', 'Network', 'Process', 'Initiative', 'Programme', 'Platform', 'Fund'];
const GOALS = Array.from({ length: 17 }, (_, index) => sdg(String(index + 1)));
/** So many members hold what is rare, whatever their number. */
const RARE_HOLDERS = 5;
const RARE_AREA = 'nuclear';
const [INITIATIVES, ACTIVITIES, PARTNERSHIPS] = [24, 20, 4];

interface Terms {
  readonly areas: readonly NamedNode[];
  readonly rareAreas: readonly NamedNode[];
  readonly functions: readonly NamedNode[];
  readonly countries: readonly NamedNode[];
  readonly activityKinds: readonly NamedNode[];
  readonly confidence: readonly NamedNode[];
}

/**
 * Agencies that publish their initiatives, activities and partnerships under addresses of their own, in our ontology; the hub
 * has the concept schemes, places, goals and the agencies. A member's data does not depend on how many members there are,
 * but for the partners and initiatives of its neighbours.
 */
export async function inventoryWorld({ members, seed }: WorldOptions): Promise<World> {
  const shipped = await inventoryTerms(BENCH_BASE);
  const nodes = (className: string) => shipped.of(className).map((iri) => namedNode(iri));
  const tops = nodes('TechnologyArea');
  const { quads, leaves } = narrowerAreas(tops);
  const terms: Terms = {
    areas: leaves.filter(({ value }) => !value.includes(`/${RARE_AREA}`)),
    rareAreas: leaves.filter(({ value }) => value.includes(`/${RARE_AREA}`)),
    functions: nodes('Function'),
    countries: nodes('Country'),
    activityKinds: nodes('ActivityKind'),
    confidence: nodes('ConfidenceLevel'),
  };
  const agencies = Array.from({ length: members }, (_, index) => agency(index));
  return {
    hub: [
      ...shipped.contents,
      { dataset: 'narrower-technologies', quads },
      { dataset: 'agencies', quads: agencies.flatMap((each, index) => describeAgency(each, index, terms)) },
    ],
    members: agencies.map((_, index) => new AgencyData({ index, members, seed, terms }).member()),
    questions: inventoryQuestions(),
  };
}

function agency(index: number): NamedNode {
  return namedNode(`${BENCH_BASE}id/agency/${index}`);
}

function initiative(member: number, number: number): NamedNode {
  return namedNode(`http://agency-${member}.example/id/initiative/${number}`);
}

/** Two levels below each of the shipped areas, which have none. */
function narrowerAreas(tops: readonly NamedNode[]): { quads: Quad[]; leaves: NamedNode[] } {
  const narrower = (broader: NamedNode) =>
    [1, 2].map((number) => {
      const area = namedNode(`${broader.value}-${number}`);
      const name = literal(`Technologies for ${area.value.split('/').at(-1)}`, 'en');
      const types = [skos('Concept'), tf('TechnologyArea')].map((type) => [rdf('type'), type] as const);
      return { area, quads: describe(area, ...types, [skos('prefLabel'), name], [skos('broader'), broader]) };
    });
  const middle = tops.flatMap(narrower);
  const leaves = middle.flatMap(({ area }) => narrower(area));
  return { quads: [...middle, ...leaves].flatMap(({ quads }) => quads), leaves: leaves.map(({ area }) => area) };
}

function describeAgency(self: NamedNode, index: number, { countries }: Terms): Quad[] {
  return describe(
    self,
    ...[tf('Agency'), org('Organization'), foaf('Agent')].map((type): Property => [rdf('type'), type]),
    [skos('prefLabel'), literal(`Agency ${index} for technology`, 'en')],
    [tf('acronym'), literal(`A${index}`)],
    [tf('headquartersCountry'), countries[index % countries.length] as NamedNode],
  );
}

interface AgencyDataOptions {
  readonly index: number;
  readonly members: number;
  readonly seed: number;
  readonly terms: Terms;
}

class AgencyData {
  readonly #options: AgencyDataOptions;
  readonly #random: SeededRandom;

  constructor(options: AgencyDataOptions) {
    this.#options = options;
    this.#random = seededRandom(options.seed * 10_007 + options.index);
  }

  member(): Member {
    const quads = [
      ...numbers(INITIATIVES).flatMap((number) => this.#initiative(number)),
      ...numbers(ACTIVITIES).flatMap((number) => this.#activity(number)),
      ...numbers(PARTNERSHIPS).flatMap((number) => this.#partnership(number)),
    ];
    return { name: `agency-${this.#options.index}`, quads };
  }

  #initiative(number: number): Quad[] {
    const { index, terms } = this.#options;
    const { below, pick, some } = this.#random;
    const since = 1990 + below(30);
    const isRare = index < RARE_HOLDERS && number < 3;
    return describe(
      initiative(index, number),
      ...[tf('FacilitationInitiative'), tf(isRare ? 'Centre' : pick(KINDS)), prov('Entity')].map((type): Property => [rdf('type'), type]),
      ...this.#names(4),
      [dct('description'), literal(this.#words(12), 'en')],
      [tf('leadAgency'), agency(index)],
      ...some(this.#neighbours(), below(3)).map((other): Property => [tf('partnerAgency'), agency(other)]),
      ...years(since, below(4) === 0 ? since + below(10) : undefined),
      ...some(terms.functions, 1 + below(3)).map((each): Property => [tf('facilitationFunction'), each]),
      ...(isRare ? terms.rareAreas : some(terms.areas, 1 + below(2))).map((each): Property => [tf('technologyArea'), each]),
      ...some(GOALS, 1 + below(3)).map((each): Property => [tf('contributesToSDG'), each]),
      [tf('geographicScope'), pick(terms.countries)],
      [foaf('page'), namedNode(`https://agency-${index}.example/initiatives/${number}`)],
      [tf('confidence'), pick(terms.confidence)],
      ...(isRare && number > 0 ? [[tf('successorOf'), initiative(index, number + 10)] as const] : []),
    );
  }

  #activity(number: number): Quad[] {
    const { index, terms } = this.#options;
    const { below, pick, some } = this.#random;
    const since = 2000 + below(25);
    const under = below(4) === 0 ? pick(this.#neighbours()) : index;
    return describe(
      namedNode(`http://agency-${index}.example/id/activity/${number}`),
      [rdf('type'), tf('CapacityBuildingActivity')],
      ...this.#names(5),
      [tf('activityKind'), pick(terms.activityKinds)],
      [tf('topic'), literal(this.#words(3), 'en')],
      [tf('leadAgency'), agency(index)],
      [tf('underInitiative'), initiative(under, below(INITIATIVES))],
      ...years(since, since),
      ...some(terms.countries, 1 + below(2)).map((each): Property => [tf('geographicScope'), each]),
    );
  }

  #partnership(number: number): Quad[] {
    const { index } = this.#options;
    const { below, pick } = this.#random;
    const neighbour = pick(this.#neighbours());
    return describe(
      namedNode(`http://agency-${index}.example/id/partnership/${number}`),
      [rdf('type'), tf('Partnership')],
      ...this.#names(3),
      ...[index, neighbour].map((partner): Property => [tf('partner'), agency(partner)]),
      [tf('involvesInitiative'), initiative(index, below(INITIATIVES))],
      [tf('involvesInitiative'), initiative(neighbour, below(INITIATIVES))],
      ...years(2005 + below(15)),
    );
  }

  /** The next four agencies, in a ring. */
  #neighbours(): number[] {
    const { index, members } = this.#options;
    return [1, 2, 3, 4].map((step) => (index + step) % members);
  }

  #names(count: number): Property[] {
    const name = this.#words(count);
    return ['en', 'fr'].map((language) => [skos('prefLabel'), literal(language === 'en' ? name : `${name} (fr)`, language)]);
  }

  #words(count: number): string {
    return numbers(count)
      .map(() => this.#random.pick(WORDS))
      .join(' ');
  }
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function years(since: number, until?: number): Property[] {
  const year = (value: number) => literal(String(value), xsd('gYear'));
  return [[tf('startYear'), year(since)], ...(until === undefined ? [] : [[tf('endYear'), year(until)] as const])];
}
