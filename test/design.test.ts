/** A covariance in use: what it radiates, how well it locates, and the waveforms that have it. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  loadSolver,
  verifyResult,
  InputError,
  type ComplexMatrix,
  type Point,
  type ScenarioInput,
} from 'isabc';
import { describe, expect, test } from 'vitest';
import { seeded } from './verify/helpers.js';

const scenario = JSON.parse(
  readFileSync(new URL('../examples/scenario-2.json', import.meta.url), 'utf8'),
) as ScenarioInput;
const solver = await loadSolver();
const design = (rate: number, options = {}, scene = scenario) =>
  solver.tradeoff(scene, { rates: [rate], covariance: true, ...options }).points[0];

/** Entry (i, j) of A B^H/n. */
function product(a: ComplexMatrix, b: ComplexMatrix, n: number): ComplexMatrix {
  const entry = (i: number, j: number) =>
    a.re[i].reduce(
      ([re, im], x, k) => {
        const [y, u, v] = [a.im[i][k], b.re[j][k], b.im[j][k]];
        return [re + (x * u + y * v) / n, im + (y * u - x * v) / n];
      },
      [0, 0],
    );
  const all = a.re.map((_, i) => b.re.map((_, j) => entry(i, j)));
  return { re: all.map((row) => row.map(([re]) => re)), im: all.map((row) => row.map(([, im]) => im)) };
}

/** ‖A − B‖/‖B‖ in the Frobenius norm. */
function distance(a: ComplexMatrix, b: ComplexMatrix): number {
  const flat = ({ re, im }: ComplexMatrix) => [...re.flat(), ...im.flat()];
  const [x, y] = [flat(a), flat(b)];
  return Math.hypot(...x.map((v, i) => v - y[i])) / Math.hypot(...y);
}

const identity = (n: number): ComplexMatrix => ({
  re: Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0))),
  im: Array.from({ length: n }, () => Array.from({ length: n }, () => 0)),
});

/** a^T R a^* entry by entry, for an array of half-wavelength spacing. */
function quadraticForm({ re, im }: ComplexMatrix, sine: number): number {
  let sum = 0;
  re.forEach((row, m) =>
    row.forEach((_, n) => {
      const phase = Math.PI * (m - n) * sine;
      sum += re[m][n] * Math.cos(phase) - im[m][n] * Math.sin(phase);
    }),
  );
  return sum;
}

describe('beampattern', () => {
  const point = design(0.7);

  test('is a^T R a^* at each angle', () => {
    const { angles, power } = solver.beampattern(scenario, point);
    expect(angles).toHaveLength(361);
    expect([angles[0], angles[1], angles[360]]).toEqual([-90, -89.5, 90]);
    angles.forEach((angle, i) =>
      expect(
        Math.abs(power[i] - quadraticForm(point.covariance!, Math.sin((angle * Math.PI) / 180))),
      ).toBeLessThan(1e-13),
    );
    expect(Math.max(...power)).toBeLessThan(8); // M_t watts at most
  });

  test('is the same from the factor and from the covariance', () => {
    const angles = [-40, 0, 12.5, 77];
    const factor = solver.beampattern(scenario, point, { angles }).power;
    const matrix = solver.beampattern(scenario, point.covariance!, { angles }).power;
    matrix.forEach((power, i) => expect(Math.abs(power - factor[i])).toBeLessThan(1e-14));
  });

  test('takes no heed of what is known of the places', () => {
    const known = { ...scenario, devices: scenario.devices.map((device) => ({ ...device, prior: 0.3 })) };
    expect(solver.beampattern(known, point)).toEqual(solver.beampattern(scenario, point));
    expect(solver.beamform(known, point)).toEqual(solver.beamform(scenario, point));
  });

  test('turns with the array', () => {
    const turned = { ...scenario, transmitter: { ...scenario.transmitter, orientation: 30 } };
    expect(solver.beampattern(turned, point)).toEqual(solver.beampattern(scenario, point));
    const map = { x: [1], y: [0.4] };
    expect(solver.powerMap(turned, point, map)).not.toEqual(solver.powerMap(scenario, point, map));
  });
});

