import type { Truth } from './truth.ts';
import type { PlanGroup, Question } from './world.ts';

export interface IdealPlan {
  /** For each group, the members that hold a match of it times the blocks of the bindings that are sent along. */
  readonly requests: number;
  /** One and a half times that, and one request more for each group and member that holds a match of it. */
  readonly allowed: number;
  readonly groups: readonly { readonly holders: number; readonly blocks: number }[];
}

/** The ideal plan by the truth. `blockSize`: bindings that one request of a bound join carries. */
export function idealPlan(
  { plan }: Question,
  { truth, header, blockSize }: { truth: Truth; header: string; blockSize: number },
): IdealPlan {
  const groups = plan.map((group) => ({
    holders: truth.holders(header, group.patterns).length,
    blocks: blocksInto(group, { truth, header, blockSize }),
  }));
  const requests = groups.reduce((sum, { holders, blocks }) => sum + holders * blocks, 0);
  const pairs = groups.reduce((sum, { holders }) => sum + holders, 0);
  return { requests, allowed: Math.floor(1.5 * requests) + pairs, groups };
}

function blocksInto({ boundBy }: PlanGroup, { truth, header, blockSize }: { truth: Truth; header: string; blockSize: number }): number {
  return boundBy === undefined ? 1 : Math.ceil(truth.bindings(header, boundBy.patterns, boundBy.variables) / blockSize);
}
