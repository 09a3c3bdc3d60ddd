import { type End, isVariable, type Pattern } from './algebra.ts';
import type { Member } from './member.ts';
import { BLANK, LITERAL, type PredicateSummary, type SourceSummary } from './source-summary.ts';

const RDF_TYPE = '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>';
/** Of a pattern at a member of which nothing is known. */
const UNKNOWN_ROWS = 1000;
/** `undefined`: any term. */
export type Terms = readonly string[] | undefined;

/** What a member has for a pattern, or may have. */
export interface Match {
  readonly rows: number;
  /** Prefixes of the terms that can stand in these places. */
  readonly subjects: Terms;
  readonly objects: Terms;
  /** All objects, when they are few. */
  readonly values: readonly string[] | undefined;
  readonly distinctSubjects: number;
  readonly distinctObjects: number;
}

/** `undefined` when its summary shows that the member has no match; `'unknown'` when only the member can tell. */
export function matchAt({ summary }: Member, pattern: Pattern): Match | undefined | 'unknown' {
  if (summary === undefined || !summary.isComplete) return 'unknown';
  if (isVariable(pattern.predicate)) return anyPredicate(summary, pattern);
  const predicate = summary.predicates.get(pattern.predicate.slice(1, -1));
  if (predicate === undefined || !canHold(predicate.subjects, pattern.subject)) return undefined;
  if (predicate.values !== undefined ? !holdsValue(predicate.values, pattern.object) : !canHold(predicate.objects, pattern.object))
    return undefined;
  return { ...predicate, rows: rowsOf(predicate, pattern, summary) };
}

/** Of a member that said that it has a match. */
export const UNKNOWN_MATCH: Match = {
  rows: UNKNOWN_ROWS,
  subjects: undefined,
  objects: undefined,
  values: undefined,
  distinctSubjects: UNKNOWN_ROWS,
  distinctObjects: UNKNOWN_ROWS,
};

function anyPredicate(summary: SourceSummary, pattern: Pattern): Match | undefined {
  const matching = [...summary.predicates.values()].filter(
    ({ subjects, objects, values }) =>
      canHold(subjects, pattern.subject) && (values !== undefined ? holdsValue(values, pattern.object) : canHold(objects, pattern.object)),
  );
  if (matching.length === 0) return undefined;
  const sum = (of: (each: PredicateSummary) => number) => matching.reduce((total, each) => total + of(each), 0);
  const rows = matching.reduce((total, each) => total + rowsOf(each, pattern, summary), 0);
  return {
    rows,
    subjects: unionOf(matching.map(({ subjects }) => subjects)),
    objects: unionOf(matching.map(({ objects }) => objects)),
    values: undefined,
    distinctSubjects: sum(({ distinctSubjects }) => distinctSubjects),
    distinctObjects: sum(({ distinctObjects }) => distinctObjects),
  };
}

function rowsOf(predicate: PredicateSummary, { subject, predicate: name, object }: Pattern, { classes }: SourceSummary): number {
  const bySubject = isVariable(subject) ? 1 : 1 / Math.max(1, predicate.distinctSubjects);
  if (isVariable(object)) return predicate.triples * bySubject;
  const ofClass = name === RDF_TYPE ? classes.get(object.slice(1, -1)) : undefined;
  return (ofClass ?? predicate.triples / Math.max(1, predicate.distinctObjects)) * bySubject;
}

function unionOf(terms: readonly Terms[]): Terms {
  return terms.every((each) => each !== undefined) ? [...new Set(terms.flat())] : undefined;
}

function holdsValue(values: readonly string[], end: End): boolean {
  return isVariable(end) || values.includes(end);
}

/** Whether a term, or whatever a variable stands for, can be among those of the prefixes. */
export function canHold(prefixes: Terms, end: End): boolean {
  if (prefixes === undefined || isVariable(end)) return true;
  if (end.startsWith('"')) return prefixes.includes(LITERAL);
  return prefixes.some((prefix) => prefix !== LITERAL && prefix !== BLANK && end.startsWith(prefix, 1));
}

/** What can stand for a variable where the pattern has it. */
export function termsFor(name: string, { subject, object }: Pattern, match: Match): Terms {
  if (subject === name) return match.subjects;
  return object === name ? (match.values?.map(prefixOf) ?? match.objects) : undefined;
}

/** How many terms can stand for it. */
export function distinctFor(name: string, { subject, object }: Pattern, match: Match): number {
  if (subject === name) return match.distinctSubjects;
  return object === name ? match.distinctObjects : UNKNOWN_ROWS;
}

function prefixOf(value: string): string {
  if (value.startsWith('<')) return value.slice(1, -1);
  return value.startsWith(BLANK) ? BLANK : LITERAL;
}
