import type { IriSyntax, ReadQuery } from '../sparql/analyse-query.ts';
import type { SyntaxNode } from '../sparql/syntax-walk.ts';
import type { Operation, Pattern } from './algebra.ts';
import { Bindings } from './bindings.ts';
import { bring, type ExecutionContext } from './execution.ts';

/** What is known of a described thing; `DESCRIBE` of the local engine gives the triples with it as subject. */
const DESCRIPTION: Pattern = { subject: '?described', predicate: '?described_p', object: '?described_o', graph: undefined };

export function describedPatterns({ form }: ReadQuery): Operation[] {
  return form === 'DESCRIBE' ? [{ kind: 'pattern', pattern: DESCRIPTION }] : [];
}

/** Brings the triples of the things that a DESCRIBE is about, which what was brought for its WHERE clause tells. */
export async function bringDescribed(query: ReadQuery, context: ExecutionContext): Promise<void> {
  const rows = await describedTerms(query, context);
  if (rows.length === 0) return;
  await bring({ kind: 'pattern', pattern: DESCRIPTION }, Bindings.none.with({ variables: ['?described'], rows }), context);
}

async function describedTerms({ syntax, text, resolve, prologue }: ReadQuery, { scratch }: ExecutionContext): Promise<string[][]> {
  const { variables, where } = syntax as unknown as { variables: readonly SyntaxNode[]; where?: SyntaxNode };
  const iris = variables.filter(({ subType }) => subType === 'namedNode').map((node) => [`<${resolve(node as IriSyntax)}>`]);
  const { start } = (where?.loc ?? {}) as { start?: number };
  if (start === undefined) return iris;
  const names = variables.filter(({ subType }) => subType === 'variable').map(({ value }) => `?${String(value)}`);
  const columns = variables.some(({ type }) => type === 'wildcard') ? '*' : names.join(' ');
  if (columns === '') return iris;
  const { rows } = await scratch.solutions(`${prologue}\nSELECT DISTINCT ${columns} WHERE ${text.slice(start)}`);
  const found = new Set(rows.flat().filter((term) => term?.startsWith('<')));
  return [...iris, ...[...found].map((term) => [term as string])];
}
