import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningWeb, startWeb } from './running-web.ts';

let web: RunningWeb;
beforeAll(async () => {
  web = await startWeb();
});
afterAll(() => web.close());

describe('the page of a thing', () => {
  it('tells what refers to it by its collection, and as what', async () => {
    const page = await web.page('/doc/agency/unep');
    const rows = [...page.matchAll(/<dt>([^<]+) <span class="quiet">\(\d+\)<\/span><br><span class="quiet">As “([^”]+)”/g)];
    expect(rows.map(([, collection, property]) => `${collection}: ${property}`).sort()).toEqual([
      'Capacity-building activities: Lead agency',
      'Initiatives: Lead agency',
      'Initiatives: Partner agency',
      'Knowledge resources: Creator',
      'Partnerships: Partner',
    ]);
    expect(page).toContain('<dt>As “Member” <span class="quiet">(3)</span></dt>');
  });

  it('does not repeat a statement from its other end', async () => {
    const page = await web.page('/doc/assessment/ken-phase-1');
    expect(page.match(/>drip irrigation</g)).toHaveLength(1);
  });
});
