import { rdf } from '../rdf/vocabulary.ts';
import { mostFrequent } from './gather-counts.ts';
import type { SourceAccess } from './source-fetch.ts';
import { iriToken, numberOf, selectAll, selectIfAble } from './source-questions.ts';
import type { PredicateSummary, SourceSummary } from './source-summary.ts';
import { deniedClaims } from './stray-terms.ts';
import { MOST_NAMES } from './summary-of-quads.ts';

/** So many predicates and classes, chosen anew each time, are counted at the source. */
const SAMPLED = 3;

/**
 * What is left of a VoID description when it is true: the number of triples, the lists of all predicates and classes, the prefixes, and the counts
 * of some predicates and classes are compared with the source. What absence is concluded from is believed in no other way: prefixes that were
 * not asked about, lists of values and characteristic sets are left out. `undefined` when one answer differs or cannot be had.
 */
export async function verifiedVoid(summary: SourceSummary, triples: number, access: SourceAccess): Promise<SourceSummary | undefined> {
  const { predicates, classes } = summary;
  const known = [...predicates.values()].reduce((sum, predicate) => sum + predicate.triples, 0);
  if (known !== triples || summary.triples !== triples) return undefined;
  const isTrue =
    (await namesAll('SELECT DISTINCT ?x { ?s ?x ?o } ORDER BY ?x', predicates, access)) &&
    (await namesAll('SELECT DISTINCT ?x { ?s a ?x FILTER isIRI(?x) } ORDER BY ?x', classes, access)) &&
    (await countsAreTrue(sample([...predicates]), access)) &&
    (await entitiesAreTrue(sample([...classes]), access)) &&
    (await endsAreTrue(mostFrequent(predicates), access));
  if (!isTrue || !classesFit(summary)) return undefined;
  const asked = new Set(mostFrequent(predicates).map(([iri]) => iri));
  const believed = [...predicates].map(([iri, predicate]): [string, PredicateSummary] => {
    const ends = asked.has(iri) ? {} : { subjects: undefined, objects: undefined };
    return [iri, { ...predicate, ...ends, values: undefined }];
  });
  return { ...summary, isComplete: true, predicates: new Map(believed), characteristicSets: undefined };
}

/** More instances than there are triples of `rdf:type` there cannot be. */
function classesFit({ predicates, classes }: SourceSummary): boolean {
  const instances = [...classes.values()].reduce((sum, count) => sum + count, 0);
  return instances <= (predicates.get(rdf('type').value)?.triples ?? 0);
}

/** Whether the source lists exactly these; one that is cut lists fewer, whatever is claimed. */
async function namesAll(query: string, names: ReadonlyMap<string, unknown>, access: SourceAccess): Promise<boolean> {
  const listed = await selectAll(query, { isWhole: (rows) => rows.length >= names.size, mostRows: MOST_NAMES, access });
  return listed?.isWhole === true && listed.rows.length === names.size && listed.rows.every(({ x }) => names.has(x?.value ?? ''));
}

async function countsAreTrue(sampled: readonly [string, PredicateSummary][], access: SourceAccess): Promise<boolean> {
  for (const [iri, summary] of sampled) {
    const counts = '(COUNT(*) AS ?t) (COUNT(DISTINCT ?s) AS ?ds) (COUNT(DISTINCT ?o) AS ?do)';
    const row = (await selectIfAble(`SELECT ${counts} { ?s ${iriToken(iri)} ?o }`, access))?.[0];
    const isTrue =
      numberOf(row, 't') === summary.triples &&
      // The number of triples stands for a number of ends that is not given.
      [summary.triples, numberOf(row, 'ds')].includes(summary.distinctSubjects) &&
      [summary.triples, numberOf(row, 'do')].includes(summary.distinctObjects);
    if (!isTrue) return false;
  }
  return true;
}

async function entitiesAreTrue(sampled: readonly [string, number][], access: SourceAccess): Promise<boolean> {
  for (const [iri, entities] of sampled) {
    const row = (await selectIfAble(`SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a ${iriToken(iri)} }`, access))?.[0];
    if (numberOf(row, 'n') !== entities) return false;
  }
  return true;
}

async function endsAreTrue(predicates: readonly [string, PredicateSummary][], access: SourceAccess): Promise<boolean> {
  const claims = predicates.map(([predicate, { subjects, objects }]) => ({ predicate, subjects, objects }));
  const claimed = claims.filter(({ subjects, objects }) => subjects !== undefined || objects !== undefined);
  return (await deniedClaims(claimed, access)).size === 0;
}

function sample<T>(all: readonly T[]): T[] {
  const rest = [...all];
  return Array.from({ length: Math.min(SAMPLED, rest.length) }, () => rest.splice(Math.floor(Math.random() * rest.length), 1)).flat();
}
