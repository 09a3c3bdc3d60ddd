import { isVariable, type Pattern, variablesOf } from './algebra.ts';
import { MeetingPlace } from './meeting-place.ts';
import type { Member } from './member.ts';
import { distinctFor, type Match, termsFor } from './pattern-at-member.ts';

/** A pattern with the members that can have a match of it, by their place in the list of members. */
export interface PlacedPattern {
  readonly pattern: Pattern;
  readonly matches: ReadonlyMap<number, Match>;
}

/**
 * Patterns that each of some members is asked for together. That loses nothing: no solution of them takes its triples from two
 * members, since the terms by which they join are not the same in any two.
 */
export interface Group {
  readonly patterns: readonly Pattern[];
  readonly placed: readonly PlacedPattern[];
  /** Members, with how many rows each is thought to have. */
  readonly rows: ReadonlyMap<number, number>;
}

/** Patterns of one member that share no variable are asked for together up to this product. */
const MOST_PRODUCT_ROWS = 1000;

/** The groups of a basic graph pattern, as few as there can be. A pattern that nobody matches is in a group without members. */
export function groupPatterns(patterns: readonly PlacedPattern[], members: readonly Member[]): Group[] {
  const pruned = pruneByJoins(patterns);
  const groupOf = pruned.map((_, at) => at);
  const find = (at: number): number => (groupOf[at] === at ? at : find(groupOf[at] as number));
  for (const [at, one] of pruned.entries()) {
    for (const [other, two] of pruned.entries()) {
      if (other > at && find(at) !== find(other) && joinsAtHome(one, two)) groupOf[find(other)] = find(at);
    }
  }
  const grouped = Map.groupBy(pruned, (_, at) => find(at));
  return together(
    [...grouped.values()].map((placed) => groupOfPatterns(placed, members)),
    members,
  );
}

/** Groups of one and the same member are one, unless they share nothing and would have the product of their rows. */
function together(groups: readonly Group[], members: readonly Member[]): Group[] {
  const result: Group[] = [];
  for (const group of groups) {
    const at = result.findIndex((other) => isOnlyMember(other, group));
    const both = at < 0 ? undefined : groupOfPatterns([...(result[at] as Group).placed, ...group.placed], members);
    if (both?.rows.values().every((rows) => rows <= MOST_PRODUCT_ROWS)) result[at] = both;
    else result.push(group);
  }
  return result;
}

function isOnlyMember(one: Group, two: Group): boolean {
  const [member] = one.rows.keys();
  return member !== undefined && one.rows.size === 1 && two.rows.size === 1 && two.rows.has(member);
}

/** A member whose terms meet those of no member in a pattern that is joined with this one has nothing to give. */
function pruneByJoins(patterns: readonly PlacedPattern[]): readonly PlacedPattern[] {
  let current = patterns;
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    current = current.map((placed) => {
      const kept = [...placed.matches].filter(([member, match]) =>
        current.every((other) => other.pattern === placed.pattern || canJoin(placed.pattern, member, match, other)),
      );
      if (kept.length === placed.matches.size) return placed;
      isChanged = true;
      return { pattern: placed.pattern, matches: new Map(kept) };
    });
  }
  return current;
}

const places = new WeakMap<PlacedPattern, Map<string, MeetingPlace>>();

function placeOf(placed: PlacedPattern, name: string): MeetingPlace {
  const known = places.get(placed) ?? new Map<string, MeetingPlace>();
  places.set(placed, known);
  const place =
    known.get(name) ??
    new MeetingPlace(new Map([...placed.matches].map(([member, match]) => [member, termsFor(name, placed.pattern, match)])));
  known.set(name, place);
  return place;
}

function shared(one: Pattern, two: Pattern): string[] {
  const others = variablesOf(two);
  return variablesOf(one).filter((name) => others.includes(name));
}

function canJoin(pattern: Pattern, member: number, match: Match, other: PlacedPattern): boolean {
  return shared(pattern, other.pattern).every((name) =>
    placeOf(other, name).canMeet(member, termsFor(name, pattern, match), { ofOthers: false }),
  );
}

/** Whether two patterns can only be joined within a member. */
function joinsAtHome(one: PlacedPattern, two: PlacedPattern): boolean {
  return shared(one.pattern, two.pattern).some((name) =>
    [...one.matches].every(
      ([member, match]) => !placeOf(two, name).canMeet(member, termsFor(name, one.pattern, match), { ofOthers: true }),
    ),
  );
}

function groupOfPatterns(placed: readonly PlacedPattern[], members: readonly Member[]): Group {
  const [first, ...others] = placed;
  const rows = new Map<number, number>();
  for (const member of first?.matches.keys() ?? []) {
    if (!others.every(({ matches }) => matches.has(member)) || !hasStars(placed, members[member])) continue;
    rows.set(member, estimate(placed, member));
  }
  return { patterns: placed.map(({ pattern }) => pattern), placed, rows };
}

/** Whether some subject of the member has all the predicates that a star of the group asks for. */
function hasStars(placed: readonly PlacedPattern[], member: Member | undefined): boolean {
  const sets = member?.summary?.characteristicSets;
  if (sets === undefined) return true;
  const patterns = placed.map(({ pattern }) => pattern).filter(({ predicate, graph }) => !isVariable(predicate) && graph === undefined);
  return [...Map.groupBy(patterns, ({ subject }) => subject).values()].every((star) => {
    const wanted = star.map(({ predicate }) => predicate.slice(1, -1));
    return sets.some(({ predicates }) => wanted.every((predicate) => predicates.includes(predicate)));
  });
}

/** System R's: a join has the product of the rows, by the larger number of terms that they join by. */
function estimate(placed: readonly PlacedPattern[], member: number): number {
  let rows = 1;
  const distinct = new Map<string, number>();
  for (const { pattern, matches } of placed) {
    const match = matches.get(member);
    if (match === undefined) return 0;
    rows *= match.rows;
    for (const name of variablesOf(pattern)) {
      const own = Math.max(1, Math.min(distinctFor(name, pattern, match), match.rows));
      const before = distinct.get(name);
      if (before !== undefined) rows /= Math.max(own, before);
      distinct.set(name, Math.min(own, before ?? own));
    }
  }
  return rows;
}

/**
 * The members at which patterns that depend on the group can be brought with it: where a solution of the group has its match of
 * them at the same member for sure. `undefined` when another member could have it.
 */
export function attachmentTo({ placed, rows }: Group, patterns: readonly PlacedPattern[]): ReadonlySet<number> | undefined {
  const reached = new Set<PlacedPattern>(
    placed.map((each) => ({ ...each, matches: new Map([...each.matches].filter(([member]) => rows.has(member))) })),
  );
  const left = new Set(patterns);
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const pattern of left) {
      if (![...reached].some((each) => joinsAtHome(each, pattern))) continue;
      reached.add(pattern);
      left.delete(pattern);
      isChanged = true;
    }
  }
  if (left.size > 0) return undefined;
  return new Set([...rows.keys()].filter((member) => patterns.every(({ matches }) => matches.has(member))));
}
