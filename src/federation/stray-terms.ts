import { termToNTriples } from '../rdf/nquads.ts';
import { literal } from '../rdf/terms.ts';
import type { SourceAccess } from './source-fetch.ts';
import { iriToken, numberOf, selectIfAble } from './source-questions.ts';
import { BLANK, LITERAL } from './source-summary.ts';

/** So many predicates are looked at by one request. */
const PREDICATES_AT_ONCE = 25;

/** What is claimed of the ends of a predicate; `undefined` claims nothing. */
export interface Claim {
  readonly predicate: string;
  readonly subjects?: readonly string[] | undefined;
  readonly objects?: readonly string[] | undefined;
}

/** Those of the claims that the source itself denies, since it has a triple which does not fit, or cannot confirm. */
export async function deniedClaims(claims: readonly Claim[], access: SourceAccess): Promise<Set<Claim>> {
  const denied = new Set<Claim>();
  for (let at = 0; at < claims.length; at += PREDICATES_AT_ONCE) {
    const some = claims.slice(at, at + PREDICATES_AT_ONCE);
    const parts = some.map(
      (claim, index) => `{ SELECT (${index} AS ?n) { ?s ${iriToken(claim.predicate)} ?o FILTER(${stray(claim)}) } LIMIT 1 }`,
    );
    const rows = await selectIfAble(`SELECT ?n { ${parts.join(' UNION ')} }`, access);
    const found = rows?.map((row) => numberOf(row, 'n'));
    for (const [index, claim] of some.entries()) if (found === undefined || found.includes(index)) denied.add(claim);
  }
  return denied;
}

function stray({ subjects, objects }: Claim): string {
  return (
    [
      ...(subjects === undefined ? [] : [`!(${fits('?s', subjects)})`]),
      ...(objects === undefined ? [] : [`!(${fits('?o', objects)})`]),
    ].join(' || ') || 'false'
  );
}

function fits(variable: string, prefixes: readonly string[]): string {
  const begins = prefixes
    .filter((prefix) => prefix !== BLANK && prefix !== LITERAL)
    .map((prefix) => `STRSTARTS(STR(${variable}), ${termToNTriples(literal(prefix))})`);
  return (
    [
      ...(begins.length === 0 ? [] : [`(isIRI(${variable}) && (${begins.join(' || ')}))`]),
      ...(prefixes.includes(BLANK) ? [`isBlank(${variable})`] : []),
      ...(prefixes.includes(LITERAL) ? [`isLiteral(${variable})`] : []),
    ].join(' || ') || 'false'
  );
}
