/** Names as the page shows them. */
import { boundOf, objectives } from 'isabc';
import type {
  ArrayGeometry,
  Fidelity,
  Objective,
  Over,
  Result,
  Scenario,
  Signal,
  Status,
  Unknown,
} from 'isabc';

export const fidelityNames: Record<Fidelity, string> = {
  printed: 'printed – as in the paper',
  decoupled: 'decoupled – its own (20)',
  coupled: 'coupled – devices together',
};

export const unknownNames: Record<Unknown, string> = {
  none: 'nothing – as in the paper',
  amplitudes: 'amplitudes of the echoes',
  reflections: 'amplitudes and phases',
};

export const objectiveNames = Object.fromEntries(
  objectives.map((objective) => [objective, boundOf[objective].of]),
) as Record<Objective, string>;

export const overNames: Record<Over, string> = {
  sum: 'summed over the devices',
  worst: 'of the worst device',
};

export type Shape = 'line' | 'circle' | 'grid' | 'elements';
export const shapeNames: Record<Shape, string> = {
  line: 'a line',
  circle: 'a circle',
  grid: 'a grid, in space',
  elements: 'elements anywhere',
};

export function shapeOf(array: ArrayGeometry): Shape {
  return 'elements' in array ? 'elements' : (array.shape ?? 'line');
}

export type Fading = 'none' | 'rician' | 'rayleigh';
export const fadingNames: Record<Fading, string> = {
  none: 'line of sight',
  rician: 'Rician fading',
  rayleigh: 'Rayleigh fading',
};

export const spaceNames = { plane: 'in the plane', space: 'in space' };

export const signalNames: Record<Signal, string> = {
  reused: 'one for both purposes',
  superposed: 'two, superposed',
};

export const statusWords: Record<Status, string> = {
  optimal: 'proved: no covariance does better by more than the gap',
  stationary: 'a stationary pair of covariances: the gap is what is proved',
  boundary: 'the largest rate there is: its covariance, without a lower bound',
  infeasible: 'proved: no covariance reaches this rate',
  unsolved: 'not proved: the best covariance found',
};

/** "the position CRB", "the worst weighted position CRB": what is minimised, as `value` has it. */
export function valueName({
  scenario,
  objective,
  over,
}: Pick<Result, 'scenario' | 'objective' | 'over'>): string {
  const weighted = isWeighted(scenario) ? 'weighted ' : '';
  return `${over === 'worst' ? 'worst ' : ''}${weighted}${boundOf[objective].name}`;
}

function isWeighted({ devices }: Scenario): boolean {
  return devices.some(({ weight = 1 }) => weight !== 1);
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** 10⁻⁶ */
export function powerOfTen(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => superscripts[Number(digit)]).join('');
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}

/** A number for people: four digits, powers of ten outside 0.001 … 10 000; a dash for null. */
export function short(value: number | null, digits = 4): string {
  if (value === null) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e4) return minus(String(Number(value.toPrecision(digits))));
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
  return `${minus(mantissa)}\u202f×\u202f${powerOfTen(Number(exponent))}`;
}

/** With the sign that is as wide as a digit. */
export function minus(text: string): string {
  return text.replace('-', '−');
}
