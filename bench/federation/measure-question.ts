import type { Traffic } from './counting-proxy.ts';
import { type IdealPlan, idealPlan } from './ideal-plan.ts';
import type { Lab } from './lab.ts';
import { isSameAnswer, rowsOf } from './same-answer.ts';
import { askStock } from './stock.ts';
import { type TimedAnswer, timedAnswer } from './timed-answer.ts';
import { resultsFormatOf, type Truth } from './truth.ts';
import type { Question } from './world.ts';

export interface EngineResult {
  /** Whether it is the truth; `undefined` when a limit ended it. */
  readonly isExact: boolean | undefined;
  /** What went wrong, when something did. */
  readonly problem?: string;
  /** To all members in one run that no cache helps; when a limit ended it, those until then. */
  readonly requests: number;
  readonly mostToOne: number;
  /** In the order of the members; stock Comunica asks the hub too, which comes last. */
  readonly requestsToEach: readonly number[];
  readonly bytes: number;
  /** Median. */
  readonly ms: number;
  readonly firstRowMs?: number;
}

export interface QuestionResult {
  readonly name: string;
  readonly title: string;
  readonly isOfFew: boolean;
  readonly rows: number;
  readonly ideal: IdealPlan;
  readonly facilis: EngineResult;
  readonly stock?: EngineResult;
}

export interface MeasureOptions {
  readonly header: string;
  readonly blockSize: number;
  readonly runs: number;
  readonly timeoutMs: number;
  /** Left out where stock Comunica is not asked. */
  readonly stock?: { readonly timeoutMs: number; readonly maxRequests: number };
}

/** @throws RangeError when the truth is empty: then the question shows nothing */
export async function measureQuestion(
  question: Question,
  { lab, truth, options }: { lab: Lab; truth: Truth; options: MeasureOptions },
): Promise<QuestionResult> {
  const rows = rowsOf(truth.answer(question.text));
  if (rows.length === 0) throw new RangeError(`Nothing in the world answers ${question.name}.`);
  const { name, title, isOfFew = false } = question;
  return {
    name,
    title,
    isOfFew,
    rows: rows.length,
    ideal: idealPlan(question, { truth, ...options }),
    facilis: await measureFacilis(question, rows, { lab, options }),
    ...(options.stock !== undefined && { stock: await measureStock(question, rows, { lab, stock: options.stock }) }),
  };
}

/** Requests are those of the first run; later ones may find answers that are kept. */
async function measureFacilis(
  question: Question,
  truth: readonly string[],
  { lab, options }: { lab: Lab; options: MeasureOptions },
): Promise<EngineResult> {
  await lab.traffic();
  const ask = () => timedAnswer(lab.hub, { query: question.text, accept: resultsFormatOf(question.text), timeoutMs: options.timeoutMs });
  const answers: TimedAnswer[] = [];
  try {
    answers.push(await ask());
    const counted = counts(await lab.traffic());
    while (answers.length < options.runs) answers.push(await ask());
    const wrong = answers.find(({ status }) => status !== 200);
    return {
      isExact: wrong === undefined && answers.every(({ text }) => isSameAnswer(rowsOf(text), truth, question)),
      ...(wrong !== undefined && { problem: `${wrong.status} ${wrong.text.replaceAll(/\s+/g, ' ').slice(0, 250)}` }),
      ...counted,
      ms: median(answers.map(({ ms }) => ms)),
      firstRowMs: median(answers.map(({ firstRowMs, ms }) => firstRowMs ?? ms)),
    };
  } catch (cause) {
    return { isExact: undefined, problem: String(cause), ...counts(await lab.traffic()), ms: options.timeoutMs };
  }
}

async function measureStock(
  question: Question,
  truth: readonly string[],
  { lab, stock }: { lab: Lab; stock: NonNullable<MeasureOptions['stock']> },
): Promise<EngineResult> {
  await lab.traffic();
  const { text, ms } = await askStock(question.text, lab.endpoints, { ...stock, requestsSoFar: lab.requestsSoFar });
  return { isExact: text === undefined ? undefined : isSameAnswer(rowsOf(text), truth, question), ...counts(await lab.traffic()), ms };
}

export function counts(traffic: readonly Traffic[]): Pick<EngineResult, 'requests' | 'mostToOne' | 'requestsToEach' | 'bytes'> {
  const requests = traffic.map((each) => each.requests);
  return {
    requests: requests.reduce((sum, each) => sum + each, 0),
    mostToOne: Math.max(...requests),
    requestsToEach: requests,
    bytes: traffic.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
