/**
 * npm run bench:limits [-- --placements N --over worst]: what eight antenna limits cost in time, of the sum over devices
 * or of the worst device. Curves of 21 points over random placements in the disc of the paper's Scenario II, three and
 * eight devices before eight antennas; each placement without limits, and with every antenna held to an eighth of the
 * power, one after the other in turn, by processor time, once all of them have been solved: what is compiled on the way
 * is no part of a curve.
 */
import { parseArgs } from 'node:util';
import { loadSolver } from 'isabc';
import type { Fidelity, Over, ScenarioInput, Unknown } from 'isabc';
import { median } from './measure.js';
import { scenarioTwo } from './placements.js';
import { Random } from './random.js';

const { values: args } = parseArgs({
  options: { placements: { type: 'string', default: '12' }, over: { type: 'string', default: 'sum' } },
});
if (args.over !== 'sum' && args.over !== 'worst') throw new Error('--over sum|worst');
const over: Over = args.over;
const solver = await loadSolver();
const bounds: { fidelity: Fidelity; unknown: Unknown }[] = [
  { fidelity: 'printed', unknown: 'none' },
  { fidelity: 'coupled', unknown: 'none' },
  { fidelity: 'coupled', unknown: 'reflections' },
];

for (const count of [3, 8]) {
  for (const { fidelity, unknown } of bounds) {
    const random = new Random(1);
    // each antenna an eighth of 30 dBm
    const limits = { antennaDbm: 30 - 10 * Math.log10(8) };
    const asked = { points: 21, fidelity, over } as const;
    const scenarios: ScenarioInput[] = [];
    while (scenarios.length < Number(args.placements)) {
      const scenario = { ...scenarioTwo(random, count), unknown };
      try {
        solver.tradeoff(scenario, asked);
        solver.tradeoff({ ...scenario, limits }, asked);
        scenarios.push(scenario);
      } catch {
        // what double precision cannot tell apart is refused, and another placement takes its place
      }
    }
    const steps = { without: 0, within: 0 };
    let uncertified = 0;
    const ratios = scenarios.map((scenario, i) => {
      const curve = (limited: boolean) => {
        const before = process.cpuUsage();
        const { points } = solver.tradeoff(limited ? { ...scenario, limits } : scenario, asked);
        const { user, system } = process.cpuUsage(before);
        uncertified += points.filter(({ status }) => status !== 'optimal').length;
        steps[limited ? 'within' : 'without'] += points.reduce((sum, { iterations }) => sum + iterations, 0);
        return user + system;
      };
      const first = i % 2 === 0;
      const times = [curve(first), curve(!first)];
      return first ? times[0] / times[1] : times[1] / times[0];
    });
    console.log(
      `${count} devices, ${fidelity}, unknown ${unknown}, over ${over}: ${median(ratios).toFixed(2)} times as long within limits ` +
        `(${Math.min(...ratios).toFixed(1)} to ${Math.max(...ratios).toFixed(1)}), ` +
        `${(steps.within / steps.without).toFixed(1)} times the steps; ${uncertified} points uncertified`,
    );
  }
}
