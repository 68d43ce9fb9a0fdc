/** Arrays as JSON has them: nested lists of numbers, of pairs [re, im], or {"re", "im"} of two nested lists. */

import { isObject } from '../../input/rules.js';
import { FormatError, sizeOf, type NumericArray } from './array.js';

/**
 * An array of a known number of dimensions.
 *
 * @param name what it is called in errors
 * @throws FormatError where an entry is no number, and where lists of one dimension differ in length
 */
export function readNested(value: unknown, name: string, dimensions: number): NumericArray {
  if (isObject(value)) {
    const { re, im, ...rest } = value;
    if (Object.keys(rest).length > 0 || re === undefined)
      throw new FormatError(`has ${name} as an object that is not {"re", "im"} of two nested lists`);
    const real = plane(re, `${name}.re`, dimensions);
    if (im === undefined) return { ...real, im: null };
    const imaginary = plane(im, `${name}.im`, dimensions);
    if (real.shape.join() !== imaginary.shape.join())
      throw new FormatError(
        `has ${name}.re as an array of ${real.shape.join('×')} and ${name}.im of ${imaginary.shape.join('×')}`,
      );
    return { ...real, im: imaginary.re };
  }
  const isPairs = depthOf(value) === dimensions + 1;
  const { shape, re } = plane(value, name, isPairs ? dimensions + 1 : dimensions);
  if (!isPairs) return { shape, re, im: null };
  if (shape.pop() !== 2) throw new FormatError(`has ${name} with entries that are not pairs [re, im]`);
  return {
    shape,
    re: re.filter((_, i) => i % 2 === 0),
    im: re.filter((_, i) => i % 2 === 1),
  };
}

/** How deep lists lie in the first entries of each other. */
function depthOf(value: unknown): number {
  let depth = 0;
  for (let inner = value; Array.isArray(inner); inner = inner[0] as unknown) depth++;
  return depth;
}

function plane(value: unknown, name: string, dimensions: number): { shape: number[]; re: Float64Array } {
  const shape: number[] = [];
  for (let k = 0, inner = value; k < dimensions; k++, inner = inner[0] as unknown) {
    if (!Array.isArray(inner))
      throw new FormatError(`has ${name} as ${shown(value)}, where ${dimensions} nested lists are needed`);
    shape.push(inner.length);
  }
  const re = new Float64Array(sizeOf(shape));
  let next = 0;
  const fill = (part: unknown, k: number, path: string): void => {
    if (k === dimensions) {
      if (typeof part !== 'number')
        throw new FormatError(`has ${shown(part)} at ${path}, where a number is needed`);
      re[next++] = part;
      return;
    }
    if (!Array.isArray(part) || part.length !== shape[k])
      throw new FormatError(`has ${shown(part)} at ${path}, where a list of ${shape[k]} is needed`);
    part.forEach((entry, i) => fill(entry, k + 1, `${path}[${i}]`));
  };
  fill(value, 0, name);
  return { shape, re };
}

/** The beginning of a value as JSON. */
function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
