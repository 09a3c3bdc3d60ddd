import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dct, owl, rdf, rdfs, skos, vann } from '../../src/rdf/vocabulary.ts';
import { indexGraph } from './graph-index.ts';
import { ONTOLOGY_IRI, ROOT, readOntology, readText, TF, turtleFiles } from './shipped-files.ts';

const LANGUAGES = ['ar', 'en', 'es', 'fr', 'ru', 'zh'];

const quads = await readOntology();
const graph = indexGraph(quads);
const terms = [...new Set(quads.map((quad) => quad.subject.value))].filter((iri) => iri.startsWith(TF)).sort();

/** Language tags of the literals of a property, sorted; `''` for one without a tag. */
function languagesOf(subject: string, predicate: string): string[] {
  return graph
    .objects(subject, predicate)
    .map((term) => (term.termType === 'Literal' ? term.language : term.termType))
    .sort();
}

describe('every term of the ontology', () => {
  test('there are terms', () => {
    expect(terms.length).toBeGreaterThan(100);
  });

  test.each(terms)('%s has one label in each of the six languages', (term) => {
    expect(languagesOf(term, rdfs('label').value)).toEqual(LANGUAGES);
    for (const label of graph.objects(term, rdfs('label').value)) expect(label.value).toBe(label.value.trim());
  });

  test.each(terms)('%s has one English definition that is a sentence', (term) => {
    expect(languagesOf(term, skos('definition').value)).toEqual(['en']);
    expect(graph.objects(term, skos('definition').value)[0]?.value).toMatch(/^[A-Z].*[.]$/s);
  });

  test.each(terms)('%s says that this ontology defines it', (term) => {
    expect(graph.iris(term, rdfs('isDefinedBy').value)).toEqual([ONTOLOGY_IRI]);
  });

  test('labels are written in the script of their language', () => {
    const scripts: Readonly<Record<string, RegExp>> = { ar: /\p{Script=Arabic}/u, zh: /\p{Script=Han}/u, ru: /\p{Script=Cyrillic}/u };
    for (const quad of quads.filter((each) => each.predicate.equals(rdfs('label')) && each.object.termType === 'Literal')) {
      const script = quad.object.termType === 'Literal' ? scripts[quad.object.language] : undefined;
      if (script) expect(quad.object.value).toMatch(script);
    }
  });

  test('no two classes share a label in any language', () => {
    const labels = terms
      .filter((term) => graph.iris(term, rdf('type').value).includes(owl('Class').value))
      .flatMap((term) => graph.objects(term, rdfs('label').value))
      .map((label) => (label.termType === 'Literal' ? `${label.value.toLowerCase()}@${label.language}` : ''));
    expect(labels.filter((label, index) => labels.indexOf(label) !== index)).toEqual([]);
  });
});

describe('the description of the ontology', () => {
  const values = (predicate: string) => graph.objects(ONTOLOGY_IRI, predicate).map((term) => term.value);
  const version = values(owl('versionInfo').value)[0] ?? '';

  test('names its version, and the version IRI ends with it', () => {
    expect(graph.iris(ONTOLOGY_IRI, rdf('type').value)).toEqual([owl('Ontology').value]);
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(graph.iris(ONTOLOGY_IRI, owl('versionIRI').value)).toEqual([`${ONTOLOGY_IRI}/${version}`]);
  });

  test('has a title and a description in the six languages', () => {
    expect(languagesOf(ONTOLOGY_IRI, dct('title').value)).toEqual(LANGUAGES);
    expect(languagesOf(ONTOLOGY_IRI, dct('description').value)).toEqual(LANGUAGES);
  });

  test('names its licence, its creators, its dates and the documents of its mandate', () => {
    expect(values(dct('license').value)).toEqual(['https://creativecommons.org/licenses/by/4.0/']);
    expect(values(dct('creator').value)).not.toEqual([]);
    for (const date of ['created', 'issued', 'modified']) expect(values(dct(date).value)).toHaveLength(1);
    expect(values(dct('source').value)).toContain('https://undocs.org/A/RES/70/1');
  });

  test('names the preferred prefix and namespace', () => {
    expect(values(vann('preferredNamespacePrefix').value)).toEqual(['tf']);
    expect(values(vann('preferredNamespaceUri').value)).toEqual([TF]);
  });

  test('has a change note for the current version', () => {
    expect(values(skos('historyNote').value).filter((note) => note.startsWith(`${version} (`))).toHaveLength(1);
  });
});

describe('the terms in use', () => {
  /** Matches `tf:local` in Turtle; `tfs:` and the like are other prefixes. */
  const TERM = /(?<![\w-])tf:([A-Za-z][\w-]*)/g;
  const declared = new Set(terms.map((term) => term.slice(TF.length)));
  const queries = readdirSync(join(ROOT, 'ontology/competency')).map((file) => `ontology/competency/${file}`);
  const files = [...['ontology', 'shapes', 'data'].flatMap(turtleFiles), ...queries];

  test.each(files)('%s uses no term of the ontology that is not declared', (path) => {
    const used = new Set([...readText(path).matchAll(TERM)].map((match) => match[1] ?? ''));
    expect([...used].filter((name) => !declared.has(name))).toEqual([]);
  });
});
