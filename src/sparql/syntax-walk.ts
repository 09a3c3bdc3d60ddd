/** A node of the parser's tree, as far as walks look into it. */
export interface SyntaxNode {
  readonly type: string;
  readonly subType?: string;
  readonly [key: string]: unknown;
}

export interface Visited {
  readonly node: SyntaxNode;
  /** The name of the innermost `GRAPH` around it. */
  readonly graph: SyntaxNode | undefined;
}

/** Places in the text, and the prologue, which is the longest part of most queries. */
const NOT_WALKED: ReadonlySet<string> = new Set(['loc', 'context']);

/** Every node of the tree but the prologue in the order of the text; without recursion, since a chain of operators is as deep as it is long. */
export function* walkSyntax(root: object): Generator<Visited> {
  const stack: { readonly value: unknown; readonly graph: SyntaxNode | undefined }[] = [{ value: root, graph: undefined }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value } = next;
    if (typeof value !== 'object' || value === null) continue;
    let { graph } = next;
    if (isNode(value)) {
      yield { node: value, graph };
      if (value.type === 'pattern' && value.subType === 'graph') graph = value.name as SyntaxNode;
    }
    const keys = Object.keys(value);
    for (let at = keys.length - 1; at >= 0; at -= 1) {
      const key = keys[at] as keyof typeof value;
      if (!NOT_WALKED.has(key)) stack.push({ value: value[key], graph });
    }
  }
}

function isNode(value: object): value is SyntaxNode {
  return 'type' in value && typeof value.type === 'string';
}

export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Where a node stands in the text; `undefined` for one that the parser made up. */
export function rangeOf(node: unknown): TextRange | undefined {
  const loc = (node as { loc?: { sourceLocationType: string; start?: number; end?: number } } | undefined)?.loc;
  if (loc?.sourceLocationType !== 'source' || loc.start === undefined || loc.end === undefined) return undefined;
  return { start: loc.start, end: loc.end };
}
