import { PREFIXES, type Prefix } from './prefixes.ts';
import { type NamedNode, namedNode } from './terms.ts';

/** `namespace('dct')('title')` is the term `dct:title`. */
function namespace(prefix: Prefix): (localName: string) => NamedNode {
  const base = PREFIXES[prefix];
  return (localName) => namedNode(base + localName);
}

export const tf = namespace('tf');
export const dcat = namespace('dcat');
export const dct = namespace('dct');
export const dqv = namespace('dqv');
export const foaf = namespace('foaf');
export const hydra = namespace('hydra');
export const org = namespace('org');
export const owl = namespace('owl');
export const prov = namespace('prov');
export const rdf = namespace('rdf');
export const rdfs = namespace('rdfs');
export const schema = namespace('schema');
export const sd = namespace('sd');
export const sdg = namespace('sdg');
export const sdgo = namespace('sdgo');
export const sh = namespace('sh');
export const skos = namespace('skos');
export const vann = namespace('vann');
export const void_ = namespace('void');
export const xsd = namespace('xsd');
