/** Batches of draws made of plain random numbers: for tests of what is done with results. */

import { rowStatuses, type RowStatus } from '../../bindings/core/columns.js';
import { chunkPlan, chunkRange } from '../../bindings/monte-carlo/plan.js';
import { combinations, sweptPaths } from '../../bindings/monte-carlo/sweep.js';
import type { DrawBatch, Experiment } from '../../bindings/monte-carlo/types.js';

/** mulberry32: numbers in [0, 1) from an integer. */
export function uniform(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Made-up results of chunk i: the same for the same experiment and draw, with a row of each status among them. */
export function syntheticChunk(experiment: Experiment, i: number): DrawBatch {
  const { first, count } = chunkRange(experiment, chunkPlan(experiment), i);
  const all = combinations(experiment);
  const floors = (experiment.fractions ?? experiment.rates)!;
  const paths = sweptPaths(experiment.sweep);
  const rows = count * all.length * floors.length;
  const devices =
    experiment.placement.shape === 'given'
      ? experiment.placement.positions.length
      : experiment.placement.count;
  const doubles = () => new Float64Array(rows);
  const draws: DrawBatch['draws'] = {
    draw: doubles(),
    floor: new Int32Array(rows),
    fraction: doubles(),
    rateFloor: doubles(),
    status: new Uint8Array(rows),
    reason: new Uint32Array(rows),
    maxRate: doubles(),
    freeRate: doubles(),
    total: doubles(),
    delay: doubles(),
    angle: doubles(),
    position: doubles(),
    rate: doubles(),
    lowerBound: doubles(),
    gap: doubles(),
    iterations: doubles(),
  };
  const batch: DrawBatch = {
    chunk: i,
    first,
    count,
    objective: experiment.objective,
    over: experiment.over,
    draws,
    swept: Object.fromEntries(paths.map((path) => [path, doubles()])),
    reasons: ['', 'a device, "the third", stands on an array'],
    placements: {
      draw: new Float64Array(count * devices),
      device: new Int32Array(count * devices),
      x: new Float64Array(count * devices),
      y: new Float64Array(count * devices),
      symbol: new Float64Array(count * devices),
    },
  };
  let row = 0;
  for (let draw = first; draw < first + count; draw++) {
    const random = uniform(experiment.seed * 1e6 + draw);
    const status = statusOf(random());
    const known = status !== 'refused';
    const maxRate = known ? (status === 'silent' ? 0 : 0.2 + random()) : NaN;
    for (const { values } of all) {
      for (let floor = 0; floor < floors.length; floor++, row++) {
        paths.forEach((path, k) => (batch.swept[path]![row] = values[k]));
        draws.draw[row] = draw;
        draws.floor[row] = floor;
        draws.fraction[row] = experiment.fractions === undefined ? NaN : floors[floor];
        draws.rateFloor[row] = experiment.fractions === undefined ? floors[floor] : floors[floor] * maxRate;
        draws.status[row] = rowStatuses.indexOf(status);
        draws.reason[row] = status === 'refused' ? 1 : 0;
        draws.maxRate[row] = maxRate;
        draws.freeRate[row] = maxRate / 2;
        const solved = known && status !== 'silent';
        draws.angle[row] = solved ? 1e-7 * (1 + random()) * (1 + random()) * (1 + 99 * random()) : NaN;
        draws.delay[row] = solved ? 1e-18 * (1 + random()) : NaN;
        draws.total[row] = draws.angle[row] + draws.delay[row];
        draws.position[row] = solved ? random() : NaN;
        draws.rate[row] = solved ? draws.rateFloor[row] : NaN;
        draws.gap[row] = status === 'optimal' ? 1e-12 : status === 'stationary' ? 0.1 : NaN;
        draws.lowerBound[row] = draws.total[row] * (1 - draws.gap[row]);
        draws.iterations[row] = solved ? Math.floor(30 * random()) : 0;
      }
    }
    for (let device = 0; device < devices; device++) {
      const at = (draw - first) * devices + device;
      batch.placements.draw[at] = draw;
      batch.placements.device[at] = device;
      batch.placements.x[at] = random();
      batch.placements.y[at] = -random();
      batch.placements.symbol[at] = Math.floor(9 * random()) / 8;
    }
  }
  return batch;
}

/** Mostly optimal. */
function statusOf(u: number): RowStatus {
  if (u < 0.85) return 'optimal';
  if (u < 0.9) return 'stationary';
  return rowStatuses[Math.floor((u - 0.9) * 60)];
}
