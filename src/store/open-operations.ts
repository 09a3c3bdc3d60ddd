import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Database } from './database.ts';
import { makeDirectory } from './make-directory.ts';
import { OPERATIONS } from './operations-schema.ts';
import type { OperationsStore } from './operations-types.ts';
import { prepareSchema } from './prepare-schema.ts';
import { createSourceChecks } from './source-checks.ts';
import { createSourceDocuments } from './source-documents.ts';
import { createTokens } from './tokens.ts';

const OPERATIONS_FILE = 'operations.sqlite';

export interface OperationsOptions {
  /** Created when missing. `:memory:` keeps nothing. */
  readonly directory: string;
  readonly now?: () => Date;
  readonly readOnly?: boolean;
}

/**
 * Opens the file of tokens, checks and summaries, also while another process has it open.
 * @throws FacilisError `store-damaged`, `invalid-setting` as `openStore`
 */
export function openOperations({ directory, now = () => new Date(), readOnly = false }: OperationsOptions): OperationsStore {
  const database = openDatabase(directory, readOnly);
  return {
    tokens: createTokens(database, now),
    sourceChecks: createSourceChecks(database, now),
    sourceSummaries: createSourceDocuments(database, 'source_summary', now),
    sourceDescriptions: createSourceDocuments(database, 'source_description', now),
    close: () => database.close(),
  };
}

function openDatabase(directory: string, readOnly: boolean): Database {
  const path = join(directory, OPERATIONS_FILE);
  // Who only reads must not make the file; without it there is nothing to read.
  const inMemory = directory === ':memory:' || (readOnly && !existsSync(path));
  if (!inMemory && !readOnly) makeDirectory(directory);
  const file = inMemory ? { location: ':memory:', readOnly: false } : { location: path, readOnly };
  return new Database({ ...file, prepare: (sqlite) => prepareSchema(sqlite, { ...file, layout: OPERATIONS }) });
}
