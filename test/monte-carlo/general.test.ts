/** Experiments of the general model: placements in space, fading by draw, unknown reflections; chunks do not matter. */
import { readFileSync } from 'node:fs';
import { loadSolver } from 'isabc';
import { describe, expect, test } from 'vitest';
import { rowStatuses } from '../../bindings/core/columns.js';
import { Core } from '../../bindings/core/core.js';
import { ChunkSolver } from '../../bindings/monte-carlo/chunk.js';
import { parseExperiment } from '../../bindings/monte-carlo/experiment.js';
import type { DrawBatch, ExperimentInput } from '../../bindings/monte-carlo/types.js';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/isabc.wasm', import.meta.url)));
const solver = await loadSolver();

const space: ExperimentInput = {
  scenario: {
    transmitter: { position: [0, 0, 0], shape: 'circle', antennas: 4, radius: 0.5 },
    receiver: { position: [2, -1.5, 0.5], shape: 'grid', rows: 2, columns: 3 },
    unknown: 'reflections',
  },
  placement: { shape: 'ball', center: [1.5, -0.5, 0.2], radius: 0.5, count: 2 },
  draws: 400,
  seed: 5,
  fractions: [0, 0.5],
};
const but = (rest: Partial<ExperimentInput>): ExperimentInput => ({ ...space, ...rest });
const chunksOf = (input: ExperimentInput) => new ChunkSolver(new Core(module), parseExperiment(input));
function solveAll(input: ExperimentInput): DrawBatch[] {
  const chunks = chunksOf(input);
  return Array.from({ length: chunks.plan.chunks }, (_, i) => chunks.solve(i));
}
const placed = (input: ExperimentInput) => {
  const columns = ['x', 'y', 'z'] as const;
  const batches = solveAll(input);
  const [xs, ys, zs] = columns.map((name) => batches.flatMap(({ placements }) => [...placements[name]!]));
  return xs.map((x, i) => [x, ys[i], zs[i]]);
};
/** Largest distance of a sample's distribution from the uniform one on [0, 1], times √n; 1.95 is passed by 1 in 1,000. */
function kolmogorov(sample: number[]): number {
  const sorted = [...sample].sort((a, b) => a - b);
  const n = sorted.length;
  return Math.sqrt(n) * Math.max(...sorted.map((u, i) => Math.max(u - i / n, (i + 1) / n - u)));
}

const delays = { fractions: undefined, rates: [0], objective: 'delay', fidelity: 'decoupled' } as const;

describe('placements in space', () => {
  test('fill a ball evenly', () => {
    const at = placed(but({ ...delays, draws: 1500 })).map(([x, y, z]) => [x - 1.5, y + 0.5, z - 0.2]);
    const radii = at.map((p) => Math.hypot(...p));
    expect(Math.max(...radii)).toBeLessThan(0.5);
    expect(kolmogorov(radii.map((r) => (r / 0.5) ** 3))).toBeLessThan(1.95);
    expect(kolmogorov(at.map((p, i) => (p[2] / radii[i] + 1) / 2))).toBeLessThan(1.95);
    expect(kolmogorov(at.map(([x, y]) => Math.atan2(y, x) / (2 * Math.PI) + 0.5))).toBeLessThan(1.95);
  });

  test('fill a box evenly, each side on its own', () => {
    const box = { shape: 'box', min: [1, -1, 0], max: [1.5, 0.5, 3], count: 2 } as const;
    const at = placed(
      but({ ...delays, draws: 1500, placement: { ...box, min: [...box.min], max: [...box.max] } }),
    );
    for (const k of [0, 1, 2]) {
      const share = at.map((p) => (p[k] - box.min[k]) / (box.max[k] - box.min[k]));
      expect(kolmogorov(share)).toBeLessThan(1.95);
    }
  });

  test('a draw is the scenario of its places', () => {
    const [batch] = solveAll(space);
    const { x, y, z } = batch.placements;
    for (const draw of [0, 7]) {
      const devices = [0, 1].map((l) => ({ position: [x[2 * draw + l], y[2 * draw + l], z![2 * draw + l]] }));
      const rows = [0, 1].map((k) => 2 * draw + k);
      const rates = rows.map((row) => batch.draws.rateFloor[row]);
      const { points, maxRate } = solver.tradeoff({ ...space.scenario, devices }, { rates });
      expect(rows.map((row) => rowStatuses[batch.draws.status[row]])).toEqual(points.map((p) => p.status));
      rows.forEach((row, k) => {
        expect(batch.draws.maxRate[row]).toBe(maxRate);
        expect(Math.abs(batch.draws.total[row] / points[k].crb!.total! - 1)).toBeLessThan(1e-7);
      });
    }
  });
});

describe('fading', () => {
  const faded = but({ scenario: { ...space.scenario, fading: { factorDb: 3 } } });

  test('is a function of seed, draw and device: not of chunks, nor of the draws before', () => {
    const chunks = chunksOf(faded);
    expect(chunks.plan.chunks).toBeGreaterThan(2);
    const last = chunks.plan.chunks - 1;
    const later = chunks.solve(last);
    const fresh = chunksOf(faded);
    expect(fresh.solve(last)).toEqual(later);
    expect(fresh.solve(0)).toEqual(chunks.solve(0));
  });

  test('differs from draw to draw, from seed to seed, and a device keeps its own whoever stands beside it', () => {
    const fixed = (count: number): ExperimentInput['placement'] => ({
      shape: 'given',
      positions: [[1.5, -0.5, 0.2], [1.1, 0.3, 0.4]].slice(0, count), // prettier-ignore
    });
    const rates = (input: ExperimentInput) => [...solveAll(input)[0].draws.maxRate];
    const one = but({ ...faded, placement: fixed(1), draws: 20, fractions: [0] });
    expect(new Set(rates(one)).size).toBe(20);
    expect(rates({ ...one, seed: 6 })).not.toEqual(rates(one));
    // the second device is silenced: what is left is the first one with its own fading
    const both = but({ ...one, placement: fixed(2), symbols: { alphabet: [0, 1] }, draws: 200 });
    const [batch] = solveAll(both);
    const [alone] = solveAll({ ...one, draws: 200 });
    let seen = 0;
    for (let draw = 0; draw < batch.count; draw++) {
      const [first, second] = [0, 1].map((l) => batch.placements.symbol[2 * draw + l]);
      if (first !== 1 || second !== 0) continue;
      seen++;
      expect(batch.draws.maxRate[draw]).toBe(alone.draws.maxRate[draw]);
    }
    expect(seen).toBeGreaterThan(5);
  });

  test('of a large factor is the line of sight, and Rayleigh leaves the directions unobservable', () => {
    const sight = solveAll(but({ ...delays, draws: 20 }))[0].draws.maxRate;
    const strong = solveAll(
      but({ ...delays, draws: 20, scenario: { ...space.scenario, fading: { factorDb: 150 } } }),
    )[0].draws.maxRate;
    strong.forEach((rate, i) => expect(Math.abs(rate / sight[i] - 1)).toBeLessThan(1e-6));
    const rayleigh = { ...space.scenario, fading: { factorDb: null } };
    const [batch] = solveAll(but({ draws: 5, scenario: rayleigh }));
    expect([...batch.draws.status].map((status) => rowStatuses[status])).toEqual(Array(10).fill('refused'));
    expect(batch.reasons[batch.draws.reason[0]]).toContain('cannot observe');
  });
});
