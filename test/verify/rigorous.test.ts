/** Enclosures with every rounding accounted for: balls against 60 digits, and proofs against an exact second program. */
import { loadSolver, verifyResult } from 'isabc';
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Fidelity, LineArray, Objective, Over, Result, ScenarioInput } from '../../bindings/types.js';
import {
  add,
  divide,
  exact,
  lower,
  magnitude,
  mignitude,
  multiply,
  root,
  subtract,
  upper,
  type Ball,
} from '../../bindings/verify/rigorous/ball.js';
import { cosSin, exp, log, ln2, pi } from '../../bindings/verify/rigorous/elementary.js';
import { proveResult } from '../../bindings/verify/rigorous/prove.js';
import { D, exactly } from '../support/exact-rate.js';
import { compareWithExact, tamperWithAll } from '../support/proofs.js';
import { fixture, seeded } from './helpers.js';

const solver = await loadSolver();

interface GeneralFixture {
  scenario: ScenarioInput;
  expected: {
    fidelity: Fidelity;
    objective: Objective;
    over: Over;
    /** None where the limits exclude each other. */
    points?: { rateFloor: number; value: number }[];
  };
}
const generalFixture = (file: string) => fixture(file.replace('.json', '')) as unknown as GeneralFixture;

/** The ball's centre. */
const middle = ({ h, l }: Ball) => exactly(h).plus(exactly(l));

/** The ball contains the number, and is not wider than `relative` of it. */
function expectHolds(ball: Ball, value: InstanceType<typeof D>, relative: number): void {
  const off = middle(ball).minus(value).abs();
  expect(off.lte(exactly(ball.r))).toBe(true);
  expect(ball.r).toBeLessThanOrEqual(relative * Math.abs(value.toNumber()) + 1e-290);
  expect(exactly(lower(ball)).lte(value)).toBe(true);
  expect(exactly(upper(ball)).gte(value)).toBe(true);
  expect(exactly(magnitude(ball)).gte(value.abs())).toBe(true);
  expect(exactly(mignitude(ball)).lte(value.abs())).toBe(true);
}

describe('balls', () => {
  const random = seeded(3);
  const number = () => (random() - 0.5) * 10 ** (16 * random() - 8);

  test('arithmetic contains the exact result, to 1e-30', () => {
    for (let i = 0; i < 500; i++) {
      // two doubles that do not overlap, as results are
      const a = { ...divide(exact(number()), exact(3)), r: 0 };
      const b = { ...divide(exact(number()), exact(7)), r: 0 };
      const [p, q] = [middle(a), middle(b)];
      expectHolds(multiply(a, b), p.times(q), 1e-30);
      expectHolds(divide(a, b), p.div(q), 1e-30);
      expectHolds(root(multiply(a, a)), p.times(p).sqrt(), 1e-30);
      const total = add(a, b);
      // 60 digits round a sum whose terms are far apart
      const noise = p.abs().plus(q.abs()).times(1e-58);
      expect(middle(total).minus(p.plus(q)).abs().lte(exactly(total.r).plus(noise))).toBe(true);
      expect(total.r).toBeLessThanOrEqual(1e-31 * (Math.abs(a.h) + Math.abs(b.h)));
    }
  });

  test('what cancels is known no better than its terms, and what is uncertain stays so', () => {
    const third = divide(exact(1), exact(3));
    const nothing = subtract(multiply(third, exact(3)), exact(1));
    expect(lower(nothing)).toBeLessThanOrEqual(0);
    expect(upper(nothing)).toBeGreaterThanOrEqual(0);
    expect(magnitude(nothing)).toBeLessThan(1e-30);
    const wide = { h: 2, l: 0, r: 0.5 };
    const other = { h: 3, l: 0, r: 0.25 };
    for (const s of [-1, 0, 1])
      for (const t of [-1, 0, 1]) {
        const [p, q] = [new D(2 + 0.5 * s), new D(3 + 0.25 * t)];
        const inside = (ball: Ball, value: InstanceType<typeof D>) =>
          expect(middle(ball).minus(value).abs().lte(ball.r)).toBe(true);
        inside(add(wide, other), p.plus(q));
        inside(subtract(wide, other), p.minus(q));
        inside(multiply(wide, other), p.times(q));
        inside(divide(wide, other), p.div(q));
        inside(root(wide), p.sqrt());
        inside(exp(wide), p.exp());
        inside(log(wide), p.ln());
        inside(cosSin(wide).cos, p.cos());
        inside(cosSin(wide).sin, p.sin());
      }
  });

  test('overflow, division by what may be 0 and roots of what may be negative prove nothing', () => {
    const big = exact(1e300);
    for (const ball of [
      multiply(big, big),
      divide(exact(1), { h: 0, l: 0, r: 1e-20 }),
      root({ h: 0, l: 0, r: 1e-20 }),
      exp(exact(1e4)),
      log(exact(-1)),
    ]) {
      expect(lower(ball) > 0).toBe(false);
      expect(upper(ball) < 1e300).toBe(false);
    }
  });

  test('elementary functions, near and far, and the constants', () => {
    expectHolds(pi, D.acos(-1), 1e-32);
    expectHolds(ln2, new D(2).ln(), 1e-32);
    for (let i = 0; i < 300; i++) {
      const x = (random() - 0.5) * [1e-3, 1, 30, 1000][i % 4];
      expectHolds(exp(exact(x)), exactly(x).exp(), 1e-26);
      const y = Math.exp(x / 2);
      const own = exactly(y).ln();
      expectHolds(log(exact(y)), own, 1e-28 / Math.abs(own.toNumber()));
      const { cos, sin } = cosSin(exact(x));
      expect(middle(cos).minus(exactly(x).cos()).abs().lte(cos.r)).toBe(true);
      expect(middle(sin).minus(exactly(x).sin()).abs().lte(sin.r)).toBe(true);
      expect(Math.max(cos.r, sin.r)).toBeLessThan(1e-27);
    }
    // where log x is small it is known to its own size
    expectHolds(log(add(exact(1), exact(1e-12))), exactly(1).plus(exactly(1e-12)).ln(), 1e-17);
  });
});

