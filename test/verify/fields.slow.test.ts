/** Every field of results of every kind, changed one at a time: the verifier notices, or says that it does not check. */
import { loadSolver, verifyResult } from 'isabc';
import { describe, expect, test } from 'vitest';
import type { Result, ScenarioInput, SignalPair } from '../../bindings/types.js';
import type { Verdict } from '../../bindings/verify/index.js';
import { fixture } from './helpers.js';

const solver = await loadSolver();
const few = fixture('few-devices').scenario;
const silent: ScenarioInput = {
  devices: [{ position: [1, 0.5], symbol: 0, name: 'far' }, ...few.devices.slice(0, 2)],
};
const covariance = true;
const ends = solver.tradeoff(few, { points: 2, fidelity: 'printed' });
const [low, high] = ends.points.map(({ crb }) => crb!.total!);
const largest = (scenario: ScenarioInput) => solver.tradeoff(scenario, { points: 1 }).maxRate!;
const one: ScenarioInput = { ...fixture('scenario-1').scenario, signal: 'superposed' };
const reach = largest(one);
const floors = [0.5 * reach, reach, 2 * reach];

const kinds: Record<string, Result | Result<SignalPair>> = {
  printed: solver.tradeoff(few, { points: 3, fidelity: 'printed', covariance }),
  'coupled, one silent': solver.tradeoff(silent, { points: 2, fidelity: 'coupled', covariance }),
  'decoupled position': solver.tradeoff(few, {
    points: 2,
    fidelity: 'decoupled',
    objective: 'position',
    covariance,
  }),
  'boundary and infeasible, without extremes': solver.tradeoff(few, {
    rates: [ends.maxRate!, 2 * ends.maxRate!],
    extremes: false,
    covariance,
  }),
  'optimal without extremes': solver.tradeoff(few, { rates: [0.37], extremes: false, covariance }),
  bounds: solver.tradeoff(few, { bounds: [0.5 * low, 2 * low, 2 * high], fidelity: 'printed', covariance }),
  superposed: solver.tradeoff(
    { ...few, signal: 'superposed' },
    { points: 3, fidelity: 'printed', covariance },
  ),
  general: solver.tradeoff(
    {
      transmitter: { position: [0, 0, 0], shape: 'circle', antennas: 4, radius: 0.5, orientation: 10 },
      receiver: { position: [2, -1.5, 0.5], shape: 'grid', rows: 2, columns: 2, spacing: [0.5, 0.7] },
      devices: [
        { position: [1.5, -0.5, 0.3], symbol: 0.75, weight: 2, prior: 0.1 },
        {
          position: [1, 0.5, -0.4],
          channel: { transmit: { re: [1, 0.5, -1, 0.3], im: [0, 1, 0.2, -0.7] } },
        },
      ],
      unknown: 'reflections',
      fading: { factorDb: 3, seed: 7 },
    },
    { points: 2, covariance },
  ),
  'superposed, one device': solver.tradeoff(one, { rates: floors, fidelity: 'printed', covariance }),
};

type Key = string | number;

/** Every value of a result with the keys that lead to it, of long lists with one entry in place of all. */
function* values(value: unknown, keys: Key[] = []): Generator<Key[]> {
  if (keys.length > 0) yield keys;
  if (typeof value !== 'object' || value === null) return;
  const all = Object.entries(value);
  for (const [key, inner] of Array.isArray(value) && all.length > 3 ? all.slice(1, 2) : all) {
    yield* values(inner, [...keys, Array.isArray(value) ? Number(key) : key]);
  }
}

const pathOf = (keys: Key[]) =>
  keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('').slice(1); // prettier-ignore

type Change = (holder: Record<Key, unknown>, key: Key) => void;

/** What stands at the keys, replaced by what `change` makes of it. */
function changed(result: object, keys: Key[], change: Change) {
  const copy = structuredClone(result);
  let holder = copy as Record<Key, unknown>;
  for (const key of keys.slice(0, -1)) holder = holder[key] as Record<Key, unknown>;
  change(holder, keys.at(-1)!);
  return copy as Result;
}

/** Changes that make another claim of a value; none of them is within rounding. */
function* changes(value: unknown, last: Key): Generator<[string, unknown]> {
  if (typeof value === 'number') {
    for (const [name, other] of Object.entries({
      '1 % more': value * 1.01,
      '1 % less': value * 0.99,
      'something more': value + Math.max(0.01, 0.1 * Math.abs(value)),
      negative: -value,
      'nothing at all': 0,
      'a text': String(value),
      null: null,
    })) {
      // numbers that are held against 0 hold no digits of their own
      const small = typeof other === 'number' && Math.abs(other - value) < 1e-8;
      if (other !== value && !(small && (last === 'gap' || last === 'lmi'))) yield [name, other];
    }
  } else if (value === null) {
    yield ['a number', 0.1];
  } else if (last === 'points') {
    // with a point more or less it is the result of another list of floors
    yield ['none', []];
    yield ['null', null];
  } else if (Array.isArray(value)) {
    yield ['one more', [...(value as unknown[]), (value as unknown[])[0] ?? 0]];
    if (value.length > 0) yield ['one less', value.slice(1)];
    yield ['null', null];
  } else if (typeof value === 'object') {
    yield ['an unknown field', { ...value, unheardOf: 1 }];
    yield ['null', null];
  } else {
    yield ['another text', 'other'];
    yield ['a number', 1];
  }
}

