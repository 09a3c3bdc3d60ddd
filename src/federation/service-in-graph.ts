import { FacilisError } from '../errors.ts';
import type { ReadQuery } from '../sparql/analyse-query.ts';
import type { Operation } from './algebra.ts';
import type { Bindings } from './bindings.ts';
import { boundColumns } from './bound-columns.ts';
import { inPlaceOf } from './inline-services.ts';
import type { PlanRecord } from './plan-record.ts';
import type { Solutions } from './read-solutions.ts';
import type { Relation } from './relation.ts';
import type { GivenSolutions, TextPiece } from './replaced-text.ts';
import { type ServiceClause, serviceClauses } from './service-clauses.ts';
import { type ServiceContext, slice, solutionsOfService } from './service-solutions.ts';
import { shownAddress } from './source-errors.ts';

export interface ServiceSurroundings {
  readonly query: ReadQuery;
  readonly baseIRI: string;
  /** By IRI of the source. */
  readonly endpoints: ReadonlyMap<string, string>;
  readonly record: PlanRecord;
  /** Where the solutions are put that take the place of a clause. */
  readonly pieces: TextPiece[];
}

/** Asks the source of a SERVICE clause within a query over the virtual graph; its solutions take the place of the clause. */
export async function bringService(
  { range }: Extract<Operation, { kind: 'service' }>,
  bindings: Bindings,
  surroundings: ServiceSurroundings,
): Promise<Relation> {
  const { query, pieces } = surroundings;
  const clause = serviceClauses(query).find((each) => each.range.start === range.start);
  if (clause === undefined) throw new TypeError('A SERVICE clause has no place in its query.');
  const context = serviceContext(clause, surroundings);
  if (surroundings.record.isPlanOnly) return { variables: [], rows: [[]] };
  const known = bindings.about([...clause.variables].map((name) => `?${name}`));
  const solutions = await solutionsOfService(clause, known, context);
  pieces.push({ range, text: inPlaceOf(solutions), given: givenBy(clause, solutions, surroundings.endpoints) });
  return boundColumns(solutions.variables, solutions.rows);
}

/** By member, where a variable in place of the endpoint says which. */
function givenBy({ iri }: ServiceClause, { variables, rows }: Solutions, endpoints: ReadonlyMap<string, string>): GivenSolutions[] {
  const column = variables.indexOf(iri);
  return [...endpoints]
    .filter(([, endpoint]) => iri.startsWith('?') || endpoint === iri)
    .map(([member, endpoint]) => ({ member, variables, rows: column < 0 ? rows : rows.filter((row) => row[column] === `<${endpoint}>`) }));
}

/** Asks registered endpoints in one step of the plan. */
export function serviceContext(
  clause: ServiceClause,
  { query, baseIRI, endpoints, record }: Omit<ServiceSurroundings, 'pieces'>,
): ServiceContext {
  const asked = clause.iri.startsWith('?') ? clause.iri : shownAddress(clause.iri);
  const step = record.begin(
    { kind: 'service', text: `SERVICE ${asked} ${slice(query, clause.body)}`, estimatedRows: 1, boundBy: [], bindings: 0 },
    new Map(),
  );
  return {
    query,
    baseIRI,
    endpoints: [...endpoints.values()],
    ask(endpoint, text) {
      const [iri] = [...endpoints].find(([, address]) => address === endpoint) ?? [];
      if (iri === undefined) {
        throw new FacilisError('source-not-registered', {
          detail: `SERVICE <${endpoint}> names no registered, enabled source.`,
          extra: { service: endpoint },
        });
      }
      return record.ask(step, iri, text, { isSilent: clause.isSilent });
    },
  };
}
