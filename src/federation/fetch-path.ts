import { FacilisError } from '../errors.ts';
import { isVariable, type PathPattern, type Pattern } from './algebra.ts';
import type { Bindings } from './bindings.ts';
import { blankJoin, type FetchContext, fetchGroup } from './fetch-group.ts';
import { groupPatterns, type PlacedPattern } from './pattern-groups.ts';
import { memberOfBlank } from './read-solutions.ts';
import { project, type Relation } from './relation.ts';
import { sendable } from './routing.ts';
import { inlineData } from './sub-query.ts';

/** Paths with more edges than this are followed from where they begin; others are brought whole. */
const MAX_EDGES = 20_000;
const NO_EDGES: Relation = { variables: [], rows: [[]] };
/** Steps of a path that are followed one by one. */
const MAX_DEPTH = 200;

/** The patterns whose matches are the edges that a path can follow. */
export function edgePatterns({ predicates, graph }: PathPattern): Pattern[] {
  const ends = { subject: '?edge_s', object: '?edge_o', graph };
  return predicates?.map((predicate) => ({ ...ends, predicate })) ?? [{ ...ends, predicate: '?edge_p' }];
}

export interface PathQuestion {
  readonly path: PathPattern;
  readonly edges: readonly PlacedPattern[];
  readonly bindings: Bindings;
}

/**
 * Brings the edges of a path and gives the pairs of terms that it leads from and to, as far as they matter.
 * @throws FacilisError `unsupported-query` for a path of any length between two unknowns
 */
export async function fetchPath(question: PathQuestion, context: FetchContext): Promise<Relation> {
  const { path, edges, bindings } = question;
  const ends = [path.subject, path.object];
  if (path.canBeEmpty && ends.every((end) => isVariable(end) && !bindings.has(end))) {
    throw new FacilisError('unsupported-query', {
      detail: `The path ${path.text} leads from every term of every source to itself; bind one of its ends with another pattern.`,
    });
  }
  const total = edges.flatMap(({ matches }) => [...matches.values()]).reduce((sum, { rows }) => sum + rows, 0);
  const start = startOf(path, bindings);
  const isFollowing = total > MAX_EDGES && start !== undefined && isFollowed(path);
  const found = isFollowing ? await follow(question, { ...context, start }) : await fetchEdges(edges, undefined, context);
  const hasBlank = found.some(({ rows }) => rows.some((row) => row.some((term) => memberOfBlank(term) >= 0)));
  if (context.record.isPlanOnly) return project(found[0] ?? NO_EDGES, []);
  if (hasBlank && (isFollowing || edges.length > 1)) throw blankJoin(`A node of the path ${path.text}`);
  return pairs(question, context);
}

/** One group for each edge: edges of a path are joined across members. */
async function fetchEdges(edges: readonly PlacedPattern[], relation: Relation | undefined, context: FetchContext): Promise<Relation[]> {
  const groups = edges.flatMap((edge) => groupPatterns([edge], context.members));
  return Promise.all(groups.map((group) => fetchGroup({ group, relation, attachments: [], conditions: [] }, context)));
}

/** A path over single predicates in one direction can be followed from a known end. */
function isFollowed({ text, predicates }: PathPattern): boolean {
  return predicates !== undefined && !text.includes('^') && !text.includes('!');
}

interface Start {
  readonly end: '?edge_s' | '?edge_o';
  readonly terms: readonly string[];
}

function startOf({ subject, object }: PathPattern, bindings: Bindings): Start | undefined {
  const known = (end: string) => (isVariable(end) ? sendable(bindings.about([end]))?.rows.map(([term]) => term as string) : [end]);
  const [from, to] = [known(subject), known(object)];
  if (from !== undefined && (to === undefined || from.length <= to.length)) return { end: '?edge_s', terms: from };
  return to && { end: '?edge_o', terms: to };
}

async function follow({ edges }: PathQuestion, context: FetchContext & { readonly start: Start }): Promise<Relation[]> {
  const { end, terms } = context.start;
  const seen = new Set<string>();
  const all: Relation[] = [];
  let frontier = terms;
  for (let depth = 0; frontier.length > 0; depth += 1) {
    if (depth === MAX_DEPTH) throw new FacilisError('unsupported-query', { detail: `A path leads through more than ${MAX_DEPTH} steps.` });
    for (const term of frontier) seen.add(term);
    const relation = { variables: [end], rows: frontier.map((term) => [term]) };
    const found = await fetchEdges(edges, relation, context);
    all.push(...found);
    const reached = found.flatMap(({ variables, rows }) => {
      const column = variables.indexOf(end === '?edge_s' ? '?edge_o' : '?edge_s');
      return rows.map((row) => row[column] as string);
    });
    frontier = [...new Set(reached)].filter((term) => term.startsWith('<') && !seen.has(term));
  }
  return all;
}

async function pairs({ path, bindings }: PathQuestion, { scratch }: FetchContext): Promise<Relation> {
  const variables = [...new Set([path.subject, path.object].filter(isVariable))];
  const known = bindings.about(variables);
  const pattern = `${path.subject} ${path.text} ${path.object}`;
  const inside = path.graph === undefined ? pattern : `GRAPH ${path.graph} { ${pattern} }`;
  const select = variables.length > 0 ? `DISTINCT ${variables.join(' ')}` : '(1 AS ?holds)';
  const data = known === undefined ? '' : inlineData(known);
  const { rows } = await scratch.solutions(`SELECT ${select} WHERE { ${data} ${inside} }`);
  return { variables, rows: rows.map((row) => variables.map((_, column) => row[column] ?? '')) };
}
