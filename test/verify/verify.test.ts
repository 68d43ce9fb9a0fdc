import { describe, expect, test } from 'vitest';
import type { Point, Result } from '../../bindings/types.js';
import { verifyResult, type Verdict } from '../../bindings/verify/index.js';
import { fixture } from './helpers.js';
import { resultOf } from './results.js';

const clone = <T>(value: T): T => structuredClone(value);
const good = resultOf(fixture('few-devices').scenario, 'printed', 'sum', 0.1, 1500);

function failures(verdict: Verdict): string[] {
  const failed = verdict.points.flatMap(({ checks }) => checks.filter(({ ok }) => !ok));
  return failed.map(({ name, detail }) => `${name}: ${detail}`);
}

describe('right results are verified', () => {
  const two = { devices: [{ position: [1.2, -0.4] }, { position: [1.6, 0.1], symbol: 0.5 }] } as const;
  const input = {
    devices: two.devices.map((d) => ({ ...d, position: [...d.position] as [number, number] })),
  };
  const silent = { devices: [{ position: [1, 0.5] as [number, number], symbol: 0 }, ...input.devices] };
  const cases: [string, Result][] = [
    ['printed', good],
    ['one device', resultOf(fixture('scenario-1').scenario, 'printed', 'sum', 0.2, 200)],
    ['decoupled position', resultOf(fixture('few-devices').scenario, 'decoupled', 'position', 0.2, 1500)],
    ['coupled', resultOf(input, 'coupled', 'sum', 0.1, 1500)],
    ['coupled position, one silent', resultOf(silent, 'coupled', 'position', 0.1, 1500)],
    [
      'coupled, one at endfire',
      resultOf({ devices: [...input.devices, { position: [2, 0.7] }] }, 'coupled', 'delay', 0.1, 3000),
    ],
  ];
  for (const [name, result] of cases) {
    test(name, () => {
      const verdict = verifyResult(result);
      expect(failures(verdict)).toEqual([]);
      expect(verdict).toMatchObject({ verified: true, maxRate: { verified: true } });
      expect(verdict.points.map(({ status }) => status)).toEqual(['optimal', 'boundary', 'infeasible']);
    });
  }

  // For one receive antenna the plain ascent needs 1e5 steps to the largest rate: the optimal point alone here.
  for (const fidelity of ['printed', 'decoupled', 'coupled'] as const) {
    test(`${fidelity}, one receive antenna`, () => {
      const result = resultOf({ ...input, receiver: { antennas: 1 } }, fidelity, 'delay', 0.1, 1500);
      result.points.splice(1);
      delete result.maxRateFactor;
      delete result.maxRateCertificate;
      const verdict = verifyResult({ ...result, maxRate: null, maxRateBound: null });
      expect(failures(verdict)).toEqual([]);
      expect(verdict).toMatchObject({ verified: true, maxRate: null });
    });
  }

  test('after a round trip through JSON', () => {
    expect(verifyResult(JSON.parse(JSON.stringify(good)) as Result).verified).toBe(true);
  });

  test('from a covariance alone, with an allowance for its rounding', () => {
    const result = clone(good);
    result.points.forEach((point) => delete point.factor);
    const verdict = verifyResult(result);
    expect(failures(verdict)).toEqual([]);
    expect(JSON.stringify(verdict.points[0].checks)).toContain('rounding of R');
  });

  test('from a covariance alone at thermal noise', () => {
    const scenario = { ...fixture('few-devices').scenario, clutterDbm: null, noiseDbm: -111 };
    const result = resultOf(scenario, 'printed', 'sum', 0.01, 3000);
    expect(failures(verifyResult(result))).toEqual([]);
    result.points.forEach((point) => delete point.factor);
    expect(failures(verifyResult(result))).toEqual([]);
  });
});

