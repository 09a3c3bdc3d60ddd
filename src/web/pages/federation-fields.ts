import { INVENTORY_SLUG, inventorySource, sourceSlug } from '../../federation/chosen-sources.ts';
import type { FederationReport } from '../../federation/federation-report.ts';
import { REGISTRY, type RegisteredSource, registeredSources } from '../../federation/registered-sources.ts';
import { type Html, html } from '../html.ts';
import { REPORTS_PATH } from '../report-links.ts';
import { FEDERATION_ENDPOINT, INVENTORY_ENDPOINT } from '../sparql-endpoint.ts';
import type { SparqlRequest } from '../sparql-request.ts';
import { labelOf, textHtml } from './labels.ts';
import { QuadIndex } from './quad-index.ts';
import { reportTables } from './report-page.ts';
import type { View } from './view.ts';

/** What a federated query may wish, as fields of the query's form. */
export function federationFields(view: View, request: SparqlRequest): Html {
  const words = view.messages.federation;
  const { reader, config } = view.site.parts;
  const box = (name: string, value: string, label: Html | string, isChecked: boolean) =>
    html`<label><input type="checkbox" name="${name}" value="${value}"${isChecked && html` checked`}> <span dir="auto">${label}</span></label>\n`;
  const isChosen = (iri: string) => request.sources.includes(iri);
  const others = registeredSources(reader).filter(({ enabled }) => enabled);
  const labels = new QuadIndex(REGISTRY.flatMap((dataset) => reader.quads(dataset)));
  const label = ({ iri, title }: RegisteredSource) => {
    const text = labelOf(labels, iri, view.language);
    return text === undefined ? title : textHtml(text, view.language);
  };
  return html`<fieldset class="choices"><legend>${words.takingPart}</legend><p class="hint">${words.allTakePart}</p>
${box('source', INVENTORY_SLUG, words.inventory, isChosen(inventorySource(config.baseIRI)))}${others.map((source) =>
  box('source', sourceSlug(source), label(source), isChosen(source.iri)),
)}</fieldset>
<div class="choices">${box('partial', 'true', words.partial, request.isPartialWelcome)}${box('provenance', 'true', words.provenance, request.withProvenance)}</div>`;
}

export function explainButton({ messages }: View): Html {
  return html` <button type="submit" name="explain" value="true" class="second">${messages.federation.explain}</button>`;
}

/** The same query over more sources, or fewer. */
export function otherEndpoint(view: View, { endpoint, query }: SparqlRequest): Html {
  const { toFederation, toInventory } = view.messages.federation;
  const [other, label] = endpoint.scope === 'services' ? [FEDERATION_ENDPOINT, toFederation] : [INVENTORY_ENDPOINT, toInventory];
  const address = query === undefined ? '' : `?${new URLSearchParams({ query })}`;
  return html`<a href="${view.href(other.path + address)}">${label}</a>`;
}

/** What a link needs to ask the same again in another format. */
export function parametersOf({ site }: View, request: SparqlRequest, format: string): URLSearchParams {
  const { query = '', sources, isPartialWelcome, withProvenance } = request;
  const parameters = new URLSearchParams({ query, format });
  const inventory = inventorySource(site.parts.config.baseIRI);
  for (const iri of sources) parameters.append('source', iri === inventory ? INVENTORY_SLUG : iri);
  if (isPartialWelcome) parameters.set('partial', 'true');
  if (withProvenance) parameters.set('provenance', 'true');
  return parameters;
}

export function reportNotice(view: View, report: FederationReport): Html {
  const words = view.messages.federation;
  return html`${!report.isComplete && html`<div class="error" role="alert"><p><strong>${words.incomplete}</strong></p></div>`}
<p>${reportLink(view, report.id)}</p>`;
}

export function reportLink(view: View, id: string): Html {
  return html`<a href="${view.href(`${REPORTS_PATH}/${id}`)}" rel="describedby">${view.messages.federation.report}</a>`;
}

export function planSection(view: View, report: FederationReport): Html {
  const { plan, planLead } = view.messages.federation;
  return html`<section aria-labelledby="plan"><h2 id="plan">${plan}</h2>
<p>${planLead}</p>
${reportTables(view, report)}</section>`;
}
