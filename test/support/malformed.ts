/**
 * Scenarios that must be refused: what is wrong, the input, and what the message must say: path, value and what is
 * allowed. Written as JSON text where JavaScript has no other way to say it.
 */

import type { ScenarioInput } from '../../bindings/types.js';

export interface Malformed {
  what: string;
  /** A value, or JSON text. */
  input: unknown;
  text?: string;
  /** What the message must contain. */
  says: string[];
}

const device = { position: [1.5, -0.5] };
const devices = [device];

/** A valid scenario but for some keys. */
const but = (rest: Record<string, unknown>) => ({ devices, ...rest });
const samples = (length: number, rest: unknown[] = []) => ({
  pulse: { samples: [...Array.from({ length }, (_, i) => i), ...rest] },
});

export const valid = { devices: [{ position: [1.5, -0.5] }] } as ScenarioInput;

export const malformed: Malformed[] = [
  { what: 'a number', input: 7, says: ['scenario = 7', 'an object with devices'] },
  { what: 'null', input: null, says: ['scenario = null', 'an object'] },
  { what: 'a list', input: [], says: ['scenario = []', 'an object'] },
  { what: 'a string', input: 'cosine', says: ['scenario = "cosine"', 'an object'] },
  { what: 'no devices', input: {}, says: ['devices is missing', 'an array of 1 to 32'] },
  { what: 'devices null', input: { devices: null }, says: ['devices = null', 'an array of 1 to 32'] },
  { what: 'devices an object', input: { devices: {} }, says: ['devices = {}', 'an array of 1 to 32'] },
  { what: 'an empty list of devices', input: { devices: [] }, says: ['devices = []', '1 to 32'] },
  { what: '33 devices', input: { devices: Array(33).fill(device) }, says: ['devices = [{', '1 to 32'] },
  {
    what: 'a device that is a vector',
    input: { devices: [[1, 2]] },
    says: ['devices[0] = [1,2]', 'an object with position'],
  },
  {
    what: 'a device that is null',
    input: { devices: [device, null] },
    says: ['devices[1] = null', 'an object with position'],
  },
  {
    what: 'a device without position',
    input: { devices: [{}] },
    says: ['devices[0].position is missing', 'two or, in space, three finite numbers'],
  },
  {
    what: 'a position of one number',
    input: { devices: [{ position: [1] }] },
    says: ['devices[0].position = [1]', 'two or, in space, three finite numbers [x, y] or [x, y, z] (m)'],
  },
  {
    what: 'a position of four numbers',
    input: { devices: [{ position: [1, 2, 3, 4] }] },
    says: ['devices[0].position = [1,2,3,4]', 'two or, in space, three finite numbers'],
  },
  {
    what: 'a position in words',
    input: { devices: [device, device, device, { position: [1, 'north'] }] },
    says: ['devices[3].position[1] = "north"', 'a finite number (m)'],
  },
  {
    what: 'a position with null',
    input: { devices: [{ position: [null, 1] }] },
    says: ['devices[0].position[0] = null', 'a finite number'],
  },
  {
    what: 'an infinite position',
    input: undefined,
    text: '{"devices":[{"position":[1e999,1]}]}',
    says: ['devices[0].position[0] = Infinity', 'a finite number'],
  },
  {
    what: 'a symbol above 1',
    input: { devices: [{ ...device, symbol: 1.5 }] },
    says: ['devices[0].symbol = 1.5', 'from 0 to 1'],
  },
  {
    what: 'a negative symbol',
    input: { devices: [{ ...device, symbol: -0.1 }] },
    says: ['devices[0].symbol = -0.1', 'from 0 to 1'],
  },
  {
    what: 'a symbol as text',
    input: { devices: [{ ...device, symbol: '1' }] },
    says: ['devices[0].symbol = "1"', 'from 0 to 1'],
  },
  {
    what: 'a null symbol',
    input: { devices: [{ ...device, symbol: null }] },
    says: ['devices[0].symbol = null', 'from 0 to 1'],
  },
  {
    what: 'a name that is a number',
    input: { devices: [{ ...device, name: 3 }] },
    says: ['devices[0].name = 3', 'a string'],
  },
  {
    what: 'an unknown key of a device',
    input: { devices: [{ ...device, colour: 'red' }] },
    says: ['devices[0].colour = "red"', 'unknown key', 'position, symbol, name'],
  },
  { what: 'an unknown key', input: but({ powerDb: 30 }), says: ['powerDb = 30', 'unknown key', 'powerDbm'] },
  {
    what: 'a key that objects inherit',
    input: but({ constructor: 1 }),
    says: ['constructor = 1', 'unknown key'],
  },
  {
    what: 'the key __proto__',
    input: undefined,
    text: '{"devices":[{"position":[1.5,-0.5]}],"__proto__":{"a":1}}',
    says: ['__proto__ = {"a":1}', 'unknown key'],
  },
  { what: 'a key with blanks', input: but({ 'power dBm': 30 }), says: ['["power dBm"] = 30', 'unknown key'] },
  {
    what: 'no transmit antennas',
    input: but({ transmitter: { antennas: 0 } }),
    says: ['transmitter.antennas = 0', 'an integer from 1 to 64'],
  },
  {
    what: '65 antennas',
    input: but({ receiver: { antennas: 65 } }),
    says: ['receiver.antennas = 65', 'an integer from 1 to 64'],
  },
  {
    what: 'half an antenna',
    input: but({ receiver: { antennas: 2.5 } }),
    says: ['receiver.antennas = 2.5', 'an integer from 1 to 64'],
  },
  {
    what: 'a transmitter that is a list',
    input: but({ transmitter: [0, 0] }),
    says: ['transmitter = [0,0]', 'an object with any of position, shape, antennas'],
  },
  { what: 'a null receiver', input: but({ receiver: null }), says: ['receiver = null', 'an object'] },
  {
    what: 'spacing 0',
    input: but({ transmitter: { spacing: 0 } }),
    says: ['transmitter.spacing = 0', '> 0 and ≤ 1000 (wavelengths)'],
  },
  {
    what: 'negative spacing',
    input: but({ transmitter: { spacing: -0.5 } }),
    says: ['transmitter.spacing = -0.5', '> 0 and ≤ 1000 (wavelengths)'],
  },
  {
    what: 'a spacing whose phases have lost their digits',
    input: but({ receiver: { spacing: 1000.5 } }),
    says: ['receiver.spacing = 1000.5', '> 0 and ≤ 1000 (wavelengths)'],
  },
  {
    what: 'an orientation in words',
    input: but({ transmitter: { orientation: 'up' } }),
    says: ['transmitter.orientation = "up"', 'degrees from +x'],
  },
  {
    what: 'an unknown key of an array',
    input: but({ transmitter: { element: 8 } }),
    says: ['transmitter.element = 8', 'unknown key', 'antennas'],
  },
  {
    what: 'a bad position of an array',
    input: but({ receiver: { position: [2, true] } }),
    says: ['receiver.position[1] = true', 'a finite number (m)'],
  },
  {
    what: 'an unknown pulse',
    input: but({ pulse: 'gauss' }),
    says: ['pulse = "gauss"', '"cosine", "sinc" or "ramp"', 'samples'],
  },
  { what: 'a pulse that is a number', input: but({ pulse: 1 }), says: ['pulse = 1', '"cosine"', 'samples'] },
  {
    what: 'a pulse without samples',
    input: but({ pulse: {} }),
    says: ['pulse.samples is missing', '8 to 4096 finite numbers'],
  },
  {
    what: '7 samples',
    input: but(samples(7)),
    says: ['pulse.samples = [0,1,2,3,4,5,6]', '8 to 4096 finite numbers'],
  },
  {
    what: '4097 samples',
    input: but(samples(4097)),
    says: ['pulse.samples = [0,1,', '8 to 4096 finite numbers'],
  },
  {
    what: 'a sample that is text',
    input: but(samples(8, ['x'])),
    says: ['pulse.samples[8] = "x"', 'a finite number'],
  },
  {
    what: 'an unknown key of a pulse',
    input: but({ pulse: { samples: [1, 2, 3, 4, 5, 6, 7, 8], rate: 1 } }),
    says: ['pulse.rate = 1', 'unknown key'],
  },
  { what: 'symbolDuration 0', input: but({ symbolDuration: 0 }), says: ['symbolDuration = 0', '> 0 (s)'] },
  {
    what: 'negative symbolDuration',
    input: but({ symbolDuration: -1e-7 }),
    says: ['symbolDuration = -1e-7', '> 0 (s)'],
  },
  {
    what: 'symbolCount 0',
    input: but({ symbolCount: 0 }),
    says: ['symbolCount = 0', 'an integer from 1 to'],
  },
  {
    what: 'symbolCount 1.5',
    input: but({ symbolCount: 1.5 }),
    says: ['symbolCount = 1.5', 'an integer from 1 to'],
  },
  { what: 'reflection 0', input: but({ reflection: 0 }), says: ['reflection = 0', '> 0 and ≤ 1'] },
  {
    what: 'reflection above 1',
    input: but({ reflection: 1.01 }),
    says: ['reflection = 1.01', '> 0 and ≤ 1'],
  },
  {
    what: 'pathLoss as a number',
    input: but({ pathLoss: 2.7 }),
    says: ['pathLoss = 2.7', 'referenceDb, exponent'],
  },
  {
    what: 'a negative exponent',
    input: but({ pathLoss: { exponent: -1 } }),
    says: ['pathLoss.exponent = -1', '≥ 0'],
  },
  {
    what: 'an unknown key of pathLoss',
    input: but({ pathLoss: { reference: 30 } }),
    says: ['pathLoss.reference = 30', 'unknown key', 'referenceDb'],
  },
  {
    what: 'referenceDb null',
    input: but({ pathLoss: { referenceDb: null } }),
    says: ['pathLoss.referenceDb = null', 'a finite number (dB)'],
  },
  {
    what: 'too much power',
    input: but({ powerDbm: 301 }),
    says: ['powerDbm = 301', 'from -300 to 300 (dBm)'],
  },
  { what: 'power null', input: but({ powerDbm: null }), says: ['powerDbm = null', 'from -300 to 300 (dBm)'] },
  {
    what: 'clutter as text',
    input: but({ clutterDbm: 'none' }),
    says: ['clutterDbm = "none"', 'from -300 to 300 (dBm) or null'],
  },
  { what: 'noise null', input: but({ noiseDbm: null }), says: ['noiseDbm = null', 'from -300 to 300 (dBm)'] },
  {
    what: 'too little noise',
    input: but({ noiseDbm: -300.5 }),
    says: ['noiseDbm = -300.5', 'from -300 to 300 (dBm)'],
  },
  {
    what: 'many things at once',
    input: but({
      devices: [{ position: ['x', 'y'], symbol: 2, a: 1, b: 2 }],
      powerDbm: 'loud',
      pulse: 0,
      zzz: {},
    }),
    says: [
      'devices[0].position[0] = "x"',
      'devices[0].position[1] = "y"',
      'devices[0].symbol = 2',
      'devices[0].a = 1',
      'devices[0].b = 2',
      'powerDbm = "loud"',
      'pulse = 0',
      'zzz = {}',
    ],
  },
];