describe('wrong results are not', () => {
  /** Tampers with the optimal point and names the check that must notice. */
  const tampered: [string, (point: Point) => void, string][] = [
    ['a rate too high', (p) => (p.rate! *= 1 + 1e-8), 'rate'],
    ['a floor above the rate', (p) => (p.rateFloor *= 1 + 1e-8), 'rateFloor'],
    ['a bound too good', (p) => (p.devices![1]!.angle! *= 0.99), 'crb'],
    ['the same, seen by the LMI', (p) => (p.devices![1]!.angle! *= 0.99), 'lmi'],
    ['a total that is no sum', (p) => (p.crb!.total! *= 0.999), 'crb'],
    [
      'more power',
      (p) => (p.factor!.re[0][0] += 1e-3 * Math.sign(p.factor!.re[0][0])),
      'points[0].covariance',
    ],
    ['a lower bound too high', (p) => (p.lowerBound! *= 1 + 1e-7), 'lowerBound'],
    ['a slope of its own', (p) => (p.slope! *= 1.001), 'slope'],
    ['dual variables that prove nothing', (p) => (p.certificate!.y![0] *= 1.01), 'gap'],
    ['another K', (p) => (p.certificate!.K.re[2][2] *= 0.9), 'gap'],
    ['a negative multiplier', (p) => (p.certificate!.mu *= -1), 'points[0].certificate.mu'],
    ['a gap that was not found', (p) => (p.gap! += 1e-7), 'gap'],
    ['an LMI eigenvalue that was not found', (p) => (p.lmi = 0.1), 'lmi'],
    ['unsolved', (p) => (p.status = 'unsolved'), 'status'],
    ['claimed infeasible', (p) => (p.status = 'infeasible'), 'rateFloor'],
    ['claimed boundary', (p) => (p.status = 'boundary'), 'rateFloor'],
    ['realizable by too few symbols', (p) => (p.realizable = false), 'realizable'],
  ];
  for (const [name, tamper, noticed] of tampered) {
    test(name, () => {
      const result = clone(good);
      tamper(result.points[0]);
      const verdict = verifyResult(result);
      expect(verdict.verified).toBe(false);
      const failed = verdict.points[0].checks.filter(({ ok }) => !ok);
      expect(failed.map((check) => check.name)).toContain(noticed);
    });
  }

  test('a feasible design that is not the optimum', () => {
    const result = clone(good);
    const fast = clone(result.points[1]);
    const { certificate, slope, lowerBound } = result.points[0];
    Object.assign(fast, { status: 'optimal', rateFloor: 0.1, certificate, slope, lowerBound, gap: 0 });
    result.points[0] = fast;
    expect(failures(verifyResult(result)).join()).toMatch(/gap/);
  });

  test('power from a covariance alone', () => {
    const result = clone(good);
    delete result.points[0].factor;
    result.points[0].covariance!.re[0][0] += 1e-9;
    expect(failures(verifyResult(result)).join()).toMatch(/power/);
  });

  test('an indefinite covariance', () => {
    const result = clone(good);
    delete result.points[0].factor;
    const { re } = result.points[0].covariance!;
    re[0][0] -= 0.5;
    re[1][1] += 0.5;
    expect(failures(verifyResult(result)).join()).toMatch(/definite/);
  });

  test('a largest rate that is not attained, or not bounded', () => {
    const high = clone(good);
    high.maxRate! *= 1 + 1e-6;
    expect(verifyResult(high)).toMatchObject({ verified: false, maxRate: { verified: false } });
    const low = clone(good);
    low.maxRateBound! *= 1 - 1e-6;
    expect(verifyResult(low)).toMatchObject({ verified: false, maxRate: { verified: false } });
  });

  test('an infeasible floor within reach', () => {
    const result = clone(good);
    result.points[2].rateFloor = result.maxRate! * 0.99;
    expect(verifyResult(result).points[2].verified).toBe(false);
  });
});

