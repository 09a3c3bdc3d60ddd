import { parseQuery, type QuerySyntax } from './parse-query.ts';
import { checkNesting } from './query-text.ts';
import type { QueryAnalysis } from './query-types.ts';
import type { QueryForm } from './result-formats.ts';
import { walkSyntax } from './syntax-walk.ts';
import { withoutUnusedPrefixes } from './unused-prefixes.ts';

/** A query with what bounding and routing it need; for this room only. */
export interface ReadQuery extends QueryAnalysis {
  /** As it was written, but for prefixes without a use. */
  readonly text: string;
  readonly syntax: QuerySyntax;
  /** The text of BASE, PREFIX and VERSION, which whatever is cut out of the query needs as well. */
  readonly prologue: string;
  /** The absolute IRI of a term of the tree. */
  resolve(iri: IriSyntax): string;
  /** The graphs of `FROM` and `FROM NAMED`, absolute; `undefined` when there are none. */
  readonly dataset: { readonly defaultGraphs: readonly string[]; readonly namedGraphs: readonly string[] } | undefined;
}

/**
 * What a query is, without running it. About 0.1 ms for an ordinary one, 50 ms for 100 kB of text.
 * @throws FacilisError `malformed-query`, with line and column where they are known; also for an update
 */
export function analyseQuery(query: string, options: { readonly baseIRI: string }): QueryAnalysis {
  const { form, services, namesDataset, isVolatile } = readQuery(query, options.baseIRI);
  return { form, services, namesDataset, isVolatile };
}

export function readQuery(written: string, baseIRI: string): ReadQuery {
  const { text, syntax } = parsed(written, baseIRI);
  const resolve = iriResolver(syntax, baseIRI);
  const services = new Set<string>();
  let isVolatile = false;
  for (const { node } of walkSyntax(syntax)) {
    if (node.type === 'pattern' && node.subType === 'service')
      services.add(serviceName(node.name as IriSyntax & { subType?: string }, resolve));
    if (node.type === 'expression' && VOLATILE.has(String(node.operator))) isVolatile = true;
  }
  return {
    text,
    syntax,
    prologue: text.slice(0, prologueEnd(syntax)),
    resolve,
    form: syntax.subType.toUpperCase() as QueryForm,
    services: [...services],
    namesDataset: syntax.datasets.clauses.length > 0,
    dataset: datasetClauses(syntax, resolve),
    isVolatile,
  };
}

function parsed(written: string, baseIRI: string): Pick<ReadQuery, 'text' | 'syntax'> {
  const parse = (text: string) => {
    checkNesting(text);
    return { text, syntax: parseQuery(text, baseIRI) };
  };
  const short = withoutUnusedPrefixes(written);
  if (short === written) return parse(written);
  try {
    return parse(short);
  } catch {
    // Its places in the text are those of the text as it was written.
    return parse(written);
  }
}

/** SPARQL 1.1 §17.4: the functions that may answer differently each time. */
const VOLATILE = new Set(['now', 'rand', 'uuid', 'struuid', 'bnode']);

export interface IriSyntax {
  readonly prefix?: unknown;
  readonly value?: unknown;
}

function prologueEnd({ context }: QuerySyntax): number {
  const loc = context.at(-1)?.loc;
  return loc !== undefined && 'end' in loc ? Number(loc.end) : 0;
}

function datasetClauses({ datasets }: QuerySyntax, resolve: (iri: IriSyntax) => string): ReadQuery['dataset'] {
  if (datasets.clauses.length === 0) return undefined;
  const graphs = (type: string) =>
    datasets.clauses.filter((clause) => clause.clauseType === type).map(({ value }) => resolve({ ...value }));
  return { defaultGraphs: graphs('default'), namedGraphs: graphs('named') };
}

function serviceName(name: IriSyntax & { readonly subType?: string }, resolve: (iri: IriSyntax) => string): string {
  return name.subType === 'variable' ? `?${String(name.value)}` : resolve(name);
}

/** SPARQL 1.1 §4.1.1: a BASE or PREFIX holds for what follows it, so the last one of a prologue holds for the query. */
function iriResolver(syntax: QuerySyntax, baseIRI: string): (iri: IriSyntax) => string {
  let base = baseIRI;
  const prefixes = new Map<string, string>();
  for (const declaration of syntax.context) {
    if (declaration.subType === 'base') base = resolveIRI(declaration.value.value, base);
    if (declaration.subType === 'prefix') prefixes.set(declaration.key, resolveIRI(declaration.value.value, base));
  }
  return ({ prefix, value }) =>
    typeof prefix === 'string' ? `${prefixes.get(prefix) ?? ''}${String(value)}` : resolveIRI(String(value), base);
}

/** An absolute IRI stays as it is written: `URL` would add a path, or change its case. */
function resolveIRI(iri: string, base: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(iri) ? iri : (URL.parse(iri, base)?.href ?? iri);
}
