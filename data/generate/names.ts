import { iri, type Term } from './turtle.ts';

/** A name as it stands in the facts → the last part of its IRI: lower case, spaces and slashes to hyphens, other punctuation dropped. */
export function slug(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\s/]+/g, '-')
    .replace(/[^a-z0-9-]/g, '')
    .replace(/-+/g, '-');
}

/** `<id/{kind}/{slug}>`, relative to the base of the deployment. */
export function local(kind: string, name: string): Term {
  return iri(`id/${kind}/${slug(name)}`);
}

/** A place as the facts write it: an ISO 3166-1 alpha-3 code, or the name of a region (or `global`). */
export function place(value: string): Term {
  return local(/^[A-Z]{3}$/.test(value) ? 'country' : 'region', value);
}

/** The goal's own identifier: the service never mints a second one. */
export function goal(number: string): Term {
  return `sdg:${number}`;
}

export function wikidata(item: string): Term {
  return iri(`http://www.wikidata.org/entity/${item}`);
}
