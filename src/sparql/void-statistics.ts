import { literal, namedNode, type Quad, quad } from '../rdf/terms.ts';
import { rdf, void_, xsd } from '../rdf/vocabulary.ts';
import type { QueryPool } from './query-pool.ts';

type Row = Readonly<Record<string, { readonly value: string } | undefined>>;

/** What the service counts in itself, on one revision. */
export interface Statistics {
  readonly sequence: number;
  readonly rows: readonly Row[];
}

/** Each part is a COUNT that any client can ask for; together they are about one revision. A second for a million triples. */
const COUNTS = `SELECT * {
  { SELECT (COUNT(DISTINCT ?s) AS ?subjectsOfAll) (COUNT(DISTINCT ?o) AS ?objectsOfAll) { ?s ?p ?o } }
  UNION { SELECT ?property (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects) { ?s ?property ?o } GROUP BY ?property }
  UNION { SELECT ?class (COUNT(DISTINCT ?s) AS ?entities) { ?s a ?class } GROUP BY ?class }
  UNION { SELECT ?graph (COUNT(*) AS ?triples) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph }
}`;

export async function countStatistics(pool: Pick<QueryPool, 'run'>): Promise<Statistics> {
  const { bytes, sequence } = await pool.run({ query: COUNTS, resultsFormat: 'application/sparql-results+json' });
  const { results } = JSON.parse(new TextDecoder().decode(bytes)) as { results: { bindings: Row[] } };
  return { sequence, rows: results.bindings };
}

/** VoID §4: the default graph as a dataset, with a partition for each property and each class. */
export function defaultGraphStatistics(graph: Quad['subject'], { rows }: Statistics): Quad[] {
  const byIRI = (key: string) => rows.filter((row) => row[key] !== undefined).toSorted((a, b) => (inRow(a, key) < inRow(b, key) ? -1 : 1));
  const [properties, classes] = [byIRI('property'), byIRI('class')];
  const [all = {}] = rows.filter(({ subjectsOfAll }) => subjectsOfAll !== undefined);
  const triples = properties.reduce((sum, row) => sum + Number(inRow(row, 'triples')), 0);
  return [
    quad(graph, rdf('type'), void_('Dataset')),
    counted(graph, 'triples', String(triples)),
    counted(graph, 'properties', String(properties.length)),
    counted(graph, 'classes', String(classes.length)),
    counted(graph, 'distinctSubjects', inRow(all, 'subjectsOfAll')),
    counted(graph, 'distinctObjects', inRow(all, 'objectsOfAll')),
    ...properties.flatMap((row) =>
      partition(graph, 'property', row, { triples: 'triples', distinctSubjects: 'subjects', distinctObjects: 'objects' }),
    ),
    ...classes.flatMap((row) => partition(graph, 'class', row, { entities: 'entities' })),
  ];
}

/** The triples of each named graph. */
export function namedGraphSizes({ rows }: Statistics): ReadonlyMap<string, string> {
  return new Map(rows.flatMap((row) => (row.graph === undefined ? [] : [[row.graph.value, inRow(row, 'triples')]])));
}

export function counted(subject: Quad['subject'], name: string, count: string): Quad {
  return quad(subject, void_(name), literal(count, xsd('integer')));
}

function partition(graph: Quad['subject'], kind: 'property' | 'class', row: Row, counts: Readonly<Record<string, string>>): Quad[] {
  const iri = inRow(row, kind);
  const part = namedNode(`${graph.value}/${kind}/${encodeURIComponent(iri)}`);
  return [
    quad(graph, void_(`${kind}Partition`), part),
    quad(part, void_(kind), namedNode(iri)),
    ...Object.entries(counts).map(([name, key]) => counted(part, name, inRow(row, key))),
  ];
}

function inRow(row: Row, key: string): string {
  return row[key]?.value ?? '0';
}
