import type { Quad, Term } from './terms.ts';

/** The labels of the blank nodes in a quad: as subject, object, graph name, and inside triple terms. */
export function blankNodesOf(statement: Quad): string[] {
  const labels: string[] = [];
  collect(statement.subject, labels);
  collect(statement.object, labels);
  collect(statement.graph, labels);
  return labels;
}

function collect(term: Term, labels: string[]): void {
  if (term.termType === 'BlankNode') labels.push(term.value);
  else if (term.termType === 'Quad') {
    collect(term.subject, labels);
    collect(term.object, labels);
  }
}
