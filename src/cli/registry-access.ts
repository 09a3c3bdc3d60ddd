import type { SourceRow } from './source-rows.ts';

/** The registry of sources, wherever it is. */
export interface RegistryAccess {
  /** @returns the IRI of the source */
  add(path: string, options: { readonly isReplacing: boolean }): Promise<string>;
  remove(slug: string): Promise<void>;
  /** Whether a source takes part in federated queries. */
  setEnabled(slug: string, isEnabled: boolean): Promise<void>;
  rows(): Promise<SourceRow[]>;
  /** Asks a source; what was found is in its row then. */
  check(slug: string): Promise<void>;
}
