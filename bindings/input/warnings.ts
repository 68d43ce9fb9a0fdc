/**
 * What a scenario says that is surely a slip, though every field is in its range: degrees that are radians, milliwatts
 * that are decibels, metres that are kilometres. Nothing is refused for it; the result says it, and so do the command
 * line and the page.
 */

import type { ComplexVector, DeviceChannel, Scene } from '../types.js';
import type { InputIssue } from './errors.js';

/** Metres. */
type Place = readonly number[];

/** What is looked at: a scenario, or one without devices as an experiment has it. */
export type Suspect = Scene & { devices?: readonly { position: Place; channel?: DeviceChannel }[] };

const lightSpeed = 299_792_458;
/** A full turn in radians, a little up. */
const fullTurn = 6.2832;
/** A device farther than this, m, with a rate below this, bps/Hz, is probably not where it was meant to be. */
const far = 1000;
const faint = 1e-6;
/** Entries of a channel smaller or larger than a line of sight's by this factor are not of its scale. */
const offScale = 10;

/**
 * @param maxRate bps/Hz, where it is known
 * @returns one issue a slip, by path, in the scenario's order
 */
export function warningsOf(scenario: Suspect, maxRate: number | null = null): InputIssue[] {
  const found: InputIssue[] = [];
  const warn = (path: string, value: unknown, message: string) => found.push({ path, value, message });
  for (const end of ['transmitter', 'receiver'] as const) {
    const { orientation, spacing = 0 } = scenario[end] as {
      orientation?: number;
      spacing?: number | number[];
    };
    if (orientation !== undefined && !Number.isInteger(orientation) && Math.abs(orientation) <= fullTurn)
      warn(`${end}.orientation`, orientation, 'is taken in degrees from +x; it looks like radians');
    const widest = typeof spacing === 'number' ? spacing : Math.max(...spacing);
    if (widest > 4)
      warn(
        `${end}.spacing`,
        spacing,
        'is taken in wavelengths, and 0.5 is common: angles are ambiguous beyond',
      );
  }
  for (const key of ['noiseDbm', 'clutterDbm'] as const) {
    const level = scenario[key];
    if (level !== null && level > 0)
      warn(key, level, 'is more than a milliwatt of noise: dBm, so that a nanowatt is -60');
  }
  const block = scenario.symbolCount * scenario.symbolDuration;
  (scenario.devices ?? []).forEach(({ position, channel }, i) => {
    const outward = distance(scenario.transmitter.position, position);
    const back = distance(scenario.receiver.position, position);
    if ((outward + back) / lightSpeed > block)
      warn(
        `devices[${i}].position`,
        position,
        'is so far away that its echo arrives after the block of symbolCount symbols has ended',
      );
    else if (maxRate !== null && maxRate < faint && Math.max(outward, back) > far)
      warn(
        `devices[${i}].position`,
        position,
        'is taken in metres: more than a kilometre away, and hardly a rate is left',
      );
    if (channel?.receive === undefined || channel.slopes !== undefined) return;
    const size = rootMeanSquare(channel.receive);
    if (size > 0 && (size < 1 / offScale || size > offScale))
      warn(
        `devices[${i}].channel.receive`,
        size,
        'is the size of its entries (root mean square), but slopes are left out and so taken from a line of sight ' +
          'of size 1: bounds on directions are of another channel; give slopes that go with it',
      );
  });
  return found;
}

function rootMeanSquare({ re, im }: ComplexVector): number {
  return Math.sqrt([...re, ...im].reduce((sum, part) => sum + part * part, 0) / re.length);
}

function distance(a: Place, b: Place): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return Math.sqrt(sum);
}

/** A slip in words. */
export function warningText({ path, value, message }: InputIssue): string {
  return `${path} ${JSON.stringify(value)} ${message}`;
}
