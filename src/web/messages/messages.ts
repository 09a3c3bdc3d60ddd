import type { Language } from '../language.ts';
import { ar } from './ar.ts';
import { en, type Messages } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { propertiesAr } from './properties-ar.ts';
import { type PropertyNames, propertiesEn } from './properties-en.ts';
import { propertiesEs } from './properties-es.ts';
import { propertiesFr } from './properties-fr.ts';
import { propertiesRu } from './properties-ru.ts';
import { propertiesZh } from './properties-zh.ts';
import { ru } from './ru.ts';
import { zh } from './zh.ts';

export const MESSAGES: Readonly<Record<Language, Messages>> = { en, fr, es, ar, zh, ru };

export const PROPERTY_NAMES: Readonly<Record<Language, PropertyNames>> = {
  en: propertiesEn,
  fr: propertiesFr,
  es: propertiesEs,
  ar: propertiesAr,
  zh: propertiesZh,
  ru: propertiesRu,
};

/** Each language's name for itself, in the order of the switcher. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  fr: 'Français',
  es: 'Español',
  ar: 'العربية',
  zh: '中文',
  ru: 'Русский',
};

/** Fills `{name}` in a message. */
export function say(message: string, values: Readonly<Record<string, string | number>>): string {
  return message.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
