/** `https://creativecommons.org/licenses/by/4.0/` is known as CC BY 4.0. */
export function licenceName(iri: string): string {
  const [, code, version, place = ''] = /creativecommons\.org\/licenses\/([a-z-]+)\/([\d.]+)(?:\/([a-z]+))?/.exec(iri) ?? [];
  if (code !== undefined) return ['CC', code.toUpperCase(), version, place.toUpperCase()].join(' ').trim();
  return /creativecommons\.org\/publicdomain\/zero/.test(iri) ? 'CC0 1.0' : iri.replace(/^https?:\/\//, '');
}
