import type { PathStep } from 'shacl-engine';

const MODIFIERS = { one: '', oneOrMore: '+', zeroOrMore: '*', zeroOrOne: '?' } as const;

/** The path in SPARQL 1.1 property path syntax (§9.1) with full IRIs: `<p>/^<q>/(<r>|<s>)`. */
export function propertyPathString(path: readonly PathStep[]): string {
  return path.map(stepString).join('/');
}

function stepString({ quantifier, start, predicates }: PathStep): string {
  const alternatives = predicates.map(({ value }) => `<${value}>`).join('|');
  const inverse = start === 'object' ? '^' : '';
  return `${inverse}${predicates.length > 1 ? `(${alternatives})` : alternatives}${MODIFIERS[quantifier]}`;
}
