import { describe, expect, it } from 'vitest';
import { negotiate, RDF_AND_HTML, splitSuffix } from '../../src/web/negotiation.ts';
import { chooseResultOffer } from '../../src/web/result-offers.ts';

const entity = (accept: string | undefined) => negotiate(accept, RDF_AND_HTML)?.name;
const result = (form: 'SELECT' | 'CONSTRUCT', accept: string) => chooseResultOffer(form, { accept, format: undefined }).name;

describe('content negotiation', () => {
  it.each([
    ['no Accept (curl without one)', undefined, 'turtle'],
    ['an empty Accept', '', 'turtle'],
    ['curl', '*/*', 'turtle'],
    ['Chromium', 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8', 'html'],
    ['Firefox', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'html'],
    ['Jena', 'text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.1', 'turtle'],
    ['rapper', 'application/rdf+xml, text/rdf;q=0.6, application/n-triples, text/plain;q=0.1, text/turtle', 'rdfxml'],
    ['rdflib', 'text/turtle,application/rdf+xml;q=0.9,*/*;q=0.1', 'turtle'],
    ['a JSON client', 'application/json', 'jsonld'],
    ['old N-Triples', 'text/plain', 'ntriples'],
    ['Notation3', 'text/n3', 'turtle'],
  ])('serves %s what it can read', (_client, accept, name) => {
    expect(entity(accept)).toBe(name);
  });

  it('honours q-values before the order of the list', () => {
    expect(entity('text/turtle;q=0.5, application/ld+json;q=0.9, text/html;q=0.1')).toBe('jsonld');
  });

  it('never gives a type whose q is 0, nor its alias by way of a wildcard', () => {
    expect(entity('text/turtle;q=0, text/*;q=0.5')).toBe('html');
    expect(entity('text/turtle;q=0, */*')).toBe('jsonld');
    expect(entity('text/turtle;q=0')).toBeUndefined();
  });

  it('prefers an exact type to a wildcard of the same weight', () => {
    expect(entity('*/*, application/rdf+xml')).toBe('rdfxml');
  });

  it('looks past parameters such as a JSON-LD profile or a charset, commas in quotes included', () => {
    expect(entity('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted, x";q=1')).toBe('jsonld');
    expect(entity('text/turtle; charset=utf-8')).toBe('turtle');
  });

  it('finds nothing acceptable when nothing is', () => {
    expect(entity('image/png')).toBeUndefined();
  });

  it('gives SPARQLWrapper its JSON', () => {
    const accept = 'application/sparql-results+json,application/json,text/javascript,application/javascript';
    expect(result('SELECT', accept)).toBe('json');
  });

  it('gives Jena its results and its graph', () => {
    expect(result('SELECT', 'application/sparql-results+json, application/sparql-results+xml;q=0.9, text/tab-separated-values;q=0.7')).toBe(
      'json',
    );
    expect(result('CONSTRUCT', 'text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8')).toBe('turtle');
  });

  it('refuses SELECT as Turtle by name', () => {
    expect(() => result('SELECT', 'text/turtle')).toThrow(expect.objectContaining({ code: 'not-acceptable' }));
  });
});

describe('suffixes', () => {
  it('belong to the format only when they name one', () => {
    expect(splitSuffix('ctcn.ttl', RDF_AND_HTML)).toMatchObject({ stem: 'ctcn', offer: { name: 'turtle' } });
    expect(splitSuffix('7.1', RDF_AND_HTML)).toEqual({ stem: '7.1', offer: undefined });
    expect(splitSuffix('7.1.rdf', RDF_AND_HTML)).toMatchObject({ stem: '7.1', offer: { name: 'rdfxml' } });
  });
});
