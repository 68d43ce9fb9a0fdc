/** Axes: extent, linear or logarithmic, ticks that can be read, and titles that carry quantity and unit. */

import type { AxisInfo, Quantity, Spec } from './spec.js';

/** From this ratio of the largest to the smallest value on, an axis left to itself is logarithmic. */
const logRatio = 30;

/** Scale and ends of an axis for the values that it has to show. */
export function axisInfo(quantity: Quantity, values: readonly number[]): AxisInfo {
  const finite = values.filter(Number.isFinite);
  const positive = finite.filter((value) => value > 0);
  const all = extent(quantity.domain ?? finite);
  const log =
    quantity.scale === 'log' || (quantity.scale !== 'linear' && all[0] > 0 && all[1] / all[0] >= logRatio);
  if (quantity.domain !== undefined) return { log, domain: all };
  return { log, domain: log ? logDomain(extent(positive)) : linearDomain(all) };
}

function extent(values: readonly number[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? [low, high] : [1, 10];
}

/** digits·10^power as JSON reads it: of a power of ten, engines differ in the last bit. */
export const decimal = (digits: number, power: number): number => Number(`${digits}e${power}`);

/** Outwards to a round number; to 0 where that is near. */
function linearDomain([low, high]: readonly [number, number]): [number, number] {
  if (low === high) {
    const room = low === 0 ? 1 : Math.abs(low) / 2;
    return [low - room, high + room];
  }
  const power = Math.floor(Math.log10(high - low));
  const step = decimal(0.25, power);
  const at = (steps: number) => decimal(0.25 * steps, power);
  const bottom = low >= 0 && low < 0.35 * high ? 0 : at(Math.floor(low / step));
  return [bottom, at(Math.ceil(high / step))];
}

/** Outwards to 1, 2 or 5 times a power of ten. */
function logDomain([low, high]: readonly [number, number]): [number, number] {
  const step = (value: number, steps: readonly number[], pick: (m: number) => boolean) => {
    const power = Math.floor(Math.log10(value) + 1e-12);
    const found = steps.find((m) => pick(decimal(m, power) / value)) ?? 1;
    return decimal(found, power);
  };
  const bottom = step(low, [5, 2, 1], (ratio) => ratio <= 1 + 1e-9);
  const top = step(high, [1, 2, 5, 10], (ratio) => ratio >= 1 - 1e-9);
  return bottom < top ? [bottom, top] : [bottom / 2, top * 2];
}

/** vega-lite's `scale` and `axis` of a quantity. */
export function axisSpec(quantity: Quantity, info: AxisInfo): { scale: Spec; axis: Spec } {
  const scale = {
    type: info.log ? 'log' : 'linear',
    domain: info.domain,
    nice: false,
    ...(info.log ? {} : { zero: false }),
  };
  if (!info.log) {
    const power = commonPower(info.domain);
    const axis = {
      title: title(quantity, power),
      labelExpr: power === 0 ? "format(datum.value, '~g')" : `format(datum.value * 1e${-power}, '.6~g')`,
      tickCount: 6,
      labelOverlap: true,
    };
    return { scale, axis };
  }
  const values = logTicks(info.domain);
  const labels = Object.fromEntries(values.map((value) => [String(value), tickLabel(value)]));
  return {
    scale,
    axis: {
      title: title(quantity, 0),
      values,
      labelExpr: `${JSON.stringify(labels)}[toString(datum.value)]`,
      labelOverlap: true,
    },
  };
}

/** The power of 1000 that labels are divided by, so that none has more than four digits before the point. */
function commonPower([low, high]: readonly [number, number]): number {
  const largest = Math.max(Math.abs(low), Math.abs(high));
  return largest >= 0.01 && largest < 1e4 ? 0 : 3 * Math.floor(Math.log10(largest) / 3 + 1e-9);
}

/** "rate floor (bps/Hz)", "CRB (10⁻⁶ (s² + rad²))". */
function title({ label, unit }: Quantity, power: number): string {
  if (power === 0) return unit === undefined ? label : `${label} (${unit})`;
  const factor = `10${superscript(power)}`;
  if (unit === undefined) return `${label} (${factor})`;
  return `${label} (${factor} ${unit.includes(' ') ? `(${unit})` : unit})`;
}

/** Powers of ten, at most eight of them; with 2 and 5 between where there are few. */
function logTicks([low, high]: readonly [number, number]): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const decades = Math.log10(high / low);
  const every = Math.max(1, Math.ceil(decades / 8));
  const ticks: number[] = [];
  for (let power = first - 1; power <= last; power++) {
    for (const digit of decades <= 1.1 ? [1, 1.5, 2, 3, 5, 7] : decades <= 3.2 ? [1, 2, 5] : [1]) {
      const value = decimal(digit, power);
      const due = digit !== 1 || (power - first) % every === 0;
      if (due && value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) ticks.push(value);
    }
  }
  return ticks;
}

/** 0.05, 2000, 10⁻⁷, 2×10⁻⁷ */
export function tickLabel(value: number): string {
  const [digits, power] = value.toExponential().split('e').map(Number);
  if (power >= -2 && power <= 3) return String(value);
  return `${digits === 1 ? '' : `${digits}×`}10${superscript(power)}`;
}

/** An integer in superscript digits. */
export function superscript(power: number): string {
  return String(power).replace(/./g, (sign) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(sign)]);
}
