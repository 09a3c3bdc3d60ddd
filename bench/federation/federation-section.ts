import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { growthText, worldText } from './federation-text.ts';
import type { WorldResult } from './findings.ts';

const DOCUMENT = join(import.meta.dirname, '..', '..', 'docs', 'benchmarks.md');
const SECTION = '## Federation';
const EXPLANATION = `Two generated worlds, each spread over a hub and its members: agencies that publish their own initiatives in our ontology while the hub
has the concept schemes, and the shop of the Berlin benchmark split into vendors and rating sites in the manner of FedShop. Each member
is a SPARQL endpoint behind a proxy that counts requests and makes them late.

*Exact*: the same multiset, or sequence where there is ORDER BY, as one store with everything in it gives; it is set apart as NO where
not. *Requests*: to all members together in the first run, and at most to one of them. *Ideal*: for each group of patterns that can be
asked together, the members that hold a match of it, times the blocks of the bindings that are sent along. *Allowed*: one and a half
times that, and one more for each group and member that holds a match. *Comunica*: the stock engine over the same members and the hub.`;

/** Makes these results the section “Federation” of docs/benchmarks.md; the rest stays as it is. */
export function writeSection(results: readonly WorldResult[], args: readonly string[]): void {
  const document = readFileSync(DOCUMENT, 'utf8');
  const at = document.indexOf(`\n${SECTION}\n`);
  const before = at === -1 ? document : document.slice(0, at);
  const next = at === -1 ? -1 : document.indexOf('\n## ', at + 1);
  const after = next === -1 ? '' : document.slice(next);
  const command = `npm run bench -- federation ${args.filter((arg) => arg !== '--write').join(' ')}`.trim();
  const day = new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  const parts = [SECTION, `\`${command}\` on ${day}.`, EXPLANATION, ...results.map(worldText), growthText(results)];
  writeFileSync(DOCUMENT, `${before.trimEnd()}\n\n${parts.filter((part) => part !== '').join('\n\n')}\n${after}`);
}
