import type { Quad, Term } from '../../src/rdf/terms.ts';

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const NAMESPACES: Readonly<Record<string, string>> = {
  rdf: RDF,
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  mf: 'http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#',
  qt: 'http://www.w3.org/2001/sw/DataAccess/tests/test-query#',
  ut: 'http://www.w3.org/2009/sparql/tests/test-update#',
  rs: 'http://www.w3.org/2001/sw/DataAccess/tests/result-set#',
  ht: 'http://www.w3.org/2011/http#',
  cnt: 'http://www.w3.org/2011/content#',
  sd: 'http://www.w3.org/ns/sparql-service-description#',
};

/** Walks a small graph by prefixed names of the suites' vocabularies. */
export class GraphView {
  readonly quads: readonly Quad[];

  constructor(quads: readonly Quad[]) {
    this.quads = quads;
  }

  all(subject: Term, name: string): Term[] {
    const predicate = expand(name);
    return this.quads.filter((each) => each.subject.equals(subject) && each.predicate.value === predicate).map((each) => each.object);
  }

  one(subject: Term | undefined, name: string): Term | undefined {
    return subject === undefined ? undefined : this.all(subject, name)[0];
  }

  /** The lexical form or IRI of the object. */
  text(subject: Term | undefined, name: string): string | undefined {
    return this.one(subject, name)?.value;
  }

  subjects(name: string, object?: Term): Term[] {
    const predicate = expand(name);
    return this.quads
      .filter((each) => each.predicate.value === predicate && (object === undefined || each.object.equals(object)))
      .map((each) => each.subject);
  }

  /** The members of an RDF list. */
  list(head: Term | undefined): Term[] {
    const members: Term[] = [];
    for (let node = head; node !== undefined && node.value !== `${RDF}nil`; node = this.one(node, 'rdf:rest')) {
      members.push(...this.all(node, 'rdf:first'));
    }
    return members;
  }
}

/** The IRI of a prefixed name. */
export function expand(name: string): string {
  const [prefix = '', local = ''] = name.split(':');
  return `${NAMESPACES[prefix] ?? ''}${local}`;
}
