import type { Texts } from './turtle.ts';

/** A source with a name of its own, not a page found by its address. */
export interface NamedSource {
  readonly slug: string;
  readonly title: Texts;
  readonly page?: string;
  readonly note?: string;
}

/** Sources that the facts, the history or the hand-written files cite by name. */
export const NAMED_SOURCES: readonly NamedSource[] = [
  {
    slug: 'general-knowledge',
    title: {
      en: 'General knowledge',
      fr: 'Connaissances générales',
      es: 'Conocimiento general',
      ar: 'معرفة عامة',
      zh: '常识',
      ru: 'Общеизвестные сведения',
    },
    note: 'Well-established, but seen on no page for this inventory.',
  },
  {
    slug: 'inventory-facts',
    title: { en: 'Inventory of UN technology facilitation: facts' },
    note: 'The facts files from which the inventory was written, with their account of sources, of the history of the platform and of what its users have needed.',
  },
  {
    slug: 'background-paper-2015-2',
    title: { en: 'Background Paper No. 2015/2' },
    note: 'Options for the online platform, 28 October 2015.',
  },
  {
    slug: 'unesco-thesaurus-about',
    title: { en: 'About UNESCO Thesaurus' },
    page: 'https://vocabularies.unesco.org/browser/en/about',
  },
];
