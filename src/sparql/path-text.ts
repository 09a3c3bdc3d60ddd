import type { IriSyntax, ReadQuery } from './analyse-query.ts';
import type { SyntaxNode } from './syntax-walk.ts';

/** A property path written out: the parser's places leave brackets out, and a text elsewhere may not have its prefixes. */
export function pathText(path: SyntaxNode, query: Pick<ReadQuery, 'resolve'>): string {
  if (path.type !== 'path') return `<${query.resolve(path as IriSyntax)}>`;
  const parts = pathItems(path).map((item) => pathText(item, query));
  switch (path.subType) {
    case '|':
    case '/':
      return `(${parts.join(path.subType)})`;
    case '^':
      return `^${parts[0]}`;
    case '!':
      return `!${parts[0]?.startsWith('(') ? parts[0] : `(${parts[0]})`}`;
    default:
      return `(${parts[0]})${path.subType}`;
  }
}

/**
 * The paths without alternatives whose union a path is. SPARQL 1.1 §18.2.2.4: of a sequence and an inverse those of their parts, and
 * `!(:a|^:b)` is the alternative of the forward set and the inverse one. What `*`, `+` and `?` reach is a set (§18.4).
 */
export function pathAlternatives(path: SyntaxNode, query: Pick<ReadQuery, 'resolve'>, most: number): string[] {
  const items = pathItems(path);
  const alternatives = () => items.map((item) => pathAlternatives(item, query, most));
  switch (path.type === 'path' ? path.subType : undefined) {
    case '|':
      return alternatives().flat();
    case '/':
      return alternatives().reduce((before, after) =>
        before.flatMap((first) => after.map((next) => `${first}/${next}`)).slice(0, most + 1),
      );
    case '^':
      return alternatives().flatMap((each) => each.map((text) => `^(${text})`));
    case '!':
      return negatedSets(items[0] as SyntaxNode, query) ?? [pathText(path, query)];
    default:
      return [pathText(path, query)];
  }
}

function negatedSets(set: SyntaxNode, query: Pick<ReadQuery, 'resolve'>): string[] | undefined {
  const members = set.subType === '|' ? pathItems(set) : [set];
  const isInverse = (member: SyntaxNode) => member.type === 'path' && member.subType === '^';
  const [inverse, forward] = [members.filter(isInverse), members.filter((member) => !isInverse(member))];
  if (inverse.length === 0 || forward.length === 0) return undefined;
  return [forward, inverse].map((each) => `!(${each.map((member) => pathText(member, query)).join('|')})`);
}

function pathItems({ items }: SyntaxNode): readonly SyntaxNode[] {
  return (items ?? []) as readonly SyntaxNode[];
}
