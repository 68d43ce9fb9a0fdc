/** What an experiment may be, by the validator and by its JSON Schema; chunks and combinations. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { checkExperiment, parseExperiment } from '../../bindings/monte-carlo/experiment.js';
import { chunkPlan, chunkRange } from '../../bindings/monte-carlo/plan.js';
import { combinations, sweepPaths, sweptPaths } from '../../bindings/monte-carlo/sweep.js';

const disc = { shape: 'disc', center: [1.5, -0.5], radius: 0.5, count: 9 };
const base = { scenario: {}, placement: disc, draws: 10 };
const but = (rest: Record<string, unknown>) => ({ ...base, ...rest });

const read = (name: string) => JSON.parse(readFileSync(`dist/schemas/${name}`, 'utf8')) as object;
const ajv = new Ajv2020({ allErrors: true, strict: true });
const conforms = ajv.compile(read('experiment.schema.json'));

test('defaults are filled in, and the input is left alone', () => {
  const input = structuredClone(base);
  const experiment = parseExperiment(input);
  expect(input).toEqual(base);
  expect(experiment).toMatchObject({
    symbols: { value: 1 },
    seed: 1,
    fidelity: 'coupled',
    objective: 'sum',
    fractions: [0, 0.5, 0.9],
    sweep: {},
  });
  expect(experiment.scenario.receiver).toMatchObject({ antennas: 8 });
  expect('rates' in experiment).toBe(false);
  expect(parseExperiment(but({ rates: [0.2] })).fractions).toBeUndefined();
});

const accepted: [string, object][] = [
  ['a ring', but({ placement: { shape: 'ring', center: [0, 0], inner: 0, outer: 1, count: 32 } })],
  ['a rectangle', but({ placement: { shape: 'rectangle', min: [0, 0], max: [1, 0], count: 1 } })],
  ['given positions', but({ placement: { shape: 'given', positions: [[1, 1]] } })],
  ['an alphabet', but({ symbols: { alphabet: [0, 0.5, 0.5, 1] } })],
  ['rates', but({ rates: [0, 0.5] })],
  ['the largest seed', but({ seed: 2 ** 53 - 1 })],
  ['a sweep', but({ sweep: { 'receiver.position[0]': [1, 2], powerDbm: [10] } })],
  ['one receive antenna, for delays', but({ objective: 'delay', scenario: { receiver: { antennas: 1 } } })],
];
test.each(accepted)('%s is accepted', (_, input) => {
  expect(checkExperiment(input).issues).toEqual([]);
  expect(conforms(input), ajv.errorsText(conforms.errors)).toBe(true);
});

/** What is wrong, the path that must be named, and whether JSON Schema can see it. */
const refused: [string, unknown, string, 'schema' | 'beyond'][] = [
  ['a list', [], 'experiment', 'schema'],
  ['no scenario', { placement: disc, draws: 1 }, 'scenario', 'schema'],
  ['no placement', { scenario: {}, draws: 1 }, 'placement', 'schema'],
  ['no draws', { scenario: {}, placement: disc }, 'draws', 'schema'],
  ['an unknown key', but({ draw: 3 }), 'draw', 'schema'],
  ['devices', but({ scenario: { devices: [] } }), 'scenario.devices', 'schema'],
  ['a bad scenario', but({ scenario: { noiseDbm: 301 } }), 'scenario.noiseDbm', 'schema'],
  ['an unknown shape', but({ placement: { shape: 'blob' } }), 'placement.shape', 'schema'],
  ['a placement without shape', but({ placement: {} }), 'placement.shape', 'schema'],
  ['a disc beyond all numbers', but({ placement: { ...disc, radius: 1e308 } }), 'placement.radius', 'beyond'],
  ['a disc without radius', but({ placement: { ...disc, radius: undefined } }), 'placement.radius', 'schema'],
  ['33 devices', but({ placement: { ...disc, count: 33 } }), 'placement.count', 'schema'],
  [
    'a ring inside out',
    but({ placement: { shape: 'ring', center: [0, 0], inner: 1, outer: 1, count: 1 } }),
    'placement.inner',
    'beyond',
  ],
  [
    'a rectangle inside out',
    but({ placement: { shape: 'rectangle', min: [0, 2], max: [1, 1], count: 1 } }),
    'placement.min[1]',
    'beyond',
  ],
  ['no positions', but({ placement: { shape: 'given', positions: [] } }), 'placement.positions', 'schema'],
  ['an empty alphabet', but({ symbols: { alphabet: [] } }), 'symbols.alphabet', 'schema'],
  ['a symbol of 2', but({ symbols: { alphabet: [0, 2] } }), 'symbols.alphabet[1]', 'schema'],
  ['no symbols', but({ symbols: {} }), 'symbols.value', 'schema'],
  ['no draw', but({ draws: 0 }), 'draws', 'schema'],
  ['a seed of 2^53', but({ seed: 2 ** 53 }), 'seed', 'schema'],
  ['a negative seed', but({ seed: -1 }), 'seed', 'schema'],
  ['a fraction of 1', but({ fractions: [0, 1] }), 'fractions[1]', 'schema'],
  ['fractions and rates', but({ fractions: [0], rates: [0] }), 'rates', 'schema'],
  ['a negative rate', but({ rates: [-1] }), 'rates[0]', 'schema'],
  ['an unknown path', but({ sweep: { power: [1] } }), 'sweep.power', 'schema'],
  ['a path without values', but({ sweep: { powerDbm: [] } }), 'sweep.powerDbm', 'schema'],
  [
    'half an antenna',
    but({ sweep: { 'receiver.antennas': [4, 1.5] } }),
    'sweep["receiver.antennas"][1]',
    'schema',
  ],
  ['no clutter in a sweep', but({ sweep: { clutterDbm: [null] } }), 'sweep.clutterDbm[0]', 'schema'],
  [
    'one receive antenna',
    but({ scenario: { receiver: { antennas: 1 } } }),
    'scenario.receiver.antennas',
    'beyond',
  ],
  [
    'one receive antenna in a sweep',
    but({ sweep: { 'receiver.antennas': [8, 1] } }),
    'sweep["receiver.antennas"][1]',
    'beyond',
  ],
  [
    'a sweep of 10,002 rows',
    but({ sweep: { powerDbm: Array(1667).fill(1), noiseDbm: [1, 2] } }),
    'sweep',
    'beyond',
  ],
];
test.each(refused)('%s is refused', (_, input, path, seen) => {
  const { issues } = checkExperiment(input);
  expect(issues.map((issue) => issue.path)).toEqual([path]);
  expect(issues[0].message).toMatch(/^must|^cannot|^unknown|^one antenna|^makes/);
  expect(conforms(JSON.parse(JSON.stringify(input)))).toBe(seen === 'beyond');
});

