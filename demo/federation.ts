import { startDemo } from './start-demo.ts';

/** `npm run demo:federation`: three agencies and a hub on this machine, until Ctrl-C. `PORT` is the hub's, 3000 unless set. */
const { hub, members, stop } = await startDemo(Number(process.env.PORT || '3000'));
const ask = (query: string, more: string) => `curl -s ${hub}federation/sparql ${more} --data-urlencode 'query=${query}'`;
const NAMES =
  'SELECT ?name ?agency { ?initiative <https://w3id.org/technology-facilitation#leadAgency>/<https://w3id.org/technology-facilitation#acronym> ?agency ; <http://www.w3.org/2004/02/skos/core#prefLabel> ?name } ORDER BY ?agency STR(?name) LIMIT 10';
console.log(
  [
    `hub       ${hub}`,
    ...members.map(({ slug, baseIRI }) => `${slug.padEnd(9)} ${baseIRI}`),
    '',
    'All agencies as one graph:',
    ask(NAMES, "-H 'Accept: text/csv'"),
    'By which plan:',
    ask(NAMES, '-d explain=true'),
    'Which row comes from whom:',
    ask(NAMES, "-H 'Accept: text/csv' -d provenance=true"),
    '',
    'Ready. Ctrl-C stops all.',
  ].join('\n'),
);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop().then(() => process.exit(0)));
