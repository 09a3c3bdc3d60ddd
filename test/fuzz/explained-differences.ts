/** A difference between the two engines that the standard explains, seen on the query once it has been made small. */
export interface Explanation {
  readonly name: string;
  readonly quote: string;
  applies(difference: Difference): boolean;
}

export interface Difference {
  readonly query: string;
  readonly ours: readonly string[] | string;
  readonly theirs: readonly string[] | string;
}

export const EXPLANATIONS: readonly Explanation[] = [];
