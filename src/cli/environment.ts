import { availableParallelism } from 'node:os';
import { type Config, type Environment, readConfig } from '../config.ts';
import { FacilisError } from '../errors.ts';

/** The settings of this process: the environment, and below it the file `.env` of the working directory. */
export function settings(env: Environment): Config {
  loadEnvFile();
  return readConfig(env, { cores: availableParallelism() });
}

function loadEnvFile(): void {
  try {
    // Node leaves variables that are set already as they are.
    process.loadEnvFile('.env');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    throw new FacilisError('invalid-setting', { detail: `.env cannot be read as a file of settings: ${message}`, cause });
  }
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
