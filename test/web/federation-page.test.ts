import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReportArchive } from '../../src/federation/report-archive.ts';
import { CHROMIUM, FLAGS, isChromiumInstalled } from './chromium.ts';
import { enableSource } from './enable-source.ts';
import { type ReportPool, reportPool } from './report-pool.ts';
import { baseIRI, type RunningWeb, startWeb } from './running-web.ts';

const QUERY = 'SELECT ?agency WHERE { ?agency <https://w3id.org/technology-facilitation#acronym> "UNEP" }';

describe.skipIf(!isChromiumInstalled())('the page of federated queries', () => {
  const reports = createReportArchive();
  let federation: ReportPool;
  let web: RunningWeb;
  let browser: Browser;
  beforeAll(async () => {
    web = await startWeb({
      reports,
      federation: (pool) => {
        federation = reportPool(pool, reports);
        return federation;
      },
    });
    await enableSource(web, 'unesco-thesaurus');
    await enableSource(web, 'agrovoc');
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
    await web?.close();
  });

  async function open(path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const context = await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    await page.goto(web.origin + path);
    return page;
  }

  it.each([true, false])('explains a query over chosen sources, and keeps the choice (script: %s)', async (javaScriptEnabled) => {
    const page = await open(`/federation/sparql?${new URLSearchParams({ query: QUERY })}`, { javaScriptEnabled });
    await page.getByRole('checkbox', { name: 'AGROVOC' }).check();
    await page.getByRole('button', { name: 'Explain' }).press('Enter');
    await page.getByRole('heading', { name: 'Query plan' }).waitFor();
    expect(await page.getByRole('checkbox', { name: 'AGROVOC' }).isChecked()).toBe(true);
    expect(await page.getByRole('checkbox', { name: 'This inventory' }).isChecked()).toBe(false);
    expect(await page.locator('table.report tbody tr').count()).toBe(1);
    expect(federation.asked[0]).toMatchObject({ query: QUERY, sources: [`${baseIRI}id/source/agrovoc`] });
    await page.context().close();
  });

  it('names the sources that are enabled, and no others, in the language of the page', async () => {
    const page = await open('/federation/sparql?lang=fr');
    const names = await page.locator('label:has(input[name=source])').allTextContents();
    expect(names.map((name) => name.trim())).toEqual([expect.any(String), 'AGROVOC', "Thésaurus de l'UNESCO"]);
    await page.context().close();
  });

  it('leads with the keyboard from the editor over the choices to the button that runs, and from the results to the report', async () => {
    const page = await open(`/federation/sparql?${new URLSearchParams({ query: QUERY })}`);
    await page.getByRole('textbox', { name: 'Query', exact: true }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await page.getByRole('checkbox', { name: 'This inventory' }).isChecked()).toBe(true);
    for (let steps = 0; steps < 20; steps += 1) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate(() => document.activeElement?.textContent)) === 'Run the query') break;
    }
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Results' }).waitFor();
    expect(federation.asked[0]?.sources).toEqual([`${baseIRI}sparql#service`]);
    const link = page.getByRole('link', { name: 'What each source did' });
    // Its address begins with BASE_IRI's path, on this origin.
    await page.goto(new URL((await link.getAttribute('href')) ?? '', web.origin).href);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('What each source did');
    expect(await page.locator('table.report').first().textContent()).toContain('answered');
    await page.context().close();
  });
});
