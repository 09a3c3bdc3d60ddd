import { parseRdf } from '../../src/rdf/parse.ts';
import { namedNode, type Term } from '../../src/rdf/terms.ts';
import { expand, type GraphView } from './graph-view.ts';
import { readJsonResult } from './read-json-result.ts';
import { readXmlResult } from './read-xml-result.ts';
import type { Result, Solution } from './solutions.ts';

/** A result in one of the formats of SPARQL that keep terms whole, by its file suffix. */
export async function readResult(extension: string, text: string): Promise<Result> {
  switch (extension) {
    case 'srj':
      return readJsonResult(text);
    case 'srx':
      return readXmlResult(text);
    case 'tsv':
      return readTsvResult(text);
    default:
      throw new Error(`Results in .${extension} are not read.`);
  }
}

/** A result in the RDF vocabulary of the suites; `undefined` when the graph is one itself. */
export function readGraphResult(graph: GraphView): Result | undefined {
  const [set] = graph.subjects('rdf:type', namedNode(expand('rs:ResultSet')));
  if (set === undefined) return undefined;
  const boolean = graph.text(set, 'rs:boolean');
  if (boolean !== undefined) return { kind: 'boolean', value: boolean === 'true' };
  const nodes = graph.all(set, 'rs:solution');
  const indexOf = (node: Term) => Number(graph.text(node, 'rs:index') ?? 0);
  nodes.sort((a, b) => indexOf(a) - indexOf(b));
  const rows = nodes.map((node): Solution => {
    const bindings = graph.all(node, 'rs:binding');
    return new Map(bindings.map((each) => [graph.text(each, 'rs:variable') ?? '', graph.one(each, 'rs:value') as Term]));
  });
  const isOrdered = nodes.some((node) => graph.one(node, 'rs:index') !== undefined);
  return { kind: 'solutions', variables: graph.all(set, 'rs:resultVariable').map(({ value }) => value), rows, isOrdered };
}

/** SPARQL 1.2 Query Results TSV §4: terms as in Turtle, numbers without quotes; `true` or `false` alone, our own form, for ASK. */
async function readTsvResult(text: string): Promise<Result> {
  const [head = '', ...lines] = text.replace(/\r?\n$/, '').split(/\r?\n/);
  if (/^(true|false)$/.test(head)) return { kind: 'boolean', value: head === 'true' };
  const variables = head === '' ? [] : head.split('\t').map((name) => name.replace(/^\?/, ''));
  // One Turtle document, so that a blank node is the same in every cell.
  const cells = lines.flatMap((line, row) =>
    line.split('\t').flatMap((cell, column) => (cell === '' ? [] : [`<urn:row:${row}> <urn:column:${column}> ${cell} .`])),
  );
  const rows = lines.map(() => new Map<string, Term>());
  for (const { subject, predicate, object } of await parseRdf(cells.join('\n'), { mediaType: 'text/turtle', baseIRI: 'urn:base:' })) {
    rows[lastNumber(subject)]?.set(variables[lastNumber(predicate)] ?? '', object);
  }
  return { kind: 'solutions', variables, rows };
}

function lastNumber({ value }: Term): number {
  return Number(value.slice(value.lastIndexOf(':') + 1));
}
