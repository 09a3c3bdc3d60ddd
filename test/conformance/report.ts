import type { Outcome } from './outcome.ts';
import type { Suite } from './suites.ts';

export interface SuiteReport {
  readonly suite: Suite;
  readonly outcomes: readonly Outcome[];
}

export function countOf({ outcomes }: SuiteReport, verdict: Outcome['verdict']): number {
  return outcomes.filter((each) => each.verdict === verdict).length;
}

/** What keeps a suite from its level; nothing when it is reached. */
export function shortfall(report: SuiteReport): string | undefined {
  const { suite, outcomes } = report;
  if (outcomes.length !== suite.total) return `${suite.title}: ${outcomes.length} tests were seen, ${suite.total} are there.`;
  const passed = countOf(report, 'passed');
  return passed < suite.level ? `${suite.title}: ${passed} passed, ${suite.level} must.` : undefined;
}

/** `docs/conformance.md`: the same outcomes give the same bytes. */
export function markdown(reports: readonly SuiteReport[]): string {
  return [
    '# Conformance',
    '',
    'Written by `npm run conformance`: the suites of the W3C, from their own manifests, against the served HTTP interface of a',
    'throw-away instance. The data of each test is put into the replica as it is, blank nodes included; its default graph is the',
    'default graph. A result must be right in every format that keeps terms whole: JSON, XML and TSV for bindings and booleans;',
    'N-Triples and Turtle for graphs, JSON-LD and RDF/XML too where they can hold them. Numbers are compared by datatype and value.',
    'A query comes with its file as `BASE`, since the protocol has no parameter for it. The same in EARL: `conformance-earl.ttl`.',
    '',
    'In the federated suite each endpoint of `qt:serviceData` is an endpoint on loopback, answered by Comunica, since two tests ask one that',
    'evaluates SERVICE itself. It is registered as a source of the instance. Names such as `http://example.org/sparql` are replaced',
    'by the addresses of these endpoints, textually, in query, data and expected result. An endpoint without data is registered and dead;',
    'in a syntax test it is empty.',
    '',
    table(
      ['suite', 'tests', 'passed', 'failed', 'skipped', 'needed'],
      reports.map((report) => [
        report.suite.title,
        report.outcomes.length,
        countOf(report, 'passed'),
        countOf(report, 'failed'),
        countOf(report, 'skipped'),
        report.suite.level,
      ]),
    ),
    '',
    ...misses(reports, 'failed', 'Failed'),
    ...misses(reports, 'skipped', 'Skipped'),
    ...byEngine(reports),
  ].join('\n');
}

function misses(reports: readonly SuiteReport[], verdict: Outcome['verdict'], title: string): string[] {
  const rows = reports.flatMap(({ suite, outcomes }) =>
    outcomes
      .filter((each) => each.verdict === verdict)
      .map(({ test, reason }) => [suite.title, `\`${test.group}\` ${nameOf(test.iri)}`, reason]),
  );
  return rows.length === 0 ? [] : [`## ${title}`, '', table(['suite', 'test', 'reason'], rows), ''];
}

function byEngine(reports: readonly SuiteReport[]): string[] {
  const names = reports.flatMap(({ outcomes }) => outcomes.filter(({ by }) => by === 'engine').map(({ test }) => nameOf(test.iri)));
  if (names.length === 0) return [];
  return [
    '## Not over HTTP',
    '',
    `No route takes updates yet, so the updates ${names.map((name) => `\`${name}\``).join(', ')} were evaluated in the engine itself.`,
    'An update syntax test asks what the refusal of an update says: `unsupported-query` for a well-formed one, `malformed-query` else.',
    '',
  ];
}

function nameOf(iri: string): string {
  return iri.replace(/^.*#/, '');
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [head, ...rows].map((row) => row.map((cell) => String(cell).replaceAll('|', '\\|').replaceAll('\n', ' ')));
  const text = lines.map((line) => `| ${line.join(' | ')} |`);
  return [text[0], `| ${head.map(() => '---').join(' | ')} |`, ...text.slice(1)].join('\n');
}
