/**
 * A session in the fragment of an address, which no server sees:
 * `#objective=position&powerDbm=27&receiver.position=2,-1&d=1.5,-0.5,0.75&d=…`. What has its default is left out; `d` is
 * a device: x, y, symbol, name. Numbers are the shortest decimals that read back to the same double.
 */
import { InputError, parseScenario } from 'isabc';
import { fidelityNames, objectiveNames } from './names.js';
import type { Session } from './session.js';
import { shown } from './shown.js';

const defaults = flatten(parseScenario({ devices: [{ position: [0, 0] }] }));

export function toAddress({ scenario, fidelity, objective, points, index }: Session): string {
  const params = new URLSearchParams();
  if (fidelity !== 'coupled') params.set('fidelity', fidelity);
  if (objective !== 'sum') params.set('objective', objective);
  if (points !== 21) params.set('points', String(points));
  params.set('point', String(index));
  for (const [key, text] of flatten(scenario)) if (defaults.get(key) !== text) params.set(key, text);
  for (const { position, symbol, name } of scenario.devices) {
    const rest = name === undefined ? (symbol === 1 ? [] : [symbol]) : [symbol, name];
    params.append('d', [...position, ...rest].join(','));
  }
  return '#' + params.toString().replaceAll('%2C', ',');
}

/**
 * The session of an address; null where it carries none.
 *
 * @throws InputError naming what is wrong with it
 */
export function fromAddress(fragment: string): Session | null {
  const params = new URLSearchParams(fragment.replace(/^#/, ''));
  if (params.size === 0) return null;
  const input: Nested = { __proto__: null, devices: params.getAll('d').map(device) };
  const options: Record<string, string> = { fidelity: 'coupled', objective: 'sum', points: '21', point: '0' };
  for (const [key, text] of params) {
    if (key === 'd') continue;
    if (Object.hasOwn(options, key)) options[key] = text;
    else setDeep(input, key.split('.'), value(text));
  }
  const points = count(options.points, 'points', 2, 201);
  return {
    scenario: shown(parseScenario(input)),
    fidelity: oneOf(options.fidelity, 'fidelity', fidelityNames),
    objective: oneOf(options.objective, 'objective', objectiveNames),
    points,
    index: count(options.point, 'point', 0, points - 1),
  };
}

/** Leaves of a scenario by dotted path, devices left out, as texts. */
function flatten(scenario: object, prefix = ''): Map<string, string> {
  const leaves = new Map<string, string>();
  for (const [key, item] of Object.entries(scenario)) {
    if (prefix === '' && key === 'devices') continue;
    if (typeof item !== 'object' || item === null || Array.isArray(item)) {
      leaves.set(prefix + key, String(item)); // arrays with commas, null as "null"
    } else {
      for (const [path, text] of flatten(item, `${prefix}${key}.`)) leaves.set(path, text);
    }
  }
  return leaves;
}

/** A leaf back from its text; what is no number, list or null stays the text that it is, and is refused by name. */
function value(text: string): unknown {
  if (text === 'null') return null;
  return text.includes(',') ? text.split(',').map(number) : number(text);
}

function number(text: string): number | string {
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
}

function device(text: string): unknown {
  const [x, y, symbol, ...name] = text.split(',');
  return {
    position: y === undefined ? [number(x)] : [number(x), number(y)],
    ...(symbol === undefined ? {} : { symbol: number(symbol) }),
    ...(name.length === 0 ? {} : { name: name.join(',') }),
  };
}

/** An object without prototype: any key is just a key. */
interface Nested {
  [key: string]: unknown;
}

function setDeep(target: Nested, [key, ...rest]: string[], leaf: unknown): void {
  if (rest.length === 0) target[key] = leaf;
  else {
    const inner = target[key];
    const nested = typeof inner === 'object' && inner !== null ? (inner as Nested) : { __proto__: null };
    setDeep((target[key] = nested), rest, leaf);
  }
}

function count(text: string, path: string, min: number, max: number): number {
  const parsed = number(text);
  if (typeof parsed === 'number' && Number.isInteger(parsed) && parsed >= min && parsed <= max) return parsed;
  throw new InputError([{ path, value: parsed, message: `must be an integer from ${min} to ${max}` }]);
}

/** One of the keys of a record of names. */
export function oneOf<K extends string>(text: unknown, path: string, names: Record<K, string>): K {
  if (typeof text === 'string' && Object.hasOwn(names, text)) return text as K;
  const keys = Object.keys(names).map((name) => JSON.stringify(name));
  const last = keys.pop();
  throw new InputError([{ path, value: text, message: `must be ${keys.join(', ')} or ${last}` }]);
}
