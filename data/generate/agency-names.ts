import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { LANGUAGES, type Texts } from './turtle.ts';

/**
 * Names of agencies in the other official languages of the UN, by acronym, from `agency-names.csv`. They stand there where
 * they are well established (evidence: general knowledge); a cell is empty where the official form was not sure. The English
 * name is the facts'.
 */
export function readAgencyNames(): ReadonlyMap<string, Texts> {
  const rows: Record<string, string>[] = parse(readFileSync(path.join(import.meta.dirname, 'agency-names.csv')), { columns: true });
  return new Map(
    rows.map((row) => [
      row.acronym ?? '',
      Object.fromEntries(LANGUAGES.flatMap((language) => (row[language] ? [[language, row[language]]] : []))),
    ]),
  );
}
