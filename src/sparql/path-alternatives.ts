import { type ReadQuery, readQuery } from './analyse-query.ts';
import { pathAlternatives } from './path-text.ts';
import { rangeOf, type SyntaxNode, type TextRange, walkSyntax } from './syntax-walk.ts';

/** More branches than this for one basic graph pattern are not written out. */
const MAX_BRANCHES = 64;
const MAX_CHARACTERS = 1_000_000;

/**
 * The query with each alternative of a path as a branch of a UNION, which SPARQL 1.1 §18.2.2.4 defines it by ("alt(P, Q)" is
 * "Union(Trans(X P Y), Trans(X Q Y))"): a UNION keeps duplicates, and the engine drops them within a path. The whole
 * basic graph pattern is repeated, since a join distributes over a union; so each branch has an order of joins of its own.
 * `undefined` when it cannot be written so.
 */
export function withoutAlternatives(query: ReadQuery, baseIRI: string): ReadQuery | undefined {
  const blocks = [...walkSyntax(query.syntax)].flatMap(({ node }) => {
    const paths = node.type === 'pattern' && node.subType === 'bgp' ? alternativePaths(node, query) : [];
    return paths.length === 0 ? [] : [{ node, paths }];
  });
  if (blocks.length === 0 || isDuplicateFree(query)) return query;
  let { text } = query;
  for (const { node, paths } of blocks.toReversed()) {
    const block = rangeOf(node);
    const branches = block && branchesOf(block, paths, query.text);
    if (branches === undefined || text.length + branches.length > MAX_CHARACTERS) return undefined;
    text = text.slice(0, block?.start) + branches + text.slice(block?.end);
  }
  return readQuery(text, baseIRI);
}

/** Where the same solution twice makes no other answer than once. */
function isDuplicateFree({ form, syntax }: ReadQuery): boolean {
  if (form === 'DESCRIBE' || form === 'ASK') return true;
  const { group, having, limitOffset } = syntax.solutionModifiers;
  const nodes = [...walkSyntax(syntax)].map(({ node }) => node);
  if (nodes.some((node) => node.type === 'query' && node !== (syntax as object)) || nodes.some(({ subType }) => subType === 'aggregate'))
    return false;
  if (form === 'CONSTRUCT') return limitOffset === undefined;
  return syntax.subType === 'select' && syntax.distinct === true && group === undefined && having === undefined;
}

interface AlternativePath {
  /** Where it stands; `undefined` when that is not known. */
  readonly range: TextRange | undefined;
  readonly paths: readonly string[];
}

function alternativePaths(block: SyntaxNode, query: ReadQuery): AlternativePath[] {
  return [...walkSyntax(block)].flatMap(({ node }) => {
    const predicate = node.type === 'triple' ? (node.predicate as SyntaxNode) : undefined;
    if (predicate?.type !== 'path') return [];
    const paths = pathAlternatives(predicate, query, MAX_BRANCHES);
    return paths.length > 1 ? [{ range: bracketedRange(predicate, query.text), paths }] : [];
  });
}

/** The parser leaves the outermost brackets out, or one of them. Nothing else of a triple has one beside its predicate but a list. */
function bracketedRange(path: SyntaxNode, text: string): TextRange | undefined {
  const range = rangeOf(path);
  if (range === undefined) return undefined;
  const missing = (part: string, bracket: string) => part.split(bracket).length - 1;
  let { start, end } = range;
  const depth = () => missing(text.slice(start, end), '(') - missing(text.slice(start, end), ')');
  while (depth() !== 0) {
    const more = depth() < 0 ? /\(\s*$/.exec(text.slice(0, start)) : /^\s*\)/.exec(text.slice(end));
    if (more === null) return undefined;
    if (depth() < 0) start = more.index;
    else end += more[0].length;
  }
  for (;;) {
    const [before, after] = [/\(\s*$/.exec(text.slice(0, start)), /^\s*\)/.exec(text.slice(end))];
    if (before === null || after === null) return { start, end };
    start = before.index;
    end += after[0].length;
  }
}

function branchesOf(block: TextRange, paths: readonly AlternativePath[], text: string): string | undefined {
  const places = paths.flatMap(({ range, paths: alternatives }) => (range ? [{ ...range, alternatives }] : []));
  const isPlaced = places.length === paths.length && new Set(places.map(({ start }) => start)).size === paths.length;
  // A label stands in one basic graph pattern only (§4.1.4); after `,` a path stands for two, each with alternatives of its own.
  if (!isPlaced || /_:/.test(text.slice(block.start, block.end))) return undefined;
  let branches = [{ text: '', at: block.start }];
  for (const { start, end, alternatives } of places.toSorted((a, b) => a.start - b.start)) {
    const next = (branch: (typeof branches)[number]) =>
      alternatives.map((path) => ({ text: `${branch.text}${text.slice(branch.at, start)} ${path} `, at: end }));
    branches = branches.flatMap(next);
    if (branches.length > MAX_BRANCHES) return undefined;
  }
  return branches.map((branch) => `{ ${branch.text}${text.slice(branch.at, block.end)} }`).join(' UNION ');
}
