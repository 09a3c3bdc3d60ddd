import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { withProgress } from '../../src/cli/progress.ts';

/** What is written to an output while the work takes as long as people notice. */
async function shown(isTTY: boolean, lastsMs: number): Promise<string> {
  const written: string[] = [];
  const output = { isTTY, write: (text: string) => written.push(text) > 0 };
  await withProgress(async (onProgress) => {
    onProgress('reading a.ttl', 0, 10);
    await setTimeout(lastsMs);
    for (const done of [5, 6, 7]) onProgress('reading a.ttl', done, 10);
    onProgress('storing');
  }, output);
  return written.join('');
}

describe('progress', () => {
  it('is plain lines without a terminal: one for each step, not one for each call', async () => {
    expect(await shown(false, 1100)).toBe('reading a.ttl: 50 %\nstoring\n');
  });

  it('is a bar on a terminal, gone in the end', async () => {
    const written = await shown(true, 1100);
    expect(written).toContain('[###############...............] reading a.ttl: 50 %');
    expect(written.endsWith('\r\x1b[K')).toBe(true);
  });

  it('is not shown of work that is done at once', async () => {
    expect([await shown(true, 0), await shown(false, 0)]).toEqual(['', '']);
  });
});
