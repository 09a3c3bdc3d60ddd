import { MOST_FAILURES, mostFrequent } from './gather-counts.ts';
import { coveringPrefixes, NAME, NUMBERED_NAME } from './iri-prefixes.ts';
import type { Solution } from './json-solutions.ts';
import type { SourceAccess } from './source-fetch.ts';
import { iriToken, PAGE_ROWS, selectIfAble } from './source-questions.ts';
import { BLANK, LITERAL, type PredicateSummary } from './source-summary.ts';
import { type Claim, deniedClaims } from './stray-terms.ts';

type Predicates = ReadonlyMap<string, PredicateSummary>;
type End = 'subjects' | 'objects';

/** So many stems of one predicate are listed; above that its namespaces, and above that only scheme and host of its IRIs. */
const MOST_BEGINNINGS = 2000;

/**
 * The predicates with the prefixes of those ends that were open. What a source says is believed when it has no triple beside it, so
 * a list that was cut does no harm; ends that it cannot list, or not prove, stay open.
 */
export async function gatherPrefixes(
  predicates: Predicates,
  access: SourceAccess,
  onPredicate: (done: number) => void,
): Promise<Predicates> {
  const proven = new Map<string, Claim>();
  const open = (end: End) => mostFrequent(predicates).filter(([iri, summary]) => summary[end] === undefined && !proven.get(iri)?.[end]);
  for (const end of ['subjects', 'objects'] as const) {
    if (open(end).length > 0)
      await prove(
        await listAll(
          end,
          open(end).map(([iri]) => iri),
          access,
        ),
      );
    let failures = 0;
    for (const [index, [iri]] of open(end).entries()) {
      onPredicate(index);
      const claim = await listOne(end, iri, access);
      failures = claim === undefined ? failures + 1 : 0;
      if (failures === MOST_FAILURES) break;
      if (claim !== undefined) await prove([claim]);
    }
  }
  return new Map([...predicates].map(([iri, summary]) => [iri, { ...summary, ...withoutPredicate(proven.get(iri)) }]));

  async function prove(claims: readonly Claim[]): Promise<void> {
    const denied = await deniedClaims(claims, access);
    for (const claim of claims) if (!denied.has(claim)) proven.set(claim.predicate, { ...proven.get(claim.predicate), ...claim });
  }
}

function withoutPredicate({ subjects, objects }: Partial<Claim> = {}): Partial<PredicateSummary> {
  return { ...(subjects !== undefined && { subjects }), ...(objects !== undefined && { objects }) };
}

/** What each predicate's ends begin with, by one request for all predicates. */
async function listAll(end: End, predicates: readonly string[], access: SourceAccess): Promise<Claim[]> {
  const query = `SELECT DISTINCT ?p ?x { ?s ?p ?o BIND(${beginning(end, NUMBERED_NAME, '')} AS ?x) } LIMIT ${PAGE_ROWS}`;
  const rows = (await selectIfAble(query, access)) ?? [];
  const byPredicate = Map.groupBy(rows, ({ p }) => p?.value ?? '');
  return predicates.flatMap((iri) => claimOf(end, iri, byPredicate.get(iri) ?? []) ?? []);
}

async function listOne(end: End, predicate: string, access: SourceAccess): Promise<Claim | undefined> {
  const list = (pattern: string, replacement: string) =>
    selectIfAble(
      `SELECT DISTINCT ?x { ?s ${iriToken(predicate)} ?o BIND(${beginning(end, pattern, replacement)} AS ?x) } LIMIT ${MOST_BEGINNINGS}`,
      access,
    );
  for (const removed of [NUMBERED_NAME, NAME]) {
    const beginnings = await list(removed, '');
    if (beginnings !== undefined && beginnings.length < MOST_BEGINNINGS) return claimOf(end, predicate, beginnings);
  }
  const hosts = await list('^([^:]*:(//[^/]*/)?).*$', '$1');
  return hosts === undefined ? undefined : claimOf(end, predicate, hosts);
}

/** A triple term begins like none of the others. */
function beginning(end: End, pattern: string, replacement: string): string {
  const variable = end === 'subjects' ? '?s' : '?o';
  return `IF(isIRI(${variable}), REPLACE(STR(${variable}), "${pattern}", "${replacement}"), IF(isLiteral(${variable}), "\\"", IF(isBlank(${variable}), "_:", "<<")))`;
}

function claimOf(end: End, predicate: string, rows: readonly Solution[]): Claim | undefined {
  const beginnings = new Set(rows.map(({ x }) => x?.value ?? '<<'));
  if (beginnings.size === 0 || beginnings.has('<<')) return undefined;
  const kinds = [BLANK, LITERAL].filter((kind) => beginnings.delete(kind));
  return { predicate, [end]: [...coveringPrefixes(beginnings), ...kinds] };
}
