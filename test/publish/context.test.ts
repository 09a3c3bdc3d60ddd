import { join } from 'node:path';
import jsonld from 'jsonld';
import { describe, expect, it } from 'vitest';
import { readShippedDatasets } from '../../src/ingest/shipped-datasets.ts';
import { PREFIXES } from '../../src/rdf/prefixes.ts';
import { shippedContext } from '../../src/rdf/shipped-contexts.ts';
import { baseIRI } from './shipped-store.ts';

type Definition = string | { '@id'?: string; '@reverse'?: string; '@type'?: string; '@container'?: string };

const terms = Object.entries((shippedContext() as { '@context': Record<string, Definition> })['@context']).filter(
  ([term]) => !term.startsWith('@'),
);

function fullIRI(name: string): string {
  const [prefix = '', local = ''] = name.split(':');
  return prefix in PREFIXES && !local.startsWith('//') ? PREFIXES[prefix as keyof typeof PREFIXES] + local : name;
}

const forward = new Set(
  terms.flatMap(([, definition]) => {
    const iri = typeof definition === 'string' ? definition : definition['@id'];
    return iri === undefined ? [] : [fullIRI(iri)];
  }),
);

describe('the published JSON-LD context', () => {
  it('has a term for every property of the shipped data and ontology', async () => {
    const datasets = await readShippedDatasets({ root: join(import.meta.dirname, '../..'), baseIRI });
    const used = datasets
      // SHACL has a context of its own in the world; in ours its properties are compact names
      .filter(({ dataset }) => dataset !== 'shapes')
      .flatMap(({ quads }) => quads.map(({ predicate }) => predicate.value));
    const declared = datasets
      .flatMap(({ quads }) => quads)
      .filter(({ subject, object }) => subject.value.startsWith(PREFIXES.tf) && /#(Object|Datatype)Property$/u.test(object.value))
      .map(({ subject }) => subject.value);
    const LIST = new Set(['first', 'rest', 'type'].map((local) => PREFIXES.rdf + local));
    const missing = new Set([...used, ...declared].filter((iri) => !forward.has(iri) && !LIST.has(iri)));
    expect([...missing].sort()).toEqual([]);
  });

  it('has a term for every class that a shipped instance has', async () => {
    const datasets = await readShippedDatasets({ root: join(import.meta.dirname, '../..'), baseIRI });
    const classes = datasets
      .filter(({ dataset }) => dataset !== 'shapes')
      .flatMap(({ quads }) => quads)
      .filter(({ predicate }) => predicate.value === `${PREFIXES.rdf}type`)
      .map(({ object }) => object.value);
    expect([...new Set(classes.filter((iri) => !forward.has(iri)))]).toEqual([]);
  });

  it('gives no two terms to one property and datatype', () => {
    // dates of different precision have a name each
    const named = terms.flatMap(([, definition]) => (typeof definition === 'string' ? [] : `${definition['@id']} ${definition['@type']}`));
    expect(named.filter((each, index) => !each.startsWith('undefined') && named.indexOf(each) !== index)).toEqual([]);
    const reverse = terms.flatMap(([, definition]) => (typeof definition === 'string' ? [] : (definition['@reverse'] ?? [])));
    expect(reverse.filter((iri, index) => reverse.indexOf(iri) !== index)).toEqual([]);
  });

  it('is valid JSON-LD 1.1, every term of it', async () => {
    const document = shippedContext();
    const values = terms
      .filter(([, definition]) => definition !== '@id' && definition !== '@type')
      .map(([term, definition]) => [
        term,
        isLink(definition) ? 'http://x/o' : typeof definition === 'object' && definition['@container'] === '@language' ? { en: 'x' } : 'x',
      ]);
    const names = new Set(terms.flatMap(([term, definition]) => (values.some(([each]) => each === term) ? nameOf(definition) : [])));
    const expanded = await jsonld.expand(
      { ...document, id: 'http://x/s', ...Object.fromEntries(values) } as never,
      { safe: true } as never,
    );
    const { '@id': _id, '@reverse': reverse, ...properties } = (expanded as unknown as Record<string, object>[])[0] ?? {};
    expect(Object.keys(properties).length + Object.keys(reverse ?? {}).length).toBe(names.size);
  });
});

function isLink(definition: Definition): boolean {
  return typeof definition === 'object' && definition['@type'] === '@id';
}

function nameOf(definition: Definition): string {
  if (typeof definition === 'string') return fullIRI(definition);
  return definition['@reverse'] === undefined ? fullIRI(definition['@id'] ?? '') : `^${definition['@reverse']}`;
}
