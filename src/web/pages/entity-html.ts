import { KINDS } from '../../publish/kinds.ts';
import type { Quad } from '../../rdf/terms.ts';
import type { Exchange } from '../exchange.ts';
import type { Html } from '../html.ts';
import { RDF_AND_HTML } from '../negotiation.ts';
import { rdfBody } from '../representation.ts';
import { collectionName } from './collection-name.ts';
import { entityDescription, entityMain, entityTitle } from './entity-page.ts';
import { type Alternate, type Crumb, renderPage } from './layout.ts';
import { QuadIndex } from './quad-index.ts';
import { createView, type View } from './view.ts';

export interface DescribedEntity {
  readonly iri: string;
  readonly types: readonly string[];
  readonly quads: readonly Quad[];
  /** A section that its kind has before the facts. */
  readonly more?: ((view: View) => Html) | undefined;
}

/** The whole page of an entity, its JSON-LD inside. */
export async function entityHtml(exchange: Exchange, entity: DescribedEntity, alternates: readonly Alternate[]): Promise<string> {
  const view = createView(exchange);
  const content = { iri: entity.iri, types: entity.types, index: new QuadIndex(entity.quads), more: entity.more?.(view) };
  const title = entityTitle(view, content).value;
  const description = entityDescription(view, content)?.value;
  const jsonLd = RDF_AND_HTML.find((offer) => offer.name === 'jsonld');
  return renderPage(view, {
    title,
    ...(description !== undefined && { description }),
    breadcrumbs: [...collectionCrumbs(view, entity.types), { label: title }],
    alternates: alternates.filter((one) => one.mediaType !== 'text/html'),
    main: entityMain(view, content),
    ...(jsonLd && { jsonLd: await rdfBody(exchange, jsonLd, entity.quads, entity.iri) }),
  });
}

function collectionCrumbs(view: View, types: readonly string[]): Crumb[] {
  const kind = KINDS.find(({ classIRI }) => types.includes(classIRI));
  return kind === undefined ? [] : [{ label: collectionName(view, kind), href: view.href(kind.collection) }];
}
