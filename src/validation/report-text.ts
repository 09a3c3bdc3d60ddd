import { PREFIXES } from '../rdf/prefixes.ts';
import { SEVERITIES, type Severity, type ValidationReport, type ValidationResult } from './validation-report.ts';

const PLURALS = { violation: 'violations', warning: 'warnings', info: 'infos' } as const;

export interface ReportTextOptions {
  /** Of the messages; English where a shape has none in it. */
  readonly language?: string;
  /** IRIs under it are written relative to it. */
  readonly baseIRI?: string;
  /** Which results get a line; all are counted. */
  readonly severities?: readonly Severity[];
}

/** The report for people: one line of counts, then one line for each result. */
export function reportText(report: ValidationReport, options: ReportTextOptions = {}): string {
  const counts = SEVERITIES.map((severity) => `${report.counts[severity]} ${report.counts[severity] === 1 ? severity : PLURALS[severity]}`);
  const listed = report.results.filter(({ severity }) => (options.severities ?? SEVERITIES).includes(severity));
  return [counts.join(', '), ...listed.map((result) => resultLine(result, options))].map((line) => `${line}\n`).join('');
}

function resultLine(result: ValidationResult, { language = 'en', baseIRI }: ReportTextOptions): string {
  const { severity, focusNode, path, value, messages } = result;
  const focus = focusNode.startsWith('_:') ? focusNode : `<${focusNode}>`;
  const facts = [focus, path, value].filter((text) => text !== undefined).map((text) => shorten(text, baseIRI));
  const message = messages[language] ?? messages.en ?? Object.values(messages)[0] ?? '';
  return [severity.padEnd(9), ...facts, '–', message].join(' ').replaceAll(/\s*\n\s*/g, ' ');
}

/** `<http://purl.org/dc/terms/title>` → `dct:title`; `<http://localhost:3000/id/agency/unep>` → `<id/agency/unep>`. */
function shorten(text: string, baseIRI: string | undefined): string {
  return text.replaceAll(/<([^<>\s]+)>/g, (whole, iri: string) => {
    if (baseIRI !== undefined && iri.startsWith(baseIRI)) return `<${iri.slice(baseIRI.length)}>`;
    const prefix = Object.entries(PREFIXES).find(([, namespace]) => iri.startsWith(namespace) && /^\w+$/.test(iri.slice(namespace.length)));
    return prefix ? `${prefix[0]}:${iri.slice(prefix[1].length)}` : whole;
  });
}
