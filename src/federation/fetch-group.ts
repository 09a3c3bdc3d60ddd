import { FacilisError } from '../errors.ts';
import { type Condition, type Pattern, variablesOf } from './algebra.ts';
import { imaginedRows } from './imagined-rows.ts';
import type { Member } from './member.ts';
import { LEAST_BLOCK_ROWS, type MemberMemory } from './member-memory.ts';
import type { Group } from './pattern-groups.ts';
import type { OpenStep, PlanRecord } from './plan-record.ts';
import type { Solutions } from './read-solutions.ts';
import { distinct, type Relation } from './relation.ts';
import { routedTo } from './routing.ts';
import type { Scratch } from './scratch.ts';
import { BRANCH, type SubQuery, subQueryText, triplesText } from './sub-query.ts';

/** Patterns that may go with a group, at the members that have matches of all of them. */
export interface Attachment {
  readonly patterns: readonly Pattern[];
  readonly members: ReadonlySet<number>;
}

export interface GroupQuestion {
  readonly group: Group;
  /** Bindings that restrict it. */
  readonly relation: Relation | undefined;
  readonly attachments: readonly Attachment[];
  readonly conditions: readonly Condition[];
  /** `ORDER BY` and `LIMIT` that hold for each member by itself, and how many rows are enough. */
  readonly limited?: { readonly modifiers: string; readonly enough: number | undefined } | undefined;
}

export interface FetchContext {
  readonly members: readonly Member[];
  readonly record: PlanRecord;
  readonly scratch: Scratch;
  readonly prologue: string;
  readonly memory: MemberMemory;
}

/** Asks every member of the group, keeps the triples, and gives the solutions of the group's patterns. */
export async function fetchGroup(question: GroupQuestion, context: FetchContext): Promise<Relation> {
  const { group, relation, limited } = question;
  const variables = [...new Set(group.patterns.flatMap(variablesOf))];
  const step = context.record.begin(
    {
      kind: 'group',
      text: stepText(question),
      estimatedRows: Math.round(group.rows.values().reduce((total, rows) => total + rows, 0)),
      boundBy: relation?.variables ?? [],
      bindings: relation?.rows.length ?? 0,
    },
    new Map([...group.rows].map(([member, rows]) => [context.members[member]?.iri ?? '', Math.round(rows)])),
  );
  if (context.record.isPlanOnly) return imaginedRows(group);
  const tasks = [...group.rows.keys()].flatMap((member) => blocksFor(member, question, context).map((block) => ({ member, block })));
  const rows: (readonly string[])[] = [];
  for (const wave of waves(tasks, limited?.enough)) {
    const answers = await Promise.all(wave.map((task) => fetchBlock(task, question, { ...context, step, variables })));
    rows.push(...answers.flat());
    if (limited?.enough !== undefined && rows.length >= limited.enough) break;
  }
  return { variables, rows: distinct(rows) };
}

interface Task {
  readonly member: number;
  readonly block: Relation | undefined;
}

/** All at once; where some rows are enough, more and more at a time until there are so many. */
function* waves(tasks: readonly Task[], enough: number | undefined): Generator<readonly Task[]> {
  if (enough === undefined) yield tasks;
  else for (let start = 0, size = 1; start < tasks.length; start += size, size *= 2) yield tasks.slice(start, start + size);
}

function blocksFor(member: number, { group, relation }: GroupQuestion, { memory, members }: FetchContext): (Relation | undefined)[] {
  if (relation === undefined) return [undefined];
  return blocksOf(routedTo(member, group, relation), memory.blockRows(members[member]?.iri ?? ''));
}

function blocksOf({ variables, rows }: Relation, size: number): Relation[] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, at) => ({ variables, rows: rows.slice(at * size, (at + 1) * size) }));
}

interface BlockContext extends FetchContext {
  readonly step: OpenStep;
  readonly variables: readonly string[];
}

