/** Axes: which range, which ticks, and where a value lies. */
import { minus, powerOfTen } from './names.js';

export interface Axis {
  /** Where a value lies, in pixels. */
  at(value: number): number;
  ticks: { value: number; label: string }[];
  /** Power of ten taken out of the labels, to be written beside the axis; 0 on a logarithmic one. */
  exponent: number;
}

/** An even axis over [min, max], from pixel `from` to pixel `to`, with about `count` ticks, at round values or at multiples of `step`. */
export function linear(
  [min, max]: readonly [number, number],
  from: number,
  to: number,
  count: number,
  step = roundStep((max - min) / count),
): Axis {
  const exponent = Math.floor(Math.log10(Math.max(Math.abs(min), Math.abs(max))));
  const shift = exponent < -2 || exponent > 3 ? exponent : 0;
  const decimals = Math.max(0, shift - Math.floor(Math.log10(step) + 1e-9));
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => {
    const value = (first + i) * step;
    return { value, label: minus((value / 10 ** shift).toFixed(decimals)) };
  });
  return { at: (value) => from + ((value - min) / (max - min)) * (to - from), ticks, exponent: shift };
}

/** A logarithmic one; ticks at powers of ten, and at 2 and 5 times them where there are few. */
export function logarithmic(
  [min, max]: readonly [number, number],
  from: number,
  to: number,
  count: number,
): Axis {
  const [low, high] = [Math.log10(min), Math.log10(max)];
  const decades = high - low;
  const every = Math.max(1, Math.ceil(decades / count));
  const mantissas = decades < count / 2 ? [1, 2, 5] : [1];
  const ticks: Axis['ticks'] = [];
  for (let exponent = Math.floor(low); exponent <= high; exponent++) {
    if (exponent % every !== 0) continue;
    for (const mantissa of mantissas) {
      const value = mantissa * 10 ** exponent;
      if (value < min * (1 - 1e-9) || value > max * (1 + 1e-9)) continue;
      ticks.push({ value, label: (mantissa === 1 ? '' : `${mantissa}·`) + powerOfTen(exponent) });
    }
  }
  const at = (value: number): number => from + ((Math.log10(value) - low) / decades) * (to - from);
  return { at, ticks, exponent: 0 };
}

/** Around positive values, upwards from pixel `bottom`; logarithmic where they span more than a factor of thirty. */
export function valueAxis(values: readonly number[], bottom: number, top: number): Axis {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (high > 30 * low) return logarithmic([low / 1.3, high * 1.3], bottom, top, 5);
  // What is flat is drawn flat: rounding must not fill the chart.
  const span = Math.max(high - low, 0.02 * high);
  return linear([Math.max(0, low - 0.15 * span), high + 0.12 * span], bottom, top, 5);
}

/** 1, 2 or 5 times a power of ten, at least `rough`. */
export function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5].find((candidate) => candidate * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}
