import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { type Config, type Environment, readConfig } from '../config.ts';
import { FacilisError } from '../errors.ts';

/** The settings of this process: the environment, and below it the file `.env` of the working directory. */
export function settings(env: Environment): Config {
  // Node leaves variables that are set already as they are.
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readConfig(env, { cores: availableParallelism() });
}

/**
 * The settings of a command that opens the store beside no server: there the base IRI cannot follow a port yet to be picked.
 * @throws FacilisError `invalid-setting`
 */
export function storeSettings(env: Environment): Config & { readonly baseIRI: string } {
  const config = settings(env);
  if (config.baseIRI === undefined) {
    throw new FacilisError('invalid-setting', {
      detail: 'PORT is "0", so BASE_IRI must be set: which IRIs the data is under cannot be known otherwise.',
    });
  }
  return { ...config, baseIRI: config.baseIRI };
}
