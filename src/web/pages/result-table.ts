import type { FacilisError } from '../../errors.ts';
import type { FederationReport } from '../../federation/federation-report.ts';
import { parseNQuads } from '../../rdf/nquads.ts';
import { literal, namedNode, type Term } from '../../rdf/terms.ts';
import type { QueryForm } from '../../sparql/result-formats.ts';
import { pagePathOf, prefixedName } from '../addresses.ts';
import { type Html, html, isWebAddress } from '../html.ts';
import { say } from '../messages/messages.ts';
import { textHtml } from './labels.ts';
import type { View } from './view.ts';

/** What became of the query in the box. */
export type Outcome =
  | {
      readonly kind: 'rows';
      readonly form: QueryForm;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly (Term | undefined)[])[];
    }
  | { readonly kind: 'large'; readonly form: QueryForm }
  | { readonly kind: 'boolean'; readonly form: QueryForm; readonly value: boolean }
  | { readonly kind: 'plan'; readonly report: FederationReport }
  | { readonly kind: 'error'; readonly error: FacilisError };

/** An answer to the query. */
export type Found = Exclude<Outcome, { kind: 'error' | 'plan' }>;

/** The formats from which the table is made. */
export const TABLE_FORMATS: Readonly<Record<QueryForm, string>> = {
  SELECT: 'application/sparql-results+json',
  ASK: 'application/sparql-results+json',
  CONSTRUCT: 'application/n-triples',
  DESCRIBE: 'application/n-triples',
};

interface JsonTerm {
  readonly type: 'uri' | 'literal' | 'bnode' | 'triple';
  readonly value: unknown;
  readonly 'xml:lang'?: string;
  readonly datatype?: string;
}

/** Bytes that are read for a table; reading more would hold up everybody else's requests. */
const MAX_BYTES_READ = 16 * 1024 * 1024;

/** Reads SPARQL 1.1 Query Results JSON §3, or N-Triples. */
export function readResult(form: QueryForm, bytes: Uint8Array): Found {
  if (bytes.length > MAX_BYTES_READ) return { kind: 'large', form };
  const text = new TextDecoder().decode(bytes);
  if (form === 'CONSTRUCT' || form === 'DESCRIBE') {
    const rows = parseNQuads(text).map(({ subject, predicate, object }) => [subject, predicate, object] as Term[]);
    return { kind: 'rows', form, columns: ['subject', 'predicate', 'object'], rows };
  }
  const document = JSON.parse(text) as {
    readonly boolean?: boolean;
    readonly head: { readonly vars?: readonly string[] };
    readonly results?: { readonly bindings: readonly Readonly<Record<string, JsonTerm>>[] };
  };
  if (document.boolean !== undefined) return { kind: 'boolean', form, value: document.boolean };
  const columns = document.head.vars ?? [];
  const rows = (document.results?.bindings ?? []).map((binding) => columns.map((column) => termOf(binding[column])));
  return { kind: 'rows', form, columns, rows };
}

function termOf(json: JsonTerm | undefined): Term | undefined {
  if (json === undefined) return undefined;
  const value = typeof json.value === 'string' ? json.value : JSON.stringify(json.value);
  if (json.type === 'uri') return namedNode(value);
  if (json.type === 'literal')
    return literal(value, json['xml:lang'] ?? (json.datatype === undefined ? undefined : namedNode(json.datatype)));
  return literal(json.type === 'bnode' ? `_:${value}` : value);
}

/** A page is for looking; beyond this many rows it points to the downloads. */
const MAX_ROWS_SHOWN = 1000;

export function resultHtml(view: View, outcome: Found): Html {
  const words = view.messages.sparql;
  if (outcome.kind === 'boolean') return html`<p class="lead">${outcome.value ? words.true : words.false}</p>`;
  if (outcome.kind === 'large') return html`<p>${words.large}</p>`;
  const { columns, rows } = outcome;
  if (rows.length === 0) return html`<p>${words.noRows}</p>`;
  const shown = rows.slice(0, MAX_ROWS_SHOWN);
  const count = { count: view.number(rows.length), shown: view.number(shown.length) };
  return html`<div class="scroll" tabindex="0" role="group" aria-labelledby="results"><table class="results">
<caption>${say(rows.length > shown.length ? words.shown : words.rows, count)}</caption><thead><tr>${columns.map((column) => html`<th scope="col" dir="ltr">${column}</th>`)}</tr></thead>
<tbody>${shown.map((row) => html`<tr>${row.map((term) => html`<td>${cell(view, term)}</td>`)}</tr>\n`)}</tbody></table></div>`;
}

function cell(view: View, term: Term | undefined): Html {
  if (term === undefined) return html`<span class="quiet" aria-label="${view.messages.sparql.unbound}">–</span>`;
  if (term.termType === 'NamedNode') return iriHtml(view, term.value);
  return term.termType === 'Literal' ? textHtml(term, view.language) : html`<code>${term.value}</code>`;
}

/** As a query may write it: with a prefix of ours, relative to this service, or whole. */
function iriHtml(view: View, iri: string): Html {
  const { baseIRI } = view.site.parts.config;
  const text = prefixedName(iri) ?? `<${iri.startsWith(baseIRI) ? iri.slice(baseIRI.length) : iri}>`;
  const path = pagePathOf(iri, baseIRI);
  if (path !== undefined) return html`<a href="${view.href(path)}" title="${iri}" dir="ltr">${text}</a>`;
  if (!isWebAddress(iri)) return html`<code title="${iri}" dir="ltr">${text}</code>`;
  return html`<a href="${iri}" title="${iri}" rel="external" dir="ltr">${text}</a>`;
}
