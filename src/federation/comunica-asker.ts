import type { QueryEngine } from '@comunica/query-sparql';
import { FacilisError } from '../errors.ts';
import { termToNTriples } from '../rdf/nquads.ts';
import type { Term } from '../rdf/terms.ts';
import type { Reply } from './asker.ts';
import type { GoodReply, MemberHead } from './federated-messages.ts';
import { emptyPage, type FragmentPage, readFragmentPage } from './fragment-page.ts';
import { JoinedBlanks } from './joined-blanks.ts';
import { parseDocument } from './parse-document.ts';
import type { Solutions } from './read-solutions.ts';
import type { OutboundRequest } from './source-client-types.ts';

const BLANK_NAMES = 'urn:facilis:blank:';
/** As a parameter of an address, too. */
const BLANK_NAME = /urn(?::|%3A)facilis(?::|%3A)blank/i;
/** Formats with graphs first: there data and metadata are told apart by the server. */
const ACCEPT =
  'application/trig, application/n-quads;q=0.9, text/turtle;q=0.8, application/n-triples;q=0.7, application/ld+json;q=0.6, application/rdf+xml;q=0.5';

export interface FragmentsOptions {
  /** As of `readSolutions`. */
  readonly scope: string;
  /** @throws FacilisError of the guarded fetch */
  askSource(request: OutboundRequest): Promise<GoodReply>;
}

/** Evaluates a SELECT over Triple Pattern Fragments: page by page, by joins that Comunica orders by the counts of the pages. */
export async function askFragments(member: MemberHead, query: string, options: FragmentsOptions): Promise<Reply> {
  const engine = await idleEngine();
  const startedAt = performance.now();
  const pages = await FragmentPages.open(member, query, options);
  try {
    const solutions = await solutionsOf(engine, query, { endpoint: member.endpoint, scope: options.scope, pages });
    if (pages.failure !== undefined) throw pages.failure.cause;
    return { solutions, requests: pages.requests, bytes: pages.bytes, milliseconds: performance.now() - startedAt };
  } catch (cause) {
    // What Comunica says of pages that did not come is no news.
    throw pages.failure?.cause ?? cause;
  } finally {
    idle.push(engine);
  }
}

/** One question at a time: what an engine has found out of a source it keeps with the way in which that was asked. */
const idle: QueryEngine[] = [];

/** Loaded by the first query that needs it, which takes a second: most threads never do. */
async function idleEngine(): Promise<QueryEngine> {
  const engine = idle.pop() ?? new (await import('@comunica/query-sparql')).QueryEngine();
  // The source may have changed.
  await engine.invalidateHttpCache();
  return engine;
}

async function solutionsOf(
  by: QueryEngine,
  query: string,
  { endpoint, scope, pages }: { readonly endpoint: string; readonly scope: string; readonly pages: FragmentPages },
): Promise<Solutions> {
  const fetchByMain = (input: string | URL | Request) => pages.fetch(input);
  const result = await by.query(query, { sources: [{ type: 'qpf', value: endpoint }], fetch: fetchByMain });
  if (result.resultType !== 'bindings') throw new TypeError(`A SELECT came back as ${result.resultType}.`);
  const names = (await result.metadata()).variables.map(({ value }) => value);
  const stream = await result.execute();
  // A second error after the loop has ended would end the thread.
  stream.on('error', () => {});
  const rows: (string | undefined)[][] = [];
  for await (const bindings of stream) rows.push(names.map((name) => termText(bindings.get(name), scope)));
  return { variables: names.map((name) => `?${name}`), rows };
}

/**
 * What Comunica is given to read. A page that cannot be had is given as an empty one, since Comunica would leave its error to nobody, which ends
 * the thread; the answer is then the error.
 */
class FragmentPages {
  requests = 0;
  bytes = 0;
  /** The first one. */
  failure: { readonly cause: unknown } | undefined;
  readonly #member: MemberHead;
  readonly #options: FragmentsOptions;
  readonly #blanks: JoinedBlanks;
  #first = '';
  #pages = 0;

  private constructor(member: MemberHead, query: string, options: FragmentsOptions) {
    this.#member = member;
    this.#options = options;
    this.#blanks = new JoinedBlanks(query, member.endpoint);
  }

  /** @throws FacilisError without its source: the address does not answer with a page of fragments */
  static async open(member: MemberHead, query: string, options: FragmentsOptions): Promise<FragmentPages> {
    const pages = new FragmentPages(member, query, options);
    const { nquads, hasSearch } = await pages.#page(member.endpoint);
    if (!hasSearch) throw new FacilisError('source-failed', { detail: 'it does not say how Triple Pattern Fragments are asked for' });
    pages.#first = nquads;
    return pages;
  }

  async fetch(input: string | URL | Request): Promise<Response> {
    const url = input instanceof Request ? input.url : String(input);
    const page = new Response(await this.#nquads(url), { headers: { 'content-type': 'application/n-quads' } });
    Object.defineProperty(page, 'url', { value: url });
    return page;
  }

  async #nquads(url: string): Promise<string> {
    if (url === this.#member.endpoint) return this.#first;
    if (this.failure !== undefined) return emptyPage(url);
    try {
      const { data, nquads } = await this.#page(url);
      const joined = this.#blanks.in(data);
      if (joined !== undefined) throw blankJoin(this.#member, joined);
      return nquads;
    } catch (cause) {
      this.failure ??= { cause: asFault(cause) };
      return emptyPage(url);
    }
  }

  async #page(url: string): Promise<FragmentPage> {
    if (BLANK_NAME.test(url)) throw blankJoin(this.#member, 'A term of the query');
    const { response, requests } = await this.#options.askSource({ url, method: 'GET', headers: { accept: ACCEPT }, body: undefined });
    this.requests += requests;
    this.bytes += response.bytes.length;
    this.#pages += 1;
    const quads = await parseDocument(response, { requestedURL: url, maxBytes: this.#member.maxAnswerBytes });
    const blankNames = `${BLANK_NAMES}${this.#options.scope}:${this.#pages}-`;
    return readFragmentPage(quads, { askedFor: url, answeredAt: response.url, blankNames });
  }
}

/** Where its pages lead is the source's doing: an address that nobody registered is its fault, not that of who asks. */
function asFault(cause: unknown): unknown {
  if (!(cause instanceof FacilisError) || cause.code !== 'source-not-registered') return cause;
  return new FacilisError('source-failed', { detail: cause.detail, extra: cause.extra, cause });
}

function blankJoin({ title }: MemberHead, what: string): FacilisError {
  return new FacilisError('unsupported-query', {
    detail: `${what} is a blank node at the source ${title}, a server of Triple Pattern Fragments, which has no name by which its other triples could be found.`,
  });
}

function termText(term: Term | undefined, scope: string): string | undefined {
  if (term?.termType === 'BlankNode') return `<${BLANK_NAMES}${scope}:${encodeURIComponent(term.value)}>`;
  return term && termToNTriples(term);
}
