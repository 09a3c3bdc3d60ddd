import type { DatabaseSync } from 'node:sqlite';
import { FacilisError } from '../errors.ts';

/** The base is part of the store: its IRIs were minted under it. */
export function checkBaseIRI(sqlite: DatabaseSync, { location, baseIRI }: { location: string; baseIRI: string }): void {
  const stored = sqlite.prepare("SELECT value FROM setting WHERE name = 'base-iri'").get()?.value;
  if (stored === baseIRI) return;
  throw new FacilisError('base-iri-mismatch', {
    detail: `${location} was made under BASE_IRI ${String(stored)}, but BASE_IRI is now ${baseIRI}. Either start with BASE_IRI=${String(stored)}, or set DATA_DIR to a new directory, where the shipped files are loaded under the new base.`,
    extra: { stored, configured: baseIRI },
  });
}
