import { InputError, parseScenario } from 'isabc';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromAddress, toAddress } from '../../web/src/address.js';
import { firstSession, type Session } from '../../web/src/session.js';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0); // no −0, which no text keeps
const vector = fc.tuple(finite, finite);
const level = fc.double({ min: -300, max: 300, noNaN: true }).map((x) => x + 0);
const unit = fc.double({ min: 0, max: 1, noNaN: true }).map((x) => x + 0);
const array = fc.record({
  position: vector,
  antennas: fc.integer({ min: 1, max: 64 }),
  spacing: fc.double({ min: Number.MIN_VALUE, max: 1000, noNaN: true }),
  orientation: finite,
});
const scenario = fc.record(
  {
    transmitter: array,
    receiver: array,
    devices: fc.array(
      fc.record(
        { position: vector, symbol: unit, name: fc.string({ unit: 'grapheme' }) },
        { requiredKeys: ['position'] },
      ),
      { minLength: 1, maxLength: 5 },
    ),
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
  },
  { requiredKeys: ['devices'] },
);
const session: fc.Arbitrary<Session> = fc.record({
  scenario: scenario.map(parseScenario),
  fidelity: fc.constantFrom('printed', 'decoupled', 'coupled'),
  objective: fc.constantFrom('sum', 'delay', 'angle', 'position'),
  points: fc.constantFrom(11, 21, 101),
  index: fc.integer({ min: 0, max: 10 }),
});

it('brings every session back to the last bit', () => {
  fc.assert(
    fc.property(session, (s) => {
      expect(fromAddress(toAddress(s))).toEqual(s);
    }),
    { numRuns: 200 },
  );
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
  ['#d=1,1&fidelity=perfect', 'fidelity = "perfect": must be "printed", "decoupled" or "coupled"'],
  ['#d=1,1&points=1000000', 'points = 1000000: must be an integer from 2 to 201'],
  ['#d=1,1&point=21', 'point = 21: must be an integer from 0 to 20'],
])('refuses %s by name', (address, words) => {
  expect(() => fromAddress(address)).toThrow(InputError);
  expect(() => fromAddress(address)).toThrow(words);
});
