import { FacilisError } from '../errors.ts';
import type { RegisteredSource } from './registered-sources.ts';

/**
 * The sources of the virtual graph: every enabled one that can be asked, or those that were named. An event stream is harvested, not asked.
 * @param named IRIs of sources, without that of the inventory
 * @throws FacilisError `source-not-registered` for a name that is none, or that of a source that takes no part
 */
export function takingPart(sources: readonly RegisteredSource[], named: readonly string[] | undefined): readonly RegisteredSource[] {
  const able = sources.filter(({ enabled, kind }) => enabled && kind !== 'ldes');
  if (named === undefined) return able;
  return named.map((iri) => able.find((source) => source.iri === iri) ?? refuse(iri, sources));
}

/** The sources that SERVICE clauses may ask, of the virtual graph or not; a variable can stand for any that is enabled. */
export function whomServicesName(services: readonly string[], sources: readonly RegisteredSource[]): readonly RegisteredSource[] {
  const isOpen = services.some((service) => service.startsWith('?'));
  return sources.filter(({ endpoint, enabled }) => enabled && (isOpen || services.includes(endpoint)));
}

function refuse(iri: string, sources: readonly RegisteredSource[]): never {
  const source = sources.find((each) => each.iri === iri);
  const why =
    source === undefined ? 'is no registered source' : source.enabled ? 'is an event stream, which is harvested, not asked' : 'is disabled';
  throw new FacilisError('source-not-registered', {
    detail: `source=${iri} ${why}; /sources lists those that can be asked.`,
    extra: { source: iri },
  });
}
