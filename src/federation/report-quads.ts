import { literal, namedNode, type Quad, quad } from '../rdf/terms.ts';
import { dct, prov, rdf, schema, tf, xsd } from '../rdf/vocabulary.ts';
import type { FederationReport, PlanStep, SourceOutcome, StepSource } from './federation-report.ts';

interface ReportNames {
  /** Of the report itself. */
  readonly iri: string;
  readonly baseIRI: string;
}

/** The report as PROV: the query and its steps are activities that used sources. */
export function reportQuads(report: FederationReport, { iri, baseIRI }: ReportNames): Quad[] {
  const query = namedNode(`${iri}#query`);
  const ended = new Date(Date.parse(report.startedAt) + report.milliseconds).toISOString();
  return [
    quad(query, rdf('type'), prov('Activity')),
    quad(query, prov('startedAtTime'), literal(report.startedAt, xsd('dateTime'))),
    ...(report.isPlanOnly ? [] : [quad(query, prov('endedAtTime'), literal(ended, xsd('dateTime')))]),
    quad(query, tf('isComplete'), literal(String(report.isComplete), xsd('boolean'))),
    quad(query, tf('isPlanOnly'), literal(String(report.isPlanOnly), xsd('boolean'))),
    ...report.sources.flatMap((source, at) => sourceUse(query, namedNode(`${iri}#source-${at + 1}`), source, baseIRI)),
    ...report.steps.flatMap((step) => queryStep(query, step, iri)),
  ];
}

function sourceUse(query: Quad['subject'], use: Quad['subject'], source: SourceOutcome, baseIRI: string): Quad[] {
  const { iri, title, outcome, detail } = source;
  return [
    quad(query, prov('qualifiedUsage'), use),
    quad(use, rdf('type'), prov('Usage')),
    quad(use, prov('entity'), namedNode(iri)),
    quad(namedNode(iri), dct('title'), literal(title)),
    quad(use, tf('outcome'), namedNode(`${baseIRI}id/source-outcome/${outcome}`)),
    ...(detail === undefined ? [] : [quad(use, dct('description'), literal(detail, 'en'))]),
    ...counts(use, { requestCount: source.requests, rowCount: source.rows, byteCount: source.bytes, durationMs: source.milliseconds }),
  ];
}

function queryStep(query: Quad['subject'], step: PlanStep, iri: string): Quad[] {
  const node = namedNode(`${iri}#step-${step.number}`);
  return [
    quad(query, dct('hasPart'), node),
    quad(node, rdf('type'), prov('Activity')),
    quad(node, schema('position'), literal(String(step.number), xsd('integer'))),
    quad(node, tf('stepKind'), literal(step.kind)),
    quad(node, tf('pattern'), literal(step.text)),
    ...step.boundBy.map((name) => quad(node, tf('boundBy'), literal(name))),
    ...counts(node, { bindingCount: step.bindings, estimatedRows: step.estimatedRows, requestCount: step.requests }),
    ...counts(node, { rowCount: step.rows, durationMs: step.milliseconds }),
    ...step.sources.flatMap((source, at) => stepUse(node, namedNode(`${node.value}-source-${at + 1}`), source)),
  ];
}

function stepUse(step: Quad['subject'], use: Quad['subject'], source: StepSource): Quad[] {
  return [
    quad(step, prov('qualifiedUsage'), use),
    quad(use, rdf('type'), prov('Usage')),
    quad(use, prov('entity'), namedNode(source.iri)),
    ...counts(use, { estimatedRows: source.estimatedRows, requestCount: source.requests }),
    ...counts(use, { rowCount: source.rows, durationMs: source.milliseconds }),
  ];
}

function counts(subject: Quad['subject'], values: Readonly<Record<string, number>>): Quad[] {
  return Object.entries(values).map(([name, value]) => quad(subject, tf(name), literal(String(Math.round(value)), xsd('integer'))));
}
