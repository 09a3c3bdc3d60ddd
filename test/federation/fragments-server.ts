import { termToNTriples, tripleToNTriples } from '../../src/rdf/nquads.ts';
import type { Quad, Term } from '../../src/rdf/terms.ts';
import type { Handler } from './source-server.ts';

export interface FragmentsOptions {
  /** `turtle`: data, metadata and controls beside each other. */
  readonly format: 'turtle' | 'trig';
  readonly pageSize: number;
  /** Whether it writes the addresses of its pages in another way than they are asked for. */
  readonly isWordy?: boolean;
  /** Changes a page before it is sent. */
  readonly spoil?: (body: string, url: URL) => { readonly status: number; readonly type: string; readonly body: string } | undefined;
}

const PREFIXES = `@prefix void: <http://rdfs.org/ns/void#> . @prefix hydra: <http://www.w3.org/ns/hydra/core#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n`;

/** Triple Pattern Fragments of some triples at `/fragments`, as https://linkeddatafragments.org/specification/triple-pattern-fragments/ has them. */
export function fragmentsOf(triples: readonly Quad[], { format, pageSize, isWordy = false, spoil }: FragmentsOptions): Handler {
  return ({ path, headers }, res) => {
    const url = new URL(path, `http://${headers.host}`);
    if (url.pathname !== '/fragments') return void res.writeHead(404).end();
    const parameter = (name: string) => url.searchParams.get(name) ?? '';
    const found = triples.filter(
      ({ subject, predicate, object }) =>
        matches(parameter('subject'), subject) && matches(parameter('predicate'), predicate) && matches(parameter('object'), object),
    );
    const page = Number(parameter('page') || 1);
    const data = found.slice((page - 1) * pageSize, page * pageSize).map((each) => `${tripleToNTriples(each)} .\n`);
    const own = new URL(url);
    if (isWordy) own.searchParams.set('via', 'form');
    const about = controls(own, { total: found.length, page, pageSize });
    const body = format === 'trig' ? `${PREFIXES}${data.join('')}<#metadata> { ${about} }` : `${PREFIXES}${data.join('')}${about}`;
    const usual = { status: 200, type: format === 'trig' ? 'application/trig' : 'text/turtle;charset=utf-8', body };
    const answer = spoil?.(body, url) ?? usual;
    res.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
  };
}

/** §4.2: IRIs as they are, literals in quotes with `@` and the language or `^^` and the IRI of the type. */
function matches(text: string, term: Term): boolean {
  if (text === '' || text.startsWith('?')) return true;
  if (term.termType === 'NamedNode') return text === term.value;
  return term.termType === 'Literal' && text === termToNTriples(term).replace(/\^\^<(.*)>$/, '^^$1');
}

function controls(
  url: URL,
  { total, page, pageSize }: { readonly total: number; readonly page: number; readonly pageSize: number },
): string {
  const at = (number: number) => {
    const other = new URL(url);
    other.searchParams.set('page', String(number));
    return `<${other.href}>`;
  };
  const fragment = new URL(url);
  fragment.searchParams.delete('page');
  const mapping = (name: string) => `[ hydra:variable "${name}" ; hydra:property rdf:${name} ]`;
  return `<#metadata> foaf:primaryTopic <${fragment.href}> .
<${url.origin}/fragments#dataset> a void:Dataset, hydra:Collection ; void:subset <${fragment.href}>, <${url.href}> ;
  hydra:search [ hydra:template "${url.origin}/fragments{?subject,predicate,object}" ; hydra:mapping ${mapping('subject')}, ${mapping('predicate')}, ${mapping('object')} ] .
<${fragment.href}> void:subset <${url.href}> .
<${url.href}> a hydra:PartialCollectionView ; void:triples ${total} ; hydra:totalItems ${total} ; hydra:itemsPerPage ${pageSize} ; hydra:first ${at(1)}${
    page > 1 ? ` ; hydra:previous ${at(page - 1)}` : ''
  }${page * pageSize < total ? ` ; hydra:next ${at(page + 1)}` : ''} .\n`;
}
