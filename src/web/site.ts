import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { type Collections, createCollections } from '../publish/collections.ts';
import { shippedContext } from '../rdf/shipped-contexts.ts';
import type { QueryAnalysis } from '../sparql/query-types.ts';
import { editorAssets } from './editor-assets.ts';
import type { WebParts } from './parts.ts';

/** What every request of one service shares. */
export interface Site {
  readonly parts: WebParts;
  /** The path of BASE_IRI, with its trailing slash: every link of a page starts with it. */
  readonly basePath: string;
  readonly collections: Collections;
  /** Names the code and files that make the representations: part of every ETag, so that a deployment renews them all. */
  readonly fingerprint: string;
  /** When the newest of those files was written: no page is older. */
  readonly codeTime: Date;
  /** Finished bodies by address and ETag; the ETag names the revision, so nothing in here can be stale. */
  readonly bodies: LRUCache<string, Uint8Array>;
  /** What is known of queries by their text alone: parsing takes longer than sending a kept answer. */
  readonly queries: LRUCache<string, KnownQuery>;
}

export interface KnownQuery {
  readonly analysis: QueryAnalysis;
  readonly normalised: string;
}

const BODY_CACHE_BYTES = 64 * 1024 * 1024;
const QUERY_CACHE_CHARACTERS = 4 * 1024 * 1024;

export function createSite(parts: WebParts): Site {
  return {
    parts,
    basePath: new URL(parts.config.baseIRI).pathname,
    collections: createCollections(parts.reader),
    ...readCode(parts),
    bodies: new LRUCache({ maxSize: BODY_CACHE_BYTES, maxEntrySize: BODY_CACHE_BYTES / 8, sizeCalculation: (bytes) => bytes.length + 1 }),
    queries: new LRUCache({
      maxSize: QUERY_CACHE_CHARACTERS,
      sizeCalculation: ({ normalised }, text) => normalised.length + text.length + 100,
    }),
  };
}

interface Code {
  readonly fingerprint: string;
  readonly codeTime: Date;
}

function readCode({ version, competencyQuestions }: WebParts): Code {
  const root = join(import.meta.dirname, '..');
  const paths = globSync('**/*.{ts,css,js}', { cwd: root }).sort();
  const hash = createHash('sha256').update(JSON.stringify([version, competencyQuestions, shippedContext(), editorAssets.library.path]));
  for (const path of paths) hash.update(path).update(readFileSync(join(root, path)));
  const newest = Math.max(...paths.map((path) => statSync(join(root, path)).mtimeMs));
  return { fingerprint: hash.digest('hex').slice(0, 8), codeTime: new Date(newest) };
}
