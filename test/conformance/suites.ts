import { runCsvTest } from './csv-test.ts';
import { runDescriptionTest } from './description-test.ts';
import { runEngineUpdateTest } from './engine-update-test.ts';
import { runEvaluationTest } from './evaluation-test.ts';
import type { Instance } from './instance.ts';
import type { SuiteTest } from './manifest.ts';
import type { Finding, Outcome } from './outcome.ts';
import { runProtocolTest } from './protocol-test.ts';
import { OFFICIAL } from './suite-files.ts';
import { runSyntaxTest } from './syntax-test.ts';
import { runUpdateRefusal, runUpdateSyntaxTest } from './update-refusal.ts';
import { withServices } from './with-services.ts';

export interface Suite {
  readonly title: string;
  readonly manifests: readonly string[];
  /** Tests that it must have; fewer would mean that some went unseen. */
  readonly total: number;
  /** Tests that must pass. */
  readonly level: number;
}

const SPARQL11 = `${OFFICIAL}sparql/sparql11/`;

export const SUITES: readonly Suite[] = [
  { title: 'SPARQL 1.1 Query', manifests: [`${SPARQL11}manifest-sparql11-query.ttl`], total: 328, level: 326 },
  { title: 'SPARQL 1.1 Results (CSV, TSV, JSON)', manifests: [`${SPARQL11}manifest-sparql11-results.ttl`], total: 10, level: 10 },
  { title: 'SPARQL 1.1 Federated Query', manifests: [`${SPARQL11}manifest-sparql11-fed.ttl`], total: 10, level: 10 },
  { title: 'SPARQL 1.1 Protocol', manifests: [`${SPARQL11}protocol/manifest.ttl`], total: 34, level: 20 },
  { title: 'SPARQL 1.1 Service Description', manifests: [`${SPARQL11}service-description/manifest.ttl`], total: 3, level: 3 },
  { title: 'SPARQL 1.2', manifests: [`${OFFICIAL}sparql/sparql12/manifest.ttl`], total: 263, level: 261 },
];

type Run = (instance: Instance, test: SuiteTest) => Promise<Finding>;

/** What each kind of test is run by. */
const RUNS: Readonly<Record<string, Run>> = {
  QueryEvaluationTest: runEvaluationTest,
  CSVResultFormatTest: (instance, test) => (test.result?.endsWith('.csv') ? runCsvTest(instance, test) : runEvaluationTest(instance, test)),
  PositiveSyntaxTest: (instance, test) => runSyntaxTest(instance, test, true),
  PositiveSyntaxTest11: (instance, test) => runSyntaxTest(instance, test, true),
  NegativeSyntaxTest: (instance, test) => runSyntaxTest(instance, test, false),
  NegativeSyntaxTest11: (instance, test) => runSyntaxTest(instance, test, false),
  PositiveUpdateSyntaxTest: (instance, test) => runUpdateSyntaxTest(instance, test, true),
  NegativeUpdateSyntaxTest: (instance, test) => runUpdateSyntaxTest(instance, test, false),
  UpdateEvaluationTest: (_instance, test) => runEngineUpdateTest(test),
  ProtocolTest: runProtocolTest,
  ServiceDescriptionTest: runDescriptionTest,
};

export async function runTest(instance: Instance, test: SuiteTest): Promise<Outcome> {
  const by = test.kind === 'UpdateEvaluationTest' ? 'engine' : 'HTTP';
  if (test.kind === 'ProtocolTest' && isUpdate(test)) {
    const finding = await runUpdateRefusal(instance, test);
    const reason = 'updates are not accepted yet; the request gets a clear refusal';
    return { test, verdict: finding === undefined ? 'skipped' : 'failed', reason: finding ?? reason, by };
  }
  const run = RUNS[test.kind];
  const finding =
    run === undefined
      ? `no runner for ${test.kind}`
      : await withServices(test, instance, (each) => run(instance, each)).catch((cause: unknown) => String(cause));
  return { test, verdict: finding === undefined ? 'passed' : 'failed', reason: finding ?? '', by };
}

function isUpdate({ iri }: SuiteTest): boolean {
  return /#(bad_)?(multiple_)?update/.test(iri);
}
