import { createHash } from 'node:crypto';
import { FacilisError } from '../errors.ts';
import type { IngestOutcome } from '../ingest/ingest.ts';
import { readSourceDocument, type SourceDocument, sourceIRI } from '../ingest/source-document.ts';
import { checkExists } from '../ingest/source-registrations.ts';
import { quadToNQuad } from '../rdf/nquads.ts';
import { parseRdf } from '../rdf/parse.ts';
import type { TokenRecord } from '../store/operations-types.ts';
import { reportText } from '../validation/report-text.ts';
import { authorise } from './authorise.ts';
import { checkPreconditions } from './conditional.ts';
import { type Exchange, parameter } from './exchange.ts';
import { RDF_AND_HTML, splitSuffix } from './negotiation.ts';
import { readBody } from './request-body.ts';
import type { Route } from './route-table.ts';

/** Of one registration. `POST /sources` is with the collection. */
export const sourceRegistrationRoutes: readonly Route[] = [
  { path: '/sources/:slug', methods: { GET: seeSource, PUT: putSource, DELETE: deleteSource } },
  { path: '/sources/:slug/enabled', methods: { PUT: putEnabled } },
  { path: '/sources/:slug/checks', methods: { POST: checkSourceNow } },
];

/** RFC 9110 §9.3.3: a resource that was created by POST is named in `Location`. */
export async function postSource(exchange: Exchange): Promise<void> {
  const token = authorise(exchange, 'admin');
  const source = await readSource(exchange);
  if (exchange.site.parts.reader.hasSubject(source.iri)) {
    const address = `${exchange.site.parts.config.baseIRI}sources/${slugOf(exchange, source.iri)}`;
    throw new FacilisError('conflict', { detail: `There is a source <${source.iri}> already; PUT ${address} replaces it.` });
  }
  await register(exchange, source, { token, isNew: true });
}

async function putSource(exchange: Exchange): Promise<void> {
  const token = authorise(exchange, 'admin');
  const iri = sourceIRI(parameter(exchange, 'slug'), exchange.site.parts.config.baseIRI);
  const source = await readSource(exchange);
  if (source.iri !== iri) {
    throw new FacilisError('malformed-request', {
      detail: `The document describes <${source.iri}>; under this address it describes <${iri}>.`,
    });
  }
  const current = registrationTag(exchange, iri);
  checkPreconditions(exchange.req.headers, current);
  await register(exchange, source, { token, isNew: current === undefined });
}

async function deleteSource(exchange: Exchange): Promise<void> {
  const { registry, config } = exchange.site.parts;
  const { name } = authorise(exchange, 'admin');
  const iri = sourceIRI(parameter(exchange, 'slug'), config.baseIRI);
  checkPreconditions(exchange.req.headers, registrationTag(exchange, iri));
  refuseInvalid(exchange, await registry.registrations.remove(iri, { agent: `token ${name}`, note: `Source ${iri} removed` }));
  exchange.res.status(204).end();
}

/** Whether it takes part in federated queries, as JSON: `true` or `false`. */
async function putEnabled(exchange: Exchange): Promise<void> {
  const { registry, config } = exchange.site.parts;
  const { name } = authorise(exchange, 'admin');
  const iri = sourceIRI(parameter(exchange, 'slug'), config.baseIRI);
  const body = new TextDecoder().decode(await readBody(exchange)).trim();
  if (body !== 'true' && body !== 'false') {
    throw new FacilisError('malformed-request', {
      detail: `The body is ${JSON.stringify(body.slice(0, 80))}; whether a source is enabled is true or false.`,
    });
  }
  checkPreconditions(exchange.req.headers, registrationTag(exchange, iri));
  const note = `Source ${iri} ${body === 'true' ? 'enabled' : 'disabled'}`;
  refuseInvalid(exchange, await registry.registrations.setEnabled(iri, body === 'true', { agent: `token ${name}`, note }));
  exchange.res.set('ETag', registrationTag(exchange, iri)).status(204).end();
}

async function checkSourceNow(exchange: Exchange): Promise<void> {
  authorise(exchange, 'admin');
  const { registry, config } = exchange.site.parts;
  await registry.health.check(sourceIRI(parameter(exchange, 'slug'), config.baseIRI));
  exchange.res.status(204).end();
}

/** The registration's own tag goes with it, for `If-Match`. */
function seeSource(exchange: Exchange): void {
  const { res, site, url } = exchange;
  const name = parameter(exchange, 'slug');
  const iri = sourceIRI(splitSuffix(name, RDF_AND_HTML).stem, site.parts.config.baseIRI);
  checkExists(site.parts.reader, iri);
  res.set({ ETag: registrationTag(exchange, iri), 'Cache-Control': 'public, max-age=0, must-revalidate' });
  res
    .status(303)
    .set('Location', `${site.basePath}doc/source/${encodeURIComponent(name)}${url.search}`)
    .end();
}

async function readSource(exchange: Exchange): Promise<SourceDocument> {
  const { baseIRI } = exchange.site.parts.config;
  const body = await readBody(exchange);
  return readSourceDocument(await parseRdf(body, { mediaType: exchange.req.headers['content-type'] ?? '', baseIRI }), baseIRI);
}

async function register(
  exchange: Exchange,
  source: SourceDocument,
  { token, isNew }: { token: TokenRecord; isNew: boolean },
): Promise<void> {
  const { site, res } = exchange;
  const note = `Source ${source.iri} ${isNew ? 'registered' : 'replaced'}`;
  refuseInvalid(exchange, await site.parts.registry.registrations.put(source, { agent: `token ${token.name}`, note }));
  res.set('ETag', registrationTag(exchange, source.iri));
  if (isNew) res.status(201).set('Location', `${site.basePath}doc/source/${slugOf(exchange, source.iri)}`);
  else res.status(204);
  res.end();
}

/** @throws FacilisError `invalid-data` with the report: nothing was stored then */
function refuseInvalid({ site }: Exchange, outcome: IngestOutcome): void {
  if (outcome.kind !== 'invalid') return;
  const { report } = outcome;
  const text = reportText(report, { baseIRI: site.parts.config.baseIRI, severities: ['violation'] });
  const results = report.results.filter(({ severity }) => severity === 'violation');
  throw new FacilisError('invalid-data', {
    detail: `Nothing was stored, for the data does not conform to the shapes.\n${text}`,
    extra: { results },
  });
}

/** Names what is registered now, as a strong tag; none when nothing is. */
function registrationTag({ site }: Exchange, iri: string): string | undefined {
  const lines = site.parts.registry.registrations.current(iri).map(quadToNQuad);
  return lines.length === 0 ? undefined : `"${createHash('sha256').update(lines.sort().join('')).digest('hex').slice(0, 32)}"`;
}

function slugOf({ site }: Exchange, iri: string): string {
  return iri.slice(sourceIRI('', site.parts.config.baseIRI).length);
}
