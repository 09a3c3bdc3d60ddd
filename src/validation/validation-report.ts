import type { EngineResult } from 'shacl-engine';
import EngineReport from 'shacl-engine/lib/Report.js';
import { termToNTriples } from '../rdf/nquads.ts';
import { PREFIXES } from '../rdf/prefixes.ts';
import { blankNode, defaultGraph, literal, namedNode, type Quad, quad, type Term } from '../rdf/terms.ts';
import { IndexedDataset, termKey } from './indexed-dataset.ts';
import { propertyPathString } from './property-path.ts';

export type Severity = 'violation' | 'warning' | 'info';

export interface ValidationResult {
  readonly severity: Severity;
  /** An IRI, or `_:` and a label. */
  readonly focusNode: string;
  /** In SPARQL property path syntax with full IRIs; absent when the constraint is on the node itself. */
  readonly path?: string;
  /** In N-Triples form; absent when the constraint is on the number of values. */
  readonly value?: string;
  /** IRI of the constraint component, such as `http://www.w3.org/ns/shacl#MinCountConstraintComponent`. */
  readonly component: string;
  /** IRI of the property or node shape that was not met. */
  readonly shape: string;
  /** By language tag; a message without one is taken as English. */
  readonly messages: Readonly<Record<string, string>>;
}

export interface ValidationReport {
  /** Whether there is no violation; warnings and infos do not count. */
  readonly conforms: boolean;
  readonly counts: Readonly<Record<Severity, number>>;
  /** By severity, then focus node, path, shape, component and value, in code-unit order. */
  readonly results: readonly ValidationResult[];
  /** The report as RDF (SHACL §3.6). There `sh:conforms` is as the Recommendation says: false when there is any result at all. */
  readonly quads: Quad[];
}

export const SEVERITIES: readonly Severity[] = ['violation', 'warning', 'info'];

/** One ordered report of what several runs of the engine found; a result that they share is there once. */
export function validationReport(found: Iterable<EngineResult>): ValidationReport {
  const byKey = new Map<string, { engineResult: EngineResult; result: ValidationResult }>();
  for (const engineResult of found) {
    const result = resultOf(engineResult);
    byKey.set(sortKey(result), { engineResult, result });
  }
  const ordered = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  const results = ordered.map(({ result }) => result);
  const counts = { violation: 0, warning: 0, info: 0 };
  for (const { severity } of results) counts[severity] += 1;
  let quads: Quad[] | undefined;
  return {
    conforms: counts.violation === 0,
    counts,
    results,
    // Built when asked for: most callers read the results, and RDF of many thousand takes longer than finding them.
    get quads() {
      quads ??= reportQuads(ordered.map(({ engineResult }) => engineResult));
      return quads;
    },
  };
}

function resultOf(found: EngineResult): ValidationResult {
  const component = found.constraintComponent.value;
  return {
    severity: severityOf(found.severity),
    focusNode: found.focusNode.term ? termKey(found.focusNode.term) : '',
    ...(found.path ? { path: propertyPathString(found.path) } : {}),
    ...(found.value?.term ? { value: termToNTriples(found.value.term) } : {}),
    component,
    shape: found.shape.ptr.term ? termKey(found.shape.ptr.term) : '',
    messages: messagesOf(found, component),
  };
}

/** SHACL §2.1.4 lets shapes use severities of their own; those are counted as violations, so that none is overlooked. */
function severityOf(severity: Term): Severity {
  if (severity.value === `${PREFIXES.sh}Warning`) return 'warning';
  return severity.value === `${PREFIXES.sh}Info` ? 'info' : 'violation';
}

function messagesOf(found: EngineResult, component: string): Record<string, string> {
  if (found.message.length === 0) return { en: `The value does not meet the constraint ${component.slice(PREFIXES.sh.length)}.` };
  const inOrder = [...found.message].sort((a, b) => (a.language < b.language ? -1 : 1));
  return Object.fromEntries(inOrder.map(({ language, value }) => [language || 'en', value]));
}

function sortKey({ severity, focusNode, path = '', shape, component, value = '' }: ValidationResult): string {
  return [SEVERITIES.indexOf(severity), focusNode, path, shape, component, value].join('\u0000');
}

function reportQuads(results: readonly EngineResult[]): Quad[] {
  let count = 0;
  const factory = {
    blankNode: () => blankNode(`report${count++}`),
    dataset: () => new IndexedDataset(),
    literal,
    namedNode,
    quad,
    defaultGraph,
  };
  return [...new EngineReport({ factory, options: {}, results }).dataset];
}
