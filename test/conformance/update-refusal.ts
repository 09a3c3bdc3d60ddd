import type { Term } from '../../src/rdf/terms.ts';
import { send } from './ask.ts';
import type { Instance } from './instance.ts';
import type { SuiteTest } from './manifest.ts';
import type { Finding } from './outcome.ts';
import { requestsOf, sendRequest } from './protocol-requests.ts';
import { readBytes } from './suite-files.ts';

/** The endpoint reads only: every update is refused with 4xx and a problem that says why. */
export async function runUpdateRefusal(instance: Instance, { graph, node }: SuiteTest): Promise<Finding> {
  const [update] = requestsOf(graph, node);
  const reply = await sendRequest(instance, graph, update as Term, '*/*');
  const isClear = reply.status >= 400 && reply.status < 500 && reply.mediaType === 'application/problem+json';
  return isClear ? undefined : `an update was answered with ${reply.status}`;
}

/** The refusal of an update tells one that is well-formed (`unsupported-query`) from one that is not (`malformed-query`). */
export async function runUpdateSyntaxTest(instance: Instance, { query }: SuiteTest, isPositive: boolean): Promise<Finding> {
  if (query === undefined) return 'the manifest names no update';
  const reply = await send(instance.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/sparql-update' },
    body: new Uint8Array(readBytes(query)),
  });
  const type = String((JSON.parse(reply.text) as { type?: string }).type ?? '').replace(/^.*[#/]/, '');
  const expected = isPositive ? 'unsupported-query' : 'malformed-query';
  return type === expected ? undefined : `expected a refusal as ${expected}, answered ${reply.problem} (${type})`;
}
