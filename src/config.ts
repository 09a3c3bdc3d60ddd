import { FacilisError } from './errors.ts';

/** The settings of one process, checked and frozen. Names and defaults: the table in the README. */
export interface Config {
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  /** Public base of every minted IRI, with its trailing slash; `undefined` while it follows a port that is not known yet. */
  readonly baseIRI: string | undefined;
  /** Where the durable state is kept; `:memory:` for none. */
  readonly dataDirectory: string;
  readonly queryTimeoutMs: number;
  readonly queryMaxRows: number;
  readonly queryWorkers: number;
  readonly federationTimeoutMs: number;
  readonly federationWorkers: number;
  /** Between two looks at a source that works; 0: it is never looked at unasked. */
  readonly sourceCheckIntervalMs: number;
  readonly maxBodyBytes: number;
  /** Passed to Express as it is: a boolean, or the number of proxies in front. */
  readonly trustProxy: boolean | number;
  readonly logLevel: LogLevel;
  readonly rateLimitPerMinute: number;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
export type Environment = Readonly<Record<string, string | undefined>>;

/** The embedded engine counts rows in 32 bits, and is asked for one row above the limit. */
const MAX_ROWS = 4_294_967_294;

/** Node's timers hold at most this many milliseconds; a longer one would fire at once. */
const MAX_TIMER_MS = 2_147_483_647;

/**
 * Reads the settings from an environment. An unset or empty variable takes its default.
 * @throws FacilisError `invalid-setting`, in one line that names the setting, its value and what is allowed.
 */
export function readConfig(env: Environment, machine: { readonly cores: number }): Config {
  const port = integer(env, 'PORT', 3000, 0, 65_535);
  refuseExternalStore(env);
  return Object.freeze({
    host: env.HOST || '127.0.0.1',
    port,
    baseIRI: baseIRI(env, port),
    dataDirectory: env.DATA_DIR || 'var',
    queryTimeoutMs: integer(env, 'QUERY_TIMEOUT_MS', 30_000, 1, MAX_TIMER_MS),
    queryMaxRows: integer(env, 'QUERY_MAX_ROWS', 1_000_000, 1, MAX_ROWS),
    queryWorkers: integer(env, 'QUERY_WORKERS', machine.cores, 1, 1024),
    federationTimeoutMs: integer(env, 'FEDERATION_TIMEOUT_MS', 60_000, 1, MAX_TIMER_MS),
    federationWorkers: integer(env, 'FEDERATION_WORKERS', 4, 1, 1024),
    sourceCheckIntervalMs: integer(env, 'SOURCE_CHECK_INTERVAL_MS', 300_000, 0, MAX_TIMER_MS),
    maxBodyBytes: integer(env, 'MAX_BODY_BYTES', 33_554_432, 1),
    trustProxy: trustProxy(env),
    logLevel: oneOf(env, 'LOG_LEVEL', 'info', LOG_LEVELS),
    rateLimitPerMinute: integer(env, 'RATE_LIMIT_PER_MINUTE', 600, 1),
  });
}

function integer(env: Environment, name: string, fallback: number, min: number, max: number = Number.MAX_SAFE_INTEGER): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) {
    const range = max === Number.MAX_SAFE_INTEGER ? `from ${min}` : `from ${min} to ${max}`;
    throw refused(name, text, `a whole number ${range}`);
  }
  return value;
}

function oneOf<T extends string>(env: Environment, name: string, fallback: T, allowed: readonly T[]): T {
  const text = env[name] || fallback;
  const found = allowed.find((candidate) => candidate === text);
  if (found === undefined) throw refused(name, text, `one of ${allowed.join(', ')}`);
  return found;
}

function trustProxy(env: Environment): boolean | number {
  const text = env.TRUST_PROXY || 'false';
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^\d+$/.test(text)) return Number(text);
  throw refused('TRUST_PROXY', text, 'true, false or the number of proxies in front of the service');
}

function baseIRI(env: Environment, port: number): string | undefined {
  const text = env.BASE_IRI;
  if (text === undefined || text === '') return port === 0 ? undefined : `http://localhost:${port}/`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const usable = url !== undefined && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.username === '';
  // Minted IRIs are compared as strings, so the base must already be in the form that a client will send back.
  if (!usable || !text.endsWith('/') || url.href !== text) {
    throw refused('BASE_IRI', text, 'an absolute http or https IRI in normal form that ends with a slash, such as https://example.org/tf/');
  }
  return text;
}

/** An engine that the operator believes to be in use must never be ignored in silence. */
function refuseExternalStore(env: Environment): void {
  const url = env.STORE_SPARQL_URL;
  if (url) throw refused('STORE_SPARQL_URL', url, 'only the empty value: this version keeps the quads in its embedded store');
}

function refused(name: string, value: string, allowed: string): FacilisError {
  return new FacilisError('invalid-setting', {
    detail: `${name} is ${JSON.stringify(value)}; allowed is ${allowed}.`,
    extra: { setting: name },
  });
}
