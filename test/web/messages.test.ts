import { describe, expect, it } from 'vitest';
import { rdf, rdfs, sh } from '../../src/rdf/vocabulary.ts';
import { prefixedName } from '../../src/web/addresses.ts';
import { escapeHtml, html, jsonLdBlock } from '../../src/web/html.ts';
import { chooseLanguage, LANGUAGES } from '../../src/web/language.ts';
import { en } from '../../src/web/messages/en.ts';
import { MESSAGES, PROPERTY_NAMES, say } from '../../src/web/messages/messages.ts';
import { shippedStore } from '../publish/shipped-store.ts';

type Tree = { readonly [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );
}

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

describe('the messages', () => {
  it.each(LANGUAGES)('in %s have every key, with the same places to fill in', (language) => {
    const own = new Map(leaves(MESSAGES[language]));
    for (const [path, text] of leaves(en)) {
      expect(own.get(path)?.trim(), path).toBeTruthy();
      expect(placeholders(own.get(path) ?? ''), path).toEqual(placeholders(text));
    }
  });

  it.each(['ar', 'zh', 'ru'] as const)('in %s are in its script', (language) => {
    const script = { ar: /\p{Script=Arabic}/u, zh: /\p{Script=Han}/u, ru: /\p{Script=Cyrillic}/u }[language];
    const names = Object.values(PROPERTY_NAMES[language]).map((name, position) => [`property ${position}`, name] as const);
    const foreign = [...leaves(MESSAGES[language]), ...names].filter(
      ([, text]) => !script.test(text) && text !== 'SPARQL' && !/^\{from\}/.test(text),
    );
    expect(foreign).toEqual([]);
  });

  it('are filled in by name', () => {
    expect(say('{from} to {to} of {total}', { from: 1, to: 2, total: 3 })).toBe('1 to 2 of 3');
  });
});

describe('the names of terms', () => {
  it('are there for every group of facts', async () => {
    const { reader } = await shippedStore();
    const groups = reader.subjectsOfType(sh('PropertyGroup').value).map((iri) => iri.replace(/^.*#/, ''));
    expect(groups.length).toBeGreaterThan(5);
    expect(groups.filter((group) => !(group in en.groups))).toEqual([]);
  });

  it('are there for every property and class that the shipped data uses', async () => {
    const { reader } = await shippedStore();
    const ours = new Set(
      reader.quads('ontology').flatMap(({ subject, predicate }) => (predicate.equals(rdfs('label')) ? [subject.value] : [])),
    );
    const data = [...reader.allQuads()].filter(({ graph }) => !/graph\/(ontology|shapes)$/.test(graph.value));
    const used = data.flatMap(({ predicate, object }) =>
      predicate.equals(rdf('type')) ? [predicate.value, object.value] : [predicate.value],
    );
    const nameless = [...new Set(used)].filter((iri) => !ours.has(iri) && !((prefixedName(iri) ?? iri) in PROPERTY_NAMES.en));
    expect(nameless).toEqual([]);
  });
});

describe('the language', () => {
  it.each([
    ['fr-CH, fr;q=0.9, en;q=0.8', null, 'fr'],
    ['de, zh-Hant;q=0.5', null, 'zh'],
    ['de', null, 'en'],
    [undefined, null, 'en'],
    ['ru', 'ar', 'ar'],
    ['ru', 'xx', 'ru'],
  ])('of Accept-Language %s and lang=%s is %s', (header, asked, language) => {
    expect(chooseLanguage(header, asked).language).toBe(language);
  });
});

describe('markup', () => {
  it('escapes all that is inserted', () => {
    expect(html`<a title="${`"'<>&`}">${['<', html`<b>${'&'}</b>`]}</a>`.text).toBe(
      '<a title="&#34;&#39;&#60;&#62;&#38;">&#60;<b>&#38;</b></a>',
    );
    expect(escapeHtml('plain')).toBe('plain');
  });

  it('keeps JSON-LD what it was, and within its element', () => {
    const value = { label: '</script><!--<script>&\u2028' };
    const block = jsonLdBlock(JSON.stringify(value)).text;
    const inside = block.slice(block.indexOf('>') + 1, block.lastIndexOf('<'));
    expect(inside).not.toMatch(/[<>&\u2028]/);
    expect(JSON.parse(inside)).toEqual(value);
  });
});
