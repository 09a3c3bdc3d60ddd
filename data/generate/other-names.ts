import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { LANGUAGES, type Texts } from './turtle.ts';

/**
 * Names in the other official languages of the UN from `{file}.csv` beside this file, by its first column. They stand there
 * where they are well established (evidence: general knowledge); a cell is empty where the official form was not sure. The
 * English name is the facts'.
 */
export function readOtherNames(file: 'agency-names' | 'initiative-names'): ReadonlyMap<string, Texts> {
  const rows: string[][] = parse(readFileSync(path.join(import.meta.dirname, `${file}.csv`)));
  const [header = [], ...body] = rows;
  return new Map(
    body.map((cells) => [
      cells[0] ?? '',
      Object.fromEntries(
        LANGUAGES.flatMap((language) => {
          const name = cells[header.indexOf(language)];
          return name ? [[language, name]] : [];
        }),
      ),
    ]),
  );
}
