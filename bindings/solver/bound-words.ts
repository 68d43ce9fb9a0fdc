/** Which bound a number is, and what it takes as known, in one line. */

import type { Device, Fidelity, Over, Scene, Unknown } from '../types.js';

const reflections: Record<Unknown, string> = {
  none: 'reflections known',
  amplitudes: 'amplitudes of reflections unknown, phases known',
  reflections: 'reflections unknown',
};

/**
 * Such as `coupled bound; symbols known; reflections unknown`.
 *
 * @param scenario a scenario, completed, or one without devices
 */
export function boundWords(
  { unknown, devices = [] }: Pick<Scene, 'unknown'> & { devices?: readonly Pick<Device, 'prior'>[] },
  fidelity: Fidelity,
): string {
  const count = devices.filter(({ prior }) => prior !== undefined).length;
  const known = count === 0 ? '' : `; ${count} of ${devices.length} places known to a standard deviation`;
  return `${fidelity} bound; symbols known; ${reflections[unknown]}${known}`;
}

/** What is minimised, in words, such as `position, of the worst device`. */
export const overWords = (what: string, over: Over = 'sum'): string =>
  over === 'worst' ? `${what}, of the worst device` : what;
