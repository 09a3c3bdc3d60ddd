import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, FLAGS, isChromiumInstalled } from './chromium.ts';
import { type RunningWeb, startWeb } from './running-web.ts';

const LEADERS = `PREFIX tf: <https://w3id.org/technology-facilitation#>
SELECT ?agency (COUNT(?i) AS ?n) WHERE { ?i tf:leadAgency ?agency } GROUP BY ?agency ORDER BY DESC(?n) LIMIT 5`;
const CODE = '.CodeMirror-code';

interface Opened {
  readonly page: Page;
  /** What the console said, and what was asked of others. */
  readonly complaints: string[];
}

describe.skipIf(!isChromiumInstalled())('the query editor', () => {
  let web: RunningWeb;
  let browser: Browser;
  beforeAll(async () => {
    web = await startWeb();
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
    await web?.close();
  });

  async function open(path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Opened> {
    const context = await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(web.origin)) complaints.push(request.url());
    });
    await page.goto(web.origin + path);
    return { page, complaints };
  }

  /** Tab until the editor has the focus, then empty it. */
  async function enterEditor(page: Page): Promise<void> {
    await page.locator(CODE).waitFor();
    for (let steps = 0; steps < 40 && !(await hasFocus(page)); steps += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
  }

  /** CodeMirror swallows Enter between a letter and the list for it, which is drawn in the next frame. */
  async function pick(page: Page, name: string): Promise<void> {
    await page.locator('.CodeMirror-hint-active', { hasText: name }).waitFor();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    await page.keyboard.press('Enter');
  }

  const hasFocus = (page: Page) => page.evaluate(() => document.activeElement?.closest('.query-editor') !== null);
  /** Until the page of results is there whole: the heading comes before the table. */
  const results = async (page: Page) => {
    await page.getByRole('heading', { name: 'Results' }).waitFor();
    await page.waitForLoadState('load');
  };
  /** A form sends its line ends as CR LF. */
  const query = (page: Page) => new URL(page.url()).searchParams.get('query')?.replaceAll('\r\n', '\n');

  it('writes a query with the keyboard alone, completing a class and a property, runs it and shows the table', async () => {
    const { page, complaints } = await open('/sparql');
    await enterEditor(page);
    await page.keyboard.type('SELECT ?i ?agency WHERE { ?i a tf:Facil');
    await pick(page, 'tf:FacilitationInitiative');
    await page.keyboard.type(' ; tf:leadA');
    await pick(page, 'tf:leadAgency');
    await page.keyboard.type(' ?agency } LIMIT 7');
    await page.keyboard.press('Control+Enter');
    await results(page);
    expect(query(page)).toBe(
      'PREFIX tf: <https://w3id.org/technology-facilitation#>\nSELECT ?i ?agency WHERE { ?i a tf:FacilitationInitiative ; tf:leadAgency ?agency } LIMIT 7',
    );
    expect(await page.locator('table.results tbody tr').count()).toBe(7);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('finds a property by its label, in the language of the page', async () => {
    const { page } = await open('/sparql?lang=fr');
    await enterEditor(page);
    await page.keyboard.type('SELECT * WHERE { ?i chef');
    await page.keyboard.press('Control+ ');
    await page.locator('.CodeMirror-hint', { hasText: 'tf:leadAgency' }).waitFor();
    await page.context().close();
  });

  it('lets Tab and Shift+Tab leave it, and has a name and a description', async () => {
    const { page } = await open('/sparql');
    const editor = page.getByRole('textbox', { name: 'Query', exact: true });
    await editor.focus();
    expect(await editor.getAttribute('aria-describedby')).toBe('query-keys');
    expect(await page.locator('#query-keys').textContent()).toContain('Tab leaves the editor');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Run the query');
    await page.keyboard.press('Shift+Tab');
    expect(await hasFocus(page)).toBe(true);
    await page.keyboard.press('Shift+Tab');
    expect(await hasFocus(page)).toBe(false);
    await page.context().close();
  });

  it('shows the query of a shared link, sorts its results, and draws them as a chart', async () => {
    const { page, complaints } = await open(`/sparql?${new URLSearchParams({ query: LEADERS })}`);
    await page.locator(CODE, { hasText: 'tf:leadAgency' }).waitFor();
    const numbers = () => page.locator('table.results tbody tr td:last-child').allTextContents();
    const before = await numbers();
    await page.getByRole('button', { name: 'n', exact: true }).press('Enter');
    expect(await numbers()).toEqual(before.toReversed());
    expect(await page.locator('th[aria-sort="ascending"]').textContent()).toBe('n');
    await page.getByRole('button', { name: 'Chart' }).press('Enter');
    expect(await page.locator('.chart li').count()).toBe(5);
    expect(await page.locator('table.results').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('marks the line of a mistake', async () => {
    const { page } = await open(`/sparql?${new URLSearchParams({ query: 'SELECT *\nWHERE { ?s ?p }' })}`);
    await page.locator('.faulty-line').waitFor();
    expect(await page.getByRole('textbox', { name: 'Query', exact: true }).getAttribute('aria-describedby')).toBe('query-keys query-error');
    await page.context().close();
  });

  it('sends a query that is too long for an address in the body', async () => {
    const { page } = await open(`/sparql?${new URLSearchParams({ query: 'SELECT' })}`);
    await page.getByRole('button', { name: 'Use a plain text box' }).click();
    await page.getByRole('textbox', { name: 'Query', exact: true }).fill(`${LEADERS}\n# ${'long '.repeat(4000)}`);
    await page.getByRole('button', { name: 'Run the query' }).click();
    await results(page);
    expect(query(page)).toBe(undefined);
    await page.context().close();
  });

  it('gives way to a plain box, and the browser remembers', async () => {
    const { page } = await open('/sparql');
    await page.getByRole('button', { name: 'Use a plain text box' }).press('Enter');
    await page.keyboard.press('Control+a');
    await page.keyboard.type(LEADERS);
    await page.keyboard.press('Control+Enter');
    await results(page);
    expect(await page.locator('textarea').inputValue()).toBe(LEADERS);
    expect(await page.locator('.query-editor').isVisible()).toBe(false);
    await page.context().close();
  });

  it.each(['en', 'ar'])('stays left to right and within a phone on a page in %s, in both schemes', async (locale) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await open('/sparql', { locale, colorScheme, viewport: { width: 360, height: 780 } });
      const direction = await page.locator(CODE).evaluate((element) => getComputedStyle(element).direction);
      expect(direction).toBe('ltr');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
      await page.context().close();
    }
  });

  it('without script the form is as it was', async () => {
    const { page } = await open('/sparql', { javaScriptEnabled: false });
    await page.getByRole('textbox', { name: 'Query' }).fill(LEADERS);
    await page.getByRole('button', { name: 'Run the query' }).click();
    await results(page);
    expect(await page.locator('table.results tbody tr').count()).toBe(5);
    expect(await page.locator('#query-keys').isVisible()).toBe(false);
    await page.context().close();
  });

  it('runs files of our own origin alone, kept for ever under names with their hash', async () => {
    const { headers, text } = await web.ask('/sparql', { headers: { accept: 'text/html' } });
    expect(headers['content-security-policy']).toMatch(/script-src 'self';style-src 'self';.*connect-src 'self'/);
    const scripts = [...text.matchAll(/<script[^>]* src="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(scripts.length).toBe(3);
    for (const script of scripts) {
      const reply = await web.ask(script);
      expect([reply.status, reply.headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
      expect(reply.headers['cache-control']).toContain('immutable');
    }
  });

  it('completes from a list that a new revision renews', async () => {
    const reply = await web.ask('/assets/terms.json?lang=es');
    expect(JSON.parse(reply.text)).toContainEqual({ name: 'skos:prefLabel', label: expect.any(String) });
    expect(JSON.parse(reply.text).length).toBeGreaterThan(150);
    expect((await web.ask('/assets/terms.json?lang=es', { headers: { 'if-none-match': reply.headers.etag ?? '' } })).status).toBe(304);
  });
});
