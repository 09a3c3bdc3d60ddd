import type { WorldResult } from './findings.ts';
import type { EngineResult, QuestionResult } from './measure-question.ts';

const COLUMNS = ['query', 'what it has', 'rows', 'exact', 'requests', 'most to one', 'ideal', 'allowed', 'kB', 'ms', 'first row ms'];
const STOCK_COLUMNS = ['Comunica requests', 'Comunica ms', 'exact', 'times fewer'];

/** A Markdown table of one world at one size, as in docs/benchmarks.md. */
export function worldText(result: WorldResult): string {
  const { world, members, summary, questions } = result;
  const withStock = hasStock(result);
  const rows = questions.map((question) => [...ourCells(question), ...(withStock ? stockCells(question) : [])]);
  const before = `Before the first query the hub asked its members ${summary.requests} times (at most ${summary.mostToOne} each, ${kilobytes(summary.bytes)} kB, ${(summary.ms / 1000).toFixed(1)} s) to learn who has what.`;
  return [`### ${title(world)}, ${members} members`, table([...COLUMNS, ...(withStock ? STOCK_COLUMNS : [])], rows), before].join('\n\n');
}

/** How requests and times grow with the number of members, for each world with several sizes. */
export function growthText(results: readonly WorldResult[]): string {
  return [...Map.groupBy(results, ({ world }) => world)]
    .filter(([, sizes]) => sizes.length > 1)
    .map(([world, sizes]) => {
      const names = sizes[0]?.questions.map(({ name }) => name) ?? [];
      const columns: readonly (readonly [string, (question: QuestionResult) => string])[] = [
        ['requests', ({ facilis }) => String(facilis.requests)],
        ['ms', ({ facilis }) => facilis.ms.toFixed(0)],
        ...(sizes.some(hasStock) ? [['Comunica requests', ({ stock }: QuestionResult) => stockRequests(stock)] as const] : []),
      ];
      const cell = (name: string, { questions }: WorldResult, text: (question: QuestionResult) => string) =>
        questions.filter((question) => question.name === name).map(text)[0] ?? '';
      const rows = names.map((name) => [name, ...columns.flatMap(([, text]) => sizes.map((size) => cell(name, size, text)))]);
      const header = ['query', ...columns.flatMap(([what]) => sizes.map(({ members }) => `${what} at ${members}`))];
      return [`### ${title(world)}, growth with the number of members`, table(header, rows)].join('\n\n');
    })
    .join('\n\n');
}

function ourCells({ name, title: what, rows, facilis, ideal }: QuestionResult): string[] {
  return [
    name,
    what,
    String(rows),
    exactness(facilis),
    String(facilis.requests),
    String(facilis.mostToOne),
    String(ideal.requests),
    String(ideal.allowed),
    kilobytes(facilis.bytes),
    facilis.ms.toFixed(0),
    facilis.firstRowMs?.toFixed(0) ?? '',
  ];
}

function hasStock({ questions }: WorldResult): boolean {
  return questions.some(({ stock }) => stock !== undefined);
}

function stockCells({ facilis, stock }: QuestionResult): string[] {
  if (stock === undefined) return ['', '', '', ''];
  const times = facilis.requests === 0 ? '' : `${atLeast(stock)}${Math.floor(stock.requests / facilis.requests)}`;
  return [stockRequests(stock), `${atLeast(stock)}${stock.ms.toFixed(0)}`, exactness(stock), times];
}

function stockRequests(stock: EngineResult | undefined): string {
  return stock === undefined ? '' : `${atLeast(stock)}${stock.requests}`;
}

function atLeast({ isExact }: EngineResult): string {
  return isExact === undefined ? '> ' : '';
}

function exactness({ isExact }: EngineResult): string {
  return isExact === undefined ? 'not ended' : isExact ? 'yes' : 'NO';
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0);
}

function title(world: string): string {
  return world === 'shop' ? 'Shops and rating sites' : 'Agencies with their inventories';
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map((_, column) => (column < 2 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
