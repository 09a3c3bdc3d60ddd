import { type NamedNode, type Quad, type Quad_Object, type Quad_Subject, quad, type Term } from './terms.ts';

/** The labels of the blank nodes in a quad: as subject, object, graph name, and inside triple terms. */
export function blankNodesOf(statement: Quad): string[] {
  const labels: string[] = [];
  collect(statement, labels);
  return labels;
}

/** The quad with each blank node replaced, wherever it stands. A quad without one is returned as it is. */
export function replaceBlankNodes(statement: Quad, replacement: (label: string) => Quad_Subject & Quad_Object): Quad {
  if (blankNodesOf(statement).length === 0) return statement;
  const replaced = <T extends Term>(term: T): T => {
    if (term.termType === 'BlankNode') return replacement(term.value) as Term as T;
    return term.termType === 'Quad' ? (replaceBlankNodes(term as Quad, replacement) as Term as T) : term;
  };
  return quad(replaced(statement.subject), statement.predicate, replaced(statement.object), replaced(statement.graph) as NamedNode);
}

function collect(term: Term, labels: string[]): void {
  if (term.termType === 'BlankNode') labels.push(term.value);
  else if (term.termType === 'Quad') {
    collect(term.subject, labels);
    collect(term.object, labels);
    collect(term.graph, labels);
  }
}

let documents = 0;

/** A blank node label prefix that no other document read by this process has: labels are local to a document (RDF 1.1 §3.4). */
export function documentPrefix(): string {
  documents += 1;
  return `d${documents}_`;
}
