/** A property path (SPARQL 1.1 §18.2.2.3); `nps` is a negated set of predicates. */
export type PathExpression =
  | { readonly type: 'link'; readonly iri: { readonly value: string } }
  | { readonly type: 'inv' | 'ZeroOrMorePath' | 'OneOrMorePath' | 'ZeroOrOnePath'; readonly path: PathExpression }
  | { readonly type: 'seq' | 'alt'; readonly input: readonly PathExpression[] }
  | { readonly type: 'nps'; readonly iris: readonly { readonly value: string }[] };

const MODIFIERS = { ZeroOrMorePath: '*', OneOrMorePath: '+', ZeroOrOnePath: '?' } as const;

export function pathText(path: PathExpression): string {
  switch (path.type) {
    case 'link':
      return `<${path.iri.value}>`;
    case 'inv':
      return `^(${pathText(path.path)})`;
    case 'seq':
      return path.input.map((each) => `(${pathText(each)})`).join('/');
    case 'alt':
      return path.input.map((each) => `(${pathText(each)})`).join('|');
    case 'nps':
      return `!(${path.iris.map(({ value }) => `<${value}>`).join('|')})`;
    default:
      return `(${pathText(path.path)})${MODIFIERS[path.type]}`;
  }
}

/** The predicates that it can follow, or `undefined` when that is any but some. */
export function predicatesOf(path: PathExpression): string[] | undefined {
  switch (path.type) {
    case 'link':
      return [`<${path.iri.value}>`];
    case 'nps':
      return undefined;
    case 'seq':
    case 'alt': {
      const parts = path.input.map(predicatesOf);
      return parts.every((part) => part !== undefined) ? [...new Set(parts.flat())] : undefined;
    }
    default:
      return predicatesOf(path.path);
  }
}

export function canBeEmpty(path: PathExpression): boolean {
  switch (path.type) {
    case 'link':
    case 'nps':
      return false;
    case 'seq':
      return path.input.every(canBeEmpty);
    case 'alt':
      return path.input.some(canBeEmpty);
    case 'inv':
    case 'OneOrMorePath':
      return canBeEmpty(path.path);
    default:
      return true;
  }
}