describe('the rank of a point', () => {
  test('is how many streams it is sent with, and the columns of its factor', () => {
    const random = seeded(5);
    const ranks = new Set<number>();
    for (let i = 0; i < 12; i++) {
      const devices = Array.from({ length: 4 }, () => ({
        position: [1 + random(), -1 + random()] as [number, number],
      }));
      for (const fidelity of ['printed', 'coupled'] as const) {
        const result = solver.tradeoff({ devices }, { points: 6, covariance: true, fidelity });
        for (const point of result.points) {
          const { rank, streamPowers } = solver.beamform({ devices }, point, { excitation: false });
          expect(rank).toBe(point.rank);
          expect(point.factor!.re[0]).toHaveLength(point.rank!);
          expect(Math.min(...streamPowers)).toBeGreaterThan(1e-17);
          ranks.add(rank);
        }
        expect(verifyResult(result)).toMatchObject({ verified: true });
      }
    }
    expect(ranks.size).toBeGreaterThan(2);
  });

  test('counts a faint stream where its echo is heard, and not where it is nothing', () => {
    const faint = (share: number): Point => {
      const column = (k: number, x: number) => (k === 0 ? [1, 0] : k === 1 ? [0, x] : [0, 0]);
      const re = Array.from({ length: 8 }, (_, k) => column(k, Math.sqrt(share)));
      return { factor: { re, im: re.map(() => [0, 0]) } } as unknown as Point;
    };
    const streams = (share: number, noiseDbm: number) =>
      solver.beamform({ ...scenario, noiseDbm, clutterDbm: null }, faint(share), { excitation: false }).rank;
    expect([streams(1e-13, -60), streams(1e-20, -60)]).toEqual([2, 1]);
    expect([streams(1e-20, -160), streams(1e-30, -160)]).toEqual([2, 1]);
  });
});

test('the power map is the path gain times the pattern in that direction, and null on the transmitter', () => {
  const point = design(0.7);
  const [x, y] = [[0, 0.5, 1.5], [-0.5, 0]]; // prettier-ignore
  const map = solver.powerMap(scenario, point, { x, y });
  y.forEach((b, row) =>
    x.forEach((a, column) => {
      const d = Math.hypot(a, b);
      if (d === 0) return expect(map[row][column]).toBeNull();
      const expected = 1e-3 * d ** -2.7 * quadraticForm(point.covariance!, b / d);
      expect(map[row][column]! / expected).toBeCloseTo(1, 10);
    }),
  );
});

