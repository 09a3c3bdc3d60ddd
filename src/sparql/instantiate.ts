import { parseTerm, termToNTriples } from '../rdf/nquads.ts';
import { xsd } from '../rdf/vocabulary.ts';
import type { Template, TemplateTerm, TemplateTriple } from './construct-template.ts';

/** The terms of one solution, in TSV; an empty text where a variable is unbound. */
interface Solution {
  readonly cells: readonly string[];
  readonly number: number;
  /** Whether each cell can be one with `UNESCAPED` characters. */
  readonly isRaw: boolean;
}

type Terms = readonly [subject: string, predicate: string, object: string];

/**
 * The triples that a template makes of solutions, in N-Triples without line feeds; what several solutions make may come several times.
 * SPARQL 1.1 §16.2: a triple with "an unbound variable or an illegal RDF construct, such as a literal in subject or
 * predicate position", is not included, and blank nodes of the template are others for each solution.
 * @param tsv the solutions as the engine writes them: SPARQL 1.1 Query Results TSV
 */
export function instantiate({ triples }: Template, tsv: string): { readonly lines: string[]; readonly solutions: number } {
  const rows = tsv.split('\n');
  const solutions = rows.length - 2;
  const isRaw = UNESCAPED.test(tsv);
  const lines: string[] = [];
  const last: (Terms | undefined)[] = [];
  for (let number = 1; number <= solutions; number += 1) {
    const solution = { cells: (rows[number] as string).split('\t'), number, isRaw };
    for (let at = 0; at < triples.length; at += 1) {
      const terms = termsOf(triples[at] as TemplateTriple, solution);
      // Solutions that differ in another variable only follow on each other, mostly.
      if (terms === undefined || isSame(terms, last[at])) continue;
      last[at] = terms;
      lines.push(`${terms[0]} ${terms[1]} ${terms[2]} .`);
    }
  }
  return { lines, solutions };
}

function isSame(terms: Terms, last: Terms | undefined): boolean {
  return last !== undefined && terms[0] === last[0] && terms[2] === last[2] && terms[1] === last[1];
}

/** `undefined` when they are no triple. */
function termsOf([subject, predicate, object]: TemplateTriple, solution: Solution): Terms | undefined {
  const s = termOf(subject, solution);
  const p = termOf(predicate, solution);
  const o = termOf(object, solution);
  const isLegal = (isIRI(s) || s.startsWith('_:')) && isIRI(p) && o !== '';
  return isLegal ? [s, p, o] : undefined;
}

/** And no triple term. */
function isIRI(term: string): boolean {
  return term[0] === '<' && term[1] !== '<';
}

/** Empty when it cannot be made. */
function termOf(term: TemplateTerm, solution: Solution): string {
  if (typeof term === 'string') return term;
  if (typeof term === 'number') return asNTriples(solution.cells[term] ?? '', solution.isRaw);
  if ('blankNode' in term) return `_:t${solution.number}_${term.blankNode}`;
  const terms = termsOf(term, solution);
  return terms === undefined ? '' : `<<( ${terms.join(' ')} )>>`;
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
function asNTriples(cell: string, isRaw: boolean): string {
  if (cell === '' || isIRI(cell)) return cell;
  if (cell.startsWith('"')) return isRaw ? termToNTriples(parseTerm(cell)) : cell;
  if (cell.startsWith('<<('))
    return cell.replace(TOKEN, (token) => (token === '<<(' || token === ')>>' ? token : asNTriples(token, isRaw)));
  // Of the data; it must not meet one of the template.
  if (cell.startsWith('_:')) return `_:d${cell.slice(2)}`;
  if (cell === 'true' || cell === 'false') return `"${cell}"^^${BOOLEAN}`;
  if (/^[+-]?\d+$/.test(cell)) return `"${cell}"^^${INTEGER}`;
  return `"${cell}"^^${/e/i.test(cell) ? DOUBLE : DECIMAL}`;
}
