import { readFileSync } from 'node:fs';

/** The public name of the JSON-LD context, the same whichever deployment publishes it. */
export const PUBLIC_CONTEXT_IRI = 'https://w3id.org/technology-facilitation/context.jsonld';

const CONTEXT_FILE = new URL('../../ontology/context.jsonld', import.meta.url);

let shipped: object | undefined;

/** The JSON-LD context document that ships with this version: `{ "@context": … }`. Read once. */
export function shippedContext(): object {
  shipped ??= JSON.parse(readFileSync(CONTEXT_FILE, 'utf8')) as object;
  return shipped;
}
