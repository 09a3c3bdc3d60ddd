import { type Html, html, jsonLdBlock } from '../html.ts';
import { LANGUAGES } from '../language.ts';
import { LANGUAGE_NAMES, say } from '../messages/messages.ts';
import { stylesheet } from '../stylesheet.ts';
import { LOGO } from './logo.ts';
import { samePage, type View } from './view.ts';

export interface Alternate {
  readonly label: string;
  readonly mediaType: string;
  readonly href: string;
}

export interface Crumb {
  readonly label: string;
  readonly href?: string;
}

export interface Page {
  readonly title: string;
  readonly description?: string;
  /** From the front page to this one; the last has no address. */
  readonly breadcrumbs?: readonly Crumb[];
  readonly alternates?: readonly Alternate[];
  /** The page's data as JSON-LD text. */
  readonly jsonLd?: string;
  readonly isIndexed?: boolean;
  /** Style sheets and scripts of this page alone. */
  readonly head?: Html;
  readonly main: Html;
}

const NAVIGATION = ['initiatives', 'agencies', 'assessments', 'activities', 'partnerships', 'sparql', 'ontology', 'shapes'] as const;

export function renderPage(view: View, page: Page): string {
  const { messages, language, direction } = view;
  const description = page.description ?? `${page.title} – ${messages.site.tagline}`;
  return `<!doctype html>
${html`<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · Facilis</title>
<meta name="description" content="${description}">
<meta property="og:site_name" content="Facilis">
<meta property="og:title" content="${page.title}">
<meta property="og:description" content="${description}">
<meta property="og:type" content="website">
${page.isIndexed === false && html`<meta name="robots" content="noindex">`}
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="${view.site.basePath}${stylesheet.path}">
<link rel="icon" href="${view.site.basePath}assets/logo.svg" type="image/svg+xml">
${page.alternates?.map((one) => html`<link rel="alternate" type="${one.mediaType}" href="${one.href}">\n`)}
${languageAlternates(view)}
${page.jsonLd !== undefined && jsonLdBlock(page.jsonLd)}
${page.head}
</head>
<body>
<a class="skip" href="#content">${messages.site.skip}</a>
${header(view)}
<main id="content" tabindex="-1">
${page.breadcrumbs && breadcrumbs(view, page.breadcrumbs)}
${page.main}
${page.alternates && page.alternates.length > 0 && formats(view, page.alternates)}
</main>
${footer(view)}
</body>
</html>`}\n`;
}

function languageAlternates(view: View): Html[] {
  return LANGUAGES.map((language) => html`<link rel="alternate" hreflang="${language}" href="${samePage(view, 'lang', language)}">\n`);
}

function header(view: View): Html {
  const { messages } = view;
  const current = view.url.pathname.slice(view.site.basePath.length);
  const link = (path: string, label: string) =>
    html`<li><a href="${view.href(path)}"${current === path && html` aria-current="page"`}>${label}</a></li>\n`;
  return html`<header class="site">
<a class="brand" href="${view.href('')}">${LOGO}<span>Facilis</span></a>
<nav class="main-menu" aria-label="${messages.site.navigation}"><ul class="menu">
${NAVIGATION.map((path) => link(path, messages.nav[path]))}
</ul></nav>
<nav class="languages" aria-label="${messages.site.languages}"><details class="fold"><summary>${messages.site.languages}: ${LANGUAGE_NAMES[view.language]}</summary><ul class="menu">
${LANGUAGES.map((language) => languageLink(view, language))}
</ul></details></nav>
</header>`;
}

function languageLink(view: View, language: (typeof LANGUAGES)[number]): Html {
  const isCurrent = language === view.language;
  return html`<li><a href="${samePage(view, 'lang', language)}" lang="${language}" hreflang="${language}"${isCurrent && html` aria-current="true"`}>${LANGUAGE_NAMES[language]}</a></li>\n`;
}

function breadcrumbs(view: View, crumbs: readonly Crumb[]): Html {
  const item = ({ label, href }: Crumb) =>
    html`<li>${href === undefined ? html`<span aria-current="page">${label}</span>` : html`<a href="${href}">${label}</a>`}</li>\n`;
  return html`<nav class="breadcrumb" aria-label="${view.messages.site.breadcrumb}"><ol>
${item({ label: view.messages.site.home, href: view.href('') })}${crumbs.map(item)}</ol></nav>`;
}

function formats(view: View, alternates: readonly Alternate[]): Html {
  return html`<section class="formats" aria-labelledby="formats"><h2 id="formats">${view.messages.site.formats}</h2><ul>
${alternates.map((one) => html`<li><a href="${one.href}" type="${one.mediaType}">${one.label}</a></li>\n`)}</ul></section>`;
}

function footer(view: View): Html {
  const { site } = view.messages;
  return html`<footer class="site"><p>${site.footer}</p>
<p>${site.disclaimer}</p>
<p><a href="https://creativecommons.org/licenses/by/4.0/" rel="license">${site.licence}</a> · ${say(site.version, { version: view.site.parts.version })}</p></footer>`;
}
