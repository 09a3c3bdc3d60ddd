import { createHash } from 'node:crypto';
import { termToNTriples } from '../rdf/nquads.ts';
import { readDocument, versionOf } from './read-document.ts';
import type { SourceAccess } from './source-fetch.ts';
import { countTriples, PAGE_ROWS, select, selectIfAble } from './source-questions.ts';

/** What tells whether an endpoint has changed. */
export interface EndpointState {
  readonly triples: number;
  /** Of the number of triples of each predicate; `undefined` when the source cannot group. */
  readonly counts: string | undefined;
  /** Of its VoID, when that was used. */
  readonly void: { readonly url: string; readonly version: string } | undefined;
}

/**
 * The state of a SPARQL endpoint, or `undefined` when it answers but cannot count.
 * @throws FacilisError `source-failed`, `source-timeout` when it does not answer
 */
export async function endpointState(voidUrl: string | undefined, access: SourceAccess): Promise<EndpointState | undefined> {
  const triples = await countTriples(access);
  if (triples === undefined) {
    await select('SELECT ?s { ?s ?p ?o } LIMIT 1', access);
    return undefined;
  }
  const rows = await selectIfAble(`SELECT ?p (COUNT(*) AS ?t) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p LIMIT ${PAGE_ROWS}`, access);
  const lines = rows?.map(({ p, t }) => `${p && termToNTriples(p)} ${t?.value}`).sort();
  return {
    triples,
    counts: lines && createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16),
    void: voidUrl === undefined ? undefined : { url: voidUrl, version: await documentVersion(voidUrl, access) },
  };
}

/** Of a document, by its header fields or else by its bytes. */
export async function documentVersion(url: string, access: SourceAccess): Promise<string> {
  return (await versionOf(url, access)) ?? (await readDocument(url, access)).version;
}

export function toValidator(state: EndpointState | undefined): string | undefined {
  return state && JSON.stringify(state);
}

/** The address of the VoID description that a summary was taken from. */
export function voidUrlOf(validator: string | undefined): string | undefined {
  return validator?.startsWith('{') ? (JSON.parse(validator) as EndpointState).void?.url : undefined;
}
