import { canonize } from 'rdf-canonize';
import { FacilisError } from '../errors.ts';
import { blankNodesOf } from './blank-nodes.ts';
import { quadToNQuad, termToNTriples } from './nquads.ts';
import { blankNode, literal, namedNode, type Quad, type Quad_Object, type Quad_Subject, quad } from './terms.ts';
import { rdf } from './vocabulary.ts';

/** Ordinary data needs a few steps for each blank node; data made to need n! of them ("poison graphs") is refused early. */
const DEEP_STEPS = { atLeast: 20_000, forEachBlankNode: 50 };
const TIME_LIMIT_MS = 20_000;

/** Stands for triple terms, which RDFC-1.0 does not know; never leaves this file. */
const TRIPLE_TERM = 'urn:facilis:triple-term:';

/**
 * The canonical label (`c14n0`, `c14n1`, …) of each blank node by RDF Dataset Canonicalization (RDFC-1.0).
 * What RDF 1.2 adds takes part: a base direction as a part of the language tag, a triple term that holds blank nodes as a node
 * of its own that points to its three terms.
 * @throws FacilisError `malformed-rdf` when the blank nodes are too alike and entangled to be told apart within bounds
 */
export async function canonicalLabels(quads: Iterable<Quad>, signal = canonicalTimeLimit()): Promise<Map<string, string>> {
  // A dataset is a set: a quad given twice must not count twice.
  const distinct = new Map<string, Quad>();
  const labels = new Set<string>();
  for (const statement of quads) {
    const own = blankNodesOf(statement);
    if (own.length > 0) distinct.set(quadToNQuad(statement), statement);
    for (const label of own) labels.add(label);
  }
  // A single blank node is the first one, whatever is said about it.
  if (labels.size <= 1) return new Map([...labels].map((label) => [label, 'c14n0']));
  const issued = await issueLabels(toRdf11(distinct.values()), labels.size, signal);
  // Nodes that stand for triple terms took labels too: number the real ones anew, in the same order.
  const real = [...issued].filter(([label]) => label.startsWith('b')).sort(([, a], [, b]) => Number(a.slice(4)) - Number(b.slice(4)));
  return new Map(real.map(([label], index) => [label.slice(1), `c14n${index}`]));
}

/** For several calls that shall together take no longer than one may. */
export function canonicalTimeLimit(): AbortSignal {
  return AbortSignal.timeout(TIME_LIMIT_MS);
}

async function issueLabels(dataset: Quad[], count: number, signal: AbortSignal): Promise<Map<string, string>> {
  const canonicalIdMap = new Map<string, string>();
  const maxDeepIterations = Math.max(DEEP_STEPS.atLeast, DEEP_STEPS.forEachBlankNode * count);
  try {
    await canonize(dataset, { algorithm: 'RDFC-1.0', format: 'application/n-quads', canonicalIdMap, maxDeepIterations, signal });
  } catch (cause) {
    throw new FacilisError('malformed-rdf', {
      detail: `${count} blank nodes are so alike and entangled that they cannot be told apart within ${maxDeepIterations} steps and ${TIME_LIMIT_MS / 1000} s. Give them IRIs, or properties that distinguish them.`,
      cause,
    });
  }
  return canonicalIdMap;
}

function toRdf11(quads: Iterable<Quad>): Quad[] {
  const dataset = new Map<string, Quad>();
  const add = (statement: Quad) => dataset.set(quadToNQuad(statement), statement);
  const convert = <T extends Quad_Subject | Quad_Object | Quad['graph']>(term: T): T => {
    if (term.termType === 'BlankNode') return blankNode(`b${term.value}`) as Quad_Object as T;
    // The text of RDF 1.2 (`@ar--rtl`) with the terms of RDF 1.1.
    if (term.termType === 'Literal' && term.direction) {
      return {
        ...literal(''),
        termType: 'Literal',
        value: term.value,
        language: `${term.language}--${term.direction}`,
        datatype: rdf('langString'),
      } as unknown as T;
    }
    if (term.termType !== 'Quad') return term;
    const triple = term as Quad;
    if (blankNodesOf(triple).length === 0) return namedNode(TRIPLE_TERM + termToNTriples(triple)) as Quad_Object as T;
    const node = blankNode(`t${termToNTriples(triple)}`);
    add(quad(node, namedNode(`${TRIPLE_TERM}subject`), convert(triple.subject)));
    add(quad(node, namedNode(`${TRIPLE_TERM}predicate`), triple.predicate as Quad_Object));
    add(quad(node, namedNode(`${TRIPLE_TERM}object`), convert(triple.object)));
    return node as Quad_Object as T;
  };
  for (const { subject, predicate, object, graph } of quads) add(quad(convert(subject), predicate, convert(object), convert(graph)));
  return [...dataset.values()];
}
