/** Long runs of batches and draws leave memory as they found it. */
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, test } from 'vitest';
import { solveBatch } from '../../bindings/solver/batch-rows.js';
import { Core } from '../../bindings/core/core.js';
import type { BatchTask } from '../../bindings/core/batch.js';
import { ChunkSolver } from '../../bindings/monte-carlo/chunk.js';
import { parseExperiment } from '../../bindings/monte-carlo/experiment.js';
import { parseScenario } from '../../bindings/input/scenario.js';
import { Solver } from '../../bindings/solver/solver.js';
import type { ScenarioInput } from '../../bindings/types.js';
import { seeded } from '../verify/helpers.js';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/isabc.wasm', import.meta.url)));
let collectGarbage: () => void;
beforeAll(() => {
  setFlagsFromString('--expose-gc');
  collectGarbage = runInNewContext('gc') as () => void;
});
function heap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

const next = seeded(7);
const scenario = (): ScenarioInput => ({
  transmitter: { antennas: 4 },
  devices: Array.from({ length: 4 }, () => ({ position: [1.1 + 0.8 * next(), -0.9 + 0.8 * next()] })),
});

/** Linear memory and heap, in bytes, after the first round, the tenth part of the rounds, and all of them. */
function watch(core: Core, rounds: number, round: (i: number) => void) {
  round(0);
  const linear = [core.memoryBytes];
  const heaps: number[] = [];
  for (let i = 1; i < rounds; i++) {
    round(i);
    if (i === Math.floor(rounds / 10) || i === rounds - 1) heaps.push(heap());
  }
  linear.push(core.memoryBytes);
  return { linear, heaps };
}

describe('100,000 points', () => {
  test('in batches leave linear memory and heap as the first batch of the shape made them', () => {
    const core = new Core(module);
    const solver = new Solver(core);
    const { linear, heaps } = watch(core, 100, () => {
      const batch = solver.batch(Array.from({ length: 100 }, scenario), { points: 10 });
      expect(batch.rows).toBe(1000);
    });
    expect(linear[1]).toBe(linear[0]);
    expect(heaps[1] - heaps[0]).toBeLessThan(200_000);
  });

  test('of random draws do so too', () => {
    const core = new Core(module);
    const experiment = parseExperiment({
      scenario: { transmitter: { antennas: 4 } },
      placement: { shape: 'disc', center: [1.5, -0.5], radius: 0.5, count: 4 },
      draws: 2 ** 40,
    });
    const solver = new ChunkSolver(core, experiment);
    const perChunk = 3 * solver.plan.size;
    const { linear, heaps } = watch(core, Math.ceil(100_000 / perChunk), (i) => {
      expect(solver.solve(i).draws.total).toHaveLength(perChunk);
    });
    expect(linear[1]).toBe(linear[0]);
    expect(heaps[1] - heaps[0]).toBeLessThan(200_000);
  });
});

test('a batch makes no object a point', () => {
  const core = new Core(module);
  const task: BatchTask = {
    fidelity: 'printed',
    objective: 'sum',
    over: 'sum',
    extremes: true,
    rates: Array.from({ length: 80_000 }, (_, i) => i * 1e-9),
  };
  const scenarios = [parseScenario(scenario())];
  const solve = () => solveBatch(core, scenarios, task).rows;
  for (let warm = 0; warm < 5; warm++) solve();
  // far from what the young generation holds, so that whatever were made would still be there
  const before = heap();
  expect(solve()).toBe(80_000);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(80_000 * 8);
});
