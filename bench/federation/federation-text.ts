import type { WorldResult } from './findings.ts';
import type { EngineResult, QuestionResult } from './measure-question.ts';

const COLUMNS = ['query', '', 'rows', 'exact', 'requests', 'most to one', 'ideal', 'allowed', 'kB', 'ms', 'first row ms'];
const STOCK_COLUMNS = ['Comunica requests', 'Comunica ms', 'exact', 'times fewer'];

/** A Markdown table of one world at one size, as in docs/benchmarks.md. */
export function worldText({ world, members, summary, questions }: WorldResult): string {
  const hasStock = questions.some(({ stock }) => stock !== undefined);
  const rows = questions.map((question) => [...ourCells(question), ...(hasStock ? stockCells(question) : [])]);
  const before = `Before the first query the hub asked its members ${summary.requests} times (at most ${summary.mostToOne} each, ${kilobytes(summary.bytes)} kB, ${(summary.ms / 1000).toFixed(1)} s) to learn who has what.`;
  return [`### ${title(world)}, ${members} members`, table([...COLUMNS, ...(hasStock ? STOCK_COLUMNS : [])], rows), before].join('\n\n');
}

/** How requests and times grow with the number of members, for each world with several sizes. */
export function growthText(results: readonly WorldResult[]): string {
  return [...Map.groupBy(results, ({ world }) => world)]
    .filter(([, sizes]) => sizes.length > 1)
    .map(([world, sizes]) => {
      const names = sizes[0]?.questions.map(({ name }) => name) ?? [];
      const of = (name: string, pick: (question: QuestionResult) => string) =>
        sizes.map(({ questions }) => questions.filter((question) => question.name === name).map(pick)[0] ?? '');
      const rows = names.map((name) => [
        name,
        ...of(name, ({ facilis }) => String(facilis.requests)),
        ...of(name, ({ facilis }) => facilis.ms.toFixed(0)),
      ]);
      const header = ['query', ...sizes.map(({ members }) => `requests at ${members}`), ...sizes.map(({ members }) => `ms at ${members}`)];
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

function stockCells({ facilis, stock }: QuestionResult): string[] {
  if (stock === undefined) return ['', '', '', ''];
  const more = stock.isExact === undefined ? '> ' : '';
  return [
    `${more}${stock.requests}`,
    `${more}${stock.ms.toFixed(0)}`,
    exactness(stock),
    facilis.requests === 0 ? '' : `${more}${Math.floor(stock.requests / facilis.requests)}`,
  ];
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
