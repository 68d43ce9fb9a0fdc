/**
 * What rounding leaves open. Devices close together differ in the last digits of their angles and delays, and at high
 * signal-to-noise ratio these decide the rate; two programs that are both right then differ in it. So a quantity is
 * computed again from models whose sines and delays are off by the few ulps that computing them may cost, each device's
 * by its own, and a few times the largest difference is allowed for.
 */
import type { ComplexMatrix, Scenario } from '../types.js';
import { model, type Model, type Rounded } from './model.js';

const models = 3;
const times = 3;
/** Quotient, product and sum, and the phase from them: error of a sine or cosine, or of a delay. */
const largest = 4 * 2 ** -52;

const places: Rounded[] = ['transmit sine', 'receive sine', 'delay', 'receive cosine'];

/** The scenario's models with every sine, cosine and delay off by up to that much. */
export function shakenModels(scenario: Scenario): Model[] {
  return Array.from({ length: models }, (_, k) =>
    model(scenario, (index, of) => largest * spread(4 * (models * index + k) + places.indexOf(of))),
  );
}

/** A factor with every entry changed in its last digit, one way or the other: the k-th such. */
export function shakenFactor({ re, im }: ComplexMatrix, k: number): ComplexMatrix {
  let i = 4096 * k;
  const shake = (row: number[]) => row.map((x) => x * (1 + (spread(i++) > 0 ? 2 : -1) * 2 ** -53));
  return { re: re.map(shake), im: im.map(shake) };
}

/** Evenly spread over [−1, 1]: multiples of the golden section. */
function spread(i: number): number {
  const x = 0.6180339887498949 * (i + 1);
  return 2 * (x - Math.floor(x)) - 1;
}

/** How far a quantity may be off; `value` is that of the model itself. */
export function roundingOf<Shaken>(
  shaken: Shaken[],
  value: number,
  again: (shaken: Shaken) => number,
): number {
  return times * Math.max(...shaken.map((other) => Math.abs(again(other) - value)));
}
