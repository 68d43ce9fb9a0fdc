import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../bindings/input/errors.js';
import { parseCovariance } from '../bindings/input/covariance.js';
import { parseEvaluateOptions, parseTradeoffOptions } from '../bindings/input/options.js';
import { parseScenario } from '../bindings/input/scenario.js';
import { malformed } from './support/malformed.js';

/** The error that a call throws. */
function errorOf(call: () => unknown): InputError {
  try {
    call();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('parseScenario', () => {
  test('fills in every default', () => {
    expect(parseScenario({ devices: [{ position: [1.5, -0.5] }] })).toStrictEqual({
      transmitter: { position: [0, 0], antennas: 8, spacing: 0.5, orientation: 90 },
      receiver: { position: [2, -1.5], antennas: 8, spacing: 0.5, orientation: 90 },
      devices: [{ position: [1.5, -0.5], symbol: 1 }],
      unknown: 'none',
      signal: 'reused',
      pulse: 'cosine',
      symbolDuration: 5e-7,
      symbolCount: 128,
      reflection: 1,
      pathLoss: { referenceDb: 30, exponent: 2.7 },
      powerDbm: 30,
      clutterDbm: -60,
      noiseDbm: -60,
    });
  });

  test('fills in what is left out of a part', () => {
    const scenario = parseScenario({
      devices: [{ position: [1, 1], symbol: 0, name: 'tag' }],
      receiver: { antennas: 64 },
      pathLoss: { exponent: 0 },
      clutterDbm: null,
    });
    expect(scenario.receiver).toStrictEqual({
      position: [2, -1.5],
      antennas: 64,
      spacing: 0.5,
      orientation: 90,
    });
    expect(scenario.pathLoss).toStrictEqual({ referenceDb: 30, exponent: 0 });
    expect(scenario.clutterDbm).toBeNull();
    expect(scenario.devices[0]).toStrictEqual({ position: [1, 1], symbol: 0, name: 'tag' });
  });

  test('keeps its hands off the input, and defaults are not shared', () => {
    const input = Object.freeze({
      devices: Object.freeze([Object.freeze({ position: Object.freeze([1, 2]) })]),
    });
    const first = parseScenario(input);
    first.receiver.position[0] = 99;
    first.devices[0].position[0] = 99;
    expect(parseScenario(input).receiver.position).toEqual([2, -1.5]);
    expect(input.devices[0].position).toEqual([1, 2]);
  });

  test('is its own fixed point', () => {
    const once = parseScenario({
      devices: [{ position: [1, 2] }],
      pulse: { samples: [1, 2, 3, 4, 5, 6, 7, 8] },
    });
    expect(parseScenario(once)).toStrictEqual(once);
  });

  test('takes undefined for left out', () => {
    const input = { devices: [{ position: [1, 2], symbol: undefined }], powerDbm: undefined };
    expect(parseScenario(input).powerDbm).toBe(30);
  });

  test('takes the extremes of every range', () => {
    const samples = Array.from({ length: 4096 }, (_, i) => i);
    for (const pulse of [{ samples }, { samples: samples.slice(0, 8) }, 'cosine', 'sinc', 'ramp']) {
      parseScenario({
        transmitter: { antennas: 1, spacing: 5e-324, orientation: -1e9 },
        receiver: { antennas: 64, spacing: 1000 },
        devices: Array(32).fill({ position: [1e9, -1e9], symbol: 0 }),
        pulse,
        symbolDuration: 5e-324,
        symbolCount: 1,
        reflection: 5e-324,
        pathLoss: { referenceDb: -10, exponent: 0 },
        powerDbm: 300,
        clutterDbm: -300,
        noiseDbm: -300,
      });
    }
  });

  test.each(malformed)('refuses $what', ({ input, text, says }) => {
    const value: unknown = text === undefined ? input : JSON.parse(text);
    const { message } = errorOf(() => parseScenario(value));
    for (const part of says) expect(message).toContain(part);
  });

  test('names values that JSON has no word for', () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const values: [unknown, string][] = [
      [NaN, 'NaN'],
      [-Infinity, '-Infinity'],
      [10n, '10n'],
      [() => 1, 'a function'],
      [Symbol('s'), 'Symbol(s)'],
      [new Date(0), '{}'],
      [circular, '{"self":'],
      ['\u001b[31m', '"\\u001b[31m"'],
      ['x'.repeat(1e6), '"xxxx'],
    ];
    for (const [powerDbm, shown] of values) {
      const { message, issues } = errorOf(() => parseScenario({ devices: [{ position: [1, 2] }], powerDbm }));
      expect(message).toContain(`powerDbm = ${shown}`);
      expect(message.length).toBeLessThan(200);
      expect(issues).toHaveLength(1);
      expect(issues[0].path).toBe('powerDbm');
      expect(issues[0].value).toBe(powerDbm);
    }
  });

  test('finds holes in lists', () => {
    expect(errorOf(() => parseScenario({ devices: new Array(2) })).issues.map(({ path }) => path)).toEqual([
      'devices[0]',
      'devices[1]',
    ]);
  });

  test('never throws anything but an InputError', () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 4 }), (input) => {
        try {
          parseScenario(input);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
    );
  });
});

