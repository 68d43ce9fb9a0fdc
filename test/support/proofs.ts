/** Proofs of random scenarios, each held against 60-digit arithmetic. */
import type { Certificate, InputError, LineArray, Result, Solver } from 'isabc';
import { makeCase } from '../../bench/fuzz/cases.js';
import { makeGeneralCase } from '../../bench/fuzz/general.js';
import { withLimits } from '../../bench/fuzz/limits.js';
import { proveResult } from '../../bindings/verify/rigorous/prove.js';
import { fixture, seeded } from '../verify/helpers.js';
import { exactProblem } from './exact-proof.js';

/** The scenes that proofs are held against: known reflections and lines in the plane, the general model, with limits. */
export type Kind = 'plain' | 'general' | 'limits';

/** A small random scene of a kind, solved at a few floors; null where there is none, or it takes 60 digits too long. */
function solved(solver: Solver, kind: Kind, seed: number, i: number): Result | null {
  const sizes = { devices: 4, antennas: 6 };
  const asked = (kind === 'plain' ? makeCase : makeGeneralCase)(seed, i, sizes);
  const { pulse } = asked.scenario;
  if (typeof pulse === 'object' && pulse.samples.length > 24) return null;
  try {
    const { scenario, over } =
      kind === 'limits'
        ? withLimits(asked.scenario, seed, i, solver)
        : { scenario: asked.scenario, over: 'sum' as const };
    const options = { fidelity: asked.fidelity, objective: asked.objective, over };
    const { maxRate, freeRate } = solver.tradeoff(scenario, { ...options, points: 1 });
    if (maxRate === null || freeRate === null) return null;
    const rates = [0.9 * freeRate, ...[0.4, 0.98].map((t) => freeRate + t * (maxRate - freeRate))];
    return solver.tradeoff(scenario, { ...options, rates, covariance: true, extremes: false });
  } catch (error) {
    if ((error as InputError).issues) return null;
    throw error;
  }
}

/**
 * Over random scenes of a few devices, until there are enough points: each lower side must follow from the certificate
 * in 60 digits, and the covariance, where it has the rate in 60 digits, must attain no more than the upper side.
 */
export function compareWithExact(solver: Solver, kind: Kind, seed: number, wanted: number) {
  const counts = { points: 0, attained: 0, violations: [] as string[] };
  for (let i = 0; counts.points < wanted; i++) {
    const result = solved(solver, kind, seed, i);
    // the printed bound of one antenna is a formula of its own
    const receiver = result?.scenario.receiver as Partial<LineArray> | undefined;
    if (result === null || (result.fidelity === 'printed' && receiver?.antennas === 1)) continue;
    const { fidelity, objective, over } = result;
    const problem = exactProblem(result);
    proveResult(result).points.forEach(({ proved, enclosure, status }, k) => {
      if (status !== 'optimal' || !proved || enclosure === null) return;
      const { rateFloor, certificate, factor } = result.points[k];
      const where = `case ${i}, point ${k}, ${fidelity} ${objective} ${over}`;
      counts.points++;
      if (!problem.proves(rateFloor, certificate!, enclosure.lower))
        counts.violations.push(`${where}: lower`);
      // and what is claimed is not far below what could be
      if (problem.proves(rateFloor, certificate!, enclosure.lower * (1 + 1e-9)))
        counts.violations.push(`${where}: loose`);
      const { value, spare } = problem.attains(factor!, rateFloor);
      if (value.times(1 - 1e-9).gt(enclosure.upper)) counts.violations.push(`${where}: upper`);
      if (spare.isNegative()) return;
      counts.attained++;
      if (value.gt(enclosure.upper)) counts.violations.push(`${where}: upper`);
    });
  }
  return counts;
}

/** Results of the general model whose certificates have everything: Y of any unknowns, prices, shares, what is known. */
export function tamperable(solver: Solver): Record<string, Result> {
  const { scenario } = fixture('few-devices');
  const options = { points: 3, covariance: true } as const;
  const limits = { antennaDbm: 22, quiet: [{ direction: 40, limitDbm: 20 }] };
  const devices = scenario.devices.map((device, l) => ({ ...device, weight: 1 + l, prior: 0.3 }));
  return {
    reflections: solver.tradeoff({ ...scenario, unknown: 'reflections' }, options),
    'worst, limits': solver.tradeoff({ ...scenario, limits }, { ...options, over: 'worst' }),
    'amplitudes, limits, weights, priors': solver.tradeoff(
      { ...scenario, devices, limits, unknown: 'amplitudes' },
      { ...options, objective: 'position' },
    ),
  };
}

/**
 * Perturbs the entries of a point's certificate in turn (a share of them). Whatever has been changed, what is still
 * called proved must be so: an enclosure of the same optimum, as narrow as the honest one must be.
 */
export function tamperWithAll(result: Result, index: number, share: number) {
  const counts = { tried: 0, noticed: 0, wrong: [] as string[] };
  const { lower, upper } = proveResult(result).points[index].enclosure!;
  const attempt = (where: string, tamper: (certificate: Certificate) => void) => {
    const point = structuredClone(result.points[index]);
    tamper(point.certificate!);
    const { proved, enclosure } = proveResult({ ...result, points: [point] }).points[0];
    counts.tried++;
    if (!proved) counts.noticed++;
    else if (!(enclosure!.lower <= upper && enclosure!.upper >= lower && enclosure!.width <= 2e-8))
      counts.wrong.push(where);
  };
  const random = seeded(index);
  const listsOf = ({ y, Y, K, limits, shares }: Certificate) =>
    [y, ...(Y ?? []), ...K.re, ...K.im, limits, shares].filter((list) => list !== undefined);
  listsOf(result.points[index].certificate!).forEach((list, i) =>
    list.forEach((value, j) => {
      if (value === 0 || random() > share) return;
      for (const factor of [1.3, 0.999, -1, 0])
        attempt(`entry ${i}, ${j} times ${factor}`, (own) => (listsOf(own)[i][j] *= factor));
    }),
  );
  for (const factor of [1.01, 0.99, -1, 0])
    attempt(`mu times ${factor}`, (own) => (own.mu = own.mu === 0 ? 1 : factor * own.mu));
  return counts;
}
