/** The worker: holds the solver and answers questions, one after the other. */
import { InputError, loadSolver, type Point, type Result, type Solver } from 'isabc';
import { closeup } from './closeup.js';
import type { Answer, Progress, Question } from './protocol.js';

const loading = loadSolver();

/** The last curve, with covariances: questions about another of its points are answered without solving. */
let last: { key: string; result: Result } | null = null;

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  void answer(data).then((message) => postMessage(message));
});

async function answer(question: Question): Promise<Answer> {
  const { id, wanted, index } = question;
  try {
    const solver = await loading;
    const start = performance.now();
    const result = curveOf(solver, question);
    const chosen = Math.min(index, result.points.length - 1);
    if (wanted === 'proof') {
      const { proveResult } = await import('isabc/verify'); // large, and seldom asked for
      const proof = proveResult({ ...result, points: [result.points[chosen]] });
      return { id, proof, spent: performance.now() - start };
    }
    const near = closeup(solver, result, chosen);
    const spent = performance.now() - start;
    return { id, result: wanted === 'file' ? result : withoutCovariances(result), closeup: near, spent };
  } catch (error) {
    if (error instanceof InputError) return { id, refused: error.issues };
    return { id, failed: error instanceof Error ? error.message : String(error) };
  }
}

/** The least time between two reports of progress, ms. */
const pace = 100;

function curveOf(solver: Solver, { id, scenario, options }: Question): Result {
  const key = JSON.stringify([scenario, options]);
  if (last?.key === key) return last.result;
  const points = solver.points(scenario, { ...options, covariance: true });
  let reported = performance.now();
  for (let done = 1; ; done++) {
    const step = points.next();
    if (step.done) {
      last = { key, result: step.value };
      return step.value;
    }
    if (performance.now() - reported < pace) continue;
    reported = performance.now();
    postMessage({ id, done, of: options.points ?? 1 } satisfies Progress);
  }
}

/** As `tradeoff` returns it where no covariances are asked for. */
function withoutCovariances({ maxRateFactor: _f, maxRateCertificate: _c, ...result }: Result): Result {
  return { ...result, points: result.points.map(bare) };
}

function bare({ covariance: _c, factor: _f, certificate: _k, ...point }: Point): Point {
  return point;
}
