import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // No test waits this long; a machine that others use may be slow.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
