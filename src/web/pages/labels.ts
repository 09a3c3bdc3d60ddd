import type { Literal, Term } from '../../rdf/terms.ts';
import { dct, foaf, rdfs, schema, sh, skos } from '../../rdf/vocabulary.ts';
import { prefixedName } from '../addresses.ts';
import { type Html, html } from '../html.ts';
import { directionOf, type Language } from '../language.ts';
import type { QuadIndex } from './quad-index.ts';

/** A text and the language it turned out to be in; empty for a text without one. */
export interface Text {
  readonly value: string;
  readonly language: string;
}

const LABEL_PREDICATES = [skos('prefLabel'), rdfs('label'), dct('title'), sh('name'), foaf('name'), schema('name')];

/** The label of a thing: the asked language, then English, then any. */
export function labelOf(index: QuadIndex, iri: string, language: Language): Text | undefined {
  for (const predicate of LABEL_PREDICATES) {
    const text = bestText(index.objects(iri, predicate.value), language);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** One text of several: the asked language, then English, then none, then any. */
export function bestText(terms: readonly Term[], language: Language): Text | undefined {
  const literals = terms.filter((term): term is Literal => term.termType === 'Literal');
  for (const wanted of [language, 'en', '']) {
    const found = literals.find((literal) => speaks(literal, wanted));
    if (found !== undefined) return { value: found.value, language: found.language };
  }
  const any = literals[0];
  return any === undefined ? undefined : { value: any.value, language: any.language };
}

function speaks(literal: Literal, language: string): boolean {
  const tag = literal.language.toLowerCase();
  return tag === language || (language !== '' && tag.startsWith(`${language}-`));
}

/**
 * The language and direction of a text where they differ from the page's, for the element that holds it alone: a paragraph in
 * English begins at the left on an Arabic page too.
 */
export function textAttributes({ language }: Text, pageLanguage: Language): Html | undefined {
  if (language === '' || language === pageLanguage) return undefined;
  const direction = directionOf(language) === directionOf(pageLanguage) ? undefined : directionOf(language);
  return html` lang="${language}"${direction && html` dir="${direction}"`}`;
}

/** A text within a line. */
export function textHtml(text: Text, pageLanguage: Language): Html {
  const attributes = textAttributes(text, pageLanguage);
  return attributes === undefined ? html`${text.value}` : html`<span${attributes}>${text.value}</span>`;
}

/** A text that may fill lines. */
export function passageHtml(text: Text, pageLanguage: Language): Html {
  const attributes = textAttributes(text, pageLanguage);
  return attributes === undefined ? html`${text.value}` : html`<div${attributes}>${text.value}</div>`;
}

/** What to call a thing that has no label: its prefixed name, or the last segment of its IRI. */
export function nameFromIRI(iri: string): string {
  return prefixedName(iri) ?? (iri.match(/[^/#]+(?=[/#]?$)/)?.[0] || iri);
}

export function capitalised(text: string, language: string): string {
  return text.charAt(0).toLocaleUpperCase(language || 'en') + text.slice(1);
}

/** The same choice from labels that are a map by language tag. */
export function mapText(labels: Readonly<Record<string, string>>, language: Language): Text | undefined {
  for (const tag of [language, 'en', '', ...Object.keys(labels)]) {
    const value = labels[tag];
    if (value !== undefined) return { value, language: tag };
  }
  return undefined;
}
