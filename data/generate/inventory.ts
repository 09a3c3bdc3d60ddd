import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { activities } from './activities.ts';
import { agencies } from './agencies.ts';
import { assessments } from './assessments.ts';
import { datasetHead } from './dataset-heads.ts';
import { createEvidenceRegister } from './evidence.ts';
import { readFacts } from './facts.ts';
import { groups } from './groups.ts';
import { initiatives } from './initiatives.ts';
import { partnerships } from './partnerships.ts';
import { type Description, writeTurtle } from './turtle.ts';

const REMARK = `Generated from the inventory's facts by data/generate/inventory.ts: change that or the facts, not this file.
IRIs are relative to the base of the deployment (BASE_IRI).`;

/** The generated files of `data/`: name → Turtle. The same facts give the same bytes. */
export function inventoryFiles(): ReadonlyMap<string, string> {
  const evidence = createEvidenceRegister();
  const agencyRows = readFacts('agencies');
  const datasets: readonly [dataset: string, descriptions: readonly Description[]][] = [
    ['agencies', agencies(agencyRows, evidence)],
    ['groups', groups(agencyRows, evidence)],
    ['initiatives', initiatives(readFacts('initiatives'), evidence)],
    ['assessments', assessments(readFacts('tna'), evidence)],
    ['activities', activities(readFacts('capacity-building'), evidence)],
    ['partnerships', partnerships(readFacts('partnerships'), evidence)],
  ];
  // Last: what it holds is what the others cited.
  const all = [...datasets, ['evidence', evidence.documents()] as const];
  return new Map(all.map(([dataset, body]) => [`${dataset}.ttl`, writeTurtle(REMARK, [datasetHead(dataset), ...body])]));
}

if (import.meta.main) {
  for (const [name, turtle] of inventoryFiles()) {
    writeFileSync(path.resolve(import.meta.dirname, '..', name), turtle);
    console.log(`${name}: ${Buffer.byteLength(turtle)} bytes`);
  }
}
