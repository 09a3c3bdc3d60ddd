import { afterEach } from 'vitest';
import { summaryOfEndpoint } from '../../src/federation/endpoint-summary.ts';
import type { SourceSummary } from '../../src/federation/source-summary.ts';
import { summaryOfQuads } from '../../src/federation/summary-of-quads.ts';
import { parseRdf } from '../../src/rdf/parse.ts';
import { type LabEndpoint, type LabOptions, labAccess, labSource, startLab } from './lab-endpoint.ts';

/** Called after each test. */
export const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

export async function lab(turtle: string, options: LabOptions = {}): Promise<LabEndpoint> {
  const started = await startLab(turtle, options);
  closing.push(started.close);
  return started;
}

export const take = ({ endpoint }: Pick<LabEndpoint, 'endpoint'>, datasets: string[] = []) =>
  summaryOfEndpoint(labAccess(labSource(endpoint)), { datasets, onProgress: () => {} });
export const v = (name: string) => `http://a.example/v#${name}`;

/** What the data itself says, apart from times and validator. */
export async function exact(turtle: string): Promise<SourceSummary> {
  const quads = await parseRdf(`PREFIX : <http://a.example/v#> ${turtle}`, { mediaType: 'text/turtle', baseIRI: 'http://a.example/' });
  return comparable(summaryOfQuads(labSource('http://x.example/').iri, quads));
}

export function comparable(summary: SourceSummary): SourceSummary {
  const sorted = (prefixes: readonly string[] | undefined) => prefixes?.toSorted();
  const predicates = [...summary.predicates].map(
    ([iri, each]) => [iri, { ...each, subjects: sorted(each.subjects), objects: sorted(each.objects) }] as const,
  );
  return { ...summary, predicates: new Map(predicates), endpoint: undefined, takenAt: '', verifiedAt: '', validator: undefined };
}

export const SMALL = `:a a :C ; :p 1, "two"@en, <http://b.example/x/y> ; :q [ a :D ; :p 3 ] .
  <http://c.example/things/1> a :C, :D ; :q :a ; :r <urn:isbn:1>, <http://c.example/things/1/> .`;
/** Fifty predicates, fifty classes, 100 namespaces. */
export const WIDE = Array.from(
  { length: 50 },
  (_, n) => `<http://n${n}.example/s> a :C${n} ; :p${n} <http://o${n}.example/o> ; :all ${n} .`,
).join('\n');
