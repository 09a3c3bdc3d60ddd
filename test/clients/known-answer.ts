import type { RunningApp } from '../running-app.ts';
import { triplesOf } from './triples-of.ts';

/** One agency, and what every client must make of the questions about it; told by the store, not by the query engine. */
export interface KnownAnswer {
  readonly iri: string;
  readonly select: string;
  /** The labels as `value@language`, sorted. Three scripts and a right-to-left one among them. */
  readonly labels: readonly string[];
  readonly ask: string;
  readonly construct: string;
  readonly describe: string;
  /** What `construct` and `describe` make: lines of N-Triples, sorted. */
  readonly triples: readonly string[];
}

export function knownAnswer({ app, baseIRI }: RunningApp): KnownAnswer {
  const iri = `${baseIRI}id/agency/unep`;
  const quads = app.reader.quadsWithSubject(iri);
  const label = 'http://www.w3.org/2004/02/skos/core#prefLabel';
  const labels = quads.flatMap(({ predicate, object }) =>
    predicate.value === label && object.termType === 'Literal' ? [`${object.value}@${object.language}`] : [],
  );
  return {
    iri,
    select: `SELECT ?label { <${iri}> <${label}> ?label }`,
    labels: labels.sort(),
    ask: `ASK { <${iri}> <${label}> ?label }`,
    construct: `CONSTRUCT WHERE { <${iri}> ?predicate ?object }`,
    describe: `DESCRIBE <${iri}>`,
    triples: triplesOf(quads),
  };
}
