/** One case of the fuzz: solved in every way, and what came of it. */
import { InputError, loadSolver, verifyResult } from 'isabc';
import type { Over, Result, ScenarioInput, Signal, SignalPair, TradeoffOptions } from 'isabc';
import { makeCase, type Sizes } from './cases.js';
import { faults, isBeyondDoubles, isLevel, type AnyPoint } from './faults.js';
import { makeGeneralCase } from './general.js';
import { withLimits } from './limits.js';

export interface FuzzOptions {
  seed: number;
  signal: Signal;
  /** With limits, weights and the worst device. */
  limits: boolean;
  /** Three scenes in a hundred beyond the usual size, of which a coupled one takes minutes. */
  large: boolean;
  /** Every so many cases are verified. */
  verify: number;
  /** Tell all there is to tell, and verify. */
  only: boolean;
}

export interface CaseReport {
  lines: string[];
  statuses: string[];
  gaps: number[];
  refusals: string[];
  failures: number;
  ms: number;
}

type AnyResult = Result | Result<SignalPair>;

/** What runs case i. */
export async function caseRunner(options: FuzzOptions): Promise<(i: number) => CaseReport> {
  const solver = await loadSolver();

  /** The scenario between its ends, at them and beyond, in ascending order and each from nothing, and back from bounds. */
  function reused(scenario: ScenarioInput, asked: TradeoffOptions): AnyResult[] {
    const ends = solver.tradeoff(scenario, { ...asked, points: 1 });
    const { maxRate: high, freeRate: free } = ends;
    // limits that exclude each other are the same answer everywhere
    if (high === null || free === null)
      return [ends, solver.tradeoff(scenario, { ...asked, rates: [0, 1], extremes: false })];
    const between = (t: number) => free + t * (high - free);
    const inside = [0.02, 0.3, 0.8, 0.97, 0.999].map(between);
    const rates = [0, free, ...inside, high, high * 1.01];
    const apart = [between(0.5), high * 1.5, 0.5 * free];
    const curve = solver.tradeoff(scenario, { ...asked, rates });
    const bounds = curve.points
      .slice(3, 5)
      .flatMap(({ value, status }) => (status === 'optimal' ? [value] : []));
    return [
      ends,
      curve,
      ...(bounds.length > 0 ? [solver.tradeoff(scenario, { ...asked, bounds })] : []),
      solver.tradeoff(scenario, { ...asked, rates: apart, extremes: false }),
    ];
  }

  /** The same of a superposed signal, which takes far longer a point. */
  function superposed(scenario: ScenarioInput, asked: TradeoffOptions): AnyResult[] {
    const signal = 'superposed';
    const ends = solver.tradeoff({ ...scenario, signal }, { ...asked, covariance: false, points: 1 });
    const rates = [0, 1 / 3, 2 / 3, 0.9, 0.999, 1, 1.01].map((t) => t * ends.maxRate!);
    return [ends, solver.tradeoff({ ...scenario, signal }, { ...asked, rates })];
  }

  const ways: Record<Signal, [typeof reused, Sizes]> = {
    reused: [
      reused,
      { devices: 16, antennas: 16, ...(options.large && { most: { devices: 32, antennas: 64 } }) },
    ],
    superposed: [superposed, { devices: 5, antennas: 8, noiseDbm: -150 }],
  };
  const [solve, sizes] = ways[options.signal];

  return (i) => {
    const report: CaseReport = { lines: [], statuses: [], gaps: [], refusals: [], failures: 0, ms: 0 };
    // every third case is one of the general model
    const isGeneral = options.signal === 'reused' && i % 3 === 2;
    const make = isGeneral ? makeGeneralCase : makeCase;
    const { scenario: plain, fidelity, objective } = make(options.seed, i, sizes);
    let over: Over = 'sum';
    const fail = (what: string) => {
      report.failures++;
      report.lines.push(`case ${i} (${fidelity}, ${objective}, ${over}, L ${plain.devices.length}): ${what}`);
    };
    const before = performance.now();
    try {
      let scenario = plain;
      if (options.limits) ({ scenario, over } = withLimits(plain, options.seed, i, solver));
      if (options.only) report.lines.push(JSON.stringify({ scenario, fidelity, objective, over }));
      const covariance = isGeneral || i % options.verify === 0 || options.only;
      const results = solve(scenario, { fidelity, objective, over, covariance });
      const known = results
        .flatMap(({ points }): AnyPoint[] => points)
        .filter(({ status }) => status === 'optimal' || status === 'boundary');
      for (const result of results) {
        for (const point of result.points) {
          report.statuses.push(isBeyondDoubles(point, known) ? 'beyond doubles' : point.status);
          if (point.gap !== null) report.gaps.push(Math.abs(point.gap));
        }
        faults(result, known).forEach(fail);
        if (result.maxRateCertificate ?? result.limitsCertificate) {
          const { verified, reason, points, maxRate } = verifyResult(result);
          const sections = [
            ...points.filter(
              (_, k) => !isLevel(result.points[k]) && !isBeyondDoubles(result.points[k], known),
            ),
            ...(maxRate ? [maxRate] : []),
          ];
          const wrong = sections.flatMap(({ checks }) => checks.filter((check) => !check.ok));
          if (wrong.length > 0 || (!verified && reason !== undefined))
            fail('not verified: ' + (reason ?? JSON.stringify(wrong)));
        }
        if (options.only)
          for (const p of result.points) {
            const long = {
              covariance: undefined,
              factor: undefined,
              certificate: undefined,
              devices: undefined,
            };
            report.lines.push(JSON.stringify({ ...p, ...long }));
          }
      }
    } catch (error) {
      // what is asked of a scenario is the fuzz's own
      const refused =
        error instanceof InputError && !/^(rates|bounds)/.test(error.issues[0]?.path ?? 'rates');
      if (refused) {
        report.statuses.push('refused');
        report.refusals.push(error.issues[0].message.slice(0, 60));
      } else {
        fail(error instanceof Error ? error.stack! : String(error));
      }
    }
    report.ms = performance.now() - before;
    return report;
  };
}
