import { FacilisError } from '../errors.ts';
import { parseTerm } from '../rdf/nquads.ts';
import { type ReadQuery, readQuery } from '../sparql/analyse-query.ts';
import { mediaTypesOf, resultFormatByMediaType } from '../sparql/result-formats.ts';
import { withColumnsInOrder } from '../sparql/visible-variables.ts';
import { writeBindings } from '../sparql/write-bindings.ts';
import { leavesOf, type Operation, type PathPattern, type Pattern, type Subquery } from './algebra.ts';
import { Bindings } from './bindings.ts';
import { boundColumns } from './bound-columns.ts';
import { bringDescribed, describedPatterns } from './described.ts';
import { bring, type ExecutionContext } from './execution.ts';
import { edgePatterns } from './fetch-path.ts';
import { onlyGroupLimit } from './limit-push.ts';
import { INVENTORY, type Member } from './member.ts';
import type { MemberMemory } from './member-memory.ts';
import type { PlacedPattern } from './pattern-groups.ts';
import { placePatterns } from './placement.ts';
import type { PlanRecord } from './plan-record.ts';
import { withSources } from './provenance.ts';
import type { Solutions } from './read-solutions.ts';
import type { Relation } from './relation.ts';
import { replacePieces, type TextPiece, valuesText } from './replaced-text.ts';
import { Scratch } from './scratch.ts';
import { serviceClauses } from './service-clauses.ts';
import { bringService } from './service-in-graph.ts';
import { translate } from './translate.ts';
import { askWhole, type Placement, soleMember } from './whole-query.ts';

export interface VirtualQuestion {
  readonly query: string;
  readonly resultsFormat: string;
  readonly defaultGraphs: readonly string[];
  readonly namedGraphs: readonly string[];
  readonly members: readonly Member[];
  /** Endpoints of the members that can be named in SERVICE, by IRI of the member. */
  readonly endpoints: ReadonlyMap<string, string>;
  readonly baseIRI: string;
  readonly maxRows: number;
  readonly withProvenance: boolean;
}

/** `inventory`: nothing but the inventory can contribute, so that its own engine answers the query as it is. */
export type VirtualAnswer = { readonly kind: 'answer'; readonly bytes: Uint8Array } | { readonly kind: 'inventory' };

/**
 * Answers a query over the members as one graph: brings the triples that can matter, member by member, and evaluates the whole
 * query over them.
 * @param record what was asked; also of use when this throws
 */
export async function answerVirtual(
  question: VirtualQuestion,
  { record, memory }: { readonly record: PlanRecord; readonly memory: MemberMemory },
): Promise<VirtualAnswer> {
  const { baseIRI, members } = question;
  const query = withColumnsInOrder(readQuery(question.query, baseIRI), baseIRI);
  const { where, exists } = translate(query, { baseIRI, ...datasetOf(query, question) });
  const operations = [where, ...exists];
  const placement = await placeLeaves([...operations, ...describedPatterns(query)], members, { record, memory });
  const sole = question.withProvenance || namesDataset(query, question) ? undefined : soleMember(operations, placement);
  if (sole?.kind === INVENTORY) {
    record.begin({ kind: 'whole', text: query.text, estimatedRows: 1, boundBy: [], bindings: 0 }, new Map([[sole.iri, 1]]));
    return { kind: 'inventory' };
  }
  if (sole !== undefined && query.form === 'SELECT') {
    const solutions = await askWhole({ text: `BASE <${baseIRI}>\n${query.text}`, estimatedRows: 1 }, sole, record);
    return { kind: 'answer', bytes: written(solutions, query, question.resultsFormat) };
  }
  return { kind: 'answer', bytes: await answerFromScratch({ question, query, operations, placement, record, memory }) };
}

interface Evaluation {
  readonly question: VirtualQuestion;
  readonly query: ReadQuery;
  /** The WHERE clause first. */
  readonly operations: readonly Operation[];
  readonly placement: Placement;
  readonly record: PlanRecord;
  readonly memory: MemberMemory;
}

