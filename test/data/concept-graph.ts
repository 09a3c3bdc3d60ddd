import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRdf } from '../../src/rdf/parse.ts';
import { namedNode, type Quad, type Term } from '../../src/rdf/terms.ts';
import { rdf, skos } from '../../src/rdf/vocabulary.ts';

export const BASE_IRI = 'http://localhost:3000/';
export const DATA_DIRECTORY = join(import.meta.dirname, '../../data');
export const UN_LANGUAGES = ['en', 'fr', 'es', 'ar', 'zh', 'ru'];

/** A minted IRI from its relative form. */
export const minted = (relative: string): string => BASE_IRI + relative;

/** Quads of shipped files with the look-ups that tests of concept schemes need. Terms are given by their values. */
export class ConceptGraph {
  readonly quads: readonly Quad[];

  constructor(quads: readonly Quad[]) {
    this.quads = quads;
  }

  /** `patterns` are globs relative to `data/`. */
  static async read(...patterns: string[]): Promise<ConceptGraph> {
    const files = globSync(patterns, { cwd: DATA_DIRECTORY }).sort();
    const parsed = files.map((file) => parseRdf(readFileSync(join(DATA_DIRECTORY, file)), { mediaType: 'text/turtle', baseIRI: BASE_IRI }));
    return new ConceptGraph((await Promise.all(parsed)).flat());
  }

  readonly #objectsBySubject = new Map<string, Map<string, Term[]>>();

  objects(subject: string, predicate: Term): Term[] {
    if (this.#objectsBySubject.size === 0) {
      for (const quad of this.quads) {
        const byPredicate = this.#objectsBySubject.get(quad.subject.value) ?? new Map<string, Term[]>();
        this.#objectsBySubject.set(quad.subject.value, byPredicate);
        byPredicate.set(quad.predicate.value, [...(byPredicate.get(quad.predicate.value) ?? []), quad.object]);
      }
    }
    return this.#objectsBySubject.get(subject)?.get(predicate.value) ?? [];
  }

  values(subject: string, predicate: Term): string[] {
    return this.objects(subject, predicate).map(({ value }) => value);
  }

  subjectsOfType(type: Term): string[] {
    return this.subjects(rdf('type'), type.value);
  }

  subjects(predicate: Term, object: string): string[] {
    const found = this.quads.filter((quad) => quad.predicate.equals(predicate) && quad.object.value === object);
    return [...new Set(found.map(({ subject }) => subject.value))];
  }

  concepts(): string[] {
    return this.subjectsOfType(skos('Concept'));
  }

  schemes(): string[] {
    return this.subjectsOfType(skos('ConceptScheme'));
  }

  notations(scheme: string): string[] {
    return this.subjects(skos('inScheme'), scheme).flatMap((concept) => this.values(concept, skos('notation')));
  }

  /** Whether a chain of `skos:broader` leads from the concept back to itself. */
  isInCycle(concept: string): boolean {
    const seen = new Set<string>();
    const ahead = this.values(concept, skos('broader'));
    for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
      if (next === concept) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      ahead.push(...this.values(next, skos('broader')));
    }
    return false;
  }
}

const languageOf = (term: Term): string => (term.termType === 'Literal' ? term.language : '');

/** What is wrong with the concepts and schemes of a graph, one line each; empty when nothing is. */
export function conceptFaults(graph: ConceptGraph): string[] {
  return [...graph.concepts(), ...graph.schemes()]
    .flatMap((subject) => labelFaults(graph, subject))
    .concat(
      graph.concepts().flatMap((concept) => structureFaults(graph, concept)),
      graph.schemes().flatMap((scheme) => notationFaults(graph, scheme)),
    );
}

function labelFaults(graph: ConceptGraph, subject: string): string[] {
  const labels = graph.objects(subject, skos('prefLabel'));
  const languages = labels.map(languageOf).sort().join(' ');
  const faults = languages === UN_LANGUAGES.toSorted().join(' ') ? [] : [`${subject}: labels in ${languages}`];
  const untidy = labels.filter(({ value }) => value !== value.trim().normalize('NFC') || value === '');
  return [...faults, ...untidy.map(({ value }) => `${subject}: untidy label "${value}"`)];
}

function structureFaults(graph: ConceptGraph, concept: string): string[] {
  const faults: string[] = [];
  if (graph.isInCycle(concept)) faults.push(`${concept}: broader than itself`);
  if (graph.values(concept, skos('notation')).length !== 1) faults.push(`${concept}: not exactly one notation`);
  const schemes = graph.values(concept, skos('inScheme'));
  if (schemes.length === 0) faults.push(`${concept}: in no scheme`);
  const inverses: [string, string][] = [
    ['broader', 'narrower'],
    ['narrower', 'broader'],
    ['related', 'related'],
    ['topConceptOf', 'hasTopConcept'],
  ];
  for (const [property, inverse] of inverses) {
    for (const other of graph.values(concept, skos(property))) {
      if (!graph.values(other, skos(inverse)).includes(concept)) faults.push(`${other}: skos:${inverse} does not lead back to ${concept}`);
    }
  }
  for (const scheme of schemes) {
    const isTop = graph.values(concept, skos('topConceptOf')).includes(scheme);
    const broaderInScheme = graph
      .values(concept, skos('broader'))
      .filter((broader) => graph.values(broader, skos('inScheme')).includes(scheme));
    if (isTop === broaderInScheme.length > 0) faults.push(`${concept}: a top concept has no broader one in its scheme, any other has`);
  }
  return faults;
}

function notationFaults(graph: ConceptGraph, scheme: string): string[] {
  const notations = graph.notations(scheme);
  const repeated = notations.filter((notation, index) => notations.indexOf(notation) !== index);
  const strays = graph
    .values(scheme, skos('hasTopConcept'))
    .filter((concept) => !graph.values(concept, skos('topConceptOf')).includes(scheme));
  return [
    ...repeated.map((notation) => `${scheme}: notation "${notation}" twice`),
    ...strays.map((stray) => `${scheme}: ${stray} is no top concept`),
  ];
}

/** The dataset's IRI and what its metadata lacks; every file of shipped data begins with its own metadata. */
export function metadataFaults(graph: ConceptGraph, dataset: string): string[] {
  const iri = minted(`id/dataset/${dataset}`);
  const dct = (name: string) => namedNode(`http://purl.org/dc/terms/${name}`);
  const languages = graph.objects(iri, dct('title')).map(languageOf).sort().join(' ');
  const missing = ['description', 'publisher', 'issued', 'license', 'source'].filter((name) => graph.values(iri, dct(name)).length === 0);
  return [...(languages === UN_LANGUAGES.toSorted().join(' ') ? [] : [`titles in ${languages}`]), ...missing];
}
