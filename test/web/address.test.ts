import { InputError, parseScenario, type ScenarioInput } from 'isabc';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromAddress, toAddress } from '../../web/src/address.js';
import { firstSession, type Session } from '../../web/src/session.js';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0); // no −0, which no text keeps
const level = fc.double({ min: -300, max: 300, noNaN: true }).map((x) => x + 0);
const unit = fc.double({ min: 0, max: 1, noNaN: true }).map((x) => x + 0);
const small = fc.double({ min: -1000, max: 1000, noNaN: true }).map((x) => x + 0);
const length = fc.double({ min: Number.MIN_VALUE, max: 1000, noNaN: true });
const count = fc.integer({ min: 1, max: 6 });
const listOf = <T>(one: fc.Arbitrary<T>, size: number): fc.Arbitrary<T[]> =>
  fc.array(one, { minLength: size, maxLength: size });
/** Names that a scenario takes: not every character is one that outputs can carry. */
const name = fc.string({ unit: 'grapheme', maxLength: 10 }).filter((text) => {
  try {
    return parseScenario({ devices: [{ position: [0, 0], name: text }] }).devices[0].name === text;
  } catch {
    return false;
  }
});
const complex = (size: number) => fc.record({ re: listOf(small, size), im: listOf(small, size) });

/** Scenarios of every kind, in the plane or in space; what each array counts is fixed, so that channels fit. */
function scenario(dimension: 2 | 3, transmit: number, receive: number): fc.Arbitrary<ScenarioInput> {
  const vector = listOf(finite, dimension);
  const place = { position: vector, orientation: finite };
  const array = (antennas: number) =>
    fc.oneof(
      fc.record({ ...place, antennas: fc.constant(antennas), spacing: length }),
      fc.record({ ...place, shape: fc.constant('line' as const), antennas: fc.constant(antennas) }),
      fc.record({
        ...place,
        shape: fc.constant('circle' as const),
        antennas: fc.constant(antennas),
        radius: length,
      }),
      fc.record({ position: vector, elements: listOf(listOf(small, dimension), antennas) }),
      ...(dimension === 2
        ? []
        : [
            fc.record({
              ...place,
              shape: fc.constant('grid' as const),
              rows: fc.constant(1),
              columns: fc.constant(antennas),
              spacing: fc.oneof(length, listOf(length, 2)),
            }),
          ]),
    );
  const channel = fc.record(
    {
      transmit: complex(transmit),
      receive: complex(receive),
      slopes: listOf(complex(receive), dimension - 1),
    },
    { requiredKeys: [] },
  );
  const device = fc.record(
    {
      position: vector,
      symbol: unit,
      name,
      channel,
      weight: length,
      prior: length,
      sensitivityDbm: level,
    },
    { requiredKeys: ['position'] },
  );
  const quiet = fc.record({ position: vector, limitDbm: level });
  const limits = fc.record(
    {
      antennaDbm: fc.oneof(level, listOf(fc.option(level), transmit)),
      sensitivityDbm: level,
      quiet: fc.array(quiet, { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: [] },
  );
  return fc.record(
    {
      transmitter: array(transmit),
      receiver: array(receive),
      devices: fc.array(device, { minLength: 1, maxLength: 12 }),
      unknown: fc.constantFrom('none', 'amplitudes', 'reflections'),
      fading: fc.record({ factorDb: fc.option(fc.constantFrom(-3, 0, 10.5)), seed: fc.nat() }),
      pulse: fc.oneof(
        fc.constantFrom('cosine', 'sinc', 'ramp'),
        fc.record({ samples: fc.array(finite, { minLength: 8, maxLength: 20 }) }),
      ),
      symbolCount: fc.integer({ min: 1 }),
      reflection: fc.double({ min: 1e-9, max: 1, noNaN: true }),
      pathLoss: fc.record({ referenceDb: finite }),
      powerDbm: level,
      clutterDbm: fc.option(level),
      noiseDbm: level,
      limits,
    },
    { requiredKeys: ['transmitter', 'receiver', 'devices'] },
  ) as fc.Arbitrary<ScenarioInput>;
}

const session: fc.Arbitrary<Session> = fc.record({
  scenario: fc
    .tuple(fc.constantFrom(2, 3), count, count)
    .chain(([dimension, transmit, receive]) => scenario(dimension as 2 | 3, transmit, receive))
    .map(parseScenario),
  fidelity: fc.constantFrom('printed', 'decoupled', 'coupled'),
  objective: fc.constantFrom('sum', 'delay', 'angle', 'position'),
  over: fc.constantFrom('sum', 'worst'),
  points: fc.constantFrom(11, 21, 101),
  index: fc.integer({ min: 0, max: 10 }),
});

it('brings every session back to the last bit', () => {
  fc.assert(
    fc.property(session, (s) => {
      expect(fromAddress(toAddress(s))).toEqual(s);
    }),
    { numRuns: 500 },
  );
});

it('keeps quiet directions, which lines in the plane have', () => {
  const { scenario, ...how } = firstSession();
  const limits = { quiet: [{ direction: 25, limitDbm: 10 }] };
  const quiet = { ...how, scenario: parseScenario({ ...scenario, limits }) };
  expect(toAddress(quiet)).toContain('&limits.quiet.0.limitDbm=10&limits.quiet.0.direction=25&');
  expect(fromAddress(toAddress(quiet))).toEqual(quiet);
});

it('leaves out what has its default, and stays readable', () => {
  const { scenario } = firstSession();
  const two = {
    ...firstSession(),
    scenario: { ...scenario, devices: scenario.devices.slice(0, 2) },
    index: 3,
  };
  expect(toAddress(two)).toBe('#point=3&d=1.449649,-0.942063,0.75&d=1.255165,-0.207985,0.625');
});

it('says nothing where there is nothing', () => {
  expect(fromAddress('')).toBeNull();
  expect(fromAddress('#')).toBeNull();
});

it.each([
  ['#point=0', 'devices = []: must be an array of 1 to 32 devices'],
  ['#d=1,1&powerDbm=lots', 'powerDbm = "lots": must be a number from -300 to 300 (dBm)'],
  [
    '#d=1',
    'devices[0].position = [1]: must be two or, in space, three finite numbers [x, y] or [x, y, z] (m)',
  ],
  ['#d=1,1&colour=red', 'colour = "red": unknown key'],
  ['#d=1,1&__proto__.x=1', '__proto__ = {"x":1}: unknown key'],
  ['#d=1,1&devices.7.weight=2', 'must be an array of 1 to 32 devices'],
  ['#d=1,1&devices.length=2', 'must be an array of 1 to 32 devices'],
  ['#d=1,1&devices.0.colour=red', 'devices[0].colour = "red": unknown key'],
  ['#d=1,1&limits.quiet.1.limitDbm=3', 'limits.quiet = {"1":{"limitDbm":3}}: must be an array of 1 to 64'],
  ['#d=1,1&d3=1,1,1', 'must be two numbers [x, y], as others are: the scenario is in the plane'],
  ['#d=1,1&fidelity=perfect', 'fidelity = "perfect": must be "printed", "decoupled" or "coupled"'],
  ['#d=1,1&over=all', 'over = "all": must be "sum" or "worst"'],
  ['#d=1,1&points=1000000', 'points = 1000000: must be an integer from 2 to 201'],
  ['#d=1,1&point=21', 'point = 21: must be an integer from 0 to 20'],
])('refuses %s by name', (address, words) => {
  expect(() => fromAddress(address)).toThrow(InputError);
  expect(() => fromAddress(address)).toThrow(words);
});
