/** Proofs of random scenarios, each held against 60-digit arithmetic. */
import type { Certificate, InputError, LineArray, Result, Solver } from 'isabc';
import { makeCase } from '../../bench/fuzz/cases.js';
import { proveResult } from '../../bindings/verify/rigorous/prove.js';
import { seeded } from '../verify/helpers.js';
import { exactProblem } from './exact-proof.js';

/**
 * Over random scenes of a few devices, until there are enough points: each lower side must follow from the certificate
 * in 60 digits, and the covariance, where it has the rate in 60 digits, must attain no more than the upper side.
 */
export function compareWithExact(solver: Solver, seed: number, wanted: number) {
  const counts = { points: 0, attained: 0, violations: [] as string[] };
  for (let i = 0; counts.points < wanted; i++) {
    const { scenario, fidelity, objective } = makeCase(seed, i, { devices: 4, antennas: 6 });
    const silent = scenario.devices.some(({ symbol }) => symbol === 0);
    const long = typeof scenario.pulse === 'object' && scenario.pulse.samples.length > 24;
    if (silent || long || (scenario.receiver as Partial<LineArray> | undefined)?.antennas === 1) continue;
    let rates: number[];
    try {
      const { maxRate, freeRate } = solver.tradeoff(scenario, { fidelity, objective, points: 1 });
      rates = [0, 0.4, 0.98].map((t) => freeRate! + t * (maxRate! - freeRate!));
    } catch (error) {
      if ((error as InputError).issues) continue;
      throw error;
    }
    const result = solver.tradeoff(scenario, {
      fidelity,
      objective,
      rates,
      covariance: true,
      extremes: false,
    });
    const problem = exactProblem(result.scenario, fidelity, objective);
    proveResult(result).points.forEach(({ proved, enclosure, status }, k) => {
      if (status !== 'optimal' || !proved || enclosure === null) return;
      const { rateFloor, certificate, factor } = result.points[k];
      const where = `case ${i}, point ${k}, ${fidelity} ${objective}`;
      counts.points++;
      if (!problem.proves(rateFloor, certificate!, enclosure.lower))
        counts.violations.push(`${where}: lower`);
      // and what is claimed is not far below what could be
      if (problem.proves(rateFloor, certificate!, enclosure.lower * (1 + 1e-9)))
        counts.violations.push(`${where}: loose`);
      const { value, spare } = problem.attains(factor!, rateFloor);
      if (spare.isNegative()) return;
      counts.attained++;
      if (value.gt(enclosure.upper)) counts.violations.push(`${where}: upper`);
    });
  }
  return counts;
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
  const listsOf = ({ y, Y, K }: Certificate) => [...(y ? [y] : []), ...(Y ?? []), ...K.re, ...K.im];
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
