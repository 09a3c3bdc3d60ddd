/** Markup that is safe to send. Only `html` and `trusted` make it, so that every other string is escaped on its way in. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

export type Renderable = Html | string | number | undefined | null | false | readonly Renderable[];

/** Template tag: the literal parts are markup, every inserted string or number is text or an attribute value in quotes. */
export function html(strings: TemplateStringsArray, ...values: readonly Renderable[]): Html {
  const rendered = strings.map((markup, index) => markup + (index < values.length ? render(values[index]) : ''));
  return new Html(rendered.join(''));
}

/** For markup of our own files and of the diagram engine, never for anything that came in. */
export function trusted(markup: string): Html {
  return new Html(markup);
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function render(value: Renderable): string {
  if (value === undefined || value === null || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(render).join('');
  return escapeHtml(String(value));
}

/**
 * JSON-LD as a data block. `<`, `>` and `&` become JSON escapes: the block can hold neither `</script>` nor `<!--`, and a
 * JSON parser reads the same strings.
 */
export function jsonLdBlock(json: string): Html {
  const safe = json.replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return new Html(`<script type="application/ld+json">${safe}</script>`);
}

/** Only web addresses become links: a `javascript:` IRI in somebody's data stays text. */
export function isWebAddress(iri: string): boolean {
  return /^https?:\/\//i.test(iri);
}
