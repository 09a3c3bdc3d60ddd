import type { Exchange } from '../exchange.ts';
import { directionOf, type Language } from '../language.ts';
import type { Messages } from '../messages/en.ts';
import { MESSAGES } from '../messages/messages.ts';
import type { Site } from '../site.ts';

/** What every part of a page needs to know: for whom, in which language, and how addresses are written. */
export interface View {
  readonly site: Site;
  /** Of the page itself, under BASE_IRI. */
  readonly url: URL;
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  readonly messages: Messages;
  /** Address of a page of this site; keeps the language that the visitor chose. `path` has no leading slash. */
  href(path: string): string;
  /** Western digits in every language, as in the years of the data. */
  number(value: number): string;
  /** A day of ISO 8601, with or without its time (UTC), as the language writes it. */
  date(value: string): string;
  /** A moment of ISO 8601, in UTC, to the minute. */
  time(value: string): string;
}

export function createView(exchange: Exchange): View {
  const { site, url, chosen } = exchange;
  const { language, isExplicit } = chosen;
  const numbers = new Intl.NumberFormat(`${language}-u-nu-latn`, { maximumFractionDigits: 20 });
  return {
    site,
    url,
    language,
    direction: directionOf(language),
    messages: MESSAGES[language],
    href: (path) => site.basePath + (isExplicit ? withParameter(path, 'lang', language) : path),
    number: (value) => numbers.format(value),
    date: (value) => written(value, language, { dateStyle: 'long' }),
    time: (value) => `${written(value, language, { dateStyle: 'medium', timeStyle: 'short' })} UTC`,
  };
}

function written(value: string, language: Language, styles: Intl.DateTimeFormatOptions): string {
  const day = new Date(value);
  if (Number.isNaN(day.getTime())) return value;
  // The United Nations write British English: 24 October 1945.
  const locale = language === 'en' ? 'en-GB' : language;
  return new Intl.DateTimeFormat(`${locale}-u-ca-gregory-nu-latn`, { ...styles, timeZone: 'UTC' }).format(day);
}

/** Sets one parameter of a relative address, before its fragment. */
export function withParameter(path: string, name: string, value: string): string {
  const [, address = '', query = '', fragment = ''] = /^([^?#]*)\??([^#]*)(#.*)?$/s.exec(path) ?? [];
  const parameters = new URLSearchParams(query);
  parameters.set(name, value);
  return `${address}?${parameters}${fragment}`;
}

/** The page's own address with one parameter set, for the language switcher. */
export function samePage(view: View, name: string, value: string): string {
  return withParameter(view.url.pathname + view.url.search, name, value);
}
