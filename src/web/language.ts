import Negotiator from 'negotiator';

/** The six official languages of the United Nations: those of the interface and of every label. */
export const LANGUAGES = ['en', 'fr', 'es', 'ar', 'zh', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface ChosenLanguage {
  readonly language: Language;
  /** The visitor chose it in the address (`?lang=`): links within the site then keep it. */
  readonly isExplicit: boolean;
}

/** `?lang=` before `Accept-Language` before English. A language that the site does not speak is passed over, never an error. */
export function chooseLanguage(acceptLanguage: string | undefined, asked: string | null): ChosenLanguage {
  const explicit = LANGUAGES.find((language) => language === asked?.toLowerCase());
  if (explicit !== undefined) return { language: explicit, isExplicit: true };
  if (acceptLanguage === undefined) return { language: 'en', isExplicit: false };
  const negotiator = new Negotiator({ headers: { 'accept-language': acceptLanguage } });
  const negotiated = negotiator.language([...LANGUAGES]);
  return { language: LANGUAGES.find((language) => language === negotiated) ?? 'en', isExplicit: false };
}

export function directionOf(language: string): 'ltr' | 'rtl' {
  return /^(ar|fa|he|ur)\b/.test(language) ? 'rtl' : 'ltr';
}
