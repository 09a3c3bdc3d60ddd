import { extname } from 'node:path';
import { FacilisError } from '../errors.ts';
import { parseFiles, readFileContent } from '../ingest/read-files.ts';
import { sourcesIn } from '../ingest/source-nodes.ts';
import { rdfFormatByExtension } from '../rdf/media-types.ts';
import { parseRdf } from '../rdf/parse.ts';
import type { Quad } from '../rdf/terms.ts';
import { hydra } from '../rdf/vocabulary.ts';
import type { RegistryAccess } from './registry-access.ts';
import { callService, type ServiceCall } from './remote-endpoint.ts';
import { sourceRows } from './source-rows.ts';

const N_TRIPLES = 'application/n-triples';

/** The registry of a running service, by its HTTP interface. */
export function remoteRegistry(service: string, token: string | undefined): RegistryAccess {
  if (!/^https?:\/\//i.test(service)) {
    throw new FacilisError('malformed-request', {
      detail: `--service is ${JSON.stringify(service)}; it is an address with http or https.`,
    });
  }
  const call = (method: ServiceCall['method'], path: string, more: Partial<ServiceCall> = {}) =>
    callService(service, path, { method, token, ...more });
  return {
    async add(path, { isReplacing }) {
      const file = await readFileContent(path);
      // Which name the service gives it, whose base may be another one than its address, does not matter to the slug.
      const iri = sourcesIn(await parseFiles([file], service))[0] ?? '';
      const slug = iri.slice(iri.lastIndexOf('/') + 1);
      const mediaType = rdfFormatByExtension(extname(path).slice(1).toLowerCase())?.mediaType ?? '';
      const body = { mediaType, bytes: new Uint8Array(file.bytes) };
      await (isReplacing && slug !== '' ? call('PUT', `sources/${slug}`, { body }) : call('POST', 'sources', { body }));
      return iri;
    },
    async remove(slug) {
      await call('DELETE', `sources/${encodeURIComponent(slug)}`);
    },
    async setEnabled(slug, isEnabled) {
      const body = { mediaType: 'application/json', bytes: new TextEncoder().encode(String(isEnabled)) };
      await call('PUT', `sources/${encodeURIComponent(slug)}/enabled`, { body });
    },
    async rows() {
      const quads: Quad[] = [];
      for (let page = 1, isLast = false; !isLast; page += 1) {
        const { bytes } = await call('GET', `sources.nt?size=500&page=${page}`, { accept: N_TRIPLES });
        const found = await parseRdf(bytes, { mediaType: N_TRIPLES, baseIRI: service });
        quads.push(...found);
        isLast = !found.some(({ predicate }) => predicate.equals(hydra('next')));
      }
      return sourceRows(quads);
    },
    async check(slug) {
      await call('POST', `sources/${encodeURIComponent(slug)}/checks`);
    },
  };
}
