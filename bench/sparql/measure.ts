export interface MeasureOptions {
  /** At most so many runs, besides a first one that is not counted unless it is the only one. */
  readonly runs: number;
  /** No run begins after it. */
  readonly budgetMs: number;
}

/** How long a task takes, in milliseconds, each time. `undefined` when it does not end within its time limit. */
export async function measure(
  task: (run: number) => Promise<unknown> | unknown,
  { runs, budgetMs }: MeasureOptions,
): Promise<readonly number[] | undefined> {
  const took: number[] = [];
  const beganAt = performance.now();
  for (let run = 0; run <= runs && (run === 0 || performance.now() - beganAt < budgetMs); run += 1) {
    const startedAt = performance.now();
    try {
      await task(run);
    } catch (cause) {
      if (cause instanceof DOMException && cause.name === 'TimeoutError') return undefined;
      throw cause;
    }
    took.push(performance.now() - startedAt);
  }
  return took.length > 1 ? took.slice(1) : took;
}

export function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

export interface Throughput {
  readonly perSecond: number;
  /** Processor time of the service for one answer. */
  readonly cpuMs: number;
}

/** How often a second a task ends when eight are under way all the time. `cpuMs` is read before and after. */
export async function throughput(task: (run: number) => Promise<unknown>, cpuMs: () => number, durationMs: number): Promise<Throughput> {
  const before = cpuMs();
  const beganAt = performance.now();
  let run = 0;
  let ended = 0;
  const lane = async () => {
    while (performance.now() - beganAt < durationMs) {
      run += 1;
      await task(run);
      ended += 1;
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return { perSecond: (ended / (performance.now() - beganAt)) * 1000, cpuMs: (cpuMs() - before) / ended };
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