describe('proofs', () => {
  const few = fixture('few-devices').scenario;
  const options = { points: 4, covariance: true } as const;
  const kinds: Record<string, Result> = {
    printed: solver.tradeoff(few, { ...options, fidelity: 'printed' }),
    'decoupled position': solver.tradeoff(few, { ...options, fidelity: 'decoupled', objective: 'position' }),
    coupled: solver.tradeoff(few, { ...options, fidelity: 'coupled' }),
    sinc: solver.tradeoff({ ...few, pulse: 'sinc' }, { ...options, fidelity: 'coupled' }),
    'thermal noise': solver.tradeoff(
      { ...few, clutterDbm: null, noiseDbm: -111 },
      { ...options, fidelity: 'printed' },
    ),
    'one receive antenna': solver.tradeoff(
      { ...few, receiver: { ...(few.receiver as Partial<LineArray>), antennas: 1 } },
      { ...options, fidelity: 'decoupled', objective: 'delay' },
    ),
  };

  test.each(Object.entries(kinds))('%s: the optimum lies between, to 1e-10', (_, result) => {
    const proof = proveResult(result);
    expect(proof.points.map(({ reason }) => reason)).toEqual(result.points.map(() => undefined));
    expect(proof).toMatchObject({ proved: true, maxRate: { proved: true } });
    for (const { enclosure } of proof.points) expect(enclosure!.width).toBeLessThan(1e-10);
  });

  // copied from outside: optima of arrays and channels of any kind, limits, weights and the worst device
  const general = ['general', 'limits'].flatMap((folder) =>
    readdirSync(new URL(`../fixtures/${folder}/`, import.meta.url)).map((file) => `${folder}/${file}`),
  );
  test.each(general)('%s: the optimum lies between, to 1e-8, and so does what is expected', (file) => {
    const { scenario, expected } = generalFixture(file);
    const { points = [], ...asked } = expected;
    const { fidelity, objective, over } = asked;
    const rates = points.length > 0 ? points.map(({ rateFloor }) => rateFloor) : [0.1];
    const options = { fidelity, objective, over, rates, covariance: true };
    const proof = proveResult(solver.tradeoff(scenario, options));
    expect(proof.points.map(({ reason }) => reason)).toEqual(rates.map(() => undefined));
    expect(proof).toMatchObject({ proved: true, maxRate: { proved: true } });
    points.forEach(({ value }, i) => {
      const { lower, upper, width } = proof.points[i].enclosure!;
      expect(value).toBeGreaterThan(lower * (1 - 1e-8));
      expect(value).toBeLessThan(upper * (1 + 1e-8));
      expect(width).toBeLessThan(1e-8);
    });
    if (points.length === 0) expect(proof.points[0]).toMatchObject({ status: 'infeasible', enclosure: null });
  });

  test('boundary, infeasible, and bounds', () => {
    const { maxRate, points } = kinds.printed;
    const rates = [maxRate!, 1.001 * maxRate!];
    const ends = solver.tradeoff(few, { rates, fidelity: 'printed', extremes: false, covariance: true });
    expect(proveResult(ends)).toMatchObject({
      proved: true,
      points: [{ status: 'boundary' }, { enclosure: null }],
    });
    const low = points[0].crb!.total!;
    const bounds = solver.tradeoff(few, {
      bounds: [0.9 * low, 1.1 * low],
      fidelity: 'printed',
      covariance: true,
    });
    const proof = proveResult(bounds);
    expect(proof.points.map(({ status, reason }) => [status, reason])).toEqual([
      ['infeasible', undefined],
      ['optimal', undefined],
    ]);
    bounds.points[1].rateBound! *= 0.999;
    expect(proveResult(bounds).points[1].reason).toMatch(/^rateBound: /);
    ends.points[1].rateFloor = 0.999 * maxRate!;
    expect(proveResult(ends).points[1].reason).toMatch(/^rateFloor: /);
  });

  // of the general model: rigorous.slow.test.ts
  test('a certificate that is tampered with proves no more than is true', () => {
    for (const kind of ['printed', 'coupled']) {
      const { tried, noticed, wrong } = tamperWithAll(kinds[kind], 2, 0.3);
      expect(wrong).toEqual([]);
      expect(noticed / tried).toBeGreaterThan(0.3);
    }
  });

  test('bounds of the largest rate under limits, and the proof that they exclude each other, tampered with', () => {
    const { scenario } = generalFixture('limits/antenna-limit');
    const result = solver.tradeoff(scenario, { points: 1, covariance: true });
    const { limits } = result.maxRateCertificate!;
    const most = proveResult(result).maxRate!;
    expect(most.proved).toBe(true);
    for (const [i, factor] of limits!.flatMap((_, i_) => [[i_, 1.3] as const, [i_, -1] as const])) {
      const tampered = structuredClone(result);
      tampered.maxRateCertificate!.limits![i] *= factor;
      const { proved, reason } = proveResult(tampered).maxRate!;
      expect([i, proved, reason]).toEqual([i, limits![i] === 0, proved ? undefined : expect.anything()]);
    }
    const excluded = solver.tradeoff(generalFixture('limits/limits-infeasible').scenario, {
      rates: [0.1],
      covariance: true,
    });
    const reasonOf = (prices: number[]) =>
      proveResult({ ...excluded, limitsCertificate: { limits: prices } }).maxRate!.reason;
    const prices = excluded.limitsCertificate!.limits;
    expect(reasonOf(prices)).toBeUndefined();
    expect(reasonOf(prices.map(() => 0))).toMatch(/not below 0/);
    expect(reasonOf(prices.map((x) => -x))).toMatch(/negative/);
    expect(reasonOf(prices.slice(1))).toMatch(/^limitsCertificate.limits: /);
    expect(proveResult({ ...excluded, maxRate: 1 }).proved).toBe(false);
  });

  test('numbers that are not those enclosed', () => {
    const tampered: [string, (point: Result['points'][0]) => void][] = [
      ['crb', (p) => (p.crb!.total! *= 1 - 1e-7)],
      ['lowerBound', (p) => (p.lowerBound! *= 1 + 1e-7)],
      ['slope', (p) => (p.slope! *= 1 + 1e-9)],
      ['slope', (p) => (p.certificate!.mu *= 1 + 1e-9)],
    ];
    for (const [name, tamper] of tampered) {
      const point = structuredClone(kinds.printed.points[2]);
      tamper(point);
      expect(proveResult({ ...kinds.printed, points: [point] }).points[0].reason).toMatch(
        RegExp(`^${name}: `),
      );
    }
  });

  test('a covariance that is not optimal, too strong, or short of the floor, is noticed or put right', () => {
    const result = structuredClone(kinds.printed);
    const [, point, next] = result.points;
    const strong = structuredClone(point);
    for (const plane of [strong.factor!.re, strong.factor!.im])
      plane.forEach((row) => row.forEach((x, j) => (row[j] = 1.1 * x)));
    // more power is taken away again
    expect(proveResult({ ...result, points: [strong] }).proved).toBe(true);
    // the next point's covariance has the rate, and more than the least bound
    expect(proveResult({ ...result, points: [{ ...point, factor: next.factor }] }).points[0].reason).toMatch(
      /^width/,
    );
    expect(proveResult({ ...result, points: [{ ...next, factor: point.factor }] }).proved).toBe(false);
  });

  test('what is not covered, and what cannot be read, says so and throws nothing', () => {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what is broken here has no type any more
    const reasons = (change: (result: any) => void) => {
      const copy = structuredClone(kinds.printed);
      change(copy);
      const proof = proveResult(copy);
      expect(proof.proved).toBe(false);
      return proof.points[0]?.reason ?? '';
    };
    expect(reasons((r) => (r.scenario.signal = 'superposed'))).toBe(
      'scenario.signal: a superposed signal is not covered',
    );
    expect(reasons((r) => (r.scenario.devices[1].colour = 2))).toBe(
      'scenario.devices[1].colour: is not covered',
    );
    expect(reasons((r) => (r.scenario.transmitter.position[1] = '0'))).toBe(
      'scenario.transmitter.position[1]: is not covered',
    );
    expect(reasons((r) => (r.scenario.devices[0].symbol = null))).toBe(
      'scenario.devices[0].symbol: is not covered',
    );
    expect(reasons((r) => (r.scenario.unknown = 'amplitudes'))).toBe(
      'fidelity: there is no printed bound of this',
    );
    expect(reasons((r) => (r.scenario.limits = { antennaDbm: 20 }))).toMatch(/^certificate.limits: /);
    expect(reasons((r) => (r.over = 'worst'))).toMatch(/^certificate.shares: /);
    expect(reasons((r) => (r.scenario.devices[1].weight = 2))).toMatch(/^width/);
    expect(reasons((r) => (r.silent = [0]))).toMatch(/^silent/);
    expect(reasons((r) => delete r.scenario)).toMatch(/^scenario: /);
    expect(reasons((r) => delete r.points[0].certificate)).toMatch(/^certificate: is missing/);
    expect(reasons((r) => (r.points[0].certificate.K.re[1][0] = 1e-3))).toMatch(/triangular|width/);
    expect(reasons((r) => (r.points[0].factor = null))).toMatch(/^factor/);
    expect(reasons((r) => (r.points[0].status = 'unsolved'))).toBe('status: unsolved');
    expect(proveResult(null as unknown as Result)).toMatchObject({ proved: false });
    expect(proveResult({ ...kinds.printed, points: [null] } as unknown as Result).proved).toBe(false);
  });

  test('verifyResult hands it out on request', () => {
    expect(verifyResult(kinds.printed).proof).toBeUndefined();
    expect(verifyResult(kinds.printed, { rigorous: true })).toMatchObject({
      verified: true,
      proof: { proved: true },
    });
  });
});

// the other points, 300 of each kind: rigorous.slow.test.ts
// the other kinds, and 300 points of each: rigorous.slow.test.ts
test('no enclosure is violated by 60-digit arithmetic', { timeout: 120_000 }, () => {
  const counts = compareWithExact(solver, 'general', 2, 9);
  expect(counts.points).toBeGreaterThanOrEqual(9);
  expect(counts.violations).toEqual([]);
  // so that upper sides were put to the test at all: not every factor has its floor to 60 digits
  expect(counts.attained).toBeGreaterThanOrEqual(3);
});
