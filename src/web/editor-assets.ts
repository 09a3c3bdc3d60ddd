import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export interface HashedAsset {
  /** Holds the hash of the content: a browser may keep it for ever. */
  readonly path: string;
  readonly contentType: string;
  readonly text: string;
}

const SCRIPT = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';

/** What the SPARQL page loads where script runs: Yasqe's own bundle as it is published, and ours around it. */
export const editorAssets = {
  library: hashed('yasqe', 'js', SCRIPT, packaged('build/yasqe.min.js')),
  editor: hashed('query-editor', 'js', SCRIPT, own('query-editor.js')),
  views: hashed('result-views', 'js', SCRIPT, own('result-views.js')),
  style: hashed('query-editor', 'css', STYLE, `${packaged('build/yasqe.min.css')}\n${own('query-editor.css')}`),
} as const;

function hashed(name: string, suffix: string, contentType: string, text: string): HashedAsset {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return { path: `assets/${name}.${hash}.${suffix}`, contentType, text };
}

function own(file: string): string {
  return readFileSync(join(import.meta.dirname, 'assets', file), 'utf8');
}

/** Its source map is not served. */
function packaged(file: string): string {
  const path = createRequire(import.meta.url).resolve(`@zazuko/yasqe/${file}`);
  return readFileSync(path, 'utf8').replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
}
