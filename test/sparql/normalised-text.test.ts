import { describe, expect, it } from 'vitest';
import { normalisedText } from '../../src/sparql/normalised-text.ts';

describe('the normalised text of a query', () => {
  it('is the same whatever comments and white space stand between its tokens', () => {
    const plain = 'SELECT ?s WHERE { ?s a <http://v/C#d> }';
    expect(normalisedText(`# who asks\n  SELECT ?s\r\n\tWHERE {  ?s a # all\n <http://v/C#d> }\n\n`)).toBe(plain);
    expect(normalisedText(plain)).toBe(plain);
  });

  it('keeps strings and IRIs as they are', () => {
    for (const text of ['"a  # b"', "'''a\n  b # c'''", '"\\"  #"', '<http://a/#b>', '?a < ?b', '?a<?b'])
      expect(normalisedText(`ASK { FILTER(${text} != 1) }`)).toContain(text);
  });

  it('takes for no comment and no string what is escaped', () => {
    for (const [one, other] of [
      ['ASK { ?s ex:a\\#b 1 }', 'ASK { ?s ex:a\\#b 2 }'],
      ["ASK { ?s ex:a\\'b ?c, '#' }", "ASK { ?s ex:a\\'b ?c, '#2' }"],
      ['ASK { ?s ?p \\u0022 # 1 \\u0022 }', 'ASK { ?s ?p \\u0022 # 2 \\u0022 }'],
    ] as const)
      expect(normalisedText(one)).not.toBe(normalisedText(other));
  });

  it('tells tokens apart that only white space parts', () => {
    expect(normalisedText('SELECT ?a ?b {}')).not.toBe(normalisedText('SELECT ?a?b {}'));
    expect(normalisedText('SELECT ?a#\n?b {}')).toBe('SELECT ?a ?b {}');
  });
});
