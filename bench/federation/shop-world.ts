import { literal, type NamedNode, namedNode, type Quad } from '../../src/rdf/terms.ts';
import { dct, foaf, owl, rdf, rdfs, xsd } from '../../src/rdf/vocabulary.ts';
import { type SeededRandom, seededRandom } from '../sparql/seeded-random.ts';
import { shopQuestions } from './shop-questions.ts';
import { bsbm, COUNTRIES, EVERYWHERE, PRODUCTS, type Product, producers, product, rev, shared } from './shop-terms.ts';
import { describe, type Member, type Property, type World, type WorldOptions } from './world.ts';

const PRODUCTS_PER_SITE = 40;
const REVIEWERS = 30;
const LANGUAGES = ['en', 'fr', 'de', 'ja'];

/**
 * The shop of the Berlin SPARQL Benchmark in the manner of FedShop: each vendor and each rating site has products and features under
 * its own names, linked by `owl:sameAs` to names that all share, and repeats what is known of product types. The hub knows
 * producers and countries.
 */
export function shopWorld({ members, seed }: WorldOptions): World {
  const vendors = Math.ceil(members / 2);
  const sites = Array.from({ length: members }, (_, index) =>
    index < vendors
      ? new Site(`vendor-${index}`, seed * 20_011 + index).vendor(index)
      : new Site(`rating-site-${index - vendors}`, seed * 30_011 + index).ratingSite(),
  );
  return { hub: [{ dataset: 'producers', quads: producersAndCountries() }], members: sites, questions: shopQuestions(sites) };
}

function producersAndCountries(): Quad[] {
  return [
    ...producers().flatMap((number) =>
      describe(
        shared('Producer', number),
        [rdf('type'), bsbm('Producer')],
        [rdfs('label'), literal(`Producer ${number}`, 'en')],
        [bsbm('country'), country(number)],
      ),
    ),
    ...COUNTRIES.flatMap((code, number) =>
      describe(country(number), [rdf('type'), bsbm('Country')], [rdfs('label'), literal(`Country ${code}`, 'en')]),
    ),
  ];
}

function country(number: number): NamedNode {
  return shared('Country', COUNTRIES[number % COUNTRIES.length] as string);
}

class Site {
  readonly #name: string;
  readonly #random: SeededRandom;
  readonly #products: readonly Product[];

  constructor(name: string, seed: number) {
    this.#name = name;
    this.#random = seededRandom(seed);
    const others = numbers(PRODUCTS - EVERYWHERE).map((index) => index + EVERYWHERE + 1);
    const chosen = [...numbers(EVERYWHERE).map((index) => index + 1), ...this.#random.some(others, PRODUCTS_PER_SITE - EVERYWHERE)];
    this.#products = chosen.map(product);
  }

  vendor(index: number): Member {
    const self = this.#local('Vendor', 1);
    const vendor = describe(
      self,
      [rdf('type'), bsbm('Vendor')],
      [rdfs('label'), literal(`Vendor ${index}`, 'en')],
      [foaf('homepage'), this.#local('', '')],
      [bsbm('country'), country(index)],
    );
    return this.#member([
      ...vendor,
      ...this.#products
        .flatMap(({ number }) => numbers(1 + this.#random.below(2)).map((each) => [number, each]))
        .flatMap(([number = 0, each = 0]) => this.#offer(self, number, each)),
    ]);
  }

  ratingSite(): Member {
    const reviewers = numbers(REVIEWERS).flatMap((number) =>
      describe(
        this.#local('Reviewer', number),
        [rdf('type'), foaf('Person')],
        [foaf('name'), literal(`Reviewer ${number} of ${this.#name}`)],
        [bsbm('country'), country(this.#random.below(COUNTRIES.length))],
      ),
    );
    const reviews = this.#products.flatMap(({ number }) => numbers(2).flatMap((each) => this.#review(number, each)));
    return this.#member([...reviewers, ...reviews]);
  }

  #member(quads: readonly Quad[]): Member {
    const features = new Set(this.#products.flatMap((each) => each.features));
    const types = new Set(this.#products.map(({ type }) => type));
    return {
      name: this.#name,
      quads: [
        ...quads,
        ...this.#products.flatMap((each) => this.#product(each)),
        ...[...features].flatMap((number) =>
          describe(
            this.#local('ProductFeature', number),
            [rdf('type'), bsbm('ProductFeature')],
            [rdfs('label'), literal(`feature ${number}`, 'en')],
            [owl('sameAs'), shared('ProductFeature', number)],
          ),
        ),
        ...[...types].flatMap((number) =>
          describe(shared('ProductType', number), [rdf('type'), bsbm('ProductType')], [rdfs('label'), literal(`type ${number}`, 'en')]),
        ),
      ],
    };
  }

  #product({ number, type, features, producer, label, numeric1, numeric2 }: Product): Quad[] {
    return describe(
      this.#local('Product', number),
      [rdf('type'), bsbm('Product')],
      [rdf('type'), shared('ProductType', type)],
      [owl('sameAs'), shared('Product', number)],
      [rdfs('label'), literal(label, 'en')],
      [rdfs('comment'), literal(`${label} as ${this.#name} describes it`, 'en')],
      [bsbm('producer'), shared('Producer', producer)],
      ...features.map((each): Property => [bsbm('productFeature'), this.#local('ProductFeature', each)]),
      [bsbm('productPropertyTextual1'), literal(`text of ${label}`)],
      ...(number % 3 === 0 ? [[bsbm('productPropertyTextual2'), literal(`more of ${label}`)] as const] : []),
      [bsbm('productPropertyNumeric1'), whole(numeric1)],
      [bsbm('productPropertyNumeric2'), whole(numeric2)],
    );
  }

  #offer(vendor: NamedNode, number: number, each: number): Quad[] {
    const { below } = this.#random;
    return describe(
      this.#local('Offer', number * 10 + each),
      [rdf('type'), bsbm('Offer')],
      [bsbm('product'), this.#local('Product', number)],
      [bsbm('vendor'), vendor],
      [bsbm('price'), whole(500 + below(100_000))],
      [bsbm('deliveryDays'), whole(1 + below(7))],
      [bsbm('validTo'), date(2027, below(12), below(28))],
      [bsbm('offerWebpage'), this.#local('page/', number * 10 + each)],
    );
  }

  #review(number: number, each: number): Quad[] {
    const { below } = this.#random;
    const language = each === 0 ? 'en' : LANGUAGES[below(LANGUAGES.length)];
    return describe(
      this.#local('Review', number * 10 + each),
      [rdf('type'), bsbm('Review')],
      [bsbm('reviewFor'), this.#local('Product', number)],
      [rev('reviewer'), this.#local('Reviewer', below(REVIEWERS))],
      [dct('title'), literal(`title ${number}.${each} at ${this.#name}`)],
      [rev('text'), literal(`what one thinks of ${number}`, language)],
      [bsbm('reviewDate'), date(2025, below(12), below(28))],
      ...(below(3) > 0 ? [[bsbm('rating1'), whole(1 + below(10))] as const] : []),
      ...(below(3) > 0 ? [[bsbm('rating2'), whole(1 + below(10))] as const] : []),
    );
  }

  #local(kind: string, number: number | string): NamedNode {
    return namedNode(`http://${this.#name}.example/${kind}${number}`);
  }
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function whole(value: number) {
  return literal(String(value), xsd('integer'));
}

function date(year: number, month: number, day: number) {
  return literal(`${year}-${String(month + 1).padStart(2, '0')}-${String(day + 1).padStart(2, '0')}T00:00:00`, xsd('dateTime'));
}
