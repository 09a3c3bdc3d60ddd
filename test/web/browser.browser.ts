import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReportArchive } from '../../src/federation/report-archive.ts';
import { LANGUAGES } from '../../src/web/language.ts';
import { CHROMIUM, FLAGS, isChromiumInstalled } from './chromium.ts';
import { reportPool } from './report-pool.ts';
import { type RunningWeb, startWeb } from './running-web.ts';

const isInstalled = isChromiumInstalled();

const QUERY =
  'SELECT ?s ?name WHERE { ?s a <https://w3id.org/technology-facilitation#Agency> ; <http://www.w3.org/2004/02/skos/core#prefLabel> ?name } LIMIT 30';
const PATHS = [
  '/',
  '/doc/initiative/ctcn',
  '/doc/agency/unep',
  '/doc/country/ken',
  '/initiatives?agency=unep',
  '/sources',
  '/doc/source/agrovoc',
  '/ontology',
  '/shapes',
  '/sparql',
  `/sparql?${new URLSearchParams({ query: QUERY })}`,
  `/federation/sparql?${new URLSearchParams({ query: QUERY, partial: 'true' })}`,
  `/federation/sparql?${new URLSearchParams({ query: QUERY, explain: 'true' })}`,
];
/** 320 px is a desktop page at 400 %: WCAG 2.2 §1.4.10. */
const VIEWPORTS = [
  { name: 'the narrowest', width: 320, height: 640 },
  { name: 'a phone', width: 360, height: 780 },
  { name: 'a desktop', width: 1280, height: 900 },
];