describe('position errors', () => {
  const fidelities = ['printed', 'decoupled', 'coupled'] as const;
  const objectives = ['sum', 'delay', 'position'] as const;
  const cases = fidelities.flatMap((fidelity) => objectives.map((objective) => ({ fidelity, objective })));

  test.each(cases)('$fidelity, $objective: their traces are the position bounds', (options) => {
    const point = design(0.6, options);
    const errors = solver.positionErrors(
      scenario,
      point,
      options.fidelity ? { fidelity: options.fidelity } : {},
    );
    errors.forEach((error, i) => {
      const [[xx, xy], [yx, yy]] = error!.covariance;
      expect((xx + yy) / point.devices![i]!.position!).toBeCloseTo(1, 12);
      expect(xy).toBe(yx);
      // and the ellipse is theirs
      const [a, b] = error!.semiAxes;
      const [c, s] = [Math.cos(error!.angle!), Math.sin(error!.angle!)];
      expect(a).toBeGreaterThanOrEqual(b);
      expect((a * a * c * c + b * b * s * s) / xx).toBeCloseTo(1, 10);
      expect((a * a * s * s + b * b * c * c) / yy).toBeCloseTo(1, 10);
      expect(((a * a - b * b) * c * s) / xy).toBeCloseTo(1, 10);
    });
  });

  test('decoupled: the covariance is that of delay and angle, carried over by the geometry', () => {
    const point = design(0.6, { fidelity: 'decoupled' });
    const errors = solver.positionErrors(scenario, point, { fidelity: 'decoupled' });
    scenario.devices.forEach(({ position: [x, y] }, i) => {
      // gradients of τ and φ by central differences, at arrays in (0, 0) and (2, −1.5)
      const tau = (x: number, y: number) => (Math.hypot(x, y) + Math.hypot(x - 2, y + 1.5)) / 299792458;
      const phi = (x: number, y: number) => Math.atan2(y + 1.5, x - 2);
      const h = 1e-6;
      const slope = (f: typeof tau) => [
        (f(x + h, y) - f(x - h, y)) / (2 * h),
        (f(x, y + h) - f(x, y - h)) / (2 * h),
      ];
      const [[a, b], [c, d]] = [slope(tau), slope(phi)];
      const det = a * d - b * c;
      const [g, k] = [[d / det, -b / det], [-c / det, a / det]]; // prettier-ignore
      const { delay, angle } = point.devices![i]!;
      const [[xx, xy], [, yy]] = errors[i]!.covariance;
      const carried = (u: number[], v: number[]) => u[0] * v[0] * delay! + u[1] * v[1] * angle!;
      expect(xx / carried(g, g)).toBeCloseTo(1, 6);
      expect(xy / carried(g, k)).toBeCloseTo(1, 6);
      expect(yy / carried(k, k)).toBeCloseTo(1, 6);
    });
  });

  test.each(fidelities)('%s: turning the scene turns the ellipses', (fidelity) => {
    const degrees = 37;
    const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    const turn = ([x, y]: readonly number[]) => [c * x - s * y, s * x + c * y];
    const array = (position: readonly number[]) => ({ position: turn(position), orientation: 90 + degrees });
    const turned: ScenarioInput = {
      ...scenario,
      transmitter: { ...scenario.transmitter, ...array([0, 0]) },
      receiver: { ...scenario.receiver, ...array([2, -1.5]) },
      devices: scenario.devices.map((device) => ({
        ...device,
        position: turn(device.position as [number, number]),
      })),
    };
    const point = design(0.6, { fidelity });
    const before = solver.positionErrors(scenario, point, { fidelity });
    const after = solver.positionErrors(turned, point, { fidelity });
    before.forEach((error, i) => {
      after[i]!.semiAxes.forEach((axis, k) => expect(axis / error!.semiAxes[k]).toBeCloseTo(1, 6));
      const difference = (after[i]!.angle! - error!.angle!) / Math.PI - degrees / 180;
      expect(Math.abs(difference - Math.round(difference))).toBeLessThan(1e-6);
    });
  });

  test('are null where there is no position to know: silent devices, endfire, one receive antenna', () => {
    const devices: ScenarioInput['devices'] = [
      { position: [1, 0.3] },
      { position: [1, 0.5], symbol: 0 },
      { position: [2, 1] }, // endfire of the receiver
    ];
    const point = design(0.01, { objective: 'delay' }, { devices });
    expect(solver.positionErrors({ devices }, point).map((error) => error === null)).toEqual([
      false,
      true,
      true,
    ]);
    const one = { devices: devices.slice(0, 1), receiver: { antennas: 1 } };
    const alone = solver.tradeoff(one, { rates: [0], objective: 'delay', covariance: true }).points[0];
    expect(solver.positionErrors(one, alone)).toEqual([null]);
  });
});

