import { parseTerm, termToNTriples } from '../rdf/nquads.ts';
import { xsd } from '../rdf/vocabulary.ts';
import type { Template, TemplateTerm, TemplateTriple } from './construct-template.ts';

/** The terms of one solution, in N-Triples; an empty text where a variable is unbound. */
interface Solution {
  readonly cells: readonly string[];
  readonly number: number;
}

/**
 * The triples that a template makes of solutions, in N-Triples without line feeds; a triple that several solutions make
 * comes several times. SPARQL 1.1 §16.2: a triple with "an unbound variable or an illegal RDF construct, such as a literal in
 * subject or predicate position", is not included, and blank nodes of the template are others for each solution.
 * @param tsv the solutions as the engine writes them: SPARQL 1.1 Query Results TSV
 */
export function instantiate({ triples }: Template, tsv: string): { readonly lines: string[]; readonly solutions: number } {
  const rows = tsv.split('\n');
  const solutions = rows.length - 2;
  const lines: string[] = [];
  for (let number = 1; number <= solutions; number += 1) {
    const cells = (rows[number] as string).split('\t').map(asNTriples);
    for (const triple of triples) {
      const made = tripleOf(triple, { cells, number });
      if (made !== undefined) lines.push(`${made} .`);
    }
  }
  return { lines, solutions };
}

function tripleOf([subject, predicate, object]: TemplateTriple, solution: Solution): string | undefined {
  const [s, p, o] = [termOf(subject, solution), termOf(predicate, solution), termOf(object, solution)];
  const isLegal = (isIRI(s) || s.startsWith('_:')) && isIRI(p) && o !== '';
  return isLegal ? `${s} ${p} ${o}` : undefined;
}

function isIRI(term: string): boolean {
  return term.startsWith('<') && !term.startsWith('<<(');
}

/** Empty when it cannot be made. */
function termOf(term: TemplateTerm, solution: Solution): string {
  if (typeof term === 'string') return term;
  if (typeof term === 'number') return solution.cells[term] ?? '';
  if ('blankNode' in term) return `_:t${solution.number}_${term.blankNode}`;
  const made = tripleOf(term, solution);
  return made === undefined ? '' : `<<( ${made} )>>`;
}

const BOOLEAN = termToNTriples(xsd('boolean'));
const INTEGER = termToNTriples(xsd('integer'));
const DECIMAL = termToNTriples(xsd('decimal'));
const DOUBLE = termToNTriples(xsd('double'));
/** Terms in a triple term. */
const TOKEN = /"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?|<<\(|\)>>|[^\s"]+/g;
/** What canonical N-Triples escapes in a literal and the engine's TSV does not. */
const UNESCAPED = /[^\t\n\r -~\u0080-\ufffd]/;

/** TSV §4: terms are written as in Turtle, which may leave the datatype of numbers and booleans out. */
function asNTriples(cell: string): string {
  if (cell.startsWith('<<(')) return cell.replace(TOKEN, (token) => (token === '<<(' || token === ')>>' ? token : asNTriples(token)));
  if (cell.startsWith('<') || cell === '') return cell;
  if (cell.startsWith('"')) return UNESCAPED.test(cell) ? termToNTriples(parseTerm(cell)) : cell;
  // Of the data; it must not meet one of the template.
  if (cell.startsWith('_:')) return `_:d${cell.slice(2)}`;
  if (cell === 'true' || cell === 'false') return `"${cell}"^^${BOOLEAN}`;
  if (/^[+-]?\d+$/.test(cell)) return `"${cell}"^^${INTEGER}`;
  return `"${cell}"^^${/e/i.test(cell) ? DOUBLE : DECIMAL}`;
}
