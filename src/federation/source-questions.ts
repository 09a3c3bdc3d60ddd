import { termToNTriples } from '../rdf/nquads.ts';
import { namedNode } from '../rdf/terms.ts';
import { readJsonSolutions, type Solution } from './json-solutions.ts';
import { isSourceFailure, type SourceAccess, sourceFailure } from './source-fetch.ts';
import { whyNotWhole } from './whole-answer.ts';

/** Rows that are asked for at once: what most endpoints give. */
export const PAGE_ROWS = 10_000;

/**
 * The solutions of a SELECT at a source's endpoint, of one request.
 * @throws FacilisError `source-failed`, `source-timeout`
 */
export async function select(query: string, access: SourceAccess): Promise<Solution[]> {
  const { source } = access;
  const headers = { accept: 'application/sparql-results+json', 'content-type': 'application/x-www-form-urlencoded' };
  const response = await access.fetch(
    { url: source.endpoint, method: 'POST', headers, body: `query=${encodeURIComponent(query)}` },
    access,
  );
  const why = whyNotWhole(response);
  if (why !== undefined) throw sourceFailure(source, why);
  try {
    return readJsonSolutions(response.bytes);
  } catch (cause) {
    throw sourceFailure(source, 'its answer is not a SPARQL result of a SELECT in JSON', cause);
  }
}

/** The same, or `undefined` when the source cannot answer that. */
export async function selectIfAble(query: string, access: SourceAccess): Promise<Solution[] | undefined> {
  try {
    return await select(query, access);
  } catch (cause) {
    if (isSourceFailure(cause)) return undefined;
    throw cause;
  }
}

/**
 * Solutions of a query with an order, page after page, until they are whole by the caller's own reckoning. A short page is no end: an
 * endpoint may cut its answers without a word. `undefined` when the source cannot answer, and when it gives no more though it should.
 */
export async function selectAll(
  query: string,
  { isWhole, mostRows, access }: { isWhole(rows: readonly Solution[]): boolean; mostRows: number; access: SourceAccess },
): Promise<{ readonly rows: readonly Solution[]; readonly isWhole: boolean } | undefined> {
  const rows: Solution[] = [];
  while (rows.length <= mostRows) {
    const page = await selectIfAble(`${query} LIMIT ${PAGE_ROWS} OFFSET ${rows.length}`, access);
    if (page === undefined) return rows.length === 0 ? undefined : { rows, isWhole: false };
    // A source that does not know OFFSET begins again.
    const isRepeated = rows.length > 0 && keyOf(page[0]) === keyOf(rows[0]);
    if (!isRepeated) rows.push(...page);
    if (isWhole(rows)) return { rows, isWhole: true };
    if (page.length === 0 || isRepeated) break;
  }
  return { rows, isWhole: false };
}

function keyOf(row: Solution | undefined): string {
  return Object.entries(row ?? {})
    .map(([name, term]) => `${name} ${term === undefined ? '' : termToNTriples(term)}`)
    .join(' ');
}

/** The number under a name; `undefined` when there is none, which also stands for a source that counts in another way. */
export function numberOf(row: Solution | undefined, name: string): number | undefined {
  const number = Number(row?.[name]?.value ?? Number.NaN);
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/** How many triples there are; `undefined` when the source cannot count. */
export async function countTriples(access: SourceAccess): Promise<number | undefined> {
  return numberOf((await selectIfAble('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }', access))?.[0], 'n');
}

/** An IRI for the text of a query: whatever is in it stays one token. */
export function iriToken(iri: string): string {
  return termToNTriples(namedNode(iri));
}
