import { quadToNQuad } from '../rdf/nquads.ts';
import type { StoreReader } from './types.ts';

/**
 * Replays the whole log and compares it with the current state.
 * @returns one sentence for each dataset that differs; empty when all is well
 */
export function verifyStore(reader: StoreReader): string[] {
  const replayed = new Map<string, Set<string>>();
  const findings: string[] = [];
  for (const { sequence, dataset, addedCount, removedCount } of reader.revisions()) {
    const lines = replayed.get(dataset) ?? new Set<string>();
    replayed.set(dataset, lines);
    const { added, removed } = reader.patch(sequence);
    if (added.length !== addedCount || removed.length !== removedCount) findings.push(`Revision ${sequence} does not hold what it counts.`);
    for (const quad of removed)
      if (!lines.delete(quadToNQuad(quad))) findings.push(`Revision ${sequence} removes a quad that was not there.`);
    for (const quad of added) lines.add(quadToNQuad(quad));
  }
  for (const { slug, quadCount } of reader.datasets()) {
    const current = reader.nquadLines(slug);
    const lines = replayed.get(slug) ?? new Set();
    if (current.length !== quadCount || current.length !== lines.size || !current.every((line) => lines.has(line))) {
      findings.push(`The current state of dataset "${slug}" is not the sum of its revisions.`);
    }
  }
  return findings;
}
