import { namedNode, Store } from 'oxigraph';
import { quadToNQuad } from '../../src/rdf/nquads.ts';
import { type Quad, quad } from '../../src/rdf/terms.ts';
import type { World } from './world.ts';

export const HUB = 'urn:hub';

/** Everything as one graph, and the same with one graph for each party. */
export interface Truth {
  /** Bytes of the answer in SPARQL's JSON format or in N-Triples. */
  answer(query: string): string;
  /** Members that hold a match of the patterns. */
  holders(header: string, patterns: string): string[];
  /** How many different bindings the variables have. */
  bindings(header: string, patterns: string, variables: readonly string[]): number;
}

export function truthOf({ hub, members }: World): Truth {
  const [union, parties] = [new Store(), new Store()];
  const hubQuads = hub.flatMap(({ quads }) => quads);
  for (const [name, quads] of [[HUB, hubQuads] as const, ...members.map((member) => [memberGraph(member.name), member.quads] as const)]) {
    union.load(ntriples(quads), { format: 'application/n-triples' });
    parties.load(ntriples(quads), { format: 'application/n-triples', to_graph_name: namedNode(name) });
  }
  return {
    answer: (query) => union.query(query, { results_format: resultsFormatOf(query) }) as string,
    holders(header, patterns) {
      const rows = JSON.parse(
        parties.query(`${header} SELECT DISTINCT ?member { GRAPH ?member { ${patterns} } }`, { results_format: 'json' }) as string,
      ) as { results: { bindings: { member: { value: string } }[] } };
      return rows.results.bindings.map(({ member }) => member.value).filter((name) => name !== HUB);
    },
    bindings(header, patterns, variables) {
      const distinct = `SELECT DISTINCT ${variables.map((name) => `?${name}`).join(' ')} { ${patterns} }`;
      const [row] = union.query(`${header} SELECT (COUNT(*) AS ?n) { ${distinct} }`) as Map<string, { value: string }>[];
      return Number(row?.get('n')?.value);
    },
  };
}

export function memberGraph(name: string): string {
  return `urn:member:${name}`;
}

export function ntriples(quads: readonly Quad[]): string {
  return quads.map(({ subject, predicate, object }) => `${quadToNQuad(quad(subject, predicate, object)).trimEnd()}\n`).join('');
}

export function resultsFormatOf(query: string): 'application/sparql-results+json' | 'application/n-triples' {
  return /^\s*CONSTRUCT\b/m.test(query) ? 'application/n-triples' : 'application/sparql-results+json';
}
