import type { Solutions } from './inline-services.ts';

/** SPARQL 1.1 Query Results TSV §4.2: terms as in Turtle, without line breaks or tabs; an unbound variable is empty. */
export function readTsv(bytes: Uint8Array): Solutions {
  const [head = '', ...lines] = new TextDecoder().decode(bytes).split('\n');
  const variables = head === '' ? [] : head.split('\t').map((name) => name.slice(1));
  const rows = lines.slice(0, -1).map((line) => line.split('\t').map((term) => term || 'UNDEF'));
  return { variables, rows };
}
