import { termToNTriples } from '../rdf/nquads.ts';
import type { Term } from '../rdf/terms.ts';
import { xsd } from '../rdf/vocabulary.ts';
import type { ResultFormat } from './result-formats.ts';

export type BindingAnswer = { readonly kind: 'boolean'; readonly value: boolean } | BindingTable;

interface BindingTable {
  readonly kind: 'solutions';
  readonly variables: readonly string[];
  /** One term for each variable, or none. */
  readonly rows: readonly (readonly (Term | undefined)[])[];
}

const XSD_STRING = xsd('string').value;
const WRITERS: Readonly<Record<ResultFormat['name'], (answer: BindingAnswer) => string>> = {
  json: toJson,
  xml: toXml,
  csv: toCsv,
  tsv: toTsv,
};

/** Solutions or a boolean in a format of SPARQL 1.2 Query Results, triple terms and base direction included. */
export function writeBindings(format: ResultFormat['name'], answer: BindingAnswer): string {
  return WRITERS[format](answer);
}

function toJson(answer: BindingAnswer): string {
  if (answer.kind === 'boolean') return JSON.stringify({ head: {}, boolean: answer.value });
  const { variables, rows } = answer;
  const bindings = rows.map((row) => Object.fromEntries(variables.flatMap((name, at) => (row[at] ? [[name, jsonTerm(row[at])]] : []))));
  return JSON.stringify({ head: { vars: variables }, results: { bindings } });
}

function jsonTerm(term: Term): object {
  switch (term.termType) {
    case 'NamedNode':
      return { type: 'uri', value: term.value };
    case 'Literal': {
      const { value, language, direction, datatype } = term;
      if (language !== '') return { type: 'literal', value, 'xml:lang': language, ...(direction ? { 'its:dir': direction } : {}) };
      return { type: 'literal', value, ...(datatype.value === XSD_STRING ? {} : { datatype: datatype.value }) };
    }
    case 'Quad':
      return {
        type: 'triple',
        value: { subject: jsonTerm(term.subject), predicate: jsonTerm(term.predicate), object: jsonTerm(term.object) },
      };
    default:
      return { type: 'bnode', value: term.value };
  }
}

const XML_HEAD =
  '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#" xmlns:its="http://www.w3.org/2005/11/its" its:version="2.0">';

function toXml(answer: BindingAnswer): string {
  if (answer.kind === 'boolean') return `${XML_HEAD}<head></head><boolean>${answer.value}</boolean></sparql>`;
  const { variables, rows } = answer;
  const binding = (name: string, term: Term | undefined) => (term ? `<binding name="${name}">${xmlTerm(term)}</binding>` : '');
  const results = rows.map((row) => `<result>${variables.map((name, at) => binding(name, row[at])).join('')}</result>`);
  const head = variables.map((name) => `<variable name="${name}"/>`).join('');
  return `${XML_HEAD}<head>${head}</head><results>${results.join('')}</results></sparql>`;
}

function xmlTerm(term: Term): string {
  switch (term.termType) {
    case 'NamedNode':
      return `<uri>${escapeXml(term.value)}</uri>`;
    case 'Literal':
      return `<literal${xmlKind(term)}>${escapeXml(term.value)}</literal>`;
    case 'Quad': {
      const part = (name: string, of: Term) => `<${name}>${xmlTerm(of)}</${name}>`;
      return `<triple>${part('subject', term.subject)}${part('predicate', term.predicate)}${part('object', term.object)}</triple>`;
    }
    default:
      return `<bnode>${escapeXml(term.value)}</bnode>`;
  }
}

function xmlKind({ language, direction, datatype }: Extract<Term, { termType: 'Literal' }>): string {
  if (language !== '') return ` xml:lang="${escapeXml(language)}"${direction ? ` its:dir="${direction}"` : ''}`;
  return datatype.value === XSD_STRING ? '' : ` datatype="${escapeXml(datatype.value)}"`;
}

const XML_ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A reader makes a line feed of a carriage return that is written as it is (XML 1.0 §2.11). */
function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => XML_ESCAPES[character] ?? '').replaceAll('\r', '&#xD;');
}

/** SPARQL 1.1 Query Results CSV §3: values without their kind; lines end with CRLF (RFC 4180). */
function toCsv(answer: BindingAnswer): string {
  if (answer.kind === 'boolean') return String(answer.value);
  const lines = [answer.variables, ...answer.rows.map((row) => row.map((term) => (term ? csvCell(term) : '')))];
  return lines.map((line) => `${line.join(',')}\r\n`).join('');
}

function csvCell(term: Term): string {
  const text = term.termType === 'NamedNode' || term.termType === 'Literal' ? term.value : termToNTriples(term);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** SPARQL 1.1 Query Results TSV §4: terms as in Turtle; N-Triples is Turtle, and has no tab or line feed in a literal. */
function toTsv(answer: BindingAnswer): string {
  if (answer.kind === 'boolean') return String(answer.value);
  const lines = [
    answer.variables.map((name) => `?${name}`),
    ...answer.rows.map((row) => row.map((term) => (term ? termToNTriples(term) : ''))),
  ];
  return lines.map((line) => `${line.join('\t')}\n`).join('');
}
