import * as engine from 'oxigraph';
import {
  blankNode,
  defaultGraph,
  literal,
  namedNode,
  type Quad,
  type Quad_Object,
  type Quad_Subject,
  quad,
  type Term,
} from '../rdf/terms.ts';

/** A quad of the engine as one of ours: its own live in the engine's memory. */
export function fromEngine({ subject, predicate, object, graph }: engine.Quad): Quad {
  return quad(
    termFromEngine(subject) as Quad_Subject,
    namedNode(predicate.value),
    termFromEngine(object) as Quad_Object,
    termFromEngine(graph) as Quad['graph'],
  );
}

function termFromEngine(term: engine.Term): Term {
  switch (term.termType) {
    case 'NamedNode':
      return namedNode(term.value);
    case 'BlankNode':
      return blankNode(term.value);
    case 'Literal':
      return literalFromEngine(term);
    case 'Quad':
      return fromEngine(term as engine.Quad);
    default:
      return defaultGraph();
  }
}

function literalFromEngine({ value, language, direction, datatype }: engine.Literal): Term {
  if (language === '') return literal(value, namedNode(datatype.value));
  return literal(value, direction ? ({ language, direction } as unknown as string) : language);
}

/** The inverse, for looking terms up. */
export function toEngine(term: Term): engine.Term {
  switch (term.termType) {
    case 'NamedNode':
      return engine.namedNode(term.value);
    case 'BlankNode':
      return engine.blankNode(term.value);
    case 'Literal':
      if (term.language !== '')
        return engine.literal(term.value, term.direction ? { language: term.language, direction: term.direction } : term.language);
      return engine.literal(term.value, engine.namedNode(term.datatype.value));
    case 'Quad':
      return engine.quad(
        toEngine(term.subject) as engine.Quad_Subject,
        toEngine(term.predicate) as engine.NamedNode,
        toEngine(term.object) as engine.Quad_Object,
      );
    default:
      return engine.defaultGraph();
  }
}
