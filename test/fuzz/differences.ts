export interface Difference {
  readonly query: string;
  readonly ours: readonly string[] | string;
  readonly theirs: readonly string[] | string;
}

/** `?n0 :p+ ?n0`, also with brackets. */
export const SELF_PATH = /\?(?<name>n\d) (?<path>\S*[*+]\S*) \?\k<name>/;

/** A subquery whose pattern, which has no groups in it, does not name the variable that it groups by. */
export const UNBOUND_KEY =
  /SELECT \?(?<key>\w+) (?<count>\(COUNT\(\*\) AS \?\w+\)) WHERE \{(?<where>(?:(?!\?\k<key>\b)[^{}])*)\} GROUP BY \?\k<key>/;

/** A subquery whose pattern binds nothing. */
export const NOTHING_SELECTED = /\{ SELECT DISTINCT \?\w+ \?\w+ WHERE \{ {1,2}\} \}/;
export const EQUALS_CONSTANT = /FILTER\(\((?<variable>\?\w+) = (?<constant>[^()]+)\)\)/;
export const TRAILING_VALUES = /^(?<head>SELECT.*?) WHERE (?<group>\{.*\}) (?<values>VALUES [^{]*\{[^{}]*\})$/;

interface Extreme {
  readonly ours: string | undefined;
  readonly theirs: string | undefined;
}

/** What each engine gives as MIN or MAX in the rows of the same groups; `undefined` when that is not the only difference. */
export function extremes({ query, ours, theirs }: Difference): Extreme[] | undefined {
  if (!/(?:MIN|MAX)\(/.test(query) || typeof ours === 'string' || typeof theirs === 'string') return undefined;
  const groupsOf = (lines: readonly string[]) =>
    new Map(lines.map((line) => [line.replace(VALUE, ''), VALUE.exec(line)?.[1]] as const).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const [mine, others] = [groupsOf(ours), groupsOf(theirs)];
  if (ours.length !== mine.size || theirs.length !== mine.size || !sameLines([...mine.keys()], [...others.keys()])) return undefined;
  return [...mine].map(([group, value]) => ({ ours: value, theirs: others.get(group) }));
}

const VALUE = / ?\?value=(.*)$/;

/** Whether the standard has no order for the two: equal numbers, or literals of datatypes that are not compared with each other. */
export function areTied(left: string | undefined, right: string | undefined): boolean {
  const number = (term: string | undefined) => Number(/^"(.*)"\^\^/.exec(term ?? '')?.[1] ?? Number.NaN);
  return left === right || orderOf(left) !== orderOf(right) || number(left) === number(right);
}

function orderOf(term: string | undefined): string {
  const datatype = /\^\^<(.*)>$/.exec(term ?? '')?.[1] ?? 'none';
  return /#(?:integer|decimal|double|float)$/.test(datatype) ? 'number' : datatype;
}

export function areRows(answer: Difference['ours']): answer is readonly string[] {
  return typeof answer !== 'string';
}

/** The lines that one has and the other has not. */
export function differing(left: Difference['ours'], right: Difference['ours']): string[] {
  if (!areRows(left) || !areRows(right)) return ['an error'];
  return [...left.filter((line) => !right.includes(line)), ...right.filter((line) => !left.includes(line))];
}

export function sameLines(left: readonly string[], right: readonly string[]): boolean {
  return left.join('\n') === right.join('\n');
}
