/** The worker: holds the solver and answers questions, one after the other. */
import { InputError, loadSolver, type Point, type Result, type Solver } from 'isabc';
import { closeup } from './closeup.js';
import type { Answer, Question } from './protocol.js';

const loading = loadSolver();

/** The last curve, with covariances: questions about another of its points are answered without solving. */
let last: { key: string; result: Result } | null = null;

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  void answer(data).then((message) => postMessage(message));
});

async function answer(question: Question): Promise<Answer> {
  const { id } = question;
  try {
    return { id, ...solve(await loading, question) };
  } catch (error) {
    if (error instanceof InputError) return { id, refused: error.issues };
    return { id, failed: error instanceof Error ? error.message : String(error) };
  }
}

function solve(solver: Solver, { scenario, options, index, complete }: Question) {
  const start = performance.now();
  const key = JSON.stringify([scenario, options]);
  if (last?.key !== key) {
    last = { key, result: solver.tradeoff(scenario, { ...options, covariance: true }) };
  }
  const { result } = last;
  const near = closeup(solver, result, Math.min(index, result.points.length - 1));
  const spent = performance.now() - start;
  return { result: complete ? result : withoutCovariances(result), closeup: near, spent };
}

/** As `tradeoff` returns it where no covariances are asked for. */
function withoutCovariances({ maxRateFactor: _f, maxRateCertificate: _c, ...result }: Result): Result {
  return { ...result, points: result.points.map(bare) };
}

function bare({ covariance: _c, factor: _f, certificate: _k, ...point }: Point): Point {
  return point;
}
