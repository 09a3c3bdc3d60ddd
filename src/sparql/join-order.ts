import { termToNTriples } from '../rdf/nquads.ts';
import { rdf } from '../rdf/vocabulary.ts';
import { type ReadQuery, readQuery } from './analyse-query.ts';
import { type End, type TripleBlock, type TriplePattern, triplePatterns } from './triple-patterns.ts';
import type { TripleStatistics } from './triple-statistics.ts';

const TYPE = termToNTriples(rdf('type'));
/** Planning takes time with the square of both, so longer ones stay as they are. */
const MAX_CHARACTERS = 10_000;
const MAX_PATTERNS = 40;

/**
 * The query with the triple patterns of each basic graph pattern in the order in which they are best joined: the one that
 * matches least first, then always one that shares a variable with those before it and adds the fewest rows. Where every such one
 * would make many rows of each, what is left is evaluated by itself, in a group of its own, and then joined.
 *
 * The solutions are the same: a basic graph pattern is a set (SPARQL 1.1 §18.1.6), and one without blank nodes is the join of
 * its triple patterns (§18.3.1). The engine orders by which ends of a pattern are constant, without looking at the data, and
 * goes by the text between equals: `?i a tf:Initiative ; tf:leadAgency <x>` makes it fetch every initiative first.
 */
export function inJoinOrder(query: ReadQuery, statistics: TripleStatistics, baseIRI: string): ReadQuery {
  let { text } = query;
  if (text.length > MAX_CHARACTERS) return query;
  for (const block of triplePatterns(query).toReversed()) {
    if (block.triples.length > MAX_PATTERNS) continue;
    const plan = planOf(block, statistics);
    const isAsWritten =
      plan.hashed.length === 0 && plan.rest === undefined && plan.first.every((triple, at) => triple === block.triples[at]);
    if (!isAsWritten) text = `${text.slice(0, block.start)}${planText(plan)} ${text.slice(block.end)}`;
  }
  return text === query.text ? query : readQuery(text, baseIRI);
}

interface Plan {
  /** Each evaluated by itself, and joined by hashing before anything else. */
  readonly hashed: readonly TriplePattern[];
  readonly first: readonly TriplePattern[];
  /** Evaluated by itself. */
  readonly rest?: Plan | undefined;
}

/** A group alone would be merged with what is around it; a subquery is not. */
function planText({ hashed, first, rest }: Plan): string {
  const parts = first.map((triple) => `${triple.text} .`);
  if (hashed.length > 0) parts.unshift(alone(hashed.map(({ text }) => alone(text)).join(' ')));
  if (rest !== undefined) parts.push(alone(planText(rest)));
  return parts.join(' ');
}

function alone(pattern: string): string {
  return `{ SELECT * { ${pattern} } }`;
}

/** Joining a row with what is hashed costs this part of looking a row up in the store. */
const HASHING = 1 / 4;

/** Greedy: the number of patterns is small, and a wrong estimate then costs one step. Equals keep the order of the text. */
function planOf({ triples, outside, isDivisible }: Omit<TripleBlock, 'start' | 'end'>, statistics: TripleStatistics): Plan {
  const hashed = isDivisible && outside.size === 0 ? bestHashed(triples, statistics) : [];
  const left = triples.filter((triple) => !hashed.includes(triple));
  const first: TriplePattern[] = [];
  const bound = unknown(outside);
  for (const triple of hashed) bind(triple, bound);
  let rows = 1;
  while (left.length > 0) {
    const connected = left.filter((triple) => sharesVariable(triple, bound));
    const { triple, adds } = cheapest(connected.length > 0 ? connected : left, bound, statistics);
    if (isDivisible && first.length > 0 && adds > 1 && rowsAlone(left, bound, statistics) * HASHING < rows * adds) {
      return { hashed, first, rest: planOf({ triples: left, outside: new Set(), isDivisible }, statistics) };
    }
    rows *= adds;
    left.splice(left.indexOf(triple), 1);
    first.push(triple);
    bind(triple, bound);
  }
  return { hashed, first };
}

/** With fewer rows nothing is gained. */
const LEAST_HASHED = 500;
/** To look the rows of the smallest pattern up in the others costs as much as to read so many times its rows and hash them. Measured. */
const LOOKING_UP = 3.2;

/**
 * The patterns of one variable that have a constant object, when about as many rows match each: reading all of them is cheaper then than
 * looking the rows of one up in the others. Empty when it is not, or when another pattern has a constant: the engine would begin with that one.
 */
