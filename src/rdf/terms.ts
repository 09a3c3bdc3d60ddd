import { DataFactory } from 'n3';

export type { Literal, NamedNode, Quad, Quad_Object, Quad_Subject, Term } from '@rdfjs/types';

/** RDF/JS data factory functions; every room makes its terms with these. */
export const { blankNode, defaultGraph, literal, namedNode, quad } = DataFactory;
