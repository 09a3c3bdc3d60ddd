import { SaxesParser } from '@rubensworks/saxes';
import { blankNode, type NamedNode, namedNode, type Quad_Object, type Quad_Subject, quad, type Term } from '../../src/rdf/terms.ts';
import { readLiteral } from './read-json-result.ts';
import type { Result, Solution } from './solutions.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** SPARQL 1.2 Query Results XML. */
export function readXmlResult(text: string): Result {
  const root = readElements(text);
  const boolean = childOf(root, 'boolean');
  if (boolean !== undefined) return { kind: 'boolean', value: boolean.text.trim() === 'true' };
  const head = childOf(root, 'head')?.children ?? [];
  const results = childOf(root, 'results')?.children ?? [];
  return {
    kind: 'solutions',
    variables: head.filter(({ name }) => name === 'variable').map(({ attributes }) => attributes.name ?? ''),
    rows: results.map(
      ({ children }): Solution =>
        new Map(children.map((binding) => [binding.attributes.name ?? '', readTerm(binding.children[0] as Element)])),
    ),
  };
}

function readElements(text: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local, attributes }) => {
    const element: Element = {
      name: local,
      attributes: Object.fromEntries(Object.values(attributes).map((each) => [each.name, each.value])),
      children: [],
      text: '',
    };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (piece) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += piece;
  });
  parser.on('closetag', () => open.pop());
  parser.write(text).close();
  return root.children[0] ?? root;
}

function childOf(element: Element, name: string): Element | undefined {
  return element.children.find((child) => child.name === name);
}

function readTerm(element: Element): Term {
  switch (element.name) {
    case 'uri':
      return namedNode(element.text);
    case 'bnode':
      return blankNode(element.text);
    case 'triple': {
      const [subject, predicate, object] = ['subject', 'predicate', 'object'].map((part) =>
        readTerm(childOf(element, part)?.children[0] as Element),
      );
      return quad(subject as Quad_Subject, predicate as NamedNode, object as Quad_Object);
    }
    default: {
      const { 'xml:lang': language, 'its:dir': direction, datatype } = element.attributes;
      return readLiteral(element.text, { language, direction, datatype });
    }
  }
}
