/** --set PATH=VALUE: one value of a JSON file, changed from the command line. */

import { InputError } from '../input/errors.js';
import { isObject } from '../input/rules.js';

/** Where, as written and as keys, and what. */
export interface Assignment {
  path: string;
  keys: (string | number)[];
  value: unknown;
}

const pathPattern = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*|\[\d{1,9}\])*$/;

/**
 * Reads `devices[0].symbol=0.5`. The value is JSON, or else a word as it stands.
 *
 * @throws InputError under `set`
 */
export function assignment(text: string): Assignment {
  const [path, ...rest] = text.split('=');
  if (rest.length === 0 || !pathPattern.test(path)) {
    const message =
      'must be PATH=VALUE, with a path such as powerDbm, receiver.antennas or devices[0].symbol';
    throw new InputError([{ path: 'set', value: text, message }]);
  }
  const keys = Array.from(path.matchAll(/[^.[\]]+/g), ([key]) => (/^\d/.test(key) ? Number(key) : key));
  return { path, keys, value: parsed(rest.join('=')) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * A copy of a value in which all assignments have been made, one after the other. Keys of objects may be new, and the
 * objects they lie in too; entries of lists must be there.
 *
 * @throws InputError where a path leads nowhere
 */
export function assign(root: unknown, assignments: readonly Assignment[]): unknown {
  return assignments.reduce((value, { path, keys, value: leaf }) => put(value, path, keys, leaf), root);
}

function put(
  target: unknown,
  path: string,
  [key, ...rest]: readonly (string | number)[],
  leaf: unknown,
): unknown {
  if (key === undefined) return leaf;
  if (typeof key === 'number') {
    if (!Array.isArray(target) || key >= target.length) {
      const message = `leads to entry ${key} of ${Array.isArray(target) ? `a list of ${target.length}` : 'what is no list'}`;
      throw new InputError([{ path: 'set', value: path, message }]);
    }
    return target.map((entry: unknown, i) => (i === key ? put(entry, path, rest, leaf) : entry));
  }
  if (target !== undefined && !isObject(target))
    throw new InputError([{ path: 'set', value: path, message: `leads to ${key} of what is no object` }]);
  const own = target !== undefined && Object.hasOwn(target, key) ? target[key] : undefined;
  // A name such as __proto__ becomes a key like any other, which the validation refuses.
  return Object.fromEntries([
    ...Object.entries(target ?? {}).filter(([name]) => name !== key),
    [key, put(own, path, rest, leaf)],
  ]);
}
