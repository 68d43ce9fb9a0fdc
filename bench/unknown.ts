/**
 * npm run bench:unknown [-- --placements N]: what not knowing the reflections costs in time. Curves of 11 points of nine
 * devices, `coupled`, over random placements in the disc of the paper's Scenario II; each placement with reflections
 * known, with amplitudes unknown and with reflections unknown, one after the other in turn, by processor time.
 */
import { parseArgs } from 'node:util';
import { loadSolver } from 'isabc';
import type { Unknown } from 'isabc';
import { scenarioTwo } from './placements.js';
import { Random } from './random.js';

const { values: args } = parseArgs({ options: { placements: { type: 'string', default: '12' } } });
const solver = await loadSolver();
const kinds: Unknown[] = ['none', 'amplitudes', 'reflections'];
const random = new Random(1);
const times: Record<Unknown, number[]> = { none: [], amplitudes: [], reflections: [] };
let points = 0;
let uncertified = 0;
for (let i = -1; i < Number(args.placements); i++) {
  const scenario = scenarioTwo(random);
  for (let k = 0; k < kinds.length; k++) {
    const unknown = kinds[(k + i + kinds.length) % kinds.length];
    const before = process.cpuUsage();
    const result = solver.tradeoff({ ...scenario, unknown }, { points: 11 });
    const { user, system } = process.cpuUsage(before);
    if (i < 0) continue; // a warm-up
    times[unknown].push((user + system) / 1000 / result.points.length);
    points += result.points.length;
    uncertified += result.points.filter(({ status }) => status !== 'optimal').length;
  }
}
const median = (list: number[]) => [...list].sort((a, b) => a - b)[list.length >> 1];
for (const unknown of kinds) {
  const ratio = median(times[unknown].map((time, i) => time / times.none[i]));
  console.log(
    `unknown: ${unknown}: ${median(times[unknown]).toFixed(2)} ms a point, ${ratio.toFixed(2)} times a known one`,
  );
}
console.log(`${points - uncertified} of ${points} points certified`);
