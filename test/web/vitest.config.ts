import { defineConfig } from 'vitest/config';

/** Tests in a real browser, which take a minute or two: their files end in `.browser.ts`, so that `npm test` leaves them out. */
// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({
  test: {
    include: ['test/web/*.browser.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
