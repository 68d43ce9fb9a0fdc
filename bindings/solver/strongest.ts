/** Beampatterns at their peak. */

import type { Beampattern } from '../types.js';

/** Where most power goes: W, and its angle, or its azimuth and elevation, in degrees. */
export function strongest({ angles, elevations, power }: Beampattern): { power: number; towards: number[] } {
  const most = power.reduce((largest, watts) => Math.max(largest, watts), 0);
  const at = power.indexOf(most);
  const angle = angles[at % angles.length];
  return { power: most, towards: elevations ? [angle, elevations[Math.floor(at / angles.length)]] : [angle] };
}
