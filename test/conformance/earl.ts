import type { Outcome } from './outcome.ts';
import type { SuiteReport } from './report.ts';

const VERDICTS: Readonly<Record<Outcome['verdict'], string>> = { passed: 'earl:passed', failed: 'earl:failed', skipped: 'earl:untested' };

/** The outcomes in the W3C's Evaluation and Report Language 1.0. Without a date: the same outcomes give the same bytes. */
export function earl(reports: readonly SuiteReport[]): string {
  return [
    '@prefix doap: <http://usefulinc.com/ns/doap#> .',
    '@prefix earl: <http://www.w3.org/ns/earl#> .',
    '@prefix dct: <http://purl.org/dc/terms/> .',
    '',
    '<#facilis> a doap:Project, earl:TestSubject, earl:Software ;',
    '  doap:name "Facilis" ;',
    '  doap:programming-language "TypeScript" .',
    '',
    '<#conformance> a earl:Assertor, earl:Software ;',
    '  dct:title "npm run conformance"@en .',
    '',
    ...reports.flatMap(({ outcomes }) => outcomes.map(assertion)),
  ].join('\n');
}

function assertion({ test, verdict, reason, by }: Outcome): string {
  const mode = by === 'HTTP' ? '' : 'Evaluated in the engine, not over HTTP. ';
  const info = `${mode}${reason}`.trim();
  const description = info === '' ? '' : ` ; dct:description ${JSON.stringify(info)}`;
  return [
    '[] a earl:Assertion ;',
    '  earl:assertedBy <#conformance> ;',
    '  earl:subject <#facilis> ;',
    '  earl:mode earl:automatic ;',
    `  earl:test <${test.iri}> ;`,
    `  earl:result [ a earl:TestResult ; earl:outcome ${VERDICTS[verdict]}${description} ] .`,
    '',
  ].join('\n');
}
