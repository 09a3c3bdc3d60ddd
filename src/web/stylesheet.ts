import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Parts of the one style sheet, in cascade order. */
const PARTS = ['base.css', 'frame.css', 'content.css', 'forms.css', 'reference.css', 'federation.css', 'sources.css', 'print.css'];

const text = PARTS.map((part) => readFileSync(join(import.meta.dirname, 'assets', part), 'utf8')).join('\n');
const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);

/** Its name holds the hash of its content: a browser may keep it for ever. */
export const stylesheet = { text, path: `assets/facilis.${hash}.css` } as const;
