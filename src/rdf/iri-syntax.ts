/** `ucschar` of RFC 3987 §2.2: no controls, private characters, noncharacters or specials. */
const UCSCHAR = [
  '\\u{A0}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFEF}',
  ...Array.from({ length: 13 }, (_, plane) => `\\u{${(plane + 1).toString(16)}0000}-\\u{${(plane + 1).toString(16)}FFFD}`),
  '\\u{E1000}-\\u{EFFFD}',
].join('');
const IPRIVATE = '\\u{E000}-\\u{F8FF}\\u{F0000}-\\u{FFFFD}\\u{100000}-\\u{10FFFD}';
/** `iunreserved` and `sub-delims`. */
const COMMON = `A-Za-z0-9\\-._~!$&'()*+,;=${UCSCHAR}`;

/** As much of a part's beginning as it may hold. */
const beginning = (characters: string): RegExp => new RegExp(`^(?:[${characters}]|%[0-9A-Fa-f]{2})*`, 'u');
const PARTS = {
  'user information': beginning(`${COMMON}:`),
  host: beginning(COMMON),
  path: beginning(`${COMMON}:@/`),
  query: beginning(`${COMMON}${IPRIVATE}:@/?`),
  fragment: beginning(`${COMMON}:@/?`),
} as const;

const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:/u;
/** RFC 3986 appendix B, behind the scheme; the fragment is what follows the first `#`. */
const AFTER_SCHEME = /^(?:\/\/(?<authority>[^/?#]*))?(?<path>[^?#]*)(?:\?(?<query>[^#]*))?(?:#(?<fragment>.*))?$/su;
const AUTHORITY = /^(?:(?<user>[^@]*)@)?(?<host>\[[^\]]*\]|[^:]*)(?::(?<port>.*))?$/su;
const IP_FUTURE = /^\[v[0-9A-Fa-f]+\.[A-Za-z0-9\-._~!$&'()*+,;=:]+\]$/iu;

/** What nearly every IRI looks like: ASCII, no user information, no percent sign. It is valid, and seen to be so at once. */
const PLAIN =
  /^[A-Za-z][A-Za-z0-9+.-]*:(?:\/\/[A-Za-z0-9._~-]*(?::[0-9]*)?(?=[/?#]|$)|(?!\/\/))[A-Za-z0-9\-._~!$&'()*+,;=:@/]*(?:\?[A-Za-z0-9\-._~!$&'()*+,;=:@/?]*)?(?:#[A-Za-z0-9\-._~!$&'()*+,;=:@/?]*)?$/;

/**
 * Why a text is no IRI by the grammar of RFC 3987 §2.2, and what would be right; undefined when it is one. The grammar is that of
 * `IRI`: RDF 1.1 Concepts §3.2, "IRIs in the RDF abstract syntax MUST be absolute, and MAY contain a fragment identifier".
 */
export function iriFault(iri: string): string | undefined {
  if (PLAIN.test(iri)) return undefined;
  const scheme = SCHEME.exec(iri)?.[0];
  if (scheme === undefined) return 'it is relative, or its scheme is none; an IRI begins with a scheme such as "https:"';
  const { authority, path = '', query, fragment } = AFTER_SCHEME.exec(iri.slice(scheme.length))?.groups ?? {};
  return (
    (authority === undefined ? undefined : authorityFault(authority)) ??
    partFault('path', path) ??
    partFault('query', query ?? '') ??
    partFault('fragment', fragment ?? '')
  );
}

function authorityFault(authority: string): string | undefined {
  const groups = AUTHORITY.exec(authority)?.groups;
  if (groups === undefined) return `its host ${quoted(authority)} is none`;
  const { user = '', host = '', port = '' } = groups;
  const hostFault = host.startsWith('[') && host.endsWith(']') ? addressFault(host) : partFault('host', host);
  return partFault('user information', user) ?? hostFault ?? (/^[0-9]*$/.test(port) ? undefined : `its port ${quoted(port)} is no number`);
}

function addressFault(host: string): string | undefined {
  // Inside such brackets `URL` reads just what RFC 3986 §3.2.2 has for IPv6address.
  const isAddress = /^\[[0-9A-Fa-f:.]+\]$/.test(host) ? URL.canParse(`http://${host}/`) : IP_FUTURE.test(host);
  return isAddress ? undefined : `its host ${quoted(host)} is no IP address; square brackets hold nothing else`;
}

function partFault(name: keyof typeof PARTS, part: string): string | undefined {
  const good = PARTS[name].exec(part)?.[0] ?? '';
  const culprit = String.fromCodePoint(part.codePointAt(good.length) ?? 0);
  if (good.length === part.length) return undefined;
  if (culprit === '%') return `in its ${name} a "%" is not followed by two hexadecimal digits; the sign itself is written "%25"`;
  return `its ${name} has ${shownCharacter(culprit)}, which cannot stand there; it is written ${JSON.stringify(percentEncoded(culprit))}`;
}

/** The character, or its number when it cannot be seen. */
function shownCharacter(character: string): string {
  if (/^[!-~]$/.test(character)) return JSON.stringify(character);
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** RFC 3987 §3.1: each octet of the UTF-8 form. */
function percentEncoded(character: string): string {
  return [...new TextEncoder().encode(character)].map((octet) => `%${octet.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60).toWellFormed()}…` : text);
}
