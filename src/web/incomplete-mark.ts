import type { FederationReport, OutcomeKind } from '../federation/federation-report.ts';
import { escapeHtml } from './html.ts';
import type { Offer } from './negotiation.ts';
import { reportIRI } from './report-links.ts';

interface Gap {
  /** Address of the report. */
  readonly report: string;
  readonly missing: readonly { readonly source: string; readonly outcome: OutcomeKind }[];
}

/** Where a body of one format says that it is incomplete: at its start, or beside the first `needle`. */
interface Marker {
  readonly needle?: string;
  readonly isBefore?: boolean;
  text(gap: Gap, follows: string): string;
}

const LINES: Marker = {
  text: (gap) =>
    sentences(gap)
      .map((line) => `# ${line}\n`)
      .join(''),
};

/** By the name of the format. CSV, TSV and JSON-LD have no place for it that every reader passes over. */
const MARKERS: Readonly<Partial<Record<string, Marker>>> = {
  // SPARQL 1.1 Query Results JSON §3.1.2: "link" is an array of addresses of "additional metadata". Other members are ours.
  json: {
    needle: '"head":{',
    text: ({ report, missing }, follows) =>
      `${JSON.stringify({ link: [report], incomplete: true, missing }).slice(1, -1)}${follows === '}' ? '' : ','}`,
  },
  // SPARQL Query Results XML §2.2: in the head, link elements come after the variables.
  xml: { needle: '</head>', isBefore: true, text: (gap) => `${xmlComment(gap)}<link href="${escapeHtml(gap.report)}"/>` },
  rdfxml: { needle: '?>', text: (gap) => `\n${xmlComment(gap)}` },
  turtle: LINES,
  trig: LINES,
  ntriples: LINES,
  nquads: LINES,
};

export function canBeMarked({ name }: Offer): boolean {
  return MARKERS[name] !== undefined;
}

/** The body of an answer that says which sources it lacks. One that is whole is returned as it is. */
export function marked(bytes: Uint8Array, offer: Offer, { report, baseIRI }: { report: FederationReport; baseIRI: string }): Uint8Array {
  if (report.isComplete) return bytes;
  const marker = MARKERS[offer.name];
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = marker?.needle === undefined ? 0 : body.indexOf(marker.needle);
  // An answer that cannot be marked must not go out as a whole one.
  if (marker === undefined || found < 0) throw new Error(`An incomplete answer in ${offer.mediaType} has no place for its mark.`);
  const at = marker.isBefore === true ? found : found + (marker.needle?.length ?? 0);
  const text = marker.text({ report: reportIRI(baseIRI, report.id), missing: missingSources(report) }, String.fromCharCode(body[at] ?? 0));
  return Buffer.concat([body.subarray(0, at), Buffer.from(text), body.subarray(at)]);
}

/** Sources whose part of the answer is missing, or may be. */
export function missingSources({ sources }: FederationReport): { source: string; outcome: OutcomeKind }[] {
  return sources
    .filter(({ outcome }) => outcome !== 'answered' && outcome !== 'unused')
    .map(({ iri, outcome }) => ({ source: iri, outcome }));
}

function sentences({ report, missing }: Gap): string[] {
  return [
    'This answer is incomplete: some sources did not contribute what they hold.',
    ...missing.map(({ source, outcome }) => `${outcome}: ${source}`),
    `What each source did: ${report}`,
  ];
}

/** XML 1.0 §2.5: "the string "--" (double-hyphen) must not occur within comments". */
function xmlComment(gap: Gap): string {
  return `<!-- ${sentences(gap).join(' ').replaceAll('--', '-%2D')} -->`;
}
