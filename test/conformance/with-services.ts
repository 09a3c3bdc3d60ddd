import type { Instance } from './instance.ts';
import type { SuiteTest } from './manifest.ts';
import type { Finding } from './outcome.ts';
import { deadAddress, type ServiceEndpoint, startEndpoint } from './service-endpoint.ts';
import { readGraph, readText } from './suite-files.ts';

/**
 * Runs a test while the endpoints of its `qt:serviceData` are there, on loopback and registered with the instance. The names that it
 * gives them are nobody's: the addresses stand for them in its query, data and result. Any other endpoint that the query names is
 * registered and dead; in a syntax test it is an empty one, as the inventory is.
 */
export async function withServices(test: SuiteTest, instance: Instance, run: (test: SuiteTest) => Promise<Finding>): Promise<Finding> {
  const named = servicesIn(test);
  if (named.size === 0) return run(test);
  const endpoints = new Map<string, ServiceEndpoint>();
  const names = new Map<string, string>();
  try {
    for (const [name, files] of named) {
      const isDead = files.length === 0 && test.result !== undefined;
      if (isDead) {
        names.set(name, await deadAddress());
        continue;
      }
      const endpoint = await startEndpoint((await Promise.all(files.map((file) => readGraph(file)))).flat());
      endpoints.set(name, endpoint);
      names.set(name, endpoint.address);
    }
    instance.register([...names.values()]);
    return await run({ ...test, names });
  } finally {
    instance.register([]);
    await Promise.all([...endpoints.values()].map((endpoint) => endpoint.close()));
  }
}

/** Files of the endpoints that a federated test names. */
function servicesIn({ graph, node, query, group }: SuiteTest): Map<string, string[]> {
  const files = new Map<string, string[]>();
  if (query === undefined || !FEDERATED.includes(group)) return files;
  for (const [, name = ''] of readText(query).matchAll(/\bSERVICE\s+(?:SILENT\s+)?<([^<>]*)>/gi)) files.set(name, []);
  const action = graph.one(node, 'mf:action');
  for (const data of action === undefined ? [] : graph.all(action, 'qt:serviceData')) {
    files.set(
      graph.text(data, 'qt:endpoint') ?? '',
      graph.all(data, 'qt:data').map(({ value }) => value),
    );
  }
  return files;
}

const FEDERATED: readonly string[] = ['service', 'syntax-fed'];
