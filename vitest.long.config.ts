import { configDefaults, defineConfig, mergeConfig } from 'vitest/config';
import slow from './vitest.slow.config.ts';

// What `npm run test:slow` leaves out: other people's bundlers and servers, installed by the test, and files beyond what
// one string holds.
export default mergeConfig(
  { ...slow, test: { ...slow.test, include: [], exclude: [] } },
  defineConfig({
    test: {
      include: ['test/package/bundlers.test.ts', 'test/cli/large.slow.test.ts'],
      exclude: configDefaults.exclude,
    },
  }),
);
