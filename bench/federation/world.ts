import type { DatasetContent } from '../../src/ingest/ingest.ts';
import { type NamedNode, type Quad, quad } from '../../src/rdf/terms.ts';

/** What is spread over a hub and its members, with the questions that are asked of all of it as of one graph. */
export interface World {
  readonly hub: readonly DatasetContent[];
  readonly members: readonly Member[];
  readonly questions: readonly Question[];
}

export interface Member {
  readonly name: string;
  /** In the default graph. What is the same in several members is one triple of the union. */
  readonly quads: readonly Quad[];
}

export interface Question {
  /** Short and unique within its world, such as `i01`. */
  readonly name: string;
  readonly title: string;
  readonly text: string;
  /** Whether the order of the rows is part of the answer; then it is total. */
  readonly isOrdered?: boolean;
  /** Whether what it needs is in as many members however many there are. */
  readonly isOfFew?: boolean;
  /** Which patterns an ideal plan asks of members together, in their order. What the hub holds costs no request. */
  readonly plan: readonly PlanGroup[];
}

/** Patterns that one member evaluates in one request. */
export interface PlanGroup {
  readonly patterns: string;
  /** Which bindings are sent along, told by patterns over everything; without it all matches are asked for. */
  readonly boundBy?: { readonly patterns: string; readonly variables: readonly string[] };
}

export interface WorldOptions {
  readonly members: number;
  readonly seed: number;
}

export type Property = readonly [predicate: NamedNode, object: Quad['object']];

export function describe(subject: NamedNode, ...properties: readonly Property[]): Quad[] {
  return properties.map(([predicate, object]) => quad(subject, predicate, object));
}
