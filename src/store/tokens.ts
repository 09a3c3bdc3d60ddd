import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { FacilisError } from '../errors.ts';
import type { Database } from './database.ts';
import type { TokenRecord, Tokens } from './operations-types.ts';

const SECRET_BYTES = 32;
/** So that a secret that is found somewhere it should not be is known for what it is. */
const SECRET_PREFIX = 'facilis_';
/** A token in steady use is written once in this time. */
const LAST_USED_EVERY_MS = 60_000;

type Row = TokenRecord & { readonly id: number; readonly hash: Uint8Array };

const TOKENS = `SELECT id, name, role, hash, created_at AS createdAt, revoked_at AS revokedAt, last_used_at AS lastUsedAt FROM token`;

/** A secret has 256 random bits: nobody guesses what a plain SHA-256 is of, and a slow hash would gain nothing. */
export function createTokens(database: Database, now: () => Date): Tokens {
  const run = (sql: string, ...values: (string | number | Uint8Array)[]) => database.write(() => database.statement(sql).run(...values));
  const rows = (where: string) => database.read(() => database.statement(`${TOKENS} ${where} ORDER BY id`).all()) as unknown as Row[];
  const valid = () => rows('WHERE revoked_at IS NULL');
  return {
    create({ name, role }) {
      const secret = SECRET_PREFIX + randomBytes(SECRET_BYTES).toString('base64url');
      const sql = 'INSERT INTO token (name, role, hash, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING';
      if (run(sql, name, role, hashOf(secret), now().toISOString()).changes === 0) {
        throw new FacilisError('conflict', {
          detail: `There is a valid token ${JSON.stringify(name)} already: revoke it, or choose another name.`,
        });
      }
      return secret;
    },
    verify(secret) {
      const hash = hashOf(secret);
      const found = valid().filter((row) => timingSafeEqual(row.hash, hash))[0];
      if (found === undefined) return undefined;
      const { id, lastUsedAt } = found;
      if (now().getTime() - Date.parse(lastUsedAt ?? '1970-01-01') >= LAST_USED_EVERY_MS) {
        run('UPDATE token SET last_used_at = ? WHERE id = ?', now().toISOString(), id);
      }
      return toRecord(found);
    },
    list: () => rows('').map(toRecord),
    revoke: (name) => run('UPDATE token SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL', now().toISOString(), name).changes > 0,
  };
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function toRecord({ name, role, createdAt, revokedAt, lastUsedAt }: Row): TokenRecord {
  return { name, role, createdAt, revokedAt: revokedAt ?? undefined, lastUsedAt: lastUsedAt ?? undefined };
}
