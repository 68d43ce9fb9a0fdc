import { configDefaults, defineConfig, mergeConfig } from 'vitest/config';
import fast from './vitest.config.ts';

// What `npm test` leaves out: long runs, the browser, the packed package.
export default mergeConfig(
  { ...fast, test: { ...fast.test, include: [], exclude: [] } },
  defineConfig({
    test: {
      include: ['test/**/*.slow.test.ts', 'test/browser/**/*.test.ts', 'test/package/**/*.test.ts'],
      // longer still: npm run test:long
      exclude: [...configDefaults.exclude, 'test/package/bundlers.test.ts', 'test/cli/large.slow.test.ts'],
      testTimeout: 600_000,
      hookTimeout: 120_000,
      isolate: true,
      // some measure time, and browsers have workers of their own
      maxWorkers: 1,
    },
  }),
);
