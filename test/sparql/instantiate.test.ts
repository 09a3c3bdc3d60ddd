import { Store } from 'oxigraph';
import { describe, expect, it } from 'vitest';
import { readQuery } from '../../src/sparql/analyse-query.ts';
import { solutionsQuery } from '../../src/sparql/bound-query.ts';
import { readTemplate } from '../../src/sparql/construct-template.ts';
import { instantiate } from '../../src/sparql/instantiate.ts';

const BASE = 'http://example.org/';
const XSD = 'http://www.w3.org/2001/XMLSchema#';
const REIFIES = '<http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies>';

const store = new Store();
store.load(
  String.raw`<urn:a> <urn:p> "x" , "y"@en , "z"@ar--rtl , 5 , 1.5 , 1e300 , true , "\u0001\b\f\t\n\r\\\"\u007f" , "2020-01-01"^^<${XSD}date> ,
    <urn:b> , _:node , <<( <urn:a> <urn:p> 5 )>> , <<( <urn:a> <urn:p> <<( _:node <urn:p> "5 >> \" <<(" )>> )>> .`,
  { format: 'text/turtle' },
);

/** What the engine makes of a CONSTRUCT by itself. */
const ofEngine = (query: string) => sorted(store.query(query, { base_iri: BASE, results_format: 'application/n-triples' }) as string);
const sorted = (nTriples: string) => [...new Set(nTriples.split('\n').slice(0, -1))].sort();

function made(text: string): string[] {
  const query = readQuery(text, BASE);
  const template = readTemplate(query);
  const select = solutionsQuery(query, query.text, template.variables);
  const tsv = store.query(select, { base_iri: BASE, results_format: 'text/tab-separated-values' }) as string;
  return [...new Set(instantiate(template, tsv).lines)].sort();
}
/** Without names of blank nodes. */
const anonymous = (lines: readonly string[]) => lines.map((line) => line.replaceAll(/_:\w+/g, '_:')).sort();

describe('a template', () => {
  it('gives every term of the data as N-Triples has it', () => {
    const query = 'CONSTRUCT { <urn:a> <urn:q> ?o } { ?s ?p ?o }';
    expect(anonymous(made(query))).toEqual(anonymous(ofEngine(query)));
    expect(made(query)).toHaveLength(13);
  });

  it.each([
    ['its own terms', 'CONSTRUCT { <x> a <y#z> ; <q> "l"@EN-gb , "r"@ar--rtl , 5 , 1.50 , 1e0 , true , "d"^^<d> , "a\\tb" } {}'],
    ['the short form', 'CONSTRUCT WHERE { ?s <urn:p> ?o }'],
    ['lists and nodes in brackets', 'CONSTRUCT { (1 [ <q> ?o ]) <r> () . [ <q> [] ] } { VALUES ?o { <o> } }'],
    ['triple terms', 'CONSTRUCT { ?s <q> <<( ?s <r> <<( ?s <r> 1 )>> )>> } { ?s <urn:p> 5 }'],
    ['reified triples', 'CONSTRUCT { << ?s <q> << ?s <r> 1 ~ <t> >> ~ ?s >> <u> 2 . << <a> <b> <c> >> } { ?s <urn:p> 5 }'],
    ['annotations', 'CONSTRUCT { ?s <q> 1 ~ ?s {| <r> 2 |} ~ {| <r> 3 ; <s> 4 |} {| <t> 5 |} } { ?s <urn:p> 5 }'],
    ['the solutions within LIMIT and OFFSET', 'CONSTRUCT { <x> <q> ?o } { VALUES ?o { 1 2 3 4 } } ORDER BY DESC(?o) LIMIT 2 OFFSET 1'],
    ['VALUES behind the pattern', 'CONSTRUCT { <x> <q> ?o } { ?s ?p ?o } VALUES ?o { <urn:b> }'],
  ])('makes the triples that the engine makes of %s', (_, query) => {
    expect(anonymous(made(query))).toEqual(anonymous(ofEngine(query)));
    expect(made(query)).not.toEqual([]);
  });

  it('has of grouped solutions what they were grouped by', () => {
    const grouped = 'CONSTRUCT { <x> <q> ?s , ?o , ?k } { ?s ?p ?o } GROUP BY ?s (STR(1) AS ?k)';
    const triples = [`<${BASE}x> <${BASE}q> "1" .`, `<${BASE}x> <${BASE}q> <urn:a> .`];
    expect(made(grouped)).toEqual(triples);
    expect(made(`${grouped} HAVING (COUNT(?o) > 2) ORDER BY COUNT(?o)`)).toEqual(triples);
    expect(made(`${grouped} HAVING (COUNT(?o) > 20)`)).toEqual([]);
    expect(made('CONSTRUCT { <x> <q> 1 , ?o } { ?s ?p ?o } HAVING (COUNT(*) > 2)')).toHaveLength(1);
  });

  it('leaves out what has an unbound variable or cannot be a triple, also inside a triple term', () => {
    const values =
      '{ VALUES (?s ?p ?o) { (<s> <p> UNDEF) (UNDEF <p> 1) (<s> UNDEF 1) ("s" <p> 1) (1 <p> 1) (<s> "p" 1) (<<( <a> <b> 1 )>> <p> 1) } }';
    expect(made(`CONSTRUCT { ?s ?p ?o } ${values}`)).toEqual([]);
    expect(made(`CONSTRUCT { <x> <y> <<( ?s ?p ?o )>> . "x" <y> 1 } ${values}`)).toEqual([]);
    expect(made(`CONSTRUCT { ?s <q> 1 ; ?p ?o ~ <r> } ${values}`)).toEqual([`<${BASE}s> <${BASE}q> "1"^^<${XSD}integer> .`]);
  });

  it('makes blank nodes anew for each solution, none of which is one of the data', () => {
    const lines = made('CONSTRUCT { _:node <q> ?o , _:node } { { VALUES ?o { 1 2 } } UNION { ?s ?p ?o FILTER(isBlank(?o)) } }');
    const subjects = new Set(lines.map((line) => line.split(' ')[0]));
    const objects = new Set(lines.map((line) => line.split(' ')[2]).filter((term) => term?.startsWith('_:')));
    expect([lines.length, subjects.size, objects.size]).toEqual([6, 3, 4]);
  });

  it('names the triple that a reifier is of', () => {
    expect(made('CONSTRUCT { <a> <b> <c> ~ <r> } {}')).toContain(`<${BASE}r> ${REIFIES} <<( <${BASE}a> <${BASE}b> <${BASE}c> )>> .`);
  });

  it('makes as many solutions as there are, with no variable too', () => {
    const query = readQuery('CONSTRUCT { <a> <b> <c> } { VALUES ?o { 1 2 3 } }', BASE);
    const template = readTemplate(query);
    const tsv = store.query(solutionsQuery(query, query.text, template.variables), { results_format: 'text/tab-separated-values' });
    expect(instantiate(template, String(tsv))).toEqual({ lines: [`<${BASE}a> <${BASE}b> <${BASE}c> .`], solutions: 3 });
  });
});