describe('what cannot be read is not verified, and says why', () => {
  test('without --covariance', () => {
    const result = clone(good);
    delete result.maxRateFactor;
    delete result.maxRateCertificate;
    for (const point of result.points) {
      delete point.covariance;
      delete point.factor;
      delete point.certificate;
    }
    const verdict = verifyResult(result);
    expect(verdict.points.every(({ verified }) => !verified)).toBe(true);
    for (const { checks } of verdict.points) expect(checks.at(-1)!.detail).toContain('--covariance');
    expect(verdict.maxRate!.checks[0].detail).toContain('--covariance');
  });

  test('no certificate only', () => {
    const result = clone(good);
    delete result.points[0].certificate;
    expect(failures(verifyResult(result))).toEqual([expect.stringMatching(/^certificate: .*--covariance/)]);
  });

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what is broken here has no type any more
  const broken: [string, (result: any) => void, RegExp][] = [
    ['points[0].factor', (r) => (r.points[0].factor.re[3] = null), /points\[0\]\.factor\.re\[3\]/],
    ['a ragged factor', (r) => r.points[0].factor.im[2].pop(), /points\[0\]\.factor\.im\[2\]/],
    ['NaN in K', (r) => (r.points[0].certificate.K.re[1][0] = NaN), /certificate\.K\.re\[1\]\[0\]/],
    ['K not triangular', (r) => (r.points[0].certificate.K.re[2][0] = 0.1), /K: must be triangular/],
    ['a singular K', (r) => (r.points[0].certificate.K.re[1][1] = 0), /K\.re\[1\]\[1\]: must be positive/],
    ['y too short', (r) => r.points[0].certificate.y.pop(), /certificate\.y/],
    ['no y', (r) => delete r.points[0].certificate.y, /certificate\.y/],
    ['no crb', (r) => (r.points[0].crb = null), /points\[0\]\.crb/],
    ['a text for a bound', (r) => (r.points[0].devices[1].angle = '1'), /devices\[1\]\.angle/],
    ['no rate', (r) => delete r.points[0].rate, /points\[0\]\.rate/],
    ['a floor that is none', (r) => (r.points[0].rateFloor = -1), /points\[0\]\.rateFloor/],
    ['an unknown status', (r) => (r.points[0].status = 'fine'), /points\[0\]\.status/],
    ['a point that is none', (r) => (r.points[0] = 7), /points\[0\]/],
    ['no points', (r) => (r.points = []), /points/],
    ['points that are no list', (r) => (r.points = {}), /points/],
    ['no scenario', (r) => delete r.scenario, /scenario/],
    ['no antennas', (r) => (r.scenario.receiver.antennas = 0), /scenario\.receiver\.antennas/],
    ['a billion antennas', (r) => (r.scenario.transmitter.antennas = 1e9), /scenario\.transmitter\.antennas/],
    [
      'a device on an array',
      (r) => (r.scenario.devices[1].position = [0, 0]),
      /scenario\.devices\[1\]\.position/,
    ],
    ['a constant pulse', (r) => (r.scenario.pulse = { samples: new Array(9).fill(1) }), /scenario\.pulse/],
    ['an unknown pulse', (r) => (r.scenario.pulse = 'square'), /scenario\.pulse/],
    ['an unknown fidelity', (r) => (r.fidelity = 'exact'), /fidelity/],
    ['an unknown objective', (r) => (r.objective = '__proto__'), /objective/],
    ['silent that are not', (r) => (r.silent = [0]), /silent/],
    ['a maxRate that is none', (r) => (r.maxRate = 'high'), /maxRate/],
    ['no K for maxRate', (r) => (r.maxRateCertificate = null), /maxRateCertificate/],
  ];
  for (const [name, breaking, reason] of broken) {
    test(name, () => {
      const result = clone(good);
      breaking(result);
      const verdict = verifyResult(result);
      expect(verdict.verified).toBe(false);
      const words = [verdict.reason ?? '', ...failures(verdict), JSON.stringify(verdict.maxRate)].join('\n');
      expect(words).toMatch(reason);
    });
  }

  for (const value of [null, undefined, 3, 'result', [], {}, { points: [null] }]) {
    test(`${JSON.stringify(value)} for a result`, () => {
      const verdict = verifyResult(value as unknown as Result);
      expect(verdict).toMatchObject({ verified: false, points: [] });
      expect(verdict.reason).toBeTruthy();
    });
  }
});
