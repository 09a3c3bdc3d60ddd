import { variablesOf } from './algebra.ts';
import type { Bindings } from './bindings.ts';
import { INVENTORY, type Member } from './member.ts';
import { BLOCK_ROWS } from './member-memory.ts';
import { canHold, termsFor } from './pattern-at-member.ts';
import type { Group } from './pattern-groups.ts';
import { project, type Relation } from './relation.ts';

/** What a request costs, in rows: the latency of a network, or of a worker thread. */
const REQUEST_ROWS = { remote: 2000, inventory: 50 };
/** Rows that a cost is computed from. */
const SAMPLED_ROWS = 500;

/** How a group is asked for: with bindings, routed to the members that can hold their terms, or for all that matches. */
export interface Route {
  readonly cost: number;
  readonly relation: Relation | undefined;
}

/** The cheaper way. */
export function routeOf(group: Group, bindings: Bindings, members: readonly Member[]): Route {
  const all = sum(group.rows, (rows, member) => requestRows(members[member]) + rows);
  const relation = sendable(bindings.about(group.patterns.flatMap(variablesOf)));
  if (relation === undefined) return { cost: all, relation: undefined };
  const cost = boundCost(group, relation, members);
  return cost < all ? { cost, relation } : { cost: all, relation: undefined };
}

/** The rows whose terms the member can hold, in each place of the group where their variable stands. */
export function routedTo(member: number, { placed }: Group, { variables, rows }: Relation): Relation {
  const checks = placed.flatMap(({ pattern, matches }) => {
    const match = matches.get(member);
    if (match === undefined) return [];
    return variables.flatMap((name, column) => {
      const terms = variablesOf(pattern).includes(name) ? termsFor(name, pattern, match) : undefined;
      return terms === undefined ? [] : [{ column, terms }];
    });
  });
  return { variables, rows: rows.filter((row) => checks.every(({ column, terms }) => canHold(terms, row[column] as string))) };
}

function boundCost(group: Group, relation: Relation, members: readonly Member[]): number {
  const step = Math.max(1, Math.ceil(relation.rows.length / SAMPLED_ROWS));
  const sample = { variables: relation.variables, rows: relation.rows.filter((_, at) => at % step === 0) };
  return sum(group.rows, (rows, member) => {
    const sent = routedTo(member, group, sample).rows.length * step;
    if (sent === 0) return 0;
    const distinct = Math.max(1, distinctIn(group, member, relation.variables));
    return Math.ceil(sent / BLOCK_ROWS) * requestRows(members[member]) + sent / 4 + rows * Math.min(1, sent / distinct);
  });
}

function distinctIn({ placed }: Group, member: number, names: readonly string[]): number {
  const counts = placed.flatMap(({ pattern, matches }) => {
    const match = matches.get(member);
    if (match === undefined) return [];
    return names.flatMap((name) => {
      if (pattern.subject === name) return [match.distinctSubjects];
      return pattern.object === name ? [match.distinctObjects] : [];
    });
  });
  return Math.min(...counts, Number.MAX_SAFE_INTEGER);
}

/**
 * What can be sent: an IRI or a plain string is the same term everywhere, while numbers, dates and language tags may be written
 * otherwise and still be equal here, and a blank node has no name outside its answer.
 */
const SENDABLE = /^<(?!urn:facilis:blank:)[^<>]*>$|^"(?:[^"\\]|\\.)*"$/;

export function sendable(relation: Relation | undefined): Relation | undefined {
  if (relation === undefined) return undefined;
  const kept = relation.variables.filter((_, column) => relation.rows.every((row) => SENDABLE.test(row[column] as string)));
  return kept.length === 0 ? undefined : project(relation, kept);
}

function requestRows(member: Member | undefined): number {
  return member?.kind === INVENTORY ? REQUEST_ROWS.inventory : REQUEST_ROWS.remote;
}

function sum(rows: ReadonlyMap<number, number>, of: (rows: number, member: number) => number): number {
  return rows.entries().reduce((total, [member, count]) => total + of(count, member), 0);
}
