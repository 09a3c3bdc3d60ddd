import { rdf } from '../rdf/vocabulary.ts';
import type { Solution } from './json-solutions.ts';
import type { SourceAccess } from './source-fetch.ts';
import { iriToken, numberOf, selectAll, selectIfAble } from './source-questions.ts';
import type { PredicateSummary, SourceSummary } from './source-summary.ts';
import { MOST_NAMES } from './summary-of-quads.ts';

/** Where distinct ends must be counted for each predicate alone, the most frequent ones are. */
export const MOST_PREDICATES_ASKED = 200;
/** So many questions in a row that a source cannot answer, and it is not asked more of the kind. */
export const MOST_FAILURES = 3;

const TYPE = rdf('type').value;

export type Counts = Pick<SourceSummary, 'triples' | 'predicates' | 'classes' | 'isComplete'>;

/** Predicates and classes with their counts, complete when these add up to the number of triples. Without that number nothing is sure. */
export async function gatherCounts(triples: number | undefined, access: SourceAccess): Promise<Counts> {
  if (triples === undefined) return { triples: 0, predicates: new Map(), classes: new Map(), isComplete: false };
  const listed = await predicateCounts(triples, access);
  const { predicates, isWhole } = listed ?? { predicates: new Map<string, PredicateSummary>(), isWhole: false };
  const instances = predicates.get(TYPE)?.triples ?? 0;
  const classes = instances === 0 && isWhole ? { counts: new Map<string, number>(), isWhole: true } : await classCounts(instances, access);
  return { triples, predicates, classes: classes.counts, isComplete: isWhole && classes.isWhole };
}

async function predicateCounts(triples: number, access: SourceAccess) {
  const isWhole = (rows: readonly Solution[]) => sum(rows, 't') === triples;
  const list = (distinct: string) =>
    selectAll(`SELECT ?p (COUNT(*) AS ?t)${distinct} { ?s ?p ?o } GROUP BY ?p ORDER BY ?p`, { isWhole, mostRows: MOST_NAMES, access });
  const all = await list(' (COUNT(DISTINCT ?s) AS ?ds) (COUNT(DISTINCT ?o) AS ?do)');
  const listed = all?.isWhole ? all : await list('');
  if (listed === undefined) return undefined;
  const predicates = new Map(listed.rows.flatMap(predicateOf));
  if (listed !== all) await countEnds(predicates, access);
  return { predicates, isWhole: listed.isWhole && predicates.size <= MOST_NAMES };
}

function predicateOf(row: Solution): [string, PredicateSummary][] {
  const triples = numberOf(row, 't');
  if (row.p?.termType !== 'NamedNode' || triples === undefined) return [];
  const ends = { distinctSubjects: numberOf(row, 'ds') ?? triples, distinctObjects: numberOf(row, 'do') ?? triples };
  return [[row.p.value, { triples, ...ends, subjects: undefined, objects: undefined, values: undefined }]];
}

async function countEnds(predicates: Map<string, PredicateSummary>, access: SourceAccess): Promise<void> {
  let failures = 0;
  for (const [iri, summary] of mostFrequent(predicates)) {
    const query = `SELECT (COUNT(DISTINCT ?s) AS ?ds) (COUNT(DISTINCT ?o) AS ?do) { ?s ${iriToken(iri)} ?o }`;
    const row = (await selectIfAble(query, access))?.[0];
    failures = row === undefined ? failures + 1 : 0;
    if (failures === MOST_FAILURES) return;
    const { triples } = summary;
    predicates.set(iri, { ...summary, distinctSubjects: numberOf(row, 'ds') ?? triples, distinctObjects: numberOf(row, 'do') ?? triples });
  }
}

export function mostFrequent(predicates: ReadonlyMap<string, PredicateSummary>): [string, PredicateSummary][] {
  return [...predicates].sort(([, a], [, b]) => b.triples - a.triples).slice(0, MOST_PREDICATES_ASKED);
}

/** Blank nodes that are classes are counted too, so that the sum shows whether the list is whole. */
async function classCounts(instances: number, access: SourceAccess) {
  const listed = await selectAll('SELECT ?c (COUNT(*) AS ?t) { ?s a ?c } GROUP BY ?c ORDER BY ?c', {
    isWhole: (rows) => sum(rows, 't') === instances,
    mostRows: MOST_NAMES,
    access,
  });
  const named = listed?.rows.flatMap((row): [string, number][] => {
    const count = numberOf(row, 't');
    return row.c?.termType === 'NamedNode' && count !== undefined ? [[row.c.value, count]] : [];
  });
  return { counts: new Map(named), isWhole: listed?.isWhole === true && listed.rows.length <= MOST_NAMES };
}

function sum(rows: readonly Solution[], name: string): number {
  return rows.reduce((total, row) => total + (numberOf(row, name) ?? Number.NaN), 0);
}
