import { isVariable, leavesOf, type Operation, type PathPattern, type Pattern, variablesOf } from './algebra.ts';
import type { Member } from './member.ts';
import type { PlacedPattern } from './pattern-groups.ts';
import type { PlanRecord } from './plan-record.ts';
import type { Solutions } from './read-solutions.ts';

export interface Placement {
  readonly placed: ReadonlyMap<Pattern, PlacedPattern>;
  readonly edges: ReadonlyMap<PathPattern, readonly PlacedPattern[]>;
  readonly members: readonly Member[];
}

/** The one member that has all that these need: then it evaluates them as we would. */
export function soleMember(operations: readonly Operation[], { placed, edges, members }: Placement): Member | undefined {
  const leaves = operations.flatMap((operation) => [...leavesOf(operation)]);
  const bound = new Set(leaves.flatMap((leaf) => (leaf.kind === 'pattern' ? variablesOf(leaf.pattern) : [])));
  const holders = new Set<number>();
  for (const leaf of leaves) {
    if (leaf.kind === 'service') return undefined;
    // A path of no length leads from each term of all members to itself.
    if (
      leaf.kind === 'path' &&
      leaf.path.canBeEmpty &&
      ![leaf.path.subject, leaf.path.object].some((end) => !isVariable(end) || bound.has(end))
    ) {
      return undefined;
    }
    const patterns = leaf.kind === 'pattern' ? [placed.get(leaf.pattern)] : (edges.get(leaf.path) ?? []);
    for (const pattern of patterns) for (const member of pattern?.matches.keys() ?? []) holders.add(member);
    if (holders.size > 1) return undefined;
  }
  const [only] = holders;
  return only === undefined ? undefined : members[only];
}

/** Asks a member for a whole SELECT. */
export async function askWhole(
  { text, estimatedRows }: { readonly text: string; readonly estimatedRows: number },
  member: Member,
  record: PlanRecord,
): Promise<Solutions> {
  const step = record.begin({ kind: 'whole', text, estimatedRows, boundBy: [], bindings: 0 }, new Map([[member.iri, estimatedRows]]));
  return record.ask(step, member.iri, text);
}
