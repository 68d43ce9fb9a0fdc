/** The twin is the opponent that the core is timed against: it has to give the same numbers in as many steps. */
import { loadSolver } from 'isabc';
import { beforeAll, expect, test } from 'vitest';
import { scenarioTwo } from '../../bench/placements.js';
import { Random } from '../../bench/random.js';
import { problem } from '../../bench/twin/problem.js';
import { Twin } from '../../bench/twin/twin.js';
import { model } from '../../bindings/verify/index.js';

let solver: Awaited<ReturnType<typeof loadSolver>>;
beforeAll(async () => (solver = await loadSolver()));

test.each(['printed', 'decoupled'] as const)('%s curves agree with the core', (fidelity) => {
  const random = new Random(7);
  let compared = 0;
  for (let i = 0; i < 12; i++) {
    const scenario = scenarioTwo(random, i % 3 === 0 ? 5 : 9);
    const result = solver.tradeoff(scenario, { points: 21, fidelity });
    const curve = new Twin(problem(model(result.scenario), fidelity)).curve(21);
    if (!curve.certified) continue;
    compared++;
    expect(curve.maxRate / result.maxRate! - 1).closeTo(0, 1e-8);
    expect(curve.freeRate / result.freeRate! - 1).closeTo(0, 1e-8);
    result.points.forEach(({ crb }, k) => {
      expect(curve.total[k] / crb!.total! - 1).closeTo(0, 1e-8);
      expect(curve.gap[k]).toBeLessThanOrEqual(1e-8);
    });
  }
  // the last resorts that it leaves out are rare
  expect(compared).toBeGreaterThanOrEqual(10);
});
