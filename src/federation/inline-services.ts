import type { ReadQuery } from '../sparql/analyse-query.ts';
import { boundColumns } from './bound-columns.ts';
import type { Solutions } from './read-solutions.ts';
import type { Relation } from './relation.ts';
import { replacePieces, valuesText } from './replaced-text.ts';
import { type ServiceClause, serviceClauses } from './service-clauses.ts';
import { head, type ServiceContext, slice, solutionsOfService } from './service-solutions.ts';

export interface InlineContext {
  readonly baseIRI: string;
  /** Evaluates a query without SERVICE over the inventory. */
  askInventory(query: string): Promise<Solutions>;
  contextOf(clause: ServiceClause): ServiceContext;
}

/** With more bindings than this, the source is asked for everything that its pattern matches. */
const MAX_BINDINGS = 5000;

/**
 * The query with each SERVICE clause replaced by the source's answer, as inline data. SPARQL 1.1 Federated Query §4 defines
 * the clause as the multiset of the source's solutions in that place, so what remains is the same query over the inventory,
 * with every other clause untouched. Before, the source is asked only for what can join (bound joins, in blocks).
 */
export async function inlineServices(query: ReadQuery, context: InlineContext): Promise<string> {
  const pieces = await Promise.all(
    serviceClauses(query).map(async (clause) => {
      const bindings = await bindingsFor(clause, query, context);
      return { range: clause.range, text: inPlaceOf(await solutionsOfService(clause, bindings, context.contextOf(clause))) };
    }),
  );
  return replacePieces(query.text, pieces);
}

/** A group of its own, since the clause may be followed by what would be taken for a part of the data. */
export function inPlaceOf(solutions: Solutions): string {
  return solutions.variables.length === 0 && solutions.rows.length > 0 ? '{ }' : `{ ${valuesText(solutions)} }`;
}

/** What the patterns around the clause bind of its variables; `undefined` when that is nothing, or too much to be sent. */
async function bindingsFor(
  clause: ServiceClause,
  query: ReadQuery,
  { askInventory, baseIRI }: InlineContext,
): Promise<Relation | undefined> {
  const shared = new Set(clause.anchors.flatMap(({ variables }) => [...variables].filter((name) => clause.variables.has(name))));
  if (shared.size === 0) return undefined;
  const names = [...shared];
  const from = query.dataset === undefined ? '' : fromClauses(query.dataset);
  const patterns = clause.anchors.map(({ range }) => `{ ${slice(query, range)}\n}`).join(' ');
  const select = `SELECT DISTINCT ${names.map((name) => `?${name}`).join(' ')} ${from} WHERE { ${patterns} } LIMIT ${MAX_BINDINGS + 1}`;
  const { variables, rows } = await askInventory(head({ query, baseIRI }) + select);
  return rows.length > MAX_BINDINGS ? undefined : boundColumns(variables, rows);
}

function fromClauses({ defaultGraphs, namedGraphs }: NonNullable<ReadQuery['dataset']>): string {
  return [...defaultGraphs.map((iri) => `FROM <${iri}>`), ...namedGraphs.map((iri) => `FROM NAMED <${iri}>`)].join(' ');
}
