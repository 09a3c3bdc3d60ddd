import { FacilisError } from '../errors.ts';
import { termToNTriples } from '../rdf/nquads.ts';
import type { Term } from '../rdf/terms.ts';
import { prefixedName } from '../web/addresses.ts';
import { readResult } from '../web/pages/result-table.ts';
import type { Answer } from './remote-endpoint.ts';
import { textTable } from './text-table.ts';

/** The media types that a table is made from: of solutions, and of triples. */
export const TABLE_MEDIA_TYPES = ['application/sparql-results+json', 'application/n-triples'];

/**
 * A result for people: IRIs with our prefixes, or relative to the base.
 * @throws FacilisError `not-acceptable` when the answer is in a format that has no table, or too long for one
 */
export function resultText({ mediaType, bytes }: Answer, options: { readonly baseIRI: string; readonly width?: number }): string {
  if (!TABLE_MEDIA_TYPES.includes(mediaType)) {
    throw new FacilisError('not-acceptable', {
      detail: `The answer is ${mediaType || 'of no stated type'}, of which no table can be made.`,
    });
  }
  const outcome = readResult(mediaType === 'application/n-triples' ? 'CONSTRUCT' : 'SELECT', bytes);
  if (outcome.kind === 'boolean') return `${outcome.value}\n`;
  if (outcome.kind !== 'rows') {
    throw new FacilisError('not-acceptable', {
      detail: 'The results are too large for a table; --output FILE --format csv writes them whole.',
    });
  }
  const { columns, rows } = outcome;
  const lines = textTable(
    columns,
    rows.map((row) => row.map((term) => cellText(term, options.baseIRI))),
    options.width,
  );
  return `${lines.join('\n')}\n${rows.length} ${rows.length === 1 ? 'row' : 'rows'}\n`;
}

function cellText(term: Term | undefined, baseIRI: string): string {
  if (term === undefined) return '';
  if (term.termType === 'Literal') return term.value;
  if (term.termType !== 'NamedNode') return termToNTriples(term);
  const { value } = term;
  return prefixedName(value) ?? `<${value.startsWith(baseIRI) ? value.slice(baseIRI.length) : value}>`;
}
