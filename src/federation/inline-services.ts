import { FacilisError } from '../errors.ts';
import type { ReadQuery } from '../sparql/analyse-query.ts';
import type { ServiceClause, TextRange } from './service-clauses.ts';

/** Solutions: names of variables without `?`, and for each row their terms in N-Triples form, `UNDEF` where unbound. */
export interface Solutions {
  readonly variables: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface InlineOptions {
  readonly baseIRI: string;
  /** Evaluates a query without SERVICE over the inventory. */
  askInventory(query: string): Promise<Solutions>;
  /** Evaluates a query at the source. */
  askSource(clause: ServiceClause, query: string): Promise<Solutions>;
}

/** With more bindings than this, the source is asked for everything that its pattern matches. */
const MAX_BINDINGS = 2000;
const BINDINGS_PER_REQUEST = 200;

/**
 * The query with each SERVICE clause replaced by the source's answer, as inline data. SPARQL 1.1 Federated Query §4 defines
 * the clause as the multiset of the source's solutions in that place, so what remains is the same query over the inventory,
 * with every other clause untouched. Before, the source is asked only for what can join (bound joins, in blocks).
 */
export async function inlineServices(query: ReadQuery, clauses: readonly ServiceClause[], options: InlineOptions): Promise<string> {
  const pieces: string[] = [];
  let end = 0;
  for (const clause of clauses) {
    pieces.push(query.text.slice(end, clause.range.start), await inlineData(query, clause, options));
    end = clause.range.end;
  }
  pieces.push(query.text.slice(end));
  return pieces.join('');
}

async function inlineData(query: ReadQuery, clause: ServiceClause, options: InlineOptions): Promise<string> {
  try {
    return values(await solutionsOf(query, clause, options));
  } catch (cause) {
    // Federated Query §4: SILENT turns a failure into one solution without bindings. A limit of ours is none of the source's.
    const isSourceFault = cause instanceof FacilisError && (cause.code === 'source-failed' || cause.code === 'source-timeout');
    if (clause.isSilent && isSourceFault) return '{ }';
    throw cause;
  }
}

async function solutionsOf(query: ReadQuery, clause: ServiceClause, options: InlineOptions): Promise<Solutions> {
  const bindings = await bindingsFor(query, clause, options);
  const body = slice(query, clause.body);
  if (bindings === undefined) return options.askSource(clause, `${head(query, options)}SELECT * WHERE ${body}`);
  const answers: Solutions[] = [];
  for (let start = 0; start < bindings.rows.length; start += BINDINGS_PER_REQUEST) {
    const block = values({ variables: bindings.variables, rows: bindings.rows.slice(start, start + BINDINGS_PER_REQUEST) });
    // Inside a basic pattern any endpoint can start from the bindings; elsewhere they would change what OPTIONAL or MINUS mean.
    const pattern = clause.isBasic ? `{ ${block} ${body.slice(1)}` : `{ ${block} ${body} }`;
    answers.push(await options.askSource(clause, `${head(query, options)}SELECT * WHERE ${pattern}`));
  }
  return { variables: answers[0]?.variables ?? [...clause.variables], rows: answers.flatMap(({ rows }) => rows) };
}

/** What the patterns around the clause bind of its variables; `undefined` when that is nothing, or too much to be sent. */
async function bindingsFor(query: ReadQuery, clause: ServiceClause, options: InlineOptions): Promise<Solutions | undefined> {
  const shared = new Set(clause.anchors.flatMap(({ variables }) => [...variables].filter((name) => clause.variables.has(name))));
  if (shared.size === 0) return undefined;
  const names = [...shared];
  const from = query.dataset === undefined ? '' : fromClauses(query.dataset);
  const patterns = clause.anchors.map(({ range }) => `{ ${slice(query, range)}\n}`).join(' ');
  const select = `SELECT DISTINCT ${names.map((name) => `?${name}`).join(' ')} ${from} WHERE { ${patterns} } LIMIT ${MAX_BINDINGS + 1}`;
  const found = await options.askInventory(head(query, options) + select);
  if (found.rows.length > MAX_BINDINGS) return undefined;
  return onlyComparable(found);
}

/** An IRI, a plain string or one with a language. */
const COMPARABLE = /^<[^<>]*>$|^"[\s\S]*"(?:@[a-zA-Z0-9-]+)?$/;

/** Numbers and dates may be written in other ways at the source, and still be equal here: they restrict nothing. */
function onlyComparable({ variables, rows }: Solutions): Solutions | undefined {
  const kept = variables.map((_, column) => column).filter((column) => rows.every((row) => COMPARABLE.test(row[column] ?? '')));
  if (kept.length === 0) return undefined;
  const distinct = new Map(rows.map((row) => kept.map((column) => row[column] ?? 'UNDEF')).map((row) => [row.join(' '), row]));
  return { variables: kept.map((column) => variables[column] ?? ''), rows: [...distinct.values()] };
}

function values({ variables, rows }: Solutions): string {
  const names = variables.map((name) => `?${name}`).join(' ');
  return `{ VALUES (${names}) { ${rows.map((row) => `(${row.join(' ')})`).join(' ')} } }`;
}

function fromClauses({ defaultGraphs, namedGraphs }: NonNullable<ReadQuery['dataset']>): string {
  return [...defaultGraphs.map((iri) => `FROM <${iri}>`), ...namedGraphs.map((iri) => `FROM NAMED <${iri}>`)].join(' ');
}

/** The prologue, with our base for a source that has another. */
function head(query: ReadQuery, { baseIRI }: InlineOptions): string {
  return `BASE <${baseIRI}>\n${query.prologue}\n`;
}

function slice({ text }: ReadQuery, { start, end }: TextRange): string {
  return text.slice(start, end);
}