async function answerFromScratch(evaluation: Evaluation): Promise<Uint8Array> {
  const { question, query, operations, placement, record, memory } = evaluation;
  const { baseIRI, members, defaultGraphs, namedGraphs, resultsFormat } = question;
  const scratch = new Scratch(question);
  const pieces: TextPiece[] = [];
  const context: ExecutionContext = {
    ...placement,
    record,
    memory,
    scratch,
    prologue: `BASE <${baseIRI}>\n${query.prologue}\n`,
    limited: onlyGroupLimit(query, operations, placement.placed, members),
    service: (operation, bindings) => bringService(operation, bindings, { ...question, query, record, pieces }),
    whole: (subquery) => wholeSubquery(subquery, evaluation, pieces),
  };
  const [where, ...exists] = operations;
  const found = await bring(where as Operation, Bindings.none, context);
  for (const each of exists) await bring(each, found, context);
  if (record.isPlanOnly) return new Uint8Array();
  const text = replacePieces(query.text, [...pieces, ...unasked(query, pieces)]);
  if (query.form === 'DESCRIBE') await bringDescribed(readQuery(text, baseIRI), context);
  const step = record.begin({ kind: 'final', text: query.form, estimatedRows: scratch.size, boundBy: [], bindings: 0 }, new Map());
  const dataset = { defaultGraphs, namedGraphs };
  if (!question.withProvenance) return record.timed(step, () => scratch.answer({ query: text, resultsFormat, ...dataset }));
  return record.timed(step, async () => {
    const options = { query, where: where as Operation, scratch, pieces, dataset };
    return written(await withSources(await scratch.solutions(text, dataset), options), query, resultsFormat);
  });
}

/** A SERVICE clause that nothing was left to be joined with. */
function unasked(query: ReadQuery, pieces: readonly TextPiece[]): TextPiece[] {
  const clauses = query.services.length === 0 ? [] : serviceClauses(query);
  return clauses
    .filter(({ range }) => !pieces.some((piece) => piece.range.start === range.start))
    .map(({ range }) => ({ range, text: '{ VALUES ?none { } }', given: [] }));
}

/** Aggregates, limits and the like over one member's data are for that member: it sends their result, not what they are made of. */
async function wholeSubquery(
  subquery: Subquery,
  { query, placement, record, question }: Evaluation,
  pieces: TextPiece[],
): Promise<Relation | undefined> {
  if (!subquery.isReducing || namesDataset(query, question)) return undefined;
  const member = soleMember([subquery.input, ...subquery.exists], placement);
  if (member === undefined) return undefined;
  const { start, end } = subquery.range;
  const text = `BASE <${question.baseIRI}>\n${query.prologue}\n${query.text.slice(start, end)}`;
  const { variables, rows } = await askWhole({ text, estimatedRows: 1 }, member, record);
  if (record.isPlanOnly) return { variables: [], rows: [[]] };
  pieces.push({
    range: subquery.range,
    text: `SELECT * { ${valuesText({ variables, rows })} }`,
    given: [{ member: member.iri, variables, rows }],
  });
  return boundColumns(variables, rows);
}

async function placeLeaves(
  operations: readonly Operation[],
  members: readonly Member[],
  asking: Parameters<typeof placePatterns>[2],
): Promise<Placement> {
  const leaves = operations.flatMap((operation) => [...leavesOf(operation)]);
  const patterns = leaves.flatMap((leaf) => (leaf.kind === 'pattern' ? [leaf.pattern] : []));
  const edgesOf = new Map<PathPattern, Pattern[]>(
    leaves.flatMap((leaf) => (leaf.kind === 'path' ? [[leaf.path, edgePatterns(leaf.path)]] : [])),
  );
  const placed = await placePatterns([...patterns, ...[...edgesOf.values()].flat()], members, asking);
  const edges = new Map(
    [...edgesOf].map(([path, each]) => [path, each.flatMap((edge): PlacedPattern[] => [placed.get(edge) ?? []].flat())]),
  );
  return { placed, edges, members };
}

function namesDataset({ dataset }: ReadQuery, { defaultGraphs, namedGraphs }: VirtualQuestion): boolean {
  return dataset !== undefined || defaultGraphs.length > 0 || namedGraphs.length > 0;
}

/** SPARQL 1.1 Protocol §2.1.4: the dataset of the request replaces that of the query. */
function datasetOf({ dataset }: ReadQuery, { defaultGraphs, namedGraphs }: VirtualQuestion): { defaultGraphs?: readonly string[] } {
  if (defaultGraphs.length > 0 || namedGraphs.length > 0) return { defaultGraphs };
  return dataset === undefined ? {} : { defaultGraphs: dataset.defaultGraphs };
}

function written({ variables, rows }: Solutions, query: ReadQuery, resultsFormat: string): Uint8Array {
  const format = resultFormatByMediaType(resultsFormat);
  if (format === undefined) {
    const offered = mediaTypesOf(query.form).join(', ');
    throw new FacilisError('not-acceptable', { detail: `${query.form} cannot be answered in ${resultsFormat}; it can in ${offered}.` });
  }
  const terms = rows.map((row) => row.map((term) => (term === undefined ? undefined : parseTerm(term))));
  return new TextEncoder().encode(
    writeBindings(format.name, { kind: 'solutions', variables: variables.map((name) => name.slice(1)), rows: terms }),
  );
}
