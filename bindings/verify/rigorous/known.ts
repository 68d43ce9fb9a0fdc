/** Whether a scenario says nothing but what this checker knows: a key that it does not may change the problem. */
import type { Scenario } from '../../types.js';
import { givenLimits, placeKeys } from './limits.js';
import { NotProved } from './not-proved.js';

const array = [
  'position',
  'shape',
  'antennas',
  'spacing',
  'orientation',
  'radius',
  'rows',
  'columns',
  'elements',
];
const vector = ['re', 'im'];

/** Keys by where limits of a shape stand. */
function limitsOf(shape: string, keys: readonly string[]): Record<string, readonly string[]> {
  const of = givenLimits.filter((kind) => kind.shape === shape);
  return Object.fromEntries(of.map(({ key }) => [`scenario.limits.${key}`, keys]));
}

/** The keys of an object by where it stands; lists have those of their items. */
const keys: Record<string, readonly string[]> = {
  scenario: [
    'transmitter',
    'receiver',
    'devices',
    'unknown',
    'fading',
    'signal',
    'pulse',
    'symbolDuration',
    'symbolCount',
    'reflection',
    'pathLoss',
    'powerDbm',
    'clutterDbm',
    'noiseDbm',
    'limits',
  ],
  'scenario.transmitter': array,
  'scenario.receiver': array,
  'scenario.devices': ['position', 'symbol', 'name', 'channel', 'weight', 'sensitivityDbm', 'prior'],
  'scenario.devices.channel': ['transmit', 'receive', 'slopes'],
  'scenario.devices.channel.transmit': vector,
  'scenario.devices.channel.receive': vector,
  'scenario.devices.channel.slopes': vector,
  'scenario.fading': ['factorDb', 'seed'],
  'scenario.pulse': ['samples'],
  'scenario.pathLoss': ['referenceDb', 'exponent'],
  'scenario.limits': givenLimits.map(({ key }) => key),
  ...limitsOf('places', placeKeys),
};

/** Where words stand, and which; any for a name. */
const words: Record<string, readonly string[] | null> = {
  'scenario.transmitter.shape': ['line', 'circle', 'grid'],
  'scenario.receiver.shape': ['line', 'circle', 'grid'],
  'scenario.devices.name': null,
  'scenario.unknown': ['none', 'amplitudes', 'reflections'],
  'scenario.signal': ['reused', 'superposed'],
  'scenario.pulse': ['cosine', 'sinc', 'ramp'],
};

/** Where null stands for none. */
const nullable = ['scenario.clutterDbm', 'scenario.fading.factorDb', ...Object.keys(limitsOf('levels', []))];

/** Throws unless every key is known and every leaf a finite number, or one of the words that stand there. */
export function checkKnown(scenario: Scenario): void {
  check(scenario, 'scenario', 'scenario');
}

function check(value: unknown, at: string, path: string): void {
  const is = (allowed: boolean) => {
    if (!allowed) throw new NotProved(`${path}: is not covered`);
  };
  if (Array.isArray(value)) return value.forEach((item, i) => check(item, at, `${path}[${i}]`));
  if (typeof value === 'string') return is(at in words && (words[at]?.includes(value) ?? true));
  if (value === null) return is(nullable.includes(at));
  if (typeof value !== 'object') return is(Number.isFinite(value));
  is(at in keys);
  for (const [key, field] of Object.entries(value) as [string, unknown][]) {
    if (field === undefined) continue;
    if (!keys[at].includes(key)) throw new NotProved(`${path}.${key}: is not covered`);
    check(field, `${at}.${key}`, `${path}.${key}`);
  }
}
