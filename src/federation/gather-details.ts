import { termToNTriples } from '../rdf/nquads.ts';
import { MOST_SETS } from './predicate-sets.ts';
import type { SourceAccess } from './source-fetch.ts';
import { iriToken, numberOf, PAGE_ROWS, selectIfAble } from './source-questions.ts';
import { BLANK, type CharacteristicSet, type PredicateSummary } from './source-summary.ts';
import { listedValues, MOST_VALUES } from './summary-of-quads.ts';
import { agree } from './void-summary.ts';

type Predicates = ReadonlyMap<string, PredicateSummary>;

/** So many rows of values are asked for at once. */
const VALUES_AT_ONCE = 2000;

/** The predicates with their objects listed where these are few, not blank nodes, and as many as were counted. */
export async function gatherValues(predicates: Predicates, access: SourceAccess): Promise<Predicates> {
  const found = new Map(predicates);
  const few = [...predicates].filter(
    ([, { distinctObjects, objects, values }]) =>
      values === undefined && distinctObjects <= MOST_VALUES && objects?.includes(BLANK) === false,
  );
  for (let batch = nextBatch(few); batch.length > 0; batch = nextBatch(few)) {
    const parts = batch.map(([iri]) => `{ SELECT DISTINCT (${iriToken(iri)} AS ?p) ?o { ?s ${iriToken(iri)} ?o } }`);
    const rows = await selectIfAble(`SELECT ?p ?o { ${parts.join(' UNION ')} }`, access);
    if (rows === undefined) return found;
    const byPredicate = Map.groupBy(rows, ({ p }) => p?.value ?? '');
    for (const [iri, summary] of batch) {
      const terms = (byPredicate.get(iri) ?? []).flatMap(({ o }) => o ?? []);
      const forms = new Set(terms.map(termToNTriples));
      if (forms.size === summary.distinctObjects) found.set(iri, { ...summary, values: listedValues([...forms]) });
    }
  }
  return found;
}

/** Takes the first ones off the list. */
function nextBatch(rest: [string, PredicateSummary][]): [string, PredicateSummary][] {
  let [rows, length] = [0, 0];
  while (length < rest.length && rows + (rest[length]?.[1].distinctObjects ?? 0) <= VALUES_AT_ONCE) {
    rows += rest[length]?.[1].distinctObjects ?? 0;
    length++;
  }
  return rest.splice(0, length);
}

/** The characteristic sets, when they are few and agree with the counts of the predicates. */
export async function gatherCharacteristicSets(predicates: Predicates, access: SourceAccess): Promise<CharacteristicSet[] | undefined> {
  const rows = await selectIfAble(
    `SELECT ?set (COUNT(?s) AS ?n) { { SELECT ?s (GROUP_CONCAT(DISTINCT STR(?p); SEPARATOR=" ") AS ?set) { ?s ?p ?o } GROUP BY ?s } } GROUP BY ?set LIMIT ${PAGE_ROWS}`,
    access,
  );
  const subjects = new Map<string, number>();
  for (const row of rows ?? []) {
    // A source may write the same set in several orders.
    const key = (row.set?.value ?? '').split(' ').sort().join(' ');
    subjects.set(key, (subjects.get(key) ?? 0) + (numberOf(row, 'n') ?? Number.NaN));
  }
  const sets = [...subjects].map(([key, count]) => ({ predicates: key.split(' '), subjects: count }));
  if (sets.length > MOST_SETS || !agree(sets, predicates)) return undefined;
  return sets.sort((a, b) => b.subjects - a.subjects || (a.predicates.join(' ') < b.predicates.join(' ') ? -1 : 1));
}
