import { PREFIXES } from '../../src/rdf/prefixes.ts';

/** A term already in Turtle syntax. */
export type Term = string;

/** One subject with its predicates in the order in which they are written; a predicate with no object is left out. */
export interface Description {
  readonly subject: Term;
  readonly properties: readonly (readonly [predicate: string, objects: Term | readonly Term[] | undefined])[];
}

/** The languages in which the inventory is written: the six official languages of the UN, in the order in which labels are written. */
export const LANGUAGES = ['en', 'fr', 'es', 'ar', 'zh', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];
export type Texts = Readonly<Partial<Record<Language, string>>>;

const LINE_WIDTH = 120;

/** What Turtle's IRIREF excludes, and the brackets, which RFC 3987 allows in an IP address only. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the grammar's IRIREF excludes #x00-#x20
const NOT_IN_IRI = /[\x00-\x20<>"{}|^`\\[\]]/;

/** An IRI, absolute or relative to the service's base. */
export function iri(value: string): Term {
  if (NOT_IN_IRI.test(value)) throw new Error(`<${value}> is no IRI`);
  return `<${value}>`;
}

/** A plain `xsd:string`. */
export function plain(value: string): Term {
  return `"${value.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')}"`;
}

export function text(value: string, language: Language): Term {
  return `${plain(value)}@${language}`;
}

/** One literal per language that has a text. */
export function texts(values: Texts): Term[] {
  return LANGUAGES.flatMap((language) => {
    const value = values[language];
    return value === undefined ? [] : [text(value, language)];
  });
}

export function year(value: string): Term {
  return `${plain(value)}^^xsd:gYear`;
}

/** A date as exact as it is known: year, month or day. */
export function date(value: string): Term {
  const datatype = { 4: 'xsd:gYear', 7: 'xsd:gYearMonth', 10: 'xsd:date' }[value.length];
  if (!datatype) throw new Error(`"${value}" is no date`);
  return `${plain(value)}^^${datatype}`;
}

function writeDescription({ subject, properties }: Description): string {
  const lines = properties.flatMap(([predicate, objects]) => {
    const list = objects === undefined ? [] : [objects].flat();
    if (list.length === 0) return [];
    const line = `${predicate} ${list.join(', ')}`;
    return [line.length <= LINE_WIDTH || list.length === 1 ? line : `${predicate}\n    ${list.join(',\n    ')}`];
  });
  return `${subject}\n  ${lines.join(' ;\n  ')} .\n`;
}

/** A Turtle document with the prefixes that it uses. The same descriptions give the same bytes. */
export function writeTurtle(comment: string, descriptions: readonly Description[]): string {
  const body = descriptions.map(writeDescription).join('\n');
  const bare = body.replace(/"(?:[^"\\]|\\.)*"|<[^>]*>/g, '');
  const header = Object.entries(PREFIXES)
    .filter(([prefix]) => new RegExp(`(^|[\\s^(\\[])${prefix}:`, 'm').test(bare))
    .map(([prefix, namespace]) => `@prefix ${prefix}: <${namespace}> .\n`)
    .join('');
  const remark = comment.split('\n').map((line) => `# ${line}\n`);
  return `${remark.join('')}${header}\n${body}`;
}
