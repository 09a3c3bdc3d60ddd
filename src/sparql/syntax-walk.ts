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

/** Every node of the tree in the order of the text; without recursion, since a chain of operators is as deep as it is long. */
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
    for (const [key, child] of Object.entries(value).reverse()) if (key !== 'loc') stack.push({ value: child, graph });
  }
}

function isNode(value: object): value is SyntaxNode {
  return 'type' in value && typeof value.type === 'string';
}
