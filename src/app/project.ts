import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Lookup } from '../federation/pinned-lookup.ts';

/** The project's root: where `data/`, `ontology/` and `shapes/` are. */
export const ROOT = join(import.meta.dirname, '..', '..');

export const VERSION: string = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version;

export type AppConfig = Config & { readonly baseIRI: string };

/** What the process lends. */
export interface Surroundings {
  /** The value of an environment variable in which a registered source says that its credentials are; without it there are none. */
  readonly secret?: (environmentName: string) => string | undefined;
  /** How host names of sources are resolved; by the system unless given. */
  readonly lookup?: Lookup;
}
