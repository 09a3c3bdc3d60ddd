import { type Condition, leavesOf, type Operation, type PathPattern, type Pattern, type Subquery, variablesOf } from './algebra.ts';
import { Bindings } from './bindings.ts';
import { boundColumns } from './bound-columns.ts';
import { type Attachment, blankJoin, type FetchContext, fetchGroup, type GroupQuestion } from './fetch-group.ts';
import { fetchPath } from './fetch-path.ts';
import { allVariables, certainVariables } from './operation-variables.ts';
import { attachmentTo, type Group, groupPatterns, type PlacedPattern } from './pattern-groups.ts';
import { memberOfBlank } from './read-solutions.ts';
import type { Relation } from './relation.ts';
import { routeOf } from './routing.ts';

export interface ExecutionContext extends FetchContext {
  readonly placed: ReadonlyMap<Pattern, PlacedPattern>;
  readonly edges: ReadonlyMap<PathPattern, readonly PlacedPattern[]>;
  /** What a limit makes of the only group of the query. */
  readonly limited: GroupQuestion['limited'];
  /** Evaluates a SERVICE clause, of whose solutions only those that agree with the bindings matter. */
  service(operation: Extract<Operation, { kind: 'service' }>, bindings: Bindings): Promise<Relation>;
  /** Has one member evaluate a subquery by itself, where that is possible and worth it; its solutions, bound variables alone. */
  whole(subquery: Subquery): Promise<Relation | undefined>;
}

/** What an operation is told by those around it. */
interface Around {
  readonly conditions: readonly Condition[];
  /** Basic patterns that depend on this operation: they may be brought with it. */
  readonly dependent: readonly DependentPart[];
}

interface DependentPart {
  readonly patterns: readonly PlacedPattern[];
  isBrought: boolean;
}

const NOTHING_AROUND: Around = { conditions: [], dependent: [] };

/**
 * Brings every triple that matters for an operation, and gives what is then known of its solutions. What has been found restricts
 * what comes next only where a solution that disagrees would be lost anyway: parts of a join restrict each other; an OPTIONAL, a
 * MINUS and an EXISTS are restricted by what they are beside, and restrict nothing.
 */
export async function bring(
  operation: Operation,
  bindings: Bindings,
  context: ExecutionContext,
  around: Around = NOTHING_AROUND,
): Promise<Bindings> {
  if (bindings.isEmpty) return bindings;
  switch (operation.kind) {
    case 'union':
      return bringUnion(operation.parts, bindings, context, around);
    case 'optional':
    case 'minus':
      return bringBeside(operation.left, [operation.right], bindings, context, around);
    case 'filter': {
      const conditions = [...around.conditions, ...operation.conditions.filter(({ isPortable }) => isPortable)];
      return bringBeside(operation.input, operation.exists, bindings, context, { ...around, conditions });
    }
    case 'subquery':
      return bringSubquery(operation, bindings, context);
    default:
      return bringJoin(operation.kind === 'join' ? operation.parts : [operation], bindings, context, around);
  }
}

async function bringUnion(parts: readonly Operation[], bindings: Bindings, context: ExecutionContext, around: Around): Promise<Bindings> {
  const all = await Promise.all(parts.map((part) => bring(part, bindings, context, { ...around, dependent: [] })));
  const [first, ...others] = all;
  if (first === undefined) return bindings.with({ variables: [], rows: [] });
  return others.reduce((one, other) => one.union(other), first);
}

/** `input` restricts what depends on it; a simple one is brought in the same requests, where that is exact. */
async function bringBeside(
  input: Operation,
  beside: readonly Operation[],
  bindings: Bindings,
  context: ExecutionContext,
  around: Around,
): Promise<Bindings> {
  const parts = beside.map((operation) => ({ operation, part: dependentPart(operation, context) }));
  const dependent = [...around.dependent, ...parts.flatMap(({ part }) => part ?? [])];
  const found = await bring(input, bindings, context, { ...around, dependent });
  if (found.isEmpty) return found;
  // Only what is known of the input: a wider restriction would make solutions without the part of those with it.
  const own = found.onto(certainVariables(input));
  for (const { operation, part } of parts) if (part?.isBrought !== true) await bring(operation, own, context);
  return found;
}

function dependentPart(operation: Operation, { placed }: ExecutionContext): DependentPart | undefined {
  const inner = operation.kind === 'filter' && operation.exists.length === 0 ? operation.input : operation;
  const parts = inner.kind === 'join' ? inner.parts : [inner];
  const patterns = parts.flatMap((part) => (part.kind === 'pattern' ? (placed.get(part.pattern) ?? []) : []));
  return patterns.length > 0 && patterns.length === parts.length ? { patterns, isBrought: false } : undefined;
}