describe('parseTradeoffOptions', () => {
  test('fills in defaults', () => {
    const rest = { fidelity: 'coupled', objective: 'sum', over: 'sum', covariance: false, extremes: true };
    expect(parseTradeoffOptions({})).toStrictEqual({ points: 21, ...rest });
    expect(parseTradeoffOptions({ rates: [0.5, 0, 0.5] })).toStrictEqual({ rates: [0.5, 0, 0.5], ...rest });
    expect(parseTradeoffOptions({ points: 1, rates: undefined })).toStrictEqual({ points: 1, ...rest });
    expect(parseTradeoffOptions({ rates: [1], extremes: false }).extremes).toBe(false);
  });

  test('copies lists', () => {
    const rates = [0.5];
    expect(parseTradeoffOptions({ rates }).rates).not.toBe(rates);
  });

  test.each([
    [null, 'options = null'],
    [{ rates: [] }, 'rates = []: must be an array of one or more'],
    [{ rates: 0.5 }, 'rates = 0.5'],
    [{ rates: [0, -1] }, 'rates[1] = -1: must be a finite number ≥ 0 (bps/Hz)'],
    [{ rates: [NaN] }, 'rates[0] = NaN'],
    [{ rates: [, 0] }, 'rates[0] is missing'], // eslint-disable-line no-sparse-arrays
    [{ rates: ['0', -1] }, 'rates[1] = -1'],
    [{ points: 0 }, 'points = 0: must be an integer from 1 to 100000'],
    [{ points: 100001 }, 'points = 100001'],
    [{ points: 1.5 }, 'points = 1.5'],
    [{ points: 3, rates: [0] }, 'points = 3: cannot be given together with rates'],
    [{ extremes: false }, 'extremes = false: can be false only with rates'],
    [{ extremes: 0 }, 'extremes = 0: must be true or false'],
    [{ covariance: 'yes' }, 'covariance = "yes"'],
    [{ fidelity: 'exact' }, 'fidelity = "exact": must be "printed", "decoupled" or "coupled"'],
    [{ objective: 'rate' }, 'objective = "rate": must be "sum", "delay", "angle" or "position"'],
    [{ rate: 1 }, 'rate = 1: unknown key'],
  ])('refuses %j', (input, says) => {
    expect(errorOf(() => parseTradeoffOptions(input)).message).toContain(says);
  });
});

describe('parseEvaluateOptions', () => {
  test('fills in defaults', () => {
    expect(parseEvaluateOptions({})).toStrictEqual({ fidelity: 'coupled', objective: 'sum', over: 'sum' });
    expect(parseEvaluateOptions({ rate: 0 }).rate).toBe(0);
  });
  test.each([
    [{ rate: -1 }, 'rate = -1'],
    [{ points: 3 }, 'points = 3: unknown key'],
    [[], 'options = []'],
  ])('refuses %j', (input, says) => {
    expect(errorOf(() => parseEvaluateOptions(input)).message).toContain(says);
  });
});

describe('parseCovariance', () => {
  const im = [
    [0, 1],
    [-1, 0],
  ];
  const re = [
    [1, 2],
    [2, 5],
  ];

  test('takes a matrix and a point', () => {
    expect(parseCovariance({ re, im }, 2)).toStrictEqual({ re, im });
    expect(parseCovariance({ rateFloor: 1, covariance: { re, im } }, 2)).toStrictEqual({ re, im });
  });

  test('averages rounding away', () => {
    const { re: averaged } = parseCovariance({ re: [re[0], [2 + 1e-12, 5]], im }, 2);
    expect(averaged[0][1]).toBe(averaged[1][0]);
  });

  test.each([
    [7, 'covariance = 7'],
    [{ re }, 'covariance.im is missing'],
    [{ re, im, x: 1 }, 'covariance.x = 1: unknown key'],
    [{ re, im: [[0]] }, 'covariance.im = [[0]]: must be 2 rows of 2 finite numbers (W)'],
    [{ re: [[1, 2], [3]], im }, 'covariance.re[1] = [3]: must be a row of 2 finite numbers'],
    [
      {
        re: [
          [1, 2],
          [2, 'a'],
        ],
        im,
      },
      'covariance.re[1][1] = "a"',
    ],
    [
      {
        re: [
          [1, 2],
          [3, 5],
        ],
        im,
      },
      'covariance.re[1][0] = 3: must be re[0][1] = 2 to within 1e-6',
    ],
    [
      {
        re,
        im: [
          [0, 1],
          [1, 0],
        ],
      },
      'covariance.im[1][0] = 1: must be −im[0][1] = -1',
    ],
    [
      {
        re,
        im: [
          [1e-3, 1],
          [-1, 0],
        ],
      },
      'covariance.im[0][0] = 0.001: must be 0',
    ],
    [{ rateFloor: 1 }, 'covariance is missing'],
  ])('refuses %j', (input, says) => {
    expect(errorOf(() => parseCovariance(input, 2)).message).toContain(says);
  });
});