function bestHashed(triples: readonly TriplePattern[], statistics: TripleStatistics): readonly TriplePattern[] {
  const constant = triples.filter(({ object }) => 'constant' in object);
  const open = triples.filter(({ object }) => 'variable' in object);
  const subjects = new Set(constant.map(({ subject }) => ('variable' in subject ? subject.variable : undefined)));
  const isStar = constant.length > 1 && subjects.size === 1 && !subjects.has(undefined);
  if (!isStar || open.some(({ subject, predicate }) => 'constant' in subject || predicate === undefined)) return [];
  const counts = constant.map(({ predicate, object }) =>
    predicate !== undefined && 'constant' in object ? statistics.count(predicate, object.constant) : statistics.most,
  );
  const [least, all] = [Math.min(...counts), counts.reduce((sum, count) => sum + count, 0)];
  const isKnown = counts.every((count) => count < statistics.most);
  return isKnown && least >= LEAST_HASHED && all < LOOKING_UP * least ? constant : [];
}

/** The variables with a value, each with a pattern whose `?s` has such values; none where nothing is known of them. */
type Bound = Map<string, string | undefined>;

function unknown(names: ReadonlySet<string>): Bound {
  return new Map([...names].map((name) => [name, undefined]));
}

function bind({ subject, predicate, object, variables }: TriplePattern, bound: Bound): void {
  for (const name of variables) {
    if (bound.has(name)) continue;
    const isSubject = 'variable' in subject && subject.variable === name;
    bound.set(name, predicate && (isSubject ? `?s ${predicate} ${classOf(predicate, object)}` : `?any ${predicate} ?s`));
  }
}

/** Of other constants there are too many to take a sample of each. */
function classOf(predicate: string, object: End): string {
  return predicate === TYPE && 'constant' in object ? object.constant : '?any';
}

function subjectsLike(subject: End, bound: Bound): string | undefined {
  return 'variable' in subject ? bound.get(subject.variable) : undefined;
}

interface Step {
  readonly triple: TriplePattern;
  readonly adds: number;
}

function cheapest(candidates: readonly TriplePattern[], bound: Bound, statistics: TripleStatistics): Step {
  const steps = candidates.map((triple) => ({ triple, adds: rowsFor(triple, bound, statistics) }));
  return steps.reduce((best, step) => (step.adds < best.adds ? step : best));
}

function sharesVariable({ variables }: TriplePattern, bound: { has(name: string): boolean }): boolean {
  return variables.some((name) => bound.has(name));
}

/**
 * The most rows there are at a time when these are evaluated by themselves. Endless when they are not connected, or joined with
 * nothing, or when even their best beginning is not known to be small.
 */
function rowsAlone(triples: readonly TriplePattern[], outside: Bound, statistics: TripleStatistics): number {
  if (triples.length < 2 || !triples.some((triple) => sharesVariable(triple, outside))) return Number.POSITIVE_INFINITY;
  const left = [...triples];
  const bound = unknown(new Set());
  let [rows, most] = [1, 0];
  while (left.length > 0) {
    const connected = bound.size === 0 ? left : left.filter((triple) => sharesVariable(triple, bound));
    if (connected.length === 0) return Number.POSITIVE_INFINITY;
    const { triple, adds } = cheapest(connected, bound, statistics);
    if (adds >= statistics.most) return Number.POSITIVE_INFINITY;
    rows *= adds;
    most = Math.max(most, rows);
    left.splice(left.indexOf(triple), 1);
    bind(triple, bound);
  }
  return most;
}

/** About how many rows it makes of one, given the variables that are bound before it. */
function rowsFor({ subject, predicate, object }: TriplePattern, bound: Bound, statistics: TripleStatistics): number {
  const isKnown = (end: End) => 'constant' in end || bound.has(end.variable);
  const [knowsSubject, knowsObject] = [isKnown(subject), isKnown(object)];
  if (predicate === undefined) return UNKNOWN_PREDICATE[Number(knowsSubject) + Number(knowsObject)] as number;
  if (knowsSubject && knowsObject) {
    // Asked of each row; what holds for few first.
    return 'constant' in object ? Math.min(0.9, statistics.count(predicate, object.constant) / statistics.most) : 0.9;
  }
  if (knowsSubject) return statistics.objectsOfSubject(predicate, subjectsLike(subject, bound) ?? `?s ${predicate} ?any`);
  if ('constant' in object) return statistics.count(predicate, object.constant);
  return knowsObject ? statistics.subjectsOfObject(predicate) : 10 * statistics.most;
}

/** Of a variable or path in the place of the predicate, by the number of ends that are known. */
const UNKNOWN_PREDICATE = [1e9, 1000, 1];
