/** Random placements in the disc of the paper's Scenario II: nine devices, symbols from eighths, 8×8 antennas. */
import type { ScenarioInput } from 'isabc';
import type { Random } from './random.js';

export function scenarioTwo(random: Random, count = 9): ScenarioInput {
  const devices = Array.from({ length: count }, () => {
    const [radius, angle] = [0.5 * Math.sqrt(random.uniform()), 2 * Math.PI * random.uniform()];
    const position: [number, number] = [1.5 + radius * Math.cos(angle), -0.5 + radius * Math.sin(angle)];
    return { position, symbol: random.integer(1, 8) / 8 };
  });
  return { devices };
}