/** Whether the verdict says that it does not check what stands at these keys, and is right to. */
function excused({ notChecked }: Verdict, keys: Key[], result: Result): boolean {
  const path = pathOf(keys).replace(/\[\d+\]/g, '[]');
  const said = notChecked.some(
    ({ field }) => path.startsWith(field) && /^(?:$|[.[])/.test(path.slice(field.length)),
  );
  if (!said) return false;
  // what was asked may only change where the answer stays the same
  if (keys[0] === 'scenario') return keys.at(-1) === 'name' || result.silent.includes(keys[2] as number);
  if (keys.length !== 3 || !['rateFloor', 'bound'].includes(keys[2] as string)) return true;
  const { slope, status } = result.points[keys[1] as number];
  return slope === 0 || status !== 'optimal';
}

describe.each(Object.entries(kinds))('%s', (_, result) => {
  test('is verified', () => {
    expect(verifyResult(result)).toMatchObject({ verified: true });
  });

  test('no change passes unnoticed', { timeout: 120_000 }, () => {
    const passed: string[] = [];
    const attempt = (keys: Key[], name: string, change: Change) => {
      const verdict = verifyResult(changed(result, keys, change));
      if (verdict.verified && !excused(verdict, keys, result as Result))
        passed.push(`${pathOf(keys)}: ${name}`);
    };
    for (const keys of values(result)) {
      let original: unknown;
      changed(result, keys, (holder, key) => (original = holder[key]));
      if (original === undefined) continue;
      for (const [name, other] of changes(original, keys.at(-1)!)) {
        attempt(keys, name, (holder, key) => (holder[key] = other));
      }
      if (typeof keys.at(-1) === 'string') attempt(keys, 'deleted', (holder, key) => delete holder[key]);
    }
    expect(passed).toEqual([]);
  });
});

describe('what is not checked, kind by kind', () => {
  const whole = ['scenario', 'fidelity', 'objective', 'over', 'version', 'core'];
  const point = ['points[].rateFloor', 'points[].iterations', 'points[].factor', 'points[].certificate'];
  const ends = ['freeRate', 'maxRateFactor', 'maxRateCertificate'];
  test.each([
    ['printed', [...whole, ...point, ...ends]],
    ['bounds', [...whole, ...point, ...ends, 'points[].bound']],
    ['superposed', [...whole, ...point, ...ends, 'points[].stationarity']],
    ['optimal without extremes', [...whole, ...point, 'freeRate', 'maxRate']],
  ])('%s', (kind, fields) => {
    const { notChecked } = verifyResult(kinds[kind]);
    expect(notChecked.map(({ field }) => field).sort()).toEqual(fields.sort());
  });

  test('of a covariance alone, the rank as well', () => {
    const result = structuredClone(kinds.printed);
    result.points.forEach((each) => delete each.factor);
    const fields = verifyResult(result).notChecked.map(({ field }) => field);
    expect(fields).toContain('points[].rank');
  });
});

describe('answers that are true and not what was asked for', () => {
  const failed = (result: Result | Result<SignalPair>) =>
    verifyResult(result).points.flatMap(({ checks }) => checks.filter(({ ok }) => !ok));

  test('a bound answered by less than the largest rate', () => {
    const result = structuredClone(kinds.bounds) as Result;
    const { bound } = result.points[1];
    const lower = solver.tradeoff(few, { rates: [0.365], fidelity: 'printed', covariance: true }).points[0];
    const rateBound = lower.rateFloor + (bound! - lower.lowerBound!) / lower.slope!;
    result.points[1] = { ...lower, bound, rateBound: Math.min(rateBound, result.maxRateBound!) };
    expect(failed(result).map(({ name }) => name)).toEqual(['width']);
  });

  test('a superposed point for a lower floor, and two for the floors of each other', () => {
    const result = structuredClone(kinds.superposed) as Result<SignalPair>;
    result.points[1].rateFloor *= 0.9;
    expect(failed(result).map(({ name }) => name)).toContain('complementarity');
    const swapped = structuredClone(kinds.superposed) as Result<SignalPair>;
    const [, a, b] = swapped.points;
    [a.rateFloor, b.rateFloor] = [b.rateFloor, a.rateFloor];
    const names = failed(swapped).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['complementarity', 'rateFloor']));
  });
});
