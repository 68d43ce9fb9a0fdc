import { defineConfig, mergeConfig } from 'vitest/config';
import slow from './vitest.slow.config.ts';

// Kills, signals and damage: `npm run test:crash`, which ends with a count of what was tried and what held.
export default mergeConfig(
  { ...slow, test: { ...slow.test, include: [] } },
  defineConfig({ test: { include: ['test/crash/**/*.test.ts'] } }),
);