/** A member that declines a block is asked again with half of it, and from then on with no more than that. */
async function fetchBlock(task: Task, question: GroupQuestion, context: BlockContext): Promise<(readonly string[])[]> {
  const { member, block } = task;
  const isDivisible = block !== undefined && block.rows.length > LEAST_BLOCK_ROWS;
  try {
    return await askBlock(task, question, { ...context, isDivisible });
  } catch (cause) {
    if (!isDivisible || !(cause instanceof FacilisError) || cause.extra.declined !== true) throw cause;
    const iri = context.members[member]?.iri ?? '';
    context.memory.declined(iri, block.rows.length);
    const answers: (readonly string[])[][] = [];
    for (const smaller of blocksOf(block, context.memory.blockRows(iri)))
      answers.push(await fetchBlock({ member, block: smaller }, question, context));
    return answers.flat();
  }
}

async function askBlock(
  { member, block }: Task,
  question: GroupQuestion,
  context: BlockContext & { readonly isDivisible: boolean },
): Promise<(readonly string[])[]> {
  const { record, step, scratch, prologue, isDivisible } = context;
  const { patterns } = question.group;
  const iri = context.members[member]?.iri ?? '';
  const optional = question.attachments.filter(({ members }) => members.has(member)).map((each) => each.patterns);
  const { conditions, limited } = question;
  const text = subQueryText({ patterns, block, conditions, optional, prologue, modifiers: limited?.modifiers ?? '' });
  const given = await record.ask(step, iri, text, { isDivisible });
  const fault = faultIn(given, [...patterns, ...optional.flat()]);
  const solutions = fault === undefined ? given : record.reject(step, iri, fault);
  keepTriples(solutions, { patterns, optional }, { scratch, iri });
  const columns = context.variables.map((name) => solutions.variables.indexOf(name));
  return solutions.rows.map((row) => columns.map((column) => row[column] ?? ''));
}

/** RDF 1.1 Concepts §3.1: a literal is no subject, and nothing but an IRI is a predicate. */
function faultIn({ variables, rows }: Solutions, patterns: readonly Pattern[]): string | undefined {
  const places = patterns.flatMap(({ subject, predicate, graph }) => [
    { name: subject, isFit: (term: string) => !term.startsWith('"') },
    ...[predicate, graph ?? ''].map((name) => ({ name, isFit: (term: string) => term.startsWith('<') && !term.startsWith('<<') })),
  ]);
  for (const { name, isFit } of places) {
    const column = variables.indexOf(name);
    const wrong = column < 0 ? undefined : rows.find((row) => row[column] !== undefined && !isFit(row[column]));
    if (wrong !== undefined) return `it gave ${String(wrong[column]).slice(0, 100)} for ${name}, which no triple can have there`;
  }
  return undefined;
}

function keepTriples(
  { variables, rows }: Solutions,
  { patterns, optional }: Pick<SubQuery, 'patterns' | 'optional'>,
  { scratch, iri }: { readonly scratch: Scratch; readonly iri: string },
): void {
  const columnOf = new Map(variables.map((name, column) => [name, column]));
  for (const row of rows) {
    const termOf = (name: string) => row[columnOf.get(name) ?? -1];
    const branch = /^"(\d+)"/.exec(termOf(BRANCH) ?? '')?.[1];
    const more = branch === undefined ? [] : (optional[Number(branch)] ?? []);
    for (const pattern of [...patterns, ...more]) scratch.add(pattern, termOf, iri);
  }
}

function stepText({ group, attachments, conditions }: GroupQuestion): string {
  return [
    triplesText(group.patterns),
    ...attachments.map(({ patterns }) => `OPTIONAL { ${triplesText(patterns)} }`),
    ...conditions.map(({ text }) => text),
  ].join(' ');
}

export function blankJoin(what: string): FacilisError {
  return new FacilisError('unsupported-query', {
    detail: `${what} is a blank node at a source, which has no name by which that source could be asked about it again. Ask it alone with SERVICE.`,
  });
}
