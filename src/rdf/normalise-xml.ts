import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from '@rubensworks/saxes';
import { FacilisError } from '../errors.ts';

const RDF_NAMESPACE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';

/** What has been seen inside one open element. */
interface OpenElement {
  readonly inXmlLiteral: boolean;
  hasText: boolean;
  hasElements: boolean;
}

/**
 * The same XML document with CDATA sections turned into escaped text and comments and processing instructions taken out, so that every
 * text is one run. Throws `malformed-rdf` with line and column for XML that is not well-formed or is cut off, for text beside elements
 * (no production of RDF/XML allows it), for an encoding other than UTF-8, and for any DOCTYPE: entity declarations can expand without bound
 * or name files, and RDF/XML needs none.
 */
export function normaliseXml(xml: string): string {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const out: string[] = [];
  const open: OpenElement[] = [];
  const stop = (detail: string): never => {
    const place = { line: parser.line, column: parser.columnIndex + 1 };
    throw new FacilisError('malformed-rdf', { detail: `RDF/XML, line ${place.line}, column ${place.column}: ${detail}`, extra: place });
  };
  const onText = (text: string): void => {
    const parent = open.at(-1);
    if (parent === undefined) return;
    if (/[^ \t\r\n]/u.test(text)) parent.hasText = true;
    if (parent.hasText && parent.hasElements && !parent.inXmlLiteral) stop('text stands beside elements.');
    // the RDF reader copies text of an XML literal without escaping it again
    out.push(escapeXml(parent.inXmlLiteral ? escapeXml(text) : text));
  };
  const onOpenTag = ({ name, attributes }: SaxesTagNS): void => {
    const parent = open.at(-1);
    if (parent !== undefined) parent.hasElements = true;
    if (parent?.hasText && !parent.inXmlLiteral) stop('an element stands beside text.');
    const inXmlLiteral = parent?.inXmlLiteral ?? false;
    out.push(
      `<${name}${Object.values(attributes)
        .map((each) => writeAttribute(each, inXmlLiteral))
        .join('')}>`,
    );
    open.push({ inXmlLiteral: inXmlLiteral || Object.values(attributes).some(isXmlLiteral), hasText: false, hasElements: false });
  };
  parser.on('error', (error) => stop(error.message.replace(/^\d+:\d+: /u, '')));
  parser.on('doctype', () => stop('the document has a DOCTYPE, which is not accepted. Write entities out.'));
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^(utf-8|us-ascii)$/iu.test(encoding)) stop(`the encoding is ${encoding}; only UTF-8 is read.`);
  });
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('opentag', onOpenTag);
  parser.on('closetag', ({ name }) => {
    open.pop();
    out.push(`</${name}>`);
  });
  parser.write(xml).close();
  return out.join('');
}

/** RDF/XML §7.2.17: a value of rdf:parseType that is none of the known ones counts as "Literal". */
function isXmlLiteral({ uri, local, value }: SaxesAttributeNS): boolean {
  return uri === RDF_NAMESPACE && local === 'parseType' && !/^(Resource|Collection|Triple)$/u.test(value);
}

function writeAttribute({ name, value }: SaxesAttributeNS, inXmlLiteral: boolean): string {
  const escaped = escapeAttribute(inXmlLiteral ? escapeAttribute(value) : value);
  return ` ${name}="${escaped}"`;
}

function escapeAttribute(value: string): string {
  return escapeXml(value).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
}
