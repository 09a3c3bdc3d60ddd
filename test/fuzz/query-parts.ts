/** A query as a tree whose lists can lose members and still be a query, so that a failing one can be made small. */
export interface FuzzQuery {
  readonly head: string;
  readonly dataset: readonly string[];
  readonly where: readonly Part[];
  /** Each is left out as a whole. */
  readonly modifiers: readonly string[];
}

export type Part =
  | { readonly kind: 'line'; readonly text: string }
  /** OPTIONAL, MINUS, GRAPH, FILTER EXISTS, or nothing: a group. */
  | { readonly kind: 'block'; readonly keyword: string; readonly parts: readonly Part[] }
  | { readonly kind: 'union'; readonly branches: readonly (readonly Part[])[] }
  | { readonly kind: 'subquery'; readonly query: FuzzQuery };

export function queryText({ head, dataset, where, modifiers }: FuzzQuery): string {
  return [head, ...dataset, `WHERE ${groupText(where)}`, ...modifiers].join(' ');
}

function groupText(parts: readonly Part[]): string {
  return `{ ${parts.map(partText).join(' ')} }`;
}

function partText(part: Part): string {
  switch (part.kind) {
    case 'line':
      return part.text;
    case 'block':
      return `${part.keyword} ${groupText(part.parts)}`;
    case 'union':
      return part.branches.map(groupText).join(' UNION ');
    case 'subquery':
      return `{ ${queryText(part.query)} }`;
  }
}

/** Every query with one thing less. */
export function* smallerQueries(query: FuzzQuery): Generator<FuzzQuery> {
  for (const modifiers of withOneLess(query.modifiers)) yield { ...query, modifiers };
  for (const dataset of withOneLess(query.dataset)) yield { ...query, dataset };
  for (const where of smallerLists(query.where)) yield { ...query, where };
}

function* smallerLists(parts: readonly Part[]): Generator<readonly Part[]> {
  yield* withOneLess(parts);
  for (const [index, part] of parts.entries())
    for (const instead of smallerParts(part)) yield [...parts.slice(0, index), ...instead, ...parts.slice(index + 1)];
}

function* smallerParts(part: Part): Generator<readonly Part[]> {
  switch (part.kind) {
    case 'line':
      return;
    case 'block':
      if (!part.keyword.startsWith('FILTER')) yield part.parts;
      for (const parts of smallerLists(part.parts)) yield [{ ...part, parts }];
      return;
    case 'union':
      for (const branch of part.branches) yield branch;
      for (const [index, branch] of part.branches.entries())
        for (const smaller of smallerLists(branch)) yield [{ ...part, branches: part.branches.with(index, smaller) }];
      return;
    case 'subquery':
      yield part.query.where;
      for (const query of smallerQueries(part.query)) yield [{ ...part, query }];
  }
}

function* withOneLess<T>(items: readonly T[]): Generator<readonly T[]> {
  for (const index of items.keys()) yield items.toSpliced(index, 1);
}
