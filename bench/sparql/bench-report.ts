import { geometricMean, type Throughput } from './measure.ts';
import type { Family } from './query-set.ts';

export interface QueryResult {
  readonly family: Family;
  readonly name: string;
  /** Of each engine: solutions, or triples. */
  readonly sizes: readonly (number | undefined)[];
  readonly coldMs: number | undefined;
  readonly warmMs: number | undefined;
  readonly oxigraphMs: number | undefined;
  /** Endless when it did not end in time; `undefined` when it was not asked. */
  readonly comunicaMs: number | undefined;
}

export interface ScaleResult {
  readonly triples: number;
  readonly queries: readonly QueryResult[];
  /** Answers a second with eight requests under way, over the point queries; `undefined` where there is no 304. */
  readonly throughput: { readonly cold: Throughput; readonly warm: Throughput; readonly notModified: Throughput | undefined };
}

/** A Markdown table, as in docs/benchmarks.md. */
export function scaleText({ triples, queries, throughput }: ScaleResult, timeoutMs: number): string {
  const rows = queries.map(({ family, name, sizes, coldMs, warmMs, oxigraphMs, comunicaMs }) => [
    family,
    name,
    [...new Set(sizes.filter((size) => size !== undefined))].join(' / '),
    ms(coldMs),
    ms(warmMs),
    ms(oxigraphMs),
    comunicaMs === Number.POSITIVE_INFINITY ? `> ${timeoutMs}` : ms(comunicaMs),
    times(coldMs, oxigraphMs),
    comunicaMs === Number.POSITIVE_INFINITY ? `> ${times(timeoutMs, coldMs)}` : times(comunicaMs, coldMs),
  ]);
  const header = ['family', 'query', 'rows', 'cold ms', 'warm ms', 'Oxigraph ms', 'Comunica ms', 'cold / Oxigraph', 'Comunica / cold'];
  return [
    `### ${triples.toLocaleString('en')} triples`,
    table(header, rows),
    summary(queries, timeoutMs),
    `Answers a second to the point queries, eight at a time: cold ${perSecond(throughput.cold)}, warm ${perSecond(throughput.warm)}, 304 ${perSecond(throughput.notModified)}.`,
  ].join('\n\n');
}

function summary(queries: readonly QueryResult[], timeoutMs: number): string {
  const asked = queries.flatMap(({ coldMs = Number.NaN, comunicaMs }) => (comunicaMs === undefined ? [] : [{ coldMs, comunicaMs }]));
  const ratios = asked.map(({ coldMs, comunicaMs }) => Math.min(comunicaMs, timeoutMs) / coldMs);
  const late = asked.filter(({ comunicaMs }) => comunicaMs > timeoutMs).length;
  const long = queries.filter(({ oxigraphMs = 0 }) => oxigraphMs > 20).map(({ coldMs = 0, oxigraphMs = 1 }) => coldMs / oxigraphMs);
  const short = queries.filter(({ oxigraphMs = 0 }) => oxigraphMs <= 20).map(({ coldMs = 0, oxigraphMs = 0 }) => coldMs - oxigraphMs);
  const isLate = late === 0 ? '' : `; ${late} did not end and count as ${timeoutMs} ms`;
  return [
    asked.length === 0
      ? ''
      : `Comunica's endpoint takes ${geometricMean(ratios).toFixed(1)} times as long as this service, cold (geometric mean of ${asked.length}${isLate}).`,
    long.length === 0
      ? ''
      : ` Queries of more than 20 ms in the engine take at most ${Math.max(...long).toFixed(2)} times as long over HTTP.`,
    ` Shorter ones take ${percentile(short, 0.5)} ms more in the median, at most ${percentile(short, 1)} ms.`,
  ].join('');
}

/** How many times as long each family takes at a larger scale: the geometric mean of its queries' ratios. */
export function growthText(earlier: ScaleResult, later: ScaleResult): string {
  const rows = [...Map.groupBy(later.queries, ({ family }) => family)].map(([family, queries]) => {
    const before = earlier.queries.filter((query) => query.family === family);
    const growth = (of: (query: QueryResult) => number | undefined) => {
      const ratios = queries.flatMap((query, index) => {
        const [a, b] = [before[index] && of(before[index]), of(query)];
        return a === undefined || b === undefined || !Number.isFinite(b / a) ? [] : [b / a];
      });
      return ratios.length === 0
        ? ''
        : `${geometricMean(ratios).toFixed(1)}${ratios.length < queries.length ? ` (${ratios.length} of ${queries.length})` : ''}`;
    };
    return [family, growth(({ coldMs }) => coldMs), growth(({ oxigraphMs }) => oxigraphMs), growth(({ comunicaMs }) => comunicaMs)];
  });
  const title = `### Growth from ${earlier.triples.toLocaleString('en')} to ${later.triples.toLocaleString('en')} triples`;
  return `${title}\n\n${table(['family', 'cold', 'Oxigraph', 'Comunica'], rows)}`;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  return [line(header), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}

function ms(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(value < 100 ? 2 : 0);
}

function times(value: number | undefined, other: number | undefined): string {
  return value === undefined || other === undefined ? '' : (value / other).toFixed(value / other < 100 ? 1 : 0);
}

function perSecond(value: Throughput | undefined): string {
  return value === undefined ? 'none' : `${value.perSecond.toFixed(0)} (${value.cpuMs.toFixed(2)} ms of processor each)`;
}

function percentile(values: readonly number[], share: number): string {
  return (values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Number.NaN).toFixed(2);
}
