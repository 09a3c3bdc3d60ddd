import type { Literal, Term } from '../../src/rdf/terms.ts';

const XSD = 'http://www.w3.org/2001/XMLSchema#';

/**
 * A text that is the same for the same term. Numbers are compared by datatype and value, as the suites ask of engines that
 * do not keep lexical forms (SPARQL 1.1 §17.2); language tags without case (RDF 1.1 Concepts §3.3).
 */
export function termKey(term: Term, blank: (label: string) => string): string {
  switch (term.termType) {
    case 'BlankNode':
      return blank(term.value);
    case 'Literal':
      return literalKey(term);
    case 'Quad':
      return `<<( ${[term.subject, term.predicate, term.object].map((part) => termKey(part, blank)).join(' ')} )>>`;
    default:
      return `<${term.value}>`;
  }
}

function literalKey({ value, language, direction, datatype }: Literal): string {
  if (language !== '') return `${JSON.stringify(value)}@${language.toLowerCase()}${direction ? `--${direction}` : ''}`;
  return `${JSON.stringify(numberKey(value, datatype.value))}^^<${datatype.value}>`;
}

function numberKey(value: string, datatype: string): string {
  switch (datatype) {
    case `${XSD}double`:
    case `${XSD}float`:
      return /\d/.test(value) ? String(Number(value)) : value;
    case `${XSD}decimal`:
    case `${XSD}integer`:
      return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(value) ? decimalKey(value) : value;
    default:
      return value;
  }
}

/** Canonical: no sign +, no zeros that say nothing. */
function decimalKey(value: string): string {
  const [whole = '', fraction = ''] = value.replace(/^[+-]/, '').split('.');
  const digits = `${whole.replace(/^0+/, '') || '0'}.${fraction.replace(/0+$/, '')}`.replace(/\.$/, '');
  return value.startsWith('-') && digits !== '0' ? `-${digits}` : digits;
}
