/** `langtag` and `privateuse` of RFC 5646 §2.1. */
const LANGUAGE_TAG = new RegExp(
  '^(?:' +
    '(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})' + // language, with extended languages
    '(?:-[a-z]{4})?' + // script
    '(?:-(?:[a-z]{2}|[0-9]{3}))?' + // region
    '(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*' + // variants
    '(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*' + // extensions
    '(?:-x(?:-[a-z0-9]{1,8})+)?' + // private use
    '|x(?:-[a-z0-9]{1,8})+' +
    ')$',
  'i',
);

/** `irregular` of RFC 5646 §2.1: registered before the grammar was. The `regular` ones fit it. */
const IRREGULAR = new Set(
  `en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao i-tay i-tsu sgn-be-fr sgn-be-nl
  sgn-ch-de`.split(/\s+/),
);

/** RDF 1.1 Concepts §3.3: "The language tag MUST be well-formed according to section 2.2.9 of [BCP47]". */
export function isLanguageTag(tag: string): boolean {
  return LANGUAGE_TAG.test(tag) || IRREGULAR.has(tag.toLowerCase());
}
