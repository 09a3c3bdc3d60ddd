import { dct } from '../../rdf/vocabulary.ts';
import type { DatasetState } from '../../store/types.ts';
import { type Html, html, isWebAddress } from '../html.ts';
import { labelOf, textHtml } from './labels.ts';
import { licenceName } from './licence-name.ts';
import { QuadIndex } from './quad-index.ts';
import type { View } from './view.ts';

/** What a page says of a dataset beside its numbers: its title, which leads to its page, and its licence. */
export function datasetRecord(view: View, { slug }: DatasetState): { readonly title: Html; readonly licence: Html | undefined } {
  const iri = `${view.site.parts.config.baseIRI}id/dataset/${slug}`;
  const index = new QuadIndex(view.site.parts.reader.quadsWithSubject(iri));
  const name = textHtml(labelOf(index, iri, view.language) ?? { value: slug, language: '' }, view.language);
  const licence = index.iris(iri, dct('license').value).find(isWebAddress);
  return {
    title: index.about(iri).length > 0 ? html`<a href="${view.href(`doc/dataset/${slug}`)}">${name}</a>` : name,
    licence: licence === undefined ? undefined : html`<a href="${licence}" rel="license">${licenceName(licence)}</a>`,
  };
}
