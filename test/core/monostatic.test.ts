/** Both arrays in one place, the commonest radar of all: everything that is answered of two places is answered of one. */
import { loadSolver, monteCarlo, verifyResult } from 'isabc';
import { describe, expect, test } from 'vitest';
import type { Fidelity, Objective, Result, ScenarioInput, Vector2 } from 'isabc';
import { objectiveIn, relative } from '../support/fixtures.js';

const solver = await loadSolver();
const fidelities: Fidelity[] = ['printed', 'decoupled', 'coupled'];
const objectives: Objective[] = ['sum', 'delay', 'angle', 'position'];
const everyOptions = fidelities.flatMap((fidelity) =>
  objectives.map((objective) => ({ fidelity, objective })),
);
const at = (receiver: Vector2, positions: Vector2[]): ScenarioInput => ({
  receiver: { position: receiver },
  devices: positions.map((position) => ({ position })),
});
const places: Vector2[] = [[2, 1], [1.2, -0.7], [0.9, 0.4]]; // prettier-ignore
const mirrored: Vector2[] = [[2, 1], [2, -1], [1.2, 0.5], [1.2, -0.5]]; // prettier-ignore

const numbers = (result: Result) =>
  [result.maxRate, ...result.points.flatMap(({ crb, slope }) => [...Object.values(crb!), slope])] as number[];

describe.each([
  ['three devices', places],
  ['mirror images', mirrored],
  ['one', [places[0]]],
] as const)('%s', (_, positions) => {
  test.each(everyOptions)('curve, bounds and verification, $fidelity $objective', (options) => {
    const scenario = at([0, 0], [...positions]);
    const result = solver.tradeoff(scenario, { ...options, points: 4, covariance: true });
    expect(result.points.map(({ status }) => status)).toEqual(result.points.map(() => 'optimal'));
    expect(verifyResult(result)).toMatchObject({ verified: true });
    // a receiver a micrometre away has the same to a millionth and a few
    const near = solver.tradeoff(at([1e-6, 0], [...positions]), { ...options, points: 4 });
    numbers(near).forEach((x, i) => {
      if (x !== 0) expect(Math.abs(x / numbers(result)[i] - 1)).toBeLessThan(1e-3);
    });
    if (positions.length === 1) return;
    const asked = result.points.slice(1).map(({ crb }) => objectiveIn(crb!, options.objective));
    const back = solver.tradeoff(scenario, { ...options, bounds: asked, covariance: true });
    expect(verifyResult(back)).toMatchObject({ verified: true });
    back.points.forEach((point, i) => {
      expect(point.status).toBe('optimal');
      expect(relative(point.rateFloor, result.points[i + 1].rateFloor)).toBeLessThan(1e-6);
    });
  });
});

test('the position is range and bearing: (c/2)² CRB(τ) + d² CRB(φ)', () => {
  const { points } = solver.tradeoff(at([0, 0], places), { points: 2, fidelity: 'decoupled' });
  points[1].devices!.forEach((bounds, i) => {
    const d2 = places[i][0] ** 2 + places[i][1] ** 2;
    const expected = (299792458 / 2) ** 2 * bounds!.delay! + d2 * bounds!.angle!;
    expect(relative(bounds!.position!, expected)).toBeLessThan(1e-13);
  });
});

test('designs, their errors and waveforms', () => {
  const scenario = at([0, 0], places);
  const [point] = solver.tradeoff(scenario, { rates: [0.1], covariance: true }).points;
  const power = solver.powerMap(scenario, point, { x: [0, 1], y: [0] });
  expect(power[0][0]).toBeNull();
  expect(power[0][1]).toBeGreaterThan(0);
  for (const fidelity of fidelities) {
    const evaluation = solver.evaluate(scenario, point.covariance!, { fidelity });
    solver.positionErrors(scenario, point, { fidelity }).forEach((error, i) => {
      const [major, minor] = error!.semiAxes;
      expect(relative(major ** 2 + minor ** 2, evaluation.devices[i]!.position!)).toBeLessThan(1e-10);
    });
  }
  expect(solver.beamform(scenario, point).error.beamformer).toBeLessThan(1e-12);
});

test('experiments and batches', async () => {
  const scenario = { receiver: { position: [0, 0] as Vector2 } };
  const placement = { shape: 'disc' as const, center: [2, 0] as Vector2, radius: 1, count: 3 };
  const experiment = { scenario, placement, draws: 8, fractions: [0, 0.9] };
  let optimal = 0;
  for await (const { draws } of monteCarlo(experiment, { workers: 1 }))
    optimal += [...draws.status].filter((status) => status === 0).length;
  expect(optimal).toBe(16);
  const { status } = solver.batch([at([0, 0], places), at([0, 0], mirrored)], { points: 3 });
  expect([...status]).toEqual([0, 0, 0, 0, 0, 0]);
});
