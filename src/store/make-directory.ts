import { mkdirSync } from 'node:fs';
import { unusable } from './sqlite-error.ts';

/** @throws FacilisError `invalid-setting` for a DATA_DIR that cannot be made */
export function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (cause) {
    throw unusable(directory, cause as Error);
  }
}
