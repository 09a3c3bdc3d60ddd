import { PREFIXES } from '../../src/rdf/prefixes.ts';
import { type NamedNode, namedNode } from '../../src/rdf/terms.ts';

/** The vocabulary of the Berlin SPARQL Benchmark, whose shop FedShop spreads over vendors and rating sites. */
const BSBM = 'http://www4.wiwiss.fu-berlin.de/bizer/bsbm/v01/';
const REVIEW = 'http://purl.org/stuff/rev#';

export const bsbm = (name: string): NamedNode => namedNode(`${BSBM}vocabulary/${name}`);
export const rev = (name: string): NamedNode => namedNode(`${REVIEW}${name}`);
/** Something that all sites know by the same name: a product, a product type, a feature, a producer, a country. */
export const shared = (kind: string, number: number | string): NamedNode => namedNode(`${BSBM}instances/${kind}${number}`);

export const SHOP_HEADER = [
  `PREFIX bsbm: <${BSBM}vocabulary/>\nPREFIX inst: <${BSBM}instances/>\nPREFIX rev: <${REVIEW}>\n`,
  ...(['dct', 'foaf', 'owl', 'rdf', 'rdfs', 'xsd'] as const).map((prefix) => `PREFIX ${prefix}: <${PREFIXES[prefix]}>\n`),
].join('');

export const COUNTRIES = ['US', 'FR', 'KE', 'JP', 'BR'];
export const PRODUCTS = 200;
/** The first products are at every site. */
export const EVERYWHERE = 5;
const [TYPES, FEATURES, PRODUCERS] = [20, 40, 10];
const WORDS = 'amber brisk cedar delta ember fable grove harbor indigo jasper kernel lunar'.split(' ');

export interface Product {
  readonly number: number;
  readonly type: number;
  readonly features: readonly number[];
  readonly producer: number;
  readonly label: string;
  readonly numeric1: number;
  readonly numeric2: number;
}

/** What every site says of a product, so that answers can be told in advance. */
export function product(number: number): Product {
  const features = [number, number * 7, number * 3 + 1, number * 11 + 5].map((each) => 1 + (each % FEATURES));
  const word = (step: number) => WORDS[(number * step + step) % WORDS.length];
  return {
    number,
    type: 1 + (number % TYPES),
    features: [...new Set(features)],
    producer: 1 + (number % PRODUCERS),
    label: `${word(1)} ${word(5)} ${word(7)} ${number}`,
    numeric1: 1 + ((number * 37) % 2000),
    numeric2: 1 + ((number * 53) % 2000),
  };
}

export function producers(): number[] {
  return Array.from({ length: PRODUCERS }, (_, index) => index + 1);
}