async function bringSubquery(subquery: Subquery, bindings: Bindings, context: ExecutionContext): Promise<Bindings> {
  const relation = await context.whole(subquery);
  if (relation !== undefined) return bindings.with(relation);
  const { input, exists, projected, isTransparent } = subquery;
  const inner = await bringBeside(input, exists, isTransparent ? bindings.onto(projected) : Bindings.none, context, NOTHING_AROUND);
  return inner.onto(projected).relations.reduce((all, each) => all.with(each), bindings);
}

type Item =
  | { readonly kind: 'group'; readonly group: Group; readonly variables: readonly string[] }
  | { readonly kind: 'operation'; readonly operation: Operation; readonly variables: readonly string[] };

/** Cheapest first, and what has been found restricts the rest. */
async function bringJoin(parts: readonly Operation[], bindings: Bindings, context: ExecutionContext, around: Around): Promise<Bindings> {
  const patterns = parts.flatMap((part) => (part.kind === 'pattern' ? (context.placed.get(part.pattern) ?? []) : []));
  const items: Item[] = [
    ...groupPatterns(patterns, context.members).map((group) => ({
      kind: 'group' as const,
      group,
      variables: group.patterns.flatMap(variablesOf),
    })),
    ...parts
      .filter(({ kind }) => kind !== 'pattern')
      .map((operation) => ({ kind: 'operation' as const, operation, variables: [...allVariables(operation)] })),
  ];
  let known = bindings;
  while (items.length > 0 && !known.isEmpty) {
    const item = cheapest(items, known, context);
    items.splice(items.indexOf(item), 1);
    if (item.kind === 'operation') {
      known = await bringPart(item.operation, known, context, around);
    } else {
      refuseBlankJoins(item.group, known);
      known = known.with(await bringGroup(item.group, known, context, around));
    }
  }
  return known;
}

function cheapest(items: readonly Item[], known: Bindings, context: ExecutionContext): Item {
  const connected = items.filter(({ variables }) => variables.some((name) => known.has(name)));
  const costs = (connected.length > 0 ? connected : items).map((item) => ({ item, cost: costOf(item, known, context) }));
  return costs.reduce((best, each) => (each.cost < best.cost ? each : best)).item;
}

function costOf(item: Item, known: Bindings, context: ExecutionContext): number {
  if (item.kind === 'group') return routeOf(item.group, known, context.members).cost;
  const { operation } = item;
  if (operation.kind === 'values') return 0;
  // Anything else first may bind one of its ends.
  if (operation.kind === 'path' && operation.path.canBeEmpty && !item.variables.some((name) => known.has(name))) return Number.MAX_VALUE;
  const rows = [...leavesOf(operation)].map((leaf) => {
    if (leaf.kind === 'service') return 5000;
    const placed = leaf.kind === 'pattern' ? [context.placed.get(leaf.pattern)] : (context.edges.get(leaf.path) ?? []);
    return placed.flatMap((each) => [...(each?.matches.values() ?? [])]).reduce((sum, match) => sum + match.rows, 0);
  });
  return 1000 + rows.reduce((sum, each) => sum + each, 0);
}

async function bringPart(operation: Operation, known: Bindings, context: ExecutionContext, around: Around): Promise<Bindings> {
  switch (operation.kind) {
    case 'values':
      return known.with(boundColumns(operation.variables, operation.rows));
    case 'path':
      return known.with(
        await fetchPath({ path: operation.path, edges: context.edges.get(operation.path) ?? [], bindings: known }, context),
      );
    case 'service':
      return known.with(await context.service(operation, known));
    default:
      return bring(operation, known, context, { ...around, dependent: [] });
  }
}

function bringGroup(group: Group, known: Bindings, context: ExecutionContext, { conditions, dependent }: Around): Promise<Relation> {
  const { relation } = routeOf(group, known, context.members);
  const variables = new Set(group.patterns.flatMap(variablesOf));
  return fetchGroup(
    {
      group,
      relation,
      attachments: dependent.flatMap((part) => attach(part, group)),
      conditions: conditions.filter((condition) => condition.variables.values().every((name) => variables.has(name))),
      limited: context.limited,
    },
    context,
  );
}

function attach(part: DependentPart, group: Group): Attachment[] {
  if (part.isBrought) return [];
  const members = attachmentTo(group, part.patterns);
  if (members === undefined) return [];
  part.isBrought = true;
  return [{ patterns: part.patterns.map(({ pattern }) => pattern), members }];
}

/** A blank node has another name in each answer, so that a join by it could find nothing: that is said, never passed over. */
function refuseBlankJoins({ patterns, rows }: Group, known: Bindings): void {
  const isOwn = (term: string) => rows.has(memberOfBlank(term));
  const name = [...new Set(patterns.flatMap(variablesOf))].find((each) =>
    known.about([each])?.rows.some(([term]) => isOwn(term as string)),
  );
  if (name !== undefined) throw blankJoin(name);
}
