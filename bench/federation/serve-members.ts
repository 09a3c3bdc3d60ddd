import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Negotiator from 'negotiator';
import { Store } from 'oxigraph';
import { readQuery } from '../../src/sparql/analyse-query.ts';
import { ntriples } from './truth.ts';
import { WORLDS } from './worlds.ts';

/**
 * A process of its own: the SPARQL endpoints of all members of a world, each with a store to itself, as `/{number}/sparql` on
 * one port. It speaks as much of the SPARQL 1.1 Protocol as clients use: GET, both kinds of POST, and negotiation.
 */
const [world = '', members = '5', seed = '1'] = process.argv.slice(2);
const stores = (await WORLDS[world]?.make({ members: Number(members), seed: Number(seed) }))?.members.map(({ quads }) => {
  const store = new Store();
  store.load(ntriples(quads), { format: 'application/n-triples' });
  return store;
});

const RESULTS = ['application/sparql-results+json', 'application/sparql-results+xml', 'text/tab-separated-values', 'text/csv'];
const TRIPLES = ['application/n-triples', 'text/turtle', 'application/rdf+xml'];
const DESCRIPTION = `@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
<> a sd:Service ; sd:endpoint <> ; sd:supportedLanguage sd:SPARQL11Query .
`;

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    response.writeHead(400, { 'content-type': 'text/plain' }).end(String(error));
  });
});
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => console.log(`listening ${(server.address() as AddressInfo).port}`));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://member.example');
  const number = /^\/(\d+)\/sparql$/.exec(url.pathname)?.[1];
  const store = stores?.[Number(number ?? Number.NaN)];
  if (store === undefined) return void response.writeHead(404).end();
  const query = (await postedQuery(request)) ?? url.searchParams.get('query');
  if (query === null) return void response.writeHead(200, { 'content-type': 'text/turtle' }).end(DESCRIPTION);
  const { form } = readQuery(query, 'http://member.example/');
  const formats = form === 'SELECT' || form === 'ASK' ? RESULTS : TRIPLES;
  const format = new Negotiator(request).mediaType(formats);
  if (format === undefined) return void response.writeHead(406).end();
  const body = store.query(query, { results_format: format }) as string;
  response.writeHead(200, { 'content-type': format }).end(body);
}

async function postedQuery(request: IncomingMessage): Promise<string | null> {
  if (request.method !== 'POST') return null;
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const text = Buffer.concat(parts).toString('utf8');
  return request.headers['content-type']?.startsWith('application/sparql-query') ? text : new URLSearchParams(text).get('query');
}
