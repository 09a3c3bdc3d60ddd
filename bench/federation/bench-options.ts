import { parseArgs } from 'node:util';
import type { MeasureOptions } from './measure-question.ts';
import { WORLDS } from './worlds.ts';

export const USAGE = `Options of this benchmark:
  --members 10,20,40          how many members, one size after the other (10)
  --world inventory,shop      which worlds
  --queries i01,q05           these alone; "few" stands for those that few members answer
  --latency 20                milliseconds that each request to a member waits
  --runs 3                    of each query; requests are counted in the first
  --block 200                 bindings in one request of a bound join of the ideal plan
  --timeout 60000             of one query
  --stock                     asks stock Comunica too
  --stock-timeout 90000       milliseconds after which it is ended
  --stock-requests 250000     requests after which it is ended
  --seed 1                    of the worlds
  --json FILE                 writes all numbers to a file
  --write                     makes the tables the section “Federation” of docs/benchmarks.md`;

export interface BenchOptions extends Omit<MeasureOptions, 'header'> {
  readonly worlds: readonly string[];
  readonly sizes: readonly number[];
  readonly queries: readonly string[] | undefined;
  readonly latencyMs: number;
  readonly seed: number;
  readonly json: string | undefined;
  readonly write: boolean;
}

/** @returns undefined where they cannot be used */
export function readOptions(args: readonly string[]): BenchOptions | undefined {
  const string = (fallback: string) => ({ type: 'string', default: fallback }) as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      members: string('10'),
      world: string('inventory,shop'),
      queries: { type: 'string' },
      latency: string('20'),
      runs: string('3'),
      block: string('200'),
      timeout: string('60000'),
      stock: flag,
      'stock-timeout': string('90000'),
      'stock-requests': string('250000'),
      seed: string('1'),
      json: { type: 'string' },
      write: flag,
    },
  });
  const worlds = values.world.split(',');
  const sizes = values.members.split(',').map(Number);
  const stock = { timeoutMs: Number(values['stock-timeout']), maxRequests: Number(values['stock-requests']) };
  const numbers = {
    latencyMs: Number(values.latency),
    runs: Number(values.runs),
    blockSize: Number(values.block),
    timeoutMs: Number(values.timeout),
    seed: Number(values.seed),
  };
  const isUsable =
    worlds.every((world) => world in WORLDS) &&
    sizes.every((size) => size >= 5 && size <= 200) &&
    ![...Object.values(numbers), ...Object.values(stock)].some(Number.isNaN);
  if (!isUsable) return undefined;
  const queries = values.queries?.split(',');
  return { worlds, sizes, queries, ...numbers, ...(values.stock && { stock }), json: values.json, write: values.write };
}