describe('beamform', () => {
  const check = (scene: ScenarioInput, point: Point, options = {}) => {
    const { rank, streamPowers, beamformer, excitation, symbols, error } = solver.beamform(
      scene,
      point,
      options,
    );
    expect(streamPowers).toHaveLength(rank);
    expect([...streamPowers].sort((a, b) => b - a)).toEqual(streamPowers);
    expect(distance(product(beamformer, beamformer, 1), point.covariance!)).toBeLessThan(1e-13);
    const N = excitation!.re[0].length;
    expect(distance(product(excitation!, excitation!, N), point.covariance!)).toBeLessThan(1e-13);
    expect(distance(product(symbols!, symbols!, N), identity(rank))).toBeLessThan(1e-13);
    expect(error.beamformer).toBeLessThan(1e-13);
    expect(error.excitation).toBeLessThan(1e-13);
    // X = W S
    const adjoint = {
      re: symbols!.re[0].map((_, n) => symbols!.re.map((row) => row[n])),
      im: symbols!.im[0].map((_, n) => symbols!.im.map((row) => -row[n])),
    };
    expect(distance(product(beamformer, adjoint, 1), excitation!)).toBeLessThan(1e-14);
    return { rank, beamformer, excitation: excitation!, symbols: symbols! };
  };

  test('has the covariance, for every fidelity and along the curve', () => {
    for (const fidelity of ['printed', 'coupled'])
      for (const rate of [0, 0.6, 0.88]) {
        const point = design(rate, { fidelity });
        // a column of the factor below 1e-14 of the strongest is no stream
        expect(check(scenario, point).rank).toBeLessThanOrEqual(point.rank!);
      }
  });

  test('has it with as many symbols as streams, and for random scenes', () => {
    const coordinate = fc.double({ min: -2, max: 2, noNaN: true });
    const scene = fc.record({
      devices: fc.array(fc.record({ position: fc.tuple(coordinate, coordinate) }), {
        minLength: 1,
        maxLength: 6,
      }),
      antennas: fc.integer({ min: 2, max: 12 }),
      seed: fc.integer({ min: 0, max: 1e9 }),
    });
    fc.assert(
      fc.property(scene, ({ devices, antennas, seed }) => {
        const input = { devices, transmitter: { antennas } };
        let point: Point;
        try {
          const { maxRate } = solver.tradeoff(input, { points: 1 });
          point = design(0.9 * maxRate!, {}, input);
        } catch (error) {
          if (error instanceof InputError) return; // a device on an array
          throw error;
        }
        if (point.status !== 'optimal') return;
        check({ ...input, symbolCount: point.rank! }, point, { seed });
      }),
      { numRuns: 25, seed: 3 },
    );
  });

  test('makes the same from the same seed, and something else from another', () => {
    const point = design(0.7);
    const [one, again, other] = [1, 1, 2].map(
      (seed) => solver.beamform(scenario, point, { seed }).excitation,
    );
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
    expect(solver.beamform(scenario, point).excitation).toEqual(one);
  });

  test('whitens symbols of the caller', () => {
    const point = design(0.7);
    const rank = point.rank!;
    const qpsk = (k: number) =>
      Array.from({ length: 128 }, (_, n) => ((n * (k + 1) * 7 + ((n * n) >> (k + 1))) & 2) - 1);
    const symbols = {
      re: Array.from({ length: rank }, (_, k) => qpsk(k)),
      im: Array.from({ length: rank }, (_, k) => qpsk(k + rank)),
    };
    const made = check(scenario, point, { symbols });
    // the first row is only scaled: whitening takes from each row what the rows before it have
    made.symbols.re[0].forEach((x, n) => expect(x).toBeCloseTo(symbols.re[0][n] / Math.SQRT2, 12));
  });

  test('leaves the excitation out', () => {
    const made = solver.beamform({ ...scenario, symbolCount: 1 }, design(0.8), { excitation: false });
    expect(made).toMatchObject({ excitation: null, symbols: null, error: { excitation: null } });
  });

  /** A covariance diag(1, …, 1, 0, …, 0) W. */
  const withRank = (rank: number): ComplexMatrix => {
    const { re, im } = identity(8);
    return { re: re.map((row, i) => row.map((x) => (i < rank ? x : 0))), im };
  };

  const refusals: [string, () => unknown, RegExp][] = [
    [
      'fewer symbols than streams',
      () => solver.beamform({ ...scenario, symbolCount: 2 }, withRank(3)),
      /^ {2}symbolCount = 2: must be at least 3, the rank of the covariance/m,
    ],
    [
      'an excitation beyond measure',
      () => solver.beamform({ ...scenario, symbolCount: 1e9 }, design(0.1)),
      /symbolCount = 1000000000: must be at most 2097152/,
    ],
    [
      'symbols of another shape',
      () => solver.beamform(scenario, design(0.1), { symbols: { re: [[1]], im: [[0]] } }),
      /symbols\.re\[0\] = \[1\]: must be a row of 128 finite numbers/,
    ],
    [
      'symbols that depend on each other',
      () => {
        const point = withRank(2);
        const rows = Array.from({ length: 2 }, () => Array.from({ length: 128 }, (_, n) => n));
        return solver.beamform(scenario, point, { symbols: { re: rows, im: rows } });
      },
      /symbols = .*linearly independent/,
    ],
    [
      'a covariance that is none',
      () => solver.beampattern({ ...scenario, transmitter: { antennas: 1 } }, { re: [[-1]], im: [[0]] }),
      /covariance = .*positive semidefinite/,
    ],
    [
      'angles out of range',
      () => solver.beampattern(scenario, design(0.1), { angles: [0, 91] }),
      /angles\[1\] = 91: must be a number from -90 to 90 \(degrees from broadside\)/,
    ],
    [
      'a factor of another array',
      () => solver.beampattern({ ...scenario, transmitter: { antennas: 4 } }, design(0.1)),
      /factor\.re = .*must be 4 rows/,
    ],
  ];
  test.each(refusals)('refuses %s', (_, call, message) => {
    expect(call).toThrow(InputError);
    expect(call).toThrow(message);
  });
});
