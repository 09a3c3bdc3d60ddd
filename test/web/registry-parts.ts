import { sourceRegistry } from '../../src/federation/registered-sources.ts';
import { createSourceClient } from '../../src/federation/source-client.ts';
import { createSourceHealth } from '../../src/federation/source-health.ts';
import { createIngest } from '../../src/ingest/ingest.ts';
import { createSourceRegistrations } from '../../src/ingest/source-registrations.ts';
import type { Store } from '../../src/store/types.ts';
import type { WebParts } from '../../src/web/parts.ts';

/** What the web needs to show and change the registry of a store; nothing is asked unless a request says so. */
export function registryParts({ reader, writer, operations }: Store, baseIRI: string): Pick<WebParts, 'operations' | 'registry'> {
  const sources = sourceRegistry(reader);
  const health = createSourceHealth({
    client: createSourceClient({ secret: () => undefined }),
    sources,
    checks: operations.sourceChecks,
    descriptions: operations.sourceDescriptions,
    intervalMs: 0,
    onFault(cause) {
      throw cause;
    },
  });
  const registrations = createSourceRegistrations(createIngest({ reader, writer, baseIRI }), reader);
  return { operations, registry: { sources, registrations, health } };
}
