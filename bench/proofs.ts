/**
 * npm run bench:proofs -- --points N --seed S [--from I] [--limits]: random scenarios as `npm run fuzz` makes them, every
 * third of the general model, each proved point by point; --limits adds limits, weights and the worst device. Prints how
 * many are proved, the distribution of the enclosures' widths, the time a proof takes, and what could not be proved, by
 * reason.
 */
import { InputError, loadSolver, type Over, type Point, type Result, type ScenarioInput } from 'isabc';
import { proveResult } from 'isabc/verify';
import { parseArgs } from 'node:util';
import { makeCase, type Case } from './fuzz/cases.js';
import { makeGeneralCase } from './fuzz/general.js';
import { withLimits } from './fuzz/limits.js';

const { values: args } = parseArgs({
  options: {
    points: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    limits: { type: 'boolean', default: false },
  },
});
const solver = await loadSolver();
const seed = Number(args.seed);

/** What is counted of one model's points. */
class Tally {
  points = 0;
  failed = 0;
  unsolved = 0;
  /** Floors at the largest rate of a flat curve: that some covariance reaches it to the last digit cannot be shown. */
  brims = 0;
  ends = 0;
  provedEnds = 0;
  readonly widths: number[] = [];
  readonly times: number[] = [];
  readonly reasons = new Map<string, { count: number; example: string }>();

  constructor(readonly name: string) {}

  note(reason: string, example: string): void {
    const kind = reason.replace(/-?\d[\d.e+-]*/g, '#');
    const entry = this.reasons.get(kind) ?? { count: 0, example: `${example}: ${reason}` };
    this.reasons.set(kind, { ...entry, count: entry.count + 1 });
  }

  add(i: number, result: Result): void {
    const started = performance.now();
    const proof = proveResult(result);
    this.times.push((performance.now() - started) / (result.points.length + 1));
    if (proof.maxRate !== null) {
      this.ends++;
      if (proof.maxRate.proved) this.provedEnds++;
      else this.note(`maxRate: ${proof.maxRate.reason}`, `case ${i}`);
    }
    proof.points.forEach(({ proved, enclosure, reason, status }, k) => {
      const { gap }: Point = result.points[k];
      if (status === 'unsolved') return this.unsolved++;
      if (isFlat(result) && !proved && result.points[k].rateFloor === result.maxRate) return this.brims++;
      this.points++;
      if (enclosure !== null) this.widths.push(enclosure.width);
      if (proved) return;
      this.failed++;
      this.note(reason!, `case ${i}, point ${k}, gap ${gap}`);
    });
  }

  print(): void {
    if (this.points === 0) return;
    const { points, failed } = this;
    const share = ((100 * (points - failed)) / points).toFixed(2);
    console.log(`${this.name}: ${points} points, ${points - failed} proved (${share} %)`);
    console.log(
      `  ${this.provedEnds} of ${this.ends} ends proved; not counted: ${this.unsolved} unsolved, ${this.brims} floors at the largest rate of a flat curve`,
    );
    const widths = [0.5, 0.9, 0.99, 0.999, 1].map((t) => `${100 * t} %: ${quantile(this.widths, t).toExponential(1)}`); // prettier-ignore
    console.log(`  width, ${widths.join(', ')}`);
    const [median, most] = [0.5, 0.99].map((t) => quantile(this.times, t).toFixed(1));
    console.log(`  ms a point: median ${median}, 99 % ${most}`);
    for (const [kind, { count, example }] of this.reasons) console.log(`  ${count}: ${kind} (${example})`);
  }
}

function quantile(list: readonly number[], t: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(t * sorted.length))];
}

const plain = new Tally('known reflections, lines in the plane');
const general = new Tally('general model');

/** Whether the bound costs no rate: then the largest rate's floor has an optimum like any other. */
const isFlat = ({ maxRate, freeRate }: Result) => maxRate! - freeRate! <= 1e-6 * maxRate!;

function resultOf(scenario: ScenarioInput, { fidelity, objective }: Case, over: Over): Result {
  const options = { fidelity, objective, over, covariance: true } as const;
  const ends = solver.tradeoff(scenario, { ...options, points: 1 });
  const { maxRate: high, freeRate: free } = ends;
  if (high === null || free === null) return ends;
  // as `tradeoff` spreads its floors: from 0 where the curve is flat
  const start = isFlat(ends) ? 0 : free;
  const at = (t: number) => start + t * (high - start);
  const rates = [0, ...[0.02, 0.3, 0.5, 0.8, 0.97, 0.999].map(at), high, 1.01 * high];
  return solver.tradeoff(scenario, { ...options, rates });
}

for (let i = Number(args.from); plain.points + general.points < Number(args.points); i++) {
  const isGeneral = i % 3 === 2;
  const asked = (isGeneral ? makeGeneralCase : makeCase)(seed, i, { devices: 16, antennas: 16 });
  try {
    const { scenario, over } = args.limits
      ? withLimits(asked.scenario, seed, i, solver)
      : { scenario: asked.scenario, over: 'sum' as const };
    (isGeneral ? general : plain).add(i, resultOf(scenario, asked, over));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
}
plain.print();
general.print();
