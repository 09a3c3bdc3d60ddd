import { literal, namedNode, type Quad } from '../../src/rdf/terms.ts';
import { dcat, rdf, skos, tf, xsd } from '../../src/rdf/vocabulary.ts';
import { describe } from './world.ts';

/** The members as sources of the hub, without limits on how often they are asked. */
export function registrations({
  baseIRI,
  names,
  endpoints,
}: {
  baseIRI: string;
  names: readonly string[];
  endpoints: readonly string[];
}): Quad[] {
  const yes = literal('true', xsd('boolean'));
  return names.flatMap((name, index) =>
    describe(
      namedNode(`${baseIRI}id/source/${name}`),
      [rdf('type'), tf('FederatedSource')],
      [rdf('type'), dcat('DataService')],
      [skos('prefLabel'), literal(name, 'en')],
      [dcat('endpointURL'), namedNode(endpoints[index] ?? '')],
      [tf('sourceKind'), namedNode(`${baseIRI}id/source-kind/sparql-endpoint`)],
      [tf('enabled'), yes],
      [tf('allowsPrivateNetwork'), yes],
    ),
  );
}
