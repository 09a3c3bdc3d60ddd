import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A question that the ontology must be able to answer, with the query that answers it. */
export interface CompetencyQuestion {
  /** In plain words, English. */
  readonly title: string;
  readonly group: string;
  /** SPARQL without its head; relative IRIs are resolved against the base of the deployment. */
  readonly query: string;
  /** The least number of rows that the shipped data gives. */
  readonly minRows: number;
}

/** The `.rq` files of a folder, in the order of their names. Each begins with the comments `question`, `min-rows` and `group`. */
export async function readCompetencyQuestions(folder: string): Promise<CompetencyQuestion[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.rq')).sort();
  return Promise.all(names.map(async (name) => parseCompetencyQuestion(await readFile(join(folder, name), 'utf8'), name)));
}

/** @throws Error naming the file and the comment that is missing */
export function parseCompetencyQuestion(text: string, name: string): CompetencyQuestion {
  const head = new Map<string, string>();
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => {
    const match = /^#\s*(question|min-rows|group):\s*(.+)$/.exec(line);
    if (match?.[1] && match[2]) head.set(match[1], match[2].trim());
    return match === null;
  });
  const value = (key: string): string => {
    const found = head.get(key);
    if (found === undefined) throw new Error(`${name} must begin with the comment "# ${key}: …"`);
    return found;
  };
  const query = lines.slice(start).join('\n').trim();
  return { title: value('question'), group: value('group'), query, minRows: Number(value('min-rows')) };
}
