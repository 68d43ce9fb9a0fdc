/** Many starts, real and complex, each followed downhill by a quasi-Newton method: the best pair of any. */
import { Random } from '../random.js';
import type { PairProblem, Shapes } from './problem.js';

/** The least value found from `starts` random shapes. */
export function multiStart(problem: PairProblem, starts: number, seed: number): number {
  const random = new Random(seed);
  let best = Infinity;
  for (let start = 0; start < starts; start++) {
    const value = descend(problem, randomShapes(problem, random, start));
    if (value < best) best = value;
  }
  return best;
}

/** Every other start is real; ranks from one to three. */
function randomShapes(problem: PairProblem, random: Random, start: number): Shapes {
  const { r, L } = problem;
  const most = Math.min(3, r);
  const pc = random.integer(1, most);
  // R_s is mostly of rank one, and never so where the devices are coupled
  const ps =
    problem.fidelity === 'coupled' ? random.integer(1, most) : random.chance(0.7) ? 1 : Math.min(2, r);
  const x = new Float64Array(2 * r * (pc + ps));
  if (start % 2 === 0) return { pc, ps, x: x.map(() => normal(random)) };
  [pc, ps].forEach((columns, part) => {
    const from = part === 0 ? 0 : 2 * r * pc;
    for (let j = 0; j < columns; j++) {
      const v = problem.realShape(Array.from({ length: L }, () => normal(random)));
      for (let i = 0; i < 2 * r; i++) x[from + i * columns + j] = v[i];
    }
  });
  return { pc, ps, x };
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
}

const memory = 12;

/** L-BFGS with a backtracking line search on the logarithm of the value. */
function descend(problem: PairProblem, { pc, ps, x }: Shapes): number {
  const n = x.length;
  let g = new Float64Array(n);
  const evaluate = (at: Float64Array, gradient: Float64Array) => {
    const value = problem.value({ pc, ps, x: at }, gradient);
    for (let i = 0; i < n; i++) gradient[i] /= value;
    return Math.log(value);
  };
  let f = evaluate(x, g);
  if (!Number.isFinite(f)) return Infinity;
  const steps: { s: Float64Array; y: Float64Array; rho: number }[] = [];
  let stalled = 0;
  for (let iteration = 0; iteration < 400; iteration++) {
    const d = g.map((v) => -v);
    const alphas: number[] = [];
    for (let k = steps.length - 1; k >= 0; k--) {
      const { s, y, rho } = steps[k];
      const alpha = (alphas[k] = rho * dot(s, d));
      for (let i = 0; i < n; i++) d[i] -= alpha * y[i];
    }
    if (steps.length > 0) {
      const { s, y } = steps[steps.length - 1];
      const scale = dot(s, y) / dot(y, y);
      for (let i = 0; i < n; i++) d[i] *= scale;
    }
    steps.forEach(({ s, y, rho }, k) => {
      const beta = rho * dot(y, d);
      for (let i = 0; i < n; i++) d[i] += (alphas[k] - beta) * s[i];
    });
    let slope = dot(g, d);
    if (!(slope < 0)) {
      d.set(g.map((v) => -v));
      slope = -dot(g, g);
      steps.length = 0;
    }
    if (-slope < 1e-13) break;
    const next = new Float64Array(n);
    const ahead = new Float64Array(n);
    let [step, value] = [steps.length === 0 ? Math.min(1, 0.3 / Math.sqrt(-slope)) : 1, Infinity];
    for (let halvings = 0; halvings < 40; halvings++, step *= 0.4) {
      for (let i = 0; i < n; i++) next[i] = x[i] + step * d[i];
      value = evaluate(next, ahead);
      if (value <= f + 1e-4 * step * slope) break;
      value = Infinity;
    }
    if (!Number.isFinite(value)) break;
    const s = next.map((v, i) => v - x[i]);
    const y = ahead.map((v, i) => v - g[i]);
    const curvature = dot(s, y);
    if (curvature > 1e-14 * dot(y, y)) steps.push({ s, y, rho: 1 / curvature });
    if (steps.length > memory) steps.shift();
    stalled = f - value < 1e-9 ? stalled + 1 : 0;
    x = next;
    g = ahead;
    f = value;
    if (stalled === 5) break;
  }
  return Math.exp(f);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
