import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../bindings/input/errors.js';
import { formatJson } from '../bindings/solver/format.js';
import { parseScenario } from '../bindings/input/scenario.js';
import { Solver } from '../bindings/solver/solver.js';
import type { Result } from '../bindings/types.js';
import { FakeCore } from './support/fake-core.js';
import { malformed } from './support/malformed.js';

type Schema = Record<string, unknown>;
const read = (name: string) => JSON.parse(readFileSync(`dist/schemas/${name}`, 'utf8')) as Schema;
const scenarioSchema = read('scenario.schema.json');
const resultSchema = read('result.schema.json');

// Each compiles alone.
const ajv = new Ajv2020({ allErrors: true, strict: true });
const isScenario = ajv.compile(scenarioSchema);
const isResult = ajv.compile(resultSchema);

function accepts(input: unknown): boolean {
  try {
    parseScenario(input);
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

describe('scenario.schema.json', () => {
  test.each(malformed.filter(({ text }) => text === undefined))('refuses $what', ({ input }) => {
    expect(isScenario(input)).toBe(false);
  });

  test('has the defaults of the validator', () => {
    const defaults = (schema: Schema): unknown => schema.default;
    const properties = scenarioSchema.properties as Record<string, Schema>;
    const completed = parseScenario({ devices: [{ position: [1, 1] }] }) as unknown as Schema;
    for (const [key, schema] of Object.entries(properties)) {
      if (key === 'devices' || key === '$schema') continue;
      expect(defaults(schema), key).toEqual(completed[key]);
      if (completed[key] === undefined) continue; // fading: what is left out is none, and has no defaults
      for (const [inner, schemaOfInner] of Object.entries(
        (schema.properties ?? {}) as Record<string, Schema>,
      )) {
        expect(defaults(schemaOfInner), `${key}.${inner}`).toEqual(
          (completed[key] as Schema | undefined)?.[inner],
        );
      }
    }
  });

  // Values at the ends of the ranges and beyond, and of other kinds, in every place of a scenario.
  const edge = fc.oneof(
    fc.constantFrom<unknown>(0, -1, 1, 8, 64, 65, 300, -300, 301, -301, 0.5, 1.5, 1e-9, 1e300, 1e21),
    fc.constantFrom<unknown>('', 'cosine', 'ramp', true, null, [], {}, [0, 1], [0], [0, null], {
      samples: [],
    }),
    fc.integer({ min: 6, max: 10 }).map((length) => ({ samples: Array(length).fill(1) })),
  );
  const some = (keys: string[]) =>
    fc.record(Object.fromEntries(keys.map((key) => [key, edge])), {
      requiredKeys: [],
    }) as fc.Arbitrary<unknown>;
  const array = fc.oneof(edge, some(['position', 'antennas', 'spacing', 'orientation', 'other']));
  const device = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ position: fc.constant([1, 2]), symbol: edge }, { requiredKeys: ['position'] }),
    },
    some(['position', 'symbol', 'name', 'other']),
    edge,
  );
  const parts: Record<string, fc.Arbitrary<unknown>> = {
    transmitter: array,
    receiver: array,
    pulse: edge,
    symbolDuration: edge,
    symbolCount: edge,
    reflection: edge,
    pathLoss: fc.oneof(edge, some(['referenceDb', 'exponent', 'other'])),
    powerDbm: edge,
    clutterDbm: edge,
    noiseDbm: edge,
    other: edge,
    $schema: edge,
  };
  const good = { devices: [{ position: [1, 2] }] };

  test.each(Object.keys(parts))('agrees with the validator on %s', (key) => {
    fc.assert(
      fc.property(parts[key], (value) => {
        const input = { ...good, [key]: value };
        expect(isScenario(input)).toBe(accepts(input));
      }),
      { numRuns: 300 },
    );
  });

  test('agrees with the validator on devices', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.array(device, { maxLength: 3 }), edge),
        fc.integer({ min: 0, max: 33 }),
        (list, n) => {
          for (const devices of [list, Array(n).fill(good.devices[0])]) {
            expect(isScenario({ devices })).toBe(accepts({ devices }));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('is compiled together with the others, too', () => {
    const names = ['scenario', 'experiment', 'result', 'simulation'].map((name) => `${name}.schema.json`);
    // together, as an editor has them
    const all = new Ajv2020({ strict: true, schemas: names.map(read) });
    for (const name of names) expect(all.getSchema(`urn:isabc:${name}`), name).toBeTypeOf('function');
  });

  test('describes every property', () => {
    for (const schema of [scenarioSchema, resultSchema]) {
      for (const [path, property] of properties(schema)) {
        // true: described elsewhere
        if (property !== true) expect((property as Schema).description, path).toBeTypeOf('string');
      }
    }
  });
});

/** Every property of a schema, at any depth. */
function* properties(schema: unknown, path = ''): Generator<[string, unknown]> {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'default' || key === 'enum') continue;
    if (key === 'properties') {
      for (const [name, property] of Object.entries(value as Schema)) yield [`${path}.${name}`, property];
    }
    yield* properties(value, `${path}.${key}`);
  }
}

describe('result.schema.json', () => {
  const core = new FakeCore();
  core.unsolved = [0.3];
  const devices = [
    { position: [1.5, -0.5] as [number, number] },
    { position: [1, 1] as [number, number], symbol: 0 },
  ];
  const results = [
    new Solver(core).tradeoff({ devices }, { rates: [0.1, 0.3, 1, 2], covariance: true }),
    new Solver(core).tradeoff({ devices }, { bounds: [0.1, 0.5], covariance: true }),
    new Solver(core).tradeoff({ devices, clutterDbm: null }, { rates: [0.5], extremes: false }),
  ];

  test.each(results)('accepts a result', (result) => {
    expect(isResult(JSON.parse(formatJson(result))), ajv.errorsText(isResult.errors)).toBe(true);
  });

  const spoil: [string, (result: Result) => unknown][] = [
    ['another version', (r) => ({ ...r, schemaVersion: 2 })],
    ['an unknown key', (r) => ({ ...r, x: 1 })],
    ['no points', (r) => ({ ...r, points: [] })],
    ['a point without status', (r) => ({ ...r, points: [{ ...r.points[0], status: undefined }] })],
    ['an unknown status', (r) => ({ ...r, points: [{ ...r.points[0], status: 'fine' }] })],
    ['NaN, which JSON makes null', (r) => ({ ...r, points: [{ ...r.points[0], rateFloor: NaN }] })],
    ['an incomplete scenario', (r) => ({ ...r, scenario: { devices: r.scenario.devices } })],
    ['a bad scenario', (r) => ({ ...r, scenario: { ...r.scenario, symbolCount: 0 } })],
  ];
  test.each(spoil)('refuses %s', (_, change) => {
    expect(isResult(JSON.parse(JSON.stringify(change(results[0]))))).toBe(false);
  });
});