describe.skipIf(!isInstalled)('in a browser', () => {
  let web: RunningWeb;
  let browser: Browser;
  beforeAll(async () => {
    const reports = createReportArchive();
    web = await startWeb({ reports, federation: (pool) => reportPool(pool, reports) });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
    await web?.close();
  });

  async function open(path: string, options: Parameters<Browser['newContext']>[0]): Promise<{ page: Page; complaints: string[] }> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('requestfailed', (request) => complaints.push(request.url()));
    await page.goto(web.origin + path);
    return { page, complaints };
  }

  describe.each(['en', 'ar'])('in %s', (locale) => {
    describe.each(VIEWPORTS)('on $name', ({ width, height }) => {
      it.each(PATHS)('%s fits, has its landmarks, and nothing complains', async (path) => {
        const { page, complaints } = await open(path, { viewport: { width, height }, locale });
        try {
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          expect(overflow).toBe(0);
          expect(await page.evaluate(() => getComputedStyle(document.body).direction)).toBe(locale === 'ar' ? 'rtl' : 'ltr');
          expect(await page.getByRole('main').count()).toBe(1);
          expect(await page.getByRole('banner').count()).toBe(1);
          expect(await page.getByRole('contentinfo').count()).toBe(1);
          expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
          expect(complaints).toEqual([]);
        } finally {
          await page.context().close();
        }
      });
    });
  });

  it('on a phone the filters are folded and results begin on the first screen, also with a filter in force', async () => {
    const { page } = await open('/initiatives?agency=unep&sdg=13', { viewport: { width: 360, height: 780 }, locale: 'en' });
    const filters = page.locator('summary', { hasText: 'Filters (2 active)' });
    const first = await page.locator('.items > li').first().boundingBox();
    expect(first?.y).toBeLessThan(600);
    expect(await page.getByRole('button', { name: 'Apply' }).isVisible()).toBe(false);
    await filters.press('Enter');
    expect(await page.getByRole('button', { name: 'Apply' }).isVisible()).toBe(true);
    await page.context().close();
  });

  it('on a desktop the filters are open without script, and the keyboard reaches them', async () => {
    const { page } = await open('/initiatives', { viewport: { width: 1280, height: 900 }, locale: 'en', javaScriptEnabled: false });
    await page.getByRole('searchbox').focus();
    await page.keyboard.type('water');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/initiatives?q=water');
    await page.context().close();
  });

  it.each(LANGUAGES)('in %s the class diagram is whole on a desktop, and the table of datasets on a phone', async (locale) => {
    const hidden = async (path: string, selector: string, width: number) => {
      const { page } = await open(path, { locale, viewport: { width, height: 800 } });
      const pixels = await page.locator(selector).evaluate((element) => element.scrollWidth - element.clientWidth);
      await page.context().close();
      return pixels;
    };
    expect(await hidden('/ontology', '.diagram .scroll', 1280)).toBe(0);
    expect(await hidden('/', '.scroll:has(table)', 360)).toBe(0);
  });

  it('English passages of an Arabic page begin at the left, Arabic ones at the right', async () => {
    const { page } = await open('/doc/initiative/ctcn', { locale: 'ar' });
    const styleOf = (selector: string) =>
      page.locator(selector).evaluate((element) => [element.getAttribute('lang') ?? '', getComputedStyle(element).direction]);
    expect(await styleOf('p.lead')).toEqual(['en', 'ltr']);
    expect(await styleOf('h1')).toEqual(['', 'rtl']);
    await page.context().close();
  });

  it('paper gets what is folded, and no menus', async () => {
    const { page } = await open('/doc/agency/unep', { locale: 'en' });
    const isSeen = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => element.checkVisibility());
    expect([await isSeen('dd details a'), await isSeen('.main-menu')]).toEqual([false, true]);
    await page.emulateMedia({ media: 'print' });
    expect([await isSeen('dd details a'), await isSeen('.main-menu')]).toEqual([true, false]);
    await page.context().close();
  });

  it('a column of results is as wide as what it holds', async () => {
    const { page } = await open(`/sparql?${new URLSearchParams({ query: QUERY })}`, {
      viewport: { width: 1280, height: 900 },
      locale: 'en',
    });
    expect((await page.locator('table.results th').first().boundingBox())?.width).toBeLessThan(300);
    await page.context().close();
  });

  it('the keyboard reaches the content first, then every control, with a visible focus', async () => {
    const { page } = await open('/initiatives', { viewport: { width: 1280, height: 900 }, locale: 'en' });
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
    expect(await page.evaluate(() => (document.activeElement?.getBoundingClientRect().top ?? -1) >= 0)).toBe(true);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const seen = new Set<string>();
    for (let steps = 0; steps < 12; steps += 1) {
      const { what, outline } = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        return { what: element.tagName, outline: getComputedStyle(element).outlineStyle };
      });
      seen.add(what);
      expect(outline).not.toBe('none');
      await page.keyboard.press('Tab');
    }
    expect([...seen].sort()).toEqual(['A', 'BUTTON', 'INPUT', 'SUMMARY']);
    await page.context().close();
  });

  it('a search and a filter work with the keyboard alone and no script', async () => {
    const { page } = await open('/', { locale: 'en', javaScriptEnabled: false });
    await page.getByRole('searchbox').fill('climate');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/initiatives?q=climate');
    await page.locator('summary', { hasText: 'Agency' }).press('Enter');
    await page.getByRole('checkbox', { name: /United Nations Environment Programme/ }).press('Space');
    await page.getByRole('button', { name: 'Apply' }).press('Enter');
    await page.waitForURL(/agency=unep/);
    expect(await page.locator('.items > li').count()).toBeGreaterThan(0);
    await page.context().close();
  });

  it('a query runs from the form, and its mistake is announced', async () => {
    const { page } = await open('/sparql', { locale: 'en', javaScriptEnabled: false });
    await page.getByRole('button', { name: 'Run the query' }).click();
    await page.getByRole('heading', { name: 'Results' }).waitFor();
    await page.waitForLoadState('load');
    expect(await page.locator('table.results tbody tr').count()).toBe(20);
    await page.getByRole('textbox', { name: 'Query' }).fill('SELECT');
    await page.getByRole('button', { name: 'Run the query' }).click();
    await page.getByRole('alert').waitFor();
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)('text has enough contrast in the %s scheme', async (colorScheme) => {
    const { page } = await open('/', { colorScheme, locale: 'en' });
    for (const path of [...PATHS, '/sparql?query=SELECT', '/doc/initiative/nothing']) {
      await page.goto(web.origin + path);
      expect(await page.evaluate(lowContrast), path).toEqual([]);
    }
    await page.context().close();
  });
});

/** WCAG 2.2 §1.4.3 over the page's text nodes; runs in the browser, hence whole in one function. */
function lowContrast(): string[] {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
  const channels = (color: string): number[] => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (color: number[]): number => {
    const [red = 0, green = 0, blue = 0] = color.map((value) =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = (element: Element | null): number[] => {
    for (let at = element; at !== null; at = at.parentElement) {
      const color = channels(getComputedStyle(at).backgroundColor);
      if (color[3] === 255) return color;
    }
    return [255, 255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = new Set<string>();
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (element === null || (node.textContent ?? '').trim() === '' || element.closest('script')) continue;
    const [light = 0, dark = 0] = [luminance(channels(getComputedStyle(element).color)), luminance(ground(element))].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < 4.5) found.add(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
  }
  return [...found];
}
