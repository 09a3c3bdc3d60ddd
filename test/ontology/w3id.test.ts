import { describe, expect, test } from 'vitest';
import { readText } from './shipped-files.ts';

interface RewriteRule {
  readonly pattern: RegExp;
  readonly target: string;
  /** Patterns that the `Accept` header must match. */
  readonly accepts: readonly RegExp[];
}

const text = readText('ontology/w3id/.htaccess');
const address = /^SetEnvIf \S+ "\.\*" ONTOLOGY=(\S+)$/m.exec(text)?.[1] ?? '';

/** The few directives of mod_rewrite that the file uses: `RewriteCond %{HTTP_ACCEPT} …` belongs to the `RewriteRule` after it. */
function readRules(): RewriteRule[] {
  const rules: RewriteRule[] = [];
  let accepts: RegExp[] = [];
  for (const line of text.split('\n')) {
    const condition = /^RewriteCond %\{HTTP_ACCEPT\} (\S+) \[NC\]$/.exec(line);
    if (condition?.[1]) accepts.push(new RegExp(condition[1], 'i'));
    const rule = /^RewriteRule (\S+) (\S+) \[R=303,L\]$/.exec(line);
    if (rule?.[1] && rule[2]) {
      rules.push({ pattern: new RegExp(rule[1]), target: rule[2], accepts });
      accepts = [];
    }
  }
  return rules;
}

/** Where a request for `https://w3id.org/technology-facilitation/{path}` is sent. */
function redirect(path: string, accept: string): string | undefined {
  for (const { pattern, target, accepts } of readRules()) {
    const match = pattern.exec(path);
    if (!match || !accepts.every((each) => each.test(accept))) continue;
    const filled = target.replace('%{ENV:ONTOLOGY}', address).replace(/\$(\d)/g, (_, group) => match[Number(group)] ?? '');
    return filled.slice(address.length);
  }
  return undefined;
}

describe('the redirects of w3id.org', () => {
  test('every rule of the file is understood by this test', () => {
    expect(address).toMatch(/^https:\/\/[^/]+$/);
    expect(readRules()).toHaveLength(text.match(/^RewriteRule/gm)?.length ?? 0);
  });

  test.each([
    ['', 'text/html,application/xhtml+xml,*/*;q=0.8', '/ontology'],
    ['', '', '/ontology'],
    ['', 'text/turtle', '/ontology.ttl'],
    ['', 'application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"', '/ontology.jsonld'],
    ['', 'application/rdf+xml', '/ontology.rdf'],
    ['', 'text/turtle;q=0.2, application/ld+json', '/ontology'],
    ['1.0.0', 'text/turtle, */*;q=0.1', '/ontology/1.0.0'],
    ['1.0.0.ttl', '*/*', '/ontology/1.0.0.ttl'],
    ['1.0.0.owl', '*/*', '/ontology/1.0.0.rdf'],
    ['ontology.nq', '*/*', '/ontology.nq'],
    ['ontology.owl', '*/*', '/ontology.rdf'],
    ['shapes', '*/*', '/shapes'],
    ['context.jsonld', 'application/ld+json', '/context.jsonld'],
  ])('"%s" with Accept "%s" leads to %s', (path, accept, expected) => {
    expect(redirect(path, accept)).toBe(expected);
  });

  test('an unknown path is not redirected', () => {
    expect(redirect('nothing', '*/*')).toBeUndefined();
  });
});
