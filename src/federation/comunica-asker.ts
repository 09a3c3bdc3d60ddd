import type { QueryEngine } from '@comunica/query-sparql';
import { FacilisError } from '../errors.ts';
import { termToNTriples } from '../rdf/nquads.ts';
import type { Term } from '../rdf/terms.ts';
import type { Reply } from './asker.ts';
import type { MemberHead } from './federated-messages.ts';
import type { FragmentPages } from './fragment-pages.ts';
import { JoinedBlanks } from './joined-blanks.ts';
import type { Solutions } from './read-solutions.ts';

/** As a parameter of an address, too. */
const BLANK_NAME = /urn(?::|%3A)facilis(?::|%3A)blank/i;

/** At work for one query at one source. */
const MAX_ENGINES = 4;
/** One for each question at a time, since an engine shares what it has read, or failed to. To make one takes 100 ms. */
const idle: QueryEngine[] = [];

/** Evaluates a SELECT over Triple Pattern Fragments: page by page, by joins that Comunica orders by the counts of the pages. */
export async function askFragments(
  member: MemberHead,
  query: string,
  { scope, pages }: { readonly scope: string; readonly pages: FragmentPages },
): Promise<Reply> {
  const startedAt = performance.now();
  const { endpoint } = member;
  // What Comunica throws of a form that is none, or of a page, it may throw where nobody can catch it, which would end the thread.
  await pages.get(endpoint);
  const endTurn = await pages.turns.take(MAX_ENGINES, new AbortController().signal);
  try {
    const engine = idle.pop() ?? (await newEngine());
    await engine.invalidateHttpCache();
    const failed = Promise.withResolvers<never>();
    const fetchByMain = fetchOf(member, new JoinedBlanks(query, endpoint), { pages, fail: failed.reject });
    const solutions = await Promise.race([failed.promise, solutionsOf(engine, query, { endpoint, scope, fetchByMain })]);
    // One that failed may still be at work.
    if (idle.length < MAX_ENGINES) idle.push(engine);
    return { solutions, ...pages.takeSpent(), milliseconds: performance.now() - startedAt };
  } finally {
    endTurn();
  }
}

/** Loaded by the first query that needs it, which takes a second: most threads never do. */
async function newEngine(): Promise<QueryEngine> {
  const { QueryEngine } = await import('@comunica/query-sparql');
  return new QueryEngine();
}

type Fetch = (input: string | URL | Request) => Promise<Response>;

async function solutionsOf(
  by: QueryEngine,
  query: string,
  { endpoint, scope, fetchByMain }: { readonly endpoint: string; readonly scope: string; readonly fetchByMain: Fetch },
): Promise<Solutions> {
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
 * Comunica never hears of a page that did not come: it asks before it awaits, and a rejection that nobody awaits would end the thread.
 */
function fetchOf(
  member: MemberHead,
  blanks: JoinedBlanks,
  { pages, fail }: { readonly pages: FragmentPages; fail(cause: unknown): void },
): Fetch {
  const read = async (url: string): Promise<Response> => {
    if (BLANK_NAME.test(url)) throw blankJoin(member, 'A term of the query');
    const { data, nquads } = await pages.get(url);
    const joined = blanks.in(data);
    if (joined !== undefined) throw blankJoin(member, joined);
    const answer = new Response(nquads, { headers: { 'content-type': 'application/n-quads' } });
    Object.defineProperty(answer, 'url', { value: url });
    return answer;
  };
  return (input) =>
    read(input instanceof Request ? input.url : String(input)).catch((cause: unknown) => {
      fail(cause);
      return new Promise<never>(() => {});
    });
}

function blankJoin({ title }: MemberHead, what: string): FacilisError {
  return new FacilisError('unsupported-query', {
    detail: `${what} is a blank node at the source ${title}, a server of Triple Pattern Fragments, which has no name by which its other triples could be found.`,
  });
}

function termText(term: Term | undefined, scope: string): string | undefined {
  if (term?.termType === 'BlankNode') return `<urn:facilis:blank:${scope}:${encodeURIComponent(term.value)}>`;
  return term && termToNTriples(term);
}
