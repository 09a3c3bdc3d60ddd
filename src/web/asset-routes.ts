import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FacilisError } from '../errors.ts';
import { sendAnswer } from './answer.ts';
import { editorAssets } from './editor-assets.ts';
import { editorTerms } from './editor-terms.ts';
import { type Exchange, parameter } from './exchange.ts';
import { createView } from './pages/view.ts';
import type { Route } from './route-table.ts';
import { stylesheet } from './stylesheet.ts';

interface Asset {
  readonly contentType: string;
  readonly text: string;
  /** Seconds that a browser may keep it unasked. */
  readonly maxAge: number;
}

const YEAR = 31_536_000;

const ASSETS: Readonly<Record<string, Asset>> = {
  [stylesheet.path]: { contentType: 'text/css; charset=utf-8', text: stylesheet.text, maxAge: YEAR },
  'assets/logo.svg': {
    contentType: 'image/svg+xml',
    text: readFileSync(join(import.meta.dirname, 'assets', 'logo.svg'), 'utf8'),
    maxAge: 86_400,
  },
  ...Object.fromEntries(Object.values(editorAssets).map(({ path, ...asset }) => [path, { ...asset, maxAge: YEAR }])),
};

export const assetRoutes: readonly Route[] = [
  { path: '/assets/terms.json', methods: { GET: sendTerms } },
  { path: '/assets/:file', methods: { GET: sendAsset } },
  { path: '/robots.txt', methods: { GET: sendRobots } },
];

function sendAsset(exchange: Exchange): Promise<void> {
  const path = `assets/${parameter(exchange, 'file')}`;
  const asset = Object.hasOwn(ASSETS, path) ? ASSETS[path] : undefined;
  if (asset === undefined) throw new FacilisError('not-found', { detail: `There is no ${path}.` });
  return sendAnswer(exchange, {
    contentType: asset.contentType,
    etag: ['asset'],
    vary: [],
    cacheControl: `public, max-age=${asset.maxAge}${asset.maxAge === YEAR ? ', immutable' : ''}`,
    body: () => asset.text,
  });
}

/** The names that the editor completes, with their labels in the language of the page. */
function sendTerms(exchange: Exchange): Promise<void> {
  const view = createView(exchange);
  return sendAnswer(exchange, {
    contentType: 'application/json',
    etag: [view.site.parts.reader.sequence(), 'terms', view.language],
    vary: ['Accept-Language'],
    headers: { 'Content-Language': view.language },
    body: () => JSON.stringify(editorTerms(view)),
  });
}

/** RFC 9309. Crawlers are welcome to the data; queries and filtered lists have no end, so they are asked to leave those out. */
function sendRobots(exchange: Exchange): Promise<void> {
  const { basePath } = exchange.site;
  return sendAnswer(exchange, {
    contentType: 'text/plain; charset=utf-8',
    etag: ['robots'],
    vary: [],
    body: () =>
      `User-agent: *\nDisallow: ${basePath}sparql\nDisallow: ${basePath}federation/\nDisallow: ${basePath}*?*q=\nAllow: ${basePath}\n`,
  });
}
