/** Covariances as people have them: from solvers that stop at a tolerance, and of more power than the budget. */
import type { InputError } from 'isabc';
import { loadSolver } from 'isabc';
import { describe, expect, test } from 'vitest';
import type { ComplexMatrix, ScenarioInput, SignalPair } from '../bindings/types.js';
import { hermitianEigen, largestEigenvalue } from '../bindings/verify/linalg.js';
import { fixture } from './verify/helpers.js';

const solver = await loadSolver();
const scenario: ScenarioInput = fixture('few-devices').scenario;
const rate = 0.37;
const [optimum] = solver.tradeoff(scenario, { rates: [rate], covariance: true }).points;
const R = optimum.covariance!;

type Entry = (x: number, i: number, j: number) => number;
const map = ({ re, im }: ComplexMatrix, f: Entry, g: Entry = (x) => x): ComplexMatrix => ({
  re: re.map((row, i) => row.map((x, j) => f(x, i, j))),
  im: im.map((row, i) => row.map((x, j) => g(x, i, j))),
});
const scaled = (A: ComplexMatrix, by: number) => map(A, (x) => by * x, (x) => by * x); // prettier-ignore
/** R − share·λ_max·I: its rank is below its size, so the smallest eigenvalue becomes −share·λ_max. */
const lowered = (A: ComplexMatrix, share: number) => {
  const shift = share * largestEigenvalue(A);
  return map(A, (x, i, j) => (i === j ? x - shift : x));
};
const refusal = (call: () => unknown): string => {
  try {
    call();
  } catch (error) {
    return (error as InputError).message;
  }
  throw new Error('was not refused');
};

test('what is exact is taken as it is', () => {
  const given = solver.evaluate(scenario, optimum);
  expect(given).toMatchObject({ adjusted: null, budget: 1 });
  expect(given.reason).toBeUndefined();
  expect(Math.abs(given.excess!)).toBeLessThan(1e-8);
});

describe("what a solver's tolerance leaves is put right, and said", () => {
  // CVXPY with Clarabel leaves 1e-9, SCS 4e-7
  test.each([1e-9, 4e-7, 0.99e-6])('a smallest eigenvalue of −%s', (share) => {
    const rough = lowered(R, share);
    const { adjusted, power, excess } = solver.evaluate(scenario, rough, { rate: 0 });
    const { values } = hermitianEigen(rough);
    expect(adjusted!.negative).toBeCloseTo(-Math.min(...values) / Math.max(...values), 14);
    expect(adjusted).toMatchObject({ asymmetry: 0, power: 0 });
    // its power is kept
    const trace = rough.re.reduce((sum, row, i) => sum + row[i], 0);
    expect(power).toBeCloseTo(trace, 13);
    const free = solver.evaluate(scenario, R, { rate: 0 }).excess!;
    expect(Math.abs(excess! - free)).toBeLessThan(20 * share);
  });

  test('a departure from Hermitian', () => {
    const off = 3e-7 * Math.max(...R.re.flat().map(Math.abs), ...R.im.flat().map(Math.abs));
    const skew = map(
      R,
      (x, i, j) => x + (i < j ? off : 0),
      (x, i, j) => x + (i === j ? off / 2 : 0),
    );
    const { adjusted } = solver.evaluate(scenario, skew);
    expect(adjusted!.asymmetry).toBeCloseTo(3e-7, 9);
  });

  test('a power above P0: no excess reads as beating the bound', () => {
    const { adjusted, power, excess } = solver.evaluate(scenario, scaled(R, 1 + 7e-7));
    expect(adjusted!.power).toBeCloseTo(7e-7, 12);
    expect(adjusted).toMatchObject({ negative: 0, asymmetry: 0 });
    expect(power).toBeLessThanOrEqual(1 + 1e-15);
    expect(excess!).toBeGreaterThan(-1e-8);
  });

  test('all of it, wherever a design goes', () => {
    const rough = lowered(R, 4e-7);
    const angles = [-30, 0, 20];
    const exact = solver.beampattern(scenario, R, { angles }).power;
    solver.beampattern(scenario, rough, { angles }).power.forEach((watts, i) => {
      expect(Math.abs(watts - exact[i])).toBeLessThan(1e-5);
    });
    const grid = { x: [1, 1.5], y: [-0.5] };
    expect(solver.powerMap(scenario, rough, grid)[0][1]).toBeCloseTo(
      solver.powerMap(scenario, R, grid)[0][1]!,
      8,
    );
    const [error] = solver.positionErrors(scenario, rough);
    const [of] = solver.positionErrors(scenario, R);
    expect(error!.semiAxes[0] / of!.semiAxes[0]).toBeCloseTo(1, 4);
    expect(solver.beamform(scenario, rough, { excitation: false }).rank).toBe(optimum.rank);
  });

  test('of a superposed signal, beside the larger of the two', () => {
    const superposed = { ...scenario, signal: 'superposed' } as const;
    const [point] = solver.tradeoff(superposed, { rates: [0.2], covariance: true }).points;
    const { communication, sensing } = point.covariance as SignalPair['communication'] & SignalPair;
    const pair = { communication: lowered(communication, 2e-7), sensing };
    const { adjusted } = solver.evaluate(superposed, pair);
    expect(adjusted!.negative).toBeGreaterThan(1e-8);
    expect(adjusted!.negative).toBeLessThanOrEqual(2.001e-7);
    expect(refusal(() => solver.evaluate(superposed, { ...pair, sensing: lowered(sensing, 0.1) }))).toMatch(
      /covariance\.sensing = -.*λ_min/,
    );
  });
});

