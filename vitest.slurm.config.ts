import { defineConfig, mergeConfig } from 'vitest/config';
import slow from './vitest.slow.config.ts';

// On a Slurm of its own: apart from the slow tests, as it needs root and two packages of the system's.
export default mergeConfig(
  { ...slow, test: { ...slow.test, include: [] } },
  defineConfig({ test: { include: ['test/slurm/**/*.test.ts'] } }),
);
