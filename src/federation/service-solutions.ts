import { FacilisError } from '../errors.ts';
import type { ReadQuery } from '../sparql/analyse-query.ts';
import { BLOCK_ROWS } from './member-memory.ts';
import type { Solutions } from './read-solutions.ts';
import { project, type Relation } from './relation.ts';
import { sendable } from './routing.ts';
import type { ServiceClause, TextRange } from './service-clauses.ts';
import { inlineData } from './sub-query.ts';

export interface ServiceContext {
  readonly query: ReadQuery;
  readonly baseIRI: string;
  /** Endpoints of all registered sources that are enabled: what an unbound `SERVICE ?source` ranges over. */
  readonly endpoints: readonly string[];
  /** @throws FacilisError `source-not-registered`, `source-failed`, `source-timeout` */
  ask(endpoint: string, query: string): Promise<Solutions>;
}

/** With more bindings than this, the source is asked for everything that its pattern matches. */
const MAX_BINDINGS = 5000;

/**
 * The solutions of a SERVICE clause that agree with the bindings. A variable in place of the endpoint stands for each endpoint that
 * it is bound to (SPARQL 1.1 Federated Query §4), and is bound by the clause.
 */
export async function solutionsOfService(
  clause: ServiceClause,
  bindings: Relation | undefined,
  context: ServiceContext,
): Promise<Solutions> {
  if (!clause.iri.startsWith('?')) return solutionsAt(clause.iri, clause, bindings, context);
  const name = clause.iri;
  const endpoints = bindings?.variables.includes(name)
    ? project(bindings, [name]).rows.map(([term]) => String(term).replace(/^<(.*)>$/, '$1'))
    : context.endpoints;
  const answers = await Promise.all(
    endpoints.map(async (endpoint) => {
      const own = bindings && withoutColumn(bindings, name, `<${endpoint}>`);
      const { variables, rows } = await solutionsAt(endpoint, clause, own, context);
      return { variables: [name, ...variables], rows: rows.map((row) => [`<${endpoint}>`, ...row]) };
    }),
  );
  return inOneTable(answers, [name]);
}

async function solutionsAt(
  endpoint: string,
  clause: ServiceClause,
  bindings: Relation | undefined,
  context: ServiceContext,
): Promise<Solutions> {
  try {
    return await boundSolutions(endpoint, clause, bindings, context);
  } catch (cause) {
    // Federated Query §4: SILENT turns a failure into one solution without bindings. A limit of ours is none of the source's.
    const isSourceFault = cause instanceof FacilisError && (cause.code === 'source-failed' || cause.code === 'source-timeout');
    if (clause.isSilent && isSourceFault) return { variables: [], rows: [[]] };
    throw cause;
  }
}

async function boundSolutions(
  endpoint: string,
  clause: ServiceClause,
  bindings: Relation | undefined,
  context: ServiceContext,
): Promise<Solutions> {
  const body = slice(context.query, clause.body);
  const relation = sendable(bindings);
  const ask = (pattern: string) => context.ask(endpoint, `${head(context)}SELECT * WHERE ${pattern}`);
  if (relation === undefined || relation.rows.length > MAX_BINDINGS) return ask(body);
  const blocks: string[] = [];
  for (let start = 0; start < relation.rows.length; start += BLOCK_ROWS) {
    const block = inlineData({ variables: relation.variables, rows: relation.rows.slice(start, start + BLOCK_ROWS) });
    // Inside a basic pattern any endpoint can start from the bindings; elsewhere they would change what OPTIONAL or MINUS mean.
    blocks.push(clause.isBasic ? `{ ${block} ${body.slice(1)}` : `{ { ${block} } ${body} }`);
  }
  return inOneTable(
    await Promise.all(blocks.map(ask)),
    [...clause.variables].map((name) => `?${name}`),
  );
}

function inOneTable(answers: readonly Solutions[], columns: readonly string[]): Solutions {
  const variables = [...new Set(answers.flatMap((answer) => answer.variables))];
  const rows = answers.flatMap((answer) => {
    const places = variables.map((name) => answer.variables.indexOf(name));
    return answer.rows.map((row) => places.map((place) => row[place]));
  });
  return { variables: variables.length > 0 ? variables : columns, rows };
}

function withoutColumn(relation: Relation, name: string, value: string): Relation | undefined {
  const column = relation.variables.indexOf(name);
  const rest = relation.variables.filter((each) => each !== name);
  if (rest.length === 0) return undefined;
  return column < 0 ? relation : project({ ...relation, rows: relation.rows.filter((row) => row[column] === value) }, rest);
}

/** The prologue, with our base for a source that has another. */
export function head({ query, baseIRI }: Pick<ServiceContext, 'query' | 'baseIRI'>): string {
  return `BASE <${baseIRI}>\n${query.prologue}\n`;
}

export function slice({ text }: ReadQuery, { start, end }: TextRange): string {
  return text.slice(start, end);
}