describe('beyond the tolerance it is refused in a line that names λ_min and the tolerance', () => {
  const rough = lowered(R, 1.1e-6);
  const calls: [string, () => unknown][] = [
    ['evaluate', () => solver.evaluate(scenario, rough)],
    ['beampattern', () => solver.beampattern(scenario, rough)],
    ['beamform', () => solver.beamform(scenario, rough)],
    ['positionErrors', () => solver.positionErrors(scenario, rough)],
  ];
  test.each(calls)('%s', (_, call) => {
    const [, line, ...rest] = refusal(call).split('\n');
    const least = Math.min(...hermitianEigen(rough).values);
    const found =
      /^ {2}covariance = (\S+): must be positive semidefinite and not zero: this is its λ_min/.exec(line);
    expect(Number(found![1]) / least).toBeCloseTo(1, 6);
    expect(line).toContain('-1e-6 of λ_max');
    expect(rest).toEqual([]);
  });

  test('one pair of entries for all that are not Hermitian', () => {
    const skew = map(R, (x, i, j) => (i < j ? x + 0.01 * (i + j) : x));
    const [, line, ...rest] = refusal(() => solver.evaluate(scenario, skew)).split('\n');
    expect(line).toMatch(
      /covariance\.re\[5\]\[4\] = .*: must be re\[4\]\[5\] = .* to within 1e-6 of the largest/,
    );
    expect(rest).toEqual([]);
  });

  test('a covariance without power, and one of nothing but negative power', () => {
    for (const share of [0, -1]) {
      expect(refusal(() => solver.evaluate(scenario, scaled(R, share)))).toContain('not zero');
    }
  });
});

describe('a covariance that the bound does not bound has no excess, and a reason', () => {
  test('more power than P0', () => {
    const { excess, reason, power, budget } = solver.evaluate(scenario, scaled(R, 2), { rate });
    expect(excess).toBeNull();
    expect(reason).toBe(`its power, ${power} W, is above the budget P0 = ${budget} W`);
    expect(power).toBeCloseTo(2, 12);
  });

  test('less rate than the floor', () => {
    const given = solver.evaluate(scenario, R, { rate: 0.38 });
    expect(given.excess).toBeNull();
    expect(given.reason).toMatch(/^its rate, 0\.37\d* bps\/Hz, is below the floor of 0\.38 bps\/Hz$/);
  });
});
