import type { QuestionResult } from './measure-question.ts';

export interface WorldResult {
  readonly world: string;
  readonly members: number;
  /** What the hub asked before the first question, to know who has what. */
  readonly summary: { readonly requests: number; readonly mostToOne: number; readonly bytes: number; readonly ms: number };
  readonly questions: readonly QuestionResult[];
}

const SLOWEST_MS = 30_000;
/** Requests of questions that few members answer may differ by so many however many members there are. */
const FEW_MARGIN = 2;

/** How many times fewer requests than stock Comunica; none is asked where it is not named. */
const TIMES_FEWER: Readonly<Record<string, number>> = { i01: 100, q01: 10, q02: 10, q03: 10, q04: 10, q05: 10 };
/** The number of members from which that holds. */
const COMPARED_FROM = 40;

/** What falls short of what the federation promises, a line each. */
export function shortcomings(results: readonly WorldResult[]): string[] {
  return [
    ...results.flatMap(({ world, members, questions }) =>
      questions.flatMap((question) => lacks(question, members).map((what) => `${world}, ${members} members, ${question.name}: ${what}`)),
    ),
    ...growthOfFew(results),
  ];
}

function lacks({ name, facilis, ideal, stock }: QuestionResult, members: number): string[] {
  const times = TIMES_FEWER[name];
  return [
    ...(facilis.isExact ? [] : [`the answer is not exact${facilis.problem === undefined ? '' : ` (${facilis.problem})`}`]),
    ...(facilis.ms > SLOWEST_MS ? [`it takes ${Math.round(facilis.ms)} ms`] : []),
    ...(facilis.requests > ideal.allowed ? [`${facilis.requests} requests where ${ideal.allowed} are allowed`] : []),
    ...(stock !== undefined && times !== undefined && members >= COMPARED_FROM && stock.requests < times * facilis.requests
      ? [`stock Comunica needs ${stock.requests} requests, not ${times} times ${facilis.requests}`]
      : []),
  ];
}

function growthOfFew(results: readonly WorldResult[]): string[] {
  return [...Map.groupBy(results, ({ world }) => world)].flatMap(([world, [first, ...later]]) =>
    later.flatMap(({ members, questions }) =>
      questions.flatMap(({ name, isOfFew, facilis }) => {
        const before = first?.questions.find((question) => question.name === name)?.facilis.requests;
        const isFar = isOfFew && before !== undefined && Math.abs(facilis.requests - before) > FEW_MARGIN;
        return isFar ? [`${world}, ${name}: ${facilis.requests} requests at ${members} members, ${before} at ${first?.members}`] : [];
      }),
    ),
  );
}