test('the schema has the defaults of the validator', () => {
  const { properties } = read('experiment.schema.json') as {
    properties: Record<string, { default?: unknown }>;
  };
  const experiment = parseExperiment(base) as unknown as Record<string, unknown>;
  for (const [key, schema] of Object.entries(properties))
    if (schema.default !== undefined) expect(schema.default, key).toEqual(experiment[key]);
});

describe('combinations', () => {
  test('are all there, the last path fastest, in an order that does not follow the keys', () => {
    const sweep = { powerDbm: [10, 20], 'receiver.antennas': [4, 8], 'transmitter.position[1]': [3] };
    const experiment = parseExperiment(but({ sweep }));
    expect(sweptPaths(experiment.sweep)).toEqual([
      'transmitter.position[1]',
      'receiver.antennas',
      'powerDbm',
    ]);
    const all = combinations(experiment);
    expect(all.map(({ values }) => values)).toEqual([
      [3, 4, 10],
      [3, 4, 20],
      [3, 8, 10],
      [3, 8, 20],
    ]);
    expect(all[1].scene).toEqual({
      ...experiment.scenario,
      powerDbm: 20,
      receiver: { ...experiment.scenario.receiver, antennas: 4 },
      transmitter: { ...experiment.scenario.transmitter, position: [0, 3] },
    });
  });

  test('without a sweep are the scenario', () => {
    const experiment = parseExperiment(base);
    expect(combinations(experiment)).toEqual([{ values: [], scene: experiment.scenario }]);
  });

  test('reach every number of a scenario', () => {
    const { properties } = read('experiment.schema.json') as {
      properties: Record<string, { properties: object }>;
    };
    expect(sweepPaths).toEqual(Object.keys(properties.sweep.properties));
    for (const path of sweepPaths) {
      const values = path === 'reflection' ? [0.5, 1] : [1, 2];
      const changes = { sweep: { [path]: values }, objective: 'delay' };
      const scene = {
        ...(path.endsWith('position[2]') && {
          placement: { shape: 'ball', center: [1, 2, 3], radius: 0.5, count: 2 },
        }),
        ...(path.endsWith('radius') && {
          scenario: { [path.split('.')[0]]: { shape: 'circle', radius: 1 } },
        }),
      };
      const [one, other] = combinations(parseExperiment(but({ fidelity: 'coupled', ...scene, ...changes })));
      expect(one.scene, path).not.toEqual(other.scene);
    }
  });
});

describe('chunks', () => {
  test('cover every draw once', () => {
    const experiment = parseExperiment(but({ draws: 10_001 }));
    const plan = chunkPlan(experiment);
    let next = 0;
    for (let i = 0; i < plan.chunks; i++) {
      const { first, count } = chunkRange(experiment, plan, i);
      expect(first).toBe(next);
      expect(count).toBeGreaterThan(0);
      next += count;
    }
    expect(next).toBe(10_001);
  });

  test('are of a size that the number of draws and the seed do not change', () => {
    const sizes = [1, 1e3, 1e15].map(
      (draws) => chunkPlan(parseExperiment(but({ draws, seed: draws, fidelity: 'printed' }))).size,
    );
    expect(new Set(sizes)).toEqual(new Set([1024]));
  });

  test('get smaller where draws are more work, down to one draw', () => {
    const size = (rest: object) => chunkPlan(parseExperiment(but({ ...rest }))).size;
    expect(size({ fractions: [0] })).toBeGreaterThan(size({ fractions: Array(50).fill(0.5) }));
    expect(size({ fidelity: 'coupled' })).toBe(64);
    const many = { ...disc, count: 32 };
    expect(size({ placement: many, sweep: { 'transmitter.antennas': [8, 64] }, fidelity: 'coupled' })).toBe(
      1,
    );
  });
});
