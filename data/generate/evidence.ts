import { createHash } from 'node:crypto';
import { cell, type FactsRow } from './facts.ts';
import { NAMED_SOURCES, type NamedSource } from './named-sources.ts';
import { local } from './names.ts';
import { type Description, iri, type Term, text, texts } from './turtle.ts';

const GENERAL_KNOWLEDGE = 'general knowledge';

/** Collects every source that the inventory cites; each distinct one becomes one `tf:EvidenceDocument`. */
export interface EvidenceRegister {
  /** One source as the facts write it, e.g. `https://… (copy of …)` → the IRI of its document. */
  cite(source: string): Term;
  /** All sources of a row: its cell `provenance`, separated by ` | `. */
  citeRow(row: FactsRow): Term[];
  /** What was cited so far, and the named sources, in the order of their IRIs. */
  documents(): Description[];
}

/** `https://example.org/a (a note)` → address and note. Brackets inside an address belong to it. */
function splitNote(source: string): { address: string; note?: string } {
  const match = /^(\S+) \((.*)\)$/.exec(source);
  return match?.[1] ? { address: match[1], note: match[2] } : { address: source };
}

/** `github.com/owner/name: path` → the repository's page, the path as note. */
function readSource(source: string): { address: string; note?: string } {
  const file = /^(github\.com\/\S+): (\S+)$/.exec(source);
  return file ? { address: `https://${file[1]}`, note: file[2] } : splitNote(source);
}

function documentOfPage(source: string): Description {
  const { address, note } = readSource(source);
  const host = new URL(address).host.replace(/^www\./, '');
  const digest = createHash('sha256').update(address).digest('hex').slice(0, 8);
  return {
    subject: local('evidence', `${host.replaceAll('.', '-')}-${digest}`),
    properties: [
      ['a', ['tf:EvidenceDocument', 'prov:Entity', 'foaf:Document']],
      ['skos:prefLabel', text(address.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, ''), 'en')],
      ['foaf:page', iri(address.replaceAll('[', '%5B').replaceAll(']', '%5D'))],
      ['skos:note', note && text(note, 'en')],
    ],
  };
}

function documentOfNamed(source: NamedSource): Description {
  return {
    subject: local('evidence', source.slug),
    properties: [
      ['a', ['tf:EvidenceDocument', 'prov:Entity', 'foaf:Document']],
      ['skos:prefLabel', texts(source.title)],
      ['foaf:page', source.page && iri(source.page)],
      ['skos:note', source.note && text(source.note, 'en')],
    ],
  };
}

export function createEvidenceRegister(): EvidenceRegister {
  const bySubject = new Map<Term, { source: string; description: Description }>();
  for (const named of NAMED_SOURCES) {
    const description = documentOfNamed(named);
    bySubject.set(description.subject, { source: named.slug, description });
  }
  function cite(source: string): Term {
    const named = NAMED_SOURCES.find((candidate) => candidate.slug === source);
    if (named || source === GENERAL_KNOWLEDGE) return local('evidence', source);
    const description = documentOfPage(source);
    const known = bySubject.get(description.subject);
    if (known && known.source !== source) throw new Error(`two sources, one name: "${known.source}" and "${source}"`);
    bySubject.set(description.subject, { source, description });
    return description.subject;
  }
  return {
    cite,
    citeRow: (row) => cell(row, 'provenance').split(' | ').map(cite),
    documents: () => [...bySubject.values()].map(({ description }) => description).sort((a, b) => (a.subject < b.subject ? -1 : 1)),
  };
}
