/**
 * npm run bench:costs [-- --draws N]: what docs/limits.md says of 1,000 placements, computed anew. Three devices in
 * a disc before eight antennas, position, decoupled. Equal limits on antennas, an eighth of the power each, against the
 * power's sum: the largest rate, and the summed bounds at one floor. The worst device against the sum: what designing
 * for the one costs the other. Each as quantiles over the placements.
 */
import { parseArgs } from 'node:util';
import { loadSolver, monteCarlo } from 'isabc';
import type { Over, Point, ScenarioInput } from 'isabc';

const { values: args } = parseArgs({ options: { draws: { type: 'string', default: '1000' } } });
const solver = await loadSolver();
const model = { fidelity: 'decoupled', objective: 'position' } as const;
const equal = { antennaDbm: 30 - 10 * Math.log10(8) };

/** The optimum at a floor, its number of devices and its worst one's bound, m². */
function optimum(scenario: ScenarioInput, floor: number, over: Over = 'sum') {
  const options = { ...model, over, rates: [floor], extremes: false };
  const [point]: Point[] = solver.tradeoff(scenario, options).points;
  if (point.status !== 'optimal') throw new Error(`${point.status} at ${floor} bps/Hz`);
  return { sum: point.crb!.position!, worst: Math.max(...point.devices!.map((one) => one!.position!)) };
}

/** Largest rate, and the floor halfway from the free to the largest rate. */
function ends(scenario: ScenarioInput) {
  const { maxRate, freeRate } = solver.tradeoff(scenario, { ...model, points: 1 });
  return { maxRate: maxRate!, half: (freeRate! + maxRate!) / 2 };
}

const ratios = { rate: [], sum: [], worst: [], costs: [] } as Record<string, number[]>;
const placements = monteCarlo({
  scenario: {},
  placement: { shape: 'disc', center: [1.4, -0.8], radius: 0.6, count: 3 },
  draws: Number(args.draws),
  seed: 3,
  ...model,
  fractions: [0],
});
for await (const { placements: at, count } of placements) {
  for (let draw = 0; draw < count; draw++) {
    const devices = [0, 1, 2].map((i) => {
      const position: [number, number] = [at.x[3 * draw + i], at.y[3 * draw + i]];
      return { position };
    });
    const [free, limited] = [{ devices }, { devices, limits: equal }];
    const [whole, each] = [ends(free), ends(limited)];
    ratios.rate.push(each.maxRate / whole.maxRate);
    ratios.sum.push(optimum(limited, each.half).sum / optimum(free, each.half).sum);
    const [summed, worst] = [optimum(free, whole.half), optimum(free, whole.half, 'worst')];
    ratios.worst.push(Math.sqrt(summed.worst / worst.worst));
    ratios.costs.push(worst.sum / summed.sum);
  }
}

const words = {
  rate: 'equal antenna limits: the largest rate, of that of a sum budget',
  sum: 'equal antenna limits: the sum of the bounds, halfway along the limited curve, of that of a sum budget',
  worst: "designed for the sum, halfway along the curve: the worst device's error, of the least",
  costs: 'designed for the worst device, at the same floor: the sum of the bounds, of the least',
};
for (const [key, label] of Object.entries(words)) {
  const sorted = ratios[key].sort((a, b) => a - b);
  const at = (q: number) => sorted[Math.round(q * (sorted.length - 1))].toFixed(3);
  console.log(`${label}: ${at(0.05)}, ${at(0.5)}, ${at(0.95)} (5, 50, 95 % of ${sorted.length} placements)`);
}
