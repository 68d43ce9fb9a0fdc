/**
 * A session in the fragment of an address, which no server sees:
 * `#objective=position&powerDbm=27&receiver.position=2,-1&d=1.5,-0.5,0.75&d=…`. What has its default is left out; `d` is
 * a device in the plane: x, y, symbol, name; `d3` one in space: x, y, z, symbol, name. What else a device has stands by
 * its path, counted from 0, as everything in a list of other things than numbers does: `devices.0.weight=2`,
 * `limits.quiet.0.direction=25`. Numbers are the shortest decimals that read back to the same double.
 */
import { InputError, parseScenario, type Device } from 'isabc';
import { fidelityNames, objectiveNames, overNames } from './names.js';
import type { Session } from './session.js';

const defaults = new Map(leaves(sceneOf(parseScenario({ devices: [{ position: [0, 0] }] }))));
const options = { fidelity: 'coupled', objective: 'sum', over: 'sum', points: '21', point: '0' };

export function toAddress({ scenario, fidelity, objective, over, points, index }: Session): string {
  const params = new URLSearchParams();
  if (fidelity !== options.fidelity) params.set('fidelity', fidelity);
  if (objective !== options.objective) params.set('objective', objective);
  if (over !== options.over) params.set('over', over);
  if (points !== Number(options.points)) params.set('points', String(points));
  params.set('point', String(index));
  for (const [path, text] of leaves(sceneOf(scenario)))
    if (defaults.get(path) !== text) params.set(path, text);
  for (const { position, symbol, name } of scenario.devices) {
    const rest = name === undefined ? (symbol === 1 ? [] : [symbol]) : [symbol, name];
    params.append(position.length === 3 ? 'd3' : 'd', [...position, ...rest].join(','));
  }
  scenario.devices.forEach((device, i) => {
    for (const [path, text] of leaves(othersOf(device), `devices.${i}.`)) params.set(path, text);
  });
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
  const input = emptyTree();
  const chosen: Record<string, string> = { ...options };
  let devices = 0;
  for (const [key, text] of params) {
    if (key === 'd' || key === 'd3') {
      for (const [name, leaf] of Object.entries(device(text, key === 'd' ? 2 : 3)))
        setDeep(input, ['devices', String(devices), name], leaf);
      devices++;
    } else if (Object.hasOwn(chosen, key)) chosen[key] = text;
    else setDeep(input, key.split('.'), value(text));
  }
  const points = count(chosen.points, 'points', 2, 201);
  return {
    scenario: parseScenario(listed({ ...input, devices: input.devices ?? [] })),
    fidelity: oneOf(chosen.fidelity, 'fidelity', fidelityNames),
    objective: oneOf(chosen.objective, 'objective', objectiveNames),
    over: oneOf(chosen.over, 'over', overNames),
    points,
    index: count(chosen.point, 'point', 0, points - 1),
  };
}

function sceneOf<T extends { devices: unknown }>({ devices: _devices, ...scene }: T): object {
  return scene;
}

/** What `d` has no room for. */
function othersOf({ position: _position, symbol: _symbol, name: _name, ...others }: Device): object {
  return others;
}

/** Leaves by dotted path, as texts: numbers, words, null, and lists of numbers and nulls. */
function* leaves(item: object, prefix = ''): Generator<[path: string, text: string], void> {
  for (const [key, inner] of Object.entries(item) as [string, unknown][]) {
    if (inner === undefined) continue;
    const path = prefix + key;
    if (typeof inner !== 'object' || inner === null) yield [path, String(inner)];
    else if (Array.isArray(inner) && inner.every((one) => typeof one === 'number' || one === null))
      yield [path, inner.map(String).join(',') + (inner.length === 1 ? ',' : '')];
    else if (Object.keys(inner).length === 0) yield [path, '{}'];
    else yield* leaves(inner, path + '.');
  }
}

/** A leaf back from its text; what is no number, list or null stays the text that it is, and is refused by name. */
function value(text: string): unknown {
  if (text === '{}') return {};
  return text.includes(',') ? text.replace(/,$/, '').split(',').map(scalar) : scalar(text);
}

function scalar(text: string): number | string | null {
  if (text === 'null') return null;
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
}

function device(text: string, coordinates: number): object {
  const parts = text.split(',');
  const [symbol, ...name] = parts.slice(coordinates);
  return {
    position: parts.slice(0, coordinates).map(scalar),
    ...(symbol === undefined ? {} : { symbol: scalar(symbol) }),
    ...(name.length === 0 ? {} : { name: name.join(',') }),
  };
}

/** An object without prototype: any key is just a key. */
interface Tree {
  [key: string]: unknown;
}
const emptyTree = (): Tree => ({ __proto__: null }) as unknown as Tree;
const isTree = (item: unknown): item is Tree =>
  typeof item === 'object' && item !== null && !Array.isArray(item);

function setDeep(target: Tree, [key, ...rest]: string[], leaf: unknown): void {
  if (rest.length === 0) target[key] = leaf;
  else {
    const inner = target[key];
    setDeep((target[key] = isTree(inner) ? inner : emptyTree()), rest, leaf);
  }
}

/** With lists in the place of objects whose keys are 0, 1, … */
function listed(item: unknown): unknown {
  if (!isTree(item)) return item;
  const entries = Object.entries(item).map(([key, inner]) => [key, listed(inner)] as const);
  const isList = entries.length > 0 && entries.every(([key], i) => key === String(i));
  if (isList) return entries.map(([, inner]) => inner);
  const object = emptyTree();
  for (const [key, inner] of entries) object[key] = inner;
  return object;
}

function count(text: string, path: string, min: number, max: number): number {
  const parsed = scalar(text);
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
