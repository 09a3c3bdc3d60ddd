import type { ReadQuery } from './analyse-query.ts';

/** Predicate of the mark that a bounded CONSTRUCT leaves once per solution; never part of an answer. */
export const SOLUTION_MARK = 'urn:facilis:solution';

/** A query that cannot make more than a bounded number of solutions. */
export interface BoundQuery {
  readonly text: string;
  /** Whether the solutions may have been cut at the bound: then counting them tells a cut from an end. */
  readonly isCut: boolean;
  /** Counts, up to one above the bound, what a DESCRIBE would describe: too many are refused before it runs. */
  readonly probe?: string;
}

/**
 * The same query with at most `maxRows + 1` solutions: the one above the limit tells a cut from an end. Only the outermost
 * `LIMIT` is written or lowered, in the text itself, so that everything else stays as its author wrote it.
 */
export function boundQuery(query: ReadQuery, maxRows: number): BoundQuery {
  switch (query.form) {
    case 'ASK':
      return { text: query.text, isCut: false };
    case 'SELECT':
      return withLimit(query, maxRows + 1);
    case 'CONSTRUCT': {
      const limited = withLimit(query, maxRows + 1);
      return limited.isCut ? { text: withMark(query, limited.text), isCut: true } : limited;
    }
    case 'DESCRIBE':
      return { text: query.text, isCut: false, probe: describeProbe(query, maxRows + 1) };
  }
}

/** SPARQL 1.1 §19.8 [18] [25]: LIMIT and OFFSET, in any order, end the solution modifiers; only VALUES follows. */
function withLimit({ text, syntax }: ReadQuery, limit: number): BoundQuery {
  const own = syntax.solutionModifiers.limitOffset;
  if (own?.limit !== undefined && own.limit < limit) return { text, isCut: false };
  const range = own === undefined ? undefined : rangeOf(own);
  const start = range?.start ?? rangeOf(syntax.values)?.start ?? text.length;
  const offset = own?.offset === undefined ? '' : ` OFFSET ${BigInt(own.offset)}`;
  // On a line of its own: what stands before it may be a comment.
  return { text: `${text.slice(0, start)}\nLIMIT ${limit}${offset}\n${text.slice(range?.end ?? start)}`, isCut: true };
}

/**
 * SPARQL 1.1 §16.2: a template makes a new blank node for each solution, so one triple about `[]` counts the solutions,
 * also those that make no triple or one that was made before. `limited` differs from the query behind its last `}` only.
 */
function withMark({ syntax, outline, text }: ReadQuery, limited: string): string {
  const mark = `[] <${SOLUTION_MARK}> true`;
  const { firstBrace, matchingBrace } = outline;
  const isShort = rangeOf(syntax.subType === 'construct' ? syntax.where : undefined) === undefined;
  if (!isShort) return `${limited.slice(0, firstBrace + 1)} ${mark} . ${limited.slice(firstBrace + 1)}`;
  // §16.2.4: the short form's pattern is its template too.
  const head = (syntax.context.at(-1) === undefined ? undefined : rangeOf(syntax.context.at(-1)))?.end ?? 0;
  const keyword = /^(?:\s|#[^\n\r]*[\n\r])*CONSTRUCT/i.exec(text.slice(head))?.[0].length ?? 0;
  const template = `{ ${mark} . ${text.slice(firstBrace + 1, matchingBrace)}\n}`;
  return `${limited.slice(0, head + keyword)} ${template} ${limited.slice(head + keyword)}`;
}

/**
 * A DESCRIBE has no bound of its own: LIMIT counts its solutions, not what is described. So the different things that it
 * would describe are counted first. `undefined` when it names them all itself.
 */
function describeProbe({ text, syntax }: ReadQuery, limit: number): string | undefined {
  if (syntax.subType !== 'describe' || syntax.where === undefined) return undefined;
  const where = rangeOf(syntax.where);
  const datasets = rangeOf(syntax.datasets);
  const names = syntax.variables.map((term) => (term.type === 'wildcard' ? '*' : term.subType === 'variable' ? `?${term.value}` : ''));
  const variables = names.filter((name) => name !== '').join(' ');
  if (where === undefined || variables === '') return undefined;
  const prologueEnd = syntax.context.length === 0 ? 0 : (rangeOf(syntax.context.at(-1))?.end ?? 0);
  const from = datasets === undefined ? '' : text.slice(datasets.start, datasets.end);
  const solutions = `{ SELECT ${variables} WHERE ${text.slice(where.start)}\n}`;
  return `${text.slice(0, prologueEnd)}
SELECT (COUNT(*) AS ?count) ${from} WHERE { { SELECT DISTINCT ${variables} WHERE { ${solutions} } LIMIT ${limit} } }`;
}

/** Where a node stands in the text; `undefined` for one that the parser made up. */
function rangeOf(node: unknown): { readonly start: number; readonly end: number } | undefined {
  const loc = (node as { loc?: { sourceLocationType: string; start?: number; end?: number } } | undefined)?.loc;
  if (loc?.sourceLocationType !== 'source' || loc.start === undefined || loc.end === undefined) return undefined;
  return { start: loc.start, end: loc.end };
}
