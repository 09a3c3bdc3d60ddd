import { defineConfig } from 'vitest/config';

/** Tests that need programs which are not npm packages: their files end in `.client.ts`, so that `npm test` leaves them out. */
// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({
  test: {
    include: ['test/clients/*.client.ts'],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
