import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { FacilisError } from '../src/errors.ts';

const read = (env: Record<string, string>) => readConfig(env, { cores: 2 });

describe('settings', () => {
  it('take the documented defaults from an empty environment', () => {
    expect(read({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      baseIRI: 'http://localhost:3000/',
      dataDirectory: 'var',
      queryTimeoutMs: 30_000,
      queryMaxRows: 1_000_000,
      queryWorkers: 2,
      federationTimeoutMs: 60_000,
      federationWorkers: 4,
      sourceCheckIntervalMs: 300_000,
      maxBodyBytes: 33_554_432,
      trustProxy: false,
      logLevel: 'info',
      rateLimitPerMinute: 600,
    });
  });

  it('treat an empty variable as unset', () => {
    expect(read({ PORT: '', LOG_LEVEL: '' }).port).toBe(3000);
  });

  it('derive the base IRI from the port, and leave it open while the port is not known', () => {
    expect(read({ PORT: '8080' }).baseIRI).toBe('http://localhost:8080/');
    expect(read({ PORT: '0' }).baseIRI).toBeUndefined();
    expect(read({ PORT: '0', BASE_IRI: 'https://example.org/tf/' }).baseIRI).toBe('https://example.org/tf/');
  });

  it('cannot be changed after they are read', () => {
    expect(Object.isFrozen(read({}))).toBe(true);
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3e3'],
    ['QUERY_TIMEOUT_MS', '0'],
    ['QUERY_TIMEOUT_MS', '2147483648'],
    ['QUERY_WORKERS', 'many'],
    ['MAX_BODY_BYTES', '1.5'],
    ['TRUST_PROXY', 'yes'],
    ['LOG_LEVEL', 'loud'],
    ['BASE_IRI', 'example.org'],
    ['BASE_IRI', 'https://example.org/tf'],
    ['BASE_IRI', 'https://example.org/?a=/'],
    ['BASE_IRI', 'HTTPS://Example.org/'],
    ['BASE_IRI', 'ftp://example.org/'],
    ['STORE_SPARQL_URL', 'http://localhost:7200/repositories/tf'],
  ])('%s=%s is refused in one line that names the setting, the value and what is allowed', (name, value) => {
    let caught: unknown;
    try {
      read({ [name]: value });
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(FacilisError);
    const { code, detail } = caught as FacilisError;
    expect(code).toBe('invalid-setting');
    expect(detail).toContain(name);
    expect(detail).toContain(JSON.stringify(value));
    expect(detail).toContain('allowed is');
    expect(detail).not.toContain('\n');
  });
});
