import { expect, it, onTestFinished } from 'vitest';
import { ThreadStaff } from '../../src/federation/thread-staff.ts';

it('a thread that ended while nobody needed it is given to no query', async () => {
  const staff = new ThreadStaff({ workers: 1, maxQueued: 1 });
  onTestFinished(() => staff.close());
  const { signal } = new AbortController();
  const first = await staff.withThread(signal, async (thread) => thread);
  expect(await staff.withThread(signal, async (thread) => thread)).toBe(first);
  await first.end();
  expect((await staff.withThread(signal, async (thread) => thread)).isEnded).toBe(false);
});
