import type { Literal } from '../../rdf/terms.ts';
import { dct, rdfs, skos } from '../../rdf/vocabulary.ts';
import { type Html, html } from '../html.ts';
import { directionOf, LANGUAGES } from '../language.ts';
import { capitalised } from './labels.ts';
import type { QuadIndex } from './quad-index.ts';
import type { View } from './view.ts';

/** The names of a thing in the languages that the page is not in. */
export function otherNames(view: View, index: QuadIndex, iri: string): Html | undefined {
  const terms = [skos('prefLabel'), rdfs('label'), dct('title')].flatMap((property) => index.objects(iri, property.value));
  const names = terms.filter(
    (term): term is Literal => term.termType === 'Literal' && term.language !== '' && term.language !== view.language,
  );
  if (names.length < 2) return undefined;
  names.sort((a, b) => placeOf(a.language) - placeOf(b.language));
  const languages = new Intl.DisplayNames([view.language], { type: 'language' });
  return html`<section class="group" aria-labelledby="names"><h2 id="names">${view.messages.entity.otherNames}</h2><dl class="facts">
${names.map(
  ({ language, value }) =>
    html`<div><dt>${capitalised((isWellFormed(language) && languages.of(language)) || language, view.language)}</dt><dd><bdi lang="${language}" dir="${directionOf(language)}">${value}</bdi></dd></div>\n`,
)}</dl></section>`;
}

/** In the order of the switcher, others after them. */
function placeOf(tag: string): number {
  const place = (LANGUAGES as readonly string[]).indexOf(tag);
  return place < 0 ? LANGUAGES.length : place;
}

/** Of RFC 5646 what `Intl` takes; it throws at anything else, and a tag in the data can be anything. */
function isWellFormed(tag: string): boolean {
  return /^[a-z]{2,3}(-[a-z0-9]{4})?(-[a-z]{2})?$/i.test(tag);
}
