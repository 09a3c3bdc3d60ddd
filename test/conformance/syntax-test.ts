import { ask } from './ask.ts';
import type { Instance } from './instance.ts';
import type { SuiteTest } from './manifest.ts';
import type { Finding } from './outcome.ts';
import { readBytes } from './suite-files.ts';

const ANY = 'application/sparql-results+json, text/turtle;q=0.9';

/** A right query is answered over an empty dataset; a wrong one is refused with 400. */
export async function runSyntaxTest(instance: Instance, test: SuiteTest, isPositive: boolean): Promise<Finding> {
  if (test.query === undefined) return 'the manifest names no query';
  await instance.put([]);
  const reply = await ask(instance, readBytes(test.query, test.names), ANY);
  if (isPositive) return reply.status === 200 ? undefined : reply.problem;
  return reply.status === 400 && reply.mediaType === 'application/problem+json' ? undefined : `accepted with ${reply.status}`;
}
