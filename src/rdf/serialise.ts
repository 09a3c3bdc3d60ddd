import { quadToNQuad, sortByCodePoint } from './nquads.ts';
import { serialiseJsonLd } from './serialise-jsonld.ts';
import type { SerialiseOptions } from './serialise-options.ts';
import { serialiseRdfXml } from './serialise-rdfxml.ts';
import { serialiseTurtle } from './serialise-turtle.ts';
import { stableQuads } from './stable-quads.ts';
import { defaultGraph, type Quad, quad } from './terms.ts';

/**
 * The quads as a document. The same set of quads gives the same bytes, in whatever order they come and however their blank
 * nodes are labelled. Formats that hold no graphs get the triples alone, each once.
 * @throws FacilisError `not-acceptable` when the format cannot hold a term, naming both
 */
export async function serialiseRdf(quads: Iterable<Quad>, options: SerialiseOptions): Promise<string> {
  const { format } = options;
  const withGraphs = format.holdsGraphs && (format.name !== 'jsonld' || options.rootIRI === undefined);
  const stable = await stableQuads(withGraphs ? quads : withoutGraphs(quads));
  switch (format.name) {
    case 'ntriples':
    case 'nquads':
      return sortByCodePoint(stable.map(quadToNQuad)).join('');
    case 'turtle':
    case 'trig':
      return serialiseTurtle(stable, options);
    case 'jsonld':
      return serialiseJsonLd(stable, options);
    case 'rdfxml':
      return serialiseRdfXml(stable, options);
  }
}

/** The same triples in the default graph. */
export function* withoutGraphs(quads: Iterable<Quad>): Generator<Quad> {
  for (const each of quads) {
    yield each.graph.termType === 'DefaultGraph' ? each : quad(each.subject, each.predicate, each.object, defaultGraph());
  }
}
