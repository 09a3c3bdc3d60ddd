import { run } from '../src/cli/run.ts';
import { readConfig } from '../src/config.ts';
import { type Demo, startDemo } from './start-demo.ts';

const NAMES = `PREFIX tf: <https://w3id.org/technology-facilitation#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
  SELECT ?name ?agency { ?initiative tf:leadAgency/tf:acronym ?agency ; skos:prefLabel ?name } ORDER BY ?agency STR(?name) LIMIT 10`;

/** `npm run demo:federation`: three agencies and a hub on this machine, until Ctrl-C. `PORT` is the hub's, 3000 unless set. */
await run(async () => {
  const demo = startDemo(readConfig({ PORT: process.env.PORT }, { cores: 1 }).port);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void demo.then(({ stop }) => stop()).then(() => process.exit(0)));
  console.log(introduction(await demo));
});

function introduction({ hub, members }: Demo): string {
  const ask = (more: string) => `curl -s ${hub}federation/sparql ${more} --data-urlencode 'query=${NAMES}'`;
  return `hub       ${hub}
${members.map(({ slug, baseIRI }) => `${slug.padEnd(9)} ${baseIRI}`).join('\n')}

All agencies as one graph:
${ask("-H 'Accept: text/csv'")}

By which plan:
${ask('-d explain=true')}

Which row comes from whom:
${ask("-H 'Accept: text/csv' -d provenance=true")}

Ready. Ctrl-C stops all.`;
}
