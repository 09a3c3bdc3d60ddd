/** The search takes time with the number of prefixes and the length; longer texts stay as they are. */
const MAX_CHARACTERS = 10_000;

/** SPARQL 1.1 §19.8 [5] [6], as people write it, behind white space and comments. Anything else ends the search. */
const DECLARATION = /(?:[ \t\r\n]|#[^\r\n]*[\r\n])*(?:BASE|PREFIX[ \t]+([A-Za-z][\w-]*):)[ \t]*<[!#-;=?-[\]_a-z~\u0080-\uffff]*>/iy;

/**
 * The query without the prefixes that it declares and never uses; its lines stay where they are. Clients send all prefixes they know,
 * and with a short query they are most of what there is to parse, here and in the engine.
 */
export function withoutUnusedPrefixes(query: string): string {
  // §19.2: an escape may stand for a letter of a prefix.
  if (query.length > MAX_CHARACTERS || query.includes('\\u') || query.includes('\\U')) return query;
  const declarations: { readonly text: string; readonly name: string | undefined }[] = [];
  let end = 0;
  DECLARATION.lastIndex = 0;
  for (let match = DECLARATION.exec(query); match !== null; match = DECLARATION.exec(query)) {
    declarations.push({ text: match[0], name: match[1] });
    end = DECLARATION.lastIndex;
  }
  const rest = query.slice(end);
  const kept = declarations.map(({ text, name }) => (name === undefined || rest.includes(`${name}:`) ? text : lineBreaksOf(text)));
  return kept.join('') + rest;
}

function lineBreaksOf(text: string): string {
  return text.startsWith('\n') && text.indexOf('\n', 1) < 0 ? '\n' : text.replace(/[^\r\n]/g, '');
}
