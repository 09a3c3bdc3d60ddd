import { FacilisError } from '../errors.ts';
import { namedNode, type Quad, quad } from '../rdf/terms.ts';

/**
 * The quads in the one graph that they are going to.
 * @throws FacilisError `malformed-rdf` for a quad that says it belongs to another one: merging it would lose what it says
 */
export function inGraph(quads: readonly Quad[], graphIRI: string): Quad[] {
  const graph = namedNode(graphIRI);
  return quads.map((statement) => {
    const { termType, value } = statement.graph;
    if (termType !== 'DefaultGraph' && value !== graphIRI) {
      throw new FacilisError('malformed-rdf', {
        detail: `The data holds quads in the graph ${termType === 'BlankNode' ? `_:${value}` : `<${value}>`}, but goes into <${graphIRI}>: leave the graph name out, or load that graph as its own dataset.`,
      });
    }
    return quad(statement.subject, statement.predicate, statement.object, graph);
  });
}
