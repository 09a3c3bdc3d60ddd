/** What the parser calls its tokens, in the words of people who write queries; keywords and signs are called what they are. */
const WORDS: readonly (readonly [tokens: RegExp, words: string])[] = [
  [/^Var[12]$/, 'a variable'],
  [/^(?:IriRef|PNameLn|PNameNs)$/, 'an IRI or prefixed name'],
  [/^(?:BlankNodeLabel|Anon)$/, 'a blank node'],
  [/^StringLiteral/, 'a string'],
  [/^(?:Integer|Decimal|Double)/, 'a number'],
  [/^(?:true|false)$/i, 'true or false'],
  [/^LangTag$/, 'a language tag'],
  [/^Nil$/, '()'],
  [/^type declaration/, 'a'],
  [/^Reification open/i, '<<'],
  [/^Reification close/i, '>>'],
  [/^Triple Term Open/i, '<<('],
  [/^Triple Term Close/i, ')>>'],
  [/^Annotation Open/i, '{|'],
  [/^Annotation Close/i, '|}'],
  [/^version i/i, 'VERSION'],
  [/^BuiltIn|^not\b/i, 'an expression'],
  [/^_(GROUP|ORDER)_ BY$/, '$1 BY'],
  [/^EOF$/, 'the end of the query'],
];

export function tokenInWords(token: string): string {
  for (const [tokens, words] of WORDS) {
    const found = tokens.exec(token);
    if (found !== null) return words.replace('$1', found[1] ?? '');
  }
  return token;
}
