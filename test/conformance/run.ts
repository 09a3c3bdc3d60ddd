import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { earl } from './earl.ts';
import { startInstance } from './instance.ts';
import { readManifest } from './manifest.ts';
import { countOf, markdown, type SuiteReport, shortfall } from './report.ts';
import { hasSuites } from './suite-files.ts';
import { runTest, SUITES, type Suite } from './suites.ts';

/**
 * `npm run conformance [-- PATTERN]`: runs the W3C suites over HTTP and writes `docs/conformance.md` and its EARL report. Exit
 * code 1 when a suite is below its level. With a pattern only the tests whose IRI matches are run, and nothing is written.
 */
const DOCS = join(import.meta.dirname, '../../docs');
const pattern = process.argv[2] === undefined ? undefined : new RegExp(process.argv[2]);

if (hasSuites()) await main();
else console.log('The W3C suites are not there (SUITES_DIR, ../shared/suites): the conformance tests are skipped.');

async function main(): Promise<void> {
  const reports: SuiteReport[] = [];
  for (const suite of SUITES) reports.push(await runSuite(suite));
  for (const report of reports) {
    const counts = (['passed', 'failed', 'skipped'] as const).map((verdict) => `${countOf(report, verdict)} ${verdict}`);
    console.log(`${report.suite.title}: ${report.outcomes.length} tests, ${counts.join(', ')}`);
  }
  if (pattern !== undefined) return;
  writeFileSync(join(DOCS, 'conformance.md'), markdown(reports));
  writeFileSync(join(DOCS, 'conformance-earl.ttl'), earl(reports));
  const shortfalls = reports.map(shortfall).filter((each) => each !== undefined);
  for (const each of shortfalls) console.error(each);
  if (shortfalls.length > 0) process.exitCode = 1;
}

/** Each suite has an instance of its own. */
async function runSuite(suite: Suite): Promise<SuiteReport> {
  const tests = (await Promise.all(suite.manifests.map(readManifest))).flat().filter(({ iri }) => pattern?.test(iri) ?? true);
  const instance = await startInstance();
  const outcomes = [];
  try {
    for (const test of tests) {
      const outcome = await runTest(instance, test);
      outcomes.push(outcome);
      if (outcome.verdict === 'failed') console.log(`  ${test.group} ${test.iri.replace(/^.*#/, '')}: ${outcome.reason}`);
    }
  } finally {
    await instance.close();
  }
  return { suite, outcomes };
}
