import type { Quad } from '../rdf/terms.ts';
import { readDocument } from './read-document.ts';
import { isSourceFailure, type SourceAccess } from './source-fetch.ts';
import type { SourceSummary } from './source-summary.ts';
import { namedDatasets, summaryOfVoid } from './void-summary.ts';

export interface FoundVoid {
  readonly summary: SourceSummary;
  /** Where it was. */
  readonly url: string;
}

/**
 * What a source's own VoID says: at the well-known address of its origin, in its service description, or in documents of its origin that this or
 * the registration (`dcat:servesDataset`) names. `undefined` when there is none; whether it is true is not known here.
 */
export async function findVoid(datasets: readonly string[], access: SourceAccess): Promise<FoundVoid | undefined> {
  const { endpoint, iri } = access.source;
  const lookup = { source: iri, endpoint, datasets };
  const here = (url: string) => URL.canParse(url) && new URL(url).origin === new URL(endpoint).origin;
  const addresses = [new URL('/.well-known/void', endpoint).href, endpoint, ...datasets.filter(here)];
  const seen = new Set<string>();
  for (const address of addresses) {
    const url = address.split('#')[0] ?? address;
    if (seen.has(url)) continue;
    seen.add(url);
    const quads = await documentIfThere(url, access);
    if (quads === undefined) continue;
    const summary = summaryOfVoid(quads, lookup);
    if (summary !== undefined) return { summary, url };
    if (url === endpoint) addresses.push(...namedDatasets(quads).filter(here).slice(0, 5));
  }
  return undefined;
}

async function documentIfThere(url: string, access: SourceAccess): Promise<readonly Quad[] | undefined> {
  try {
    return (await readDocument(url, access)).quads;
  } catch (cause) {
    if (isSourceFailure(cause)) return undefined;
    throw cause;
  }
}
