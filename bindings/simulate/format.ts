/** A simulation for people. */

import { boundWords } from '../solver/bound-words.js';
import { align } from '../solver/format.js';
import type { Accuracy, Simulation } from './types.js';
import { mostlyMissed, warningsOf } from './warnings.js';

const digits = (value: number | null) => (value === null ? '–' : value.toPrecision(4));

/** Warnings that matter before all else, what was sent and how it was sampled, then one line a device and quantity: RMSE beside the three root bounds. */
export function formatSimulation(result: Simulation): string {
  const { sampling, devices, trials, phaseSpread } = result;
  const facts: [string, string][] = [
    [
      'covariance',
      `${result.fidelity}, ${result.objective}${result.over === 'worst' ? ' of the worst device' : ''}, ${result.status} at ${digits(result.rateFloor)} bps/Hz`,
    ],
    ['compared', boundWords(result.scenario, 'coupled')],
    ['rate', `${digits(result.rate)} bps/Hz, rank ${result.rank}`],
    [
      'trials',
      `${trials}, seed ${result.seed}` + (phaseSpread > 0 ? `, phases within ±${phaseSpread}°` : ''),
    ],
    [
      'sampling',
      `${sampling.samples} a symbol, moves the root bounds by ${percent(sampling.error)}` +
        (sampling.clearance === null
          ? ''
          : `; jumps ${digits(sampling.clearance)} standard deviations from samples`),
    ],
  ];
  const rows = devices.flatMap((device, i) => {
    if (device === null) return [];
    const line = (name: 'delay' | 'angle' | 'position', unit: string) => {
      const accuracy = device[name];
      return accuracy === null ? [] : [[`devices[${i}]`, name, unit, ...cells(accuracy)]];
    };
    return [...line('delay', 's'), ...line('angle', 'rad'), ...line('position', 'm')];
  });
  const head = [['', '', '', 'rmse', '95 % interval', 'printed', 'decoupled', 'coupled', 'rmse/coupled']];
  const warnings = warningsOf(result);
  const first = warnings.splice(0, mostlyMissed(result) ? 1 : 0);
  return [
    ...first,
    ...align(facts, [0, 1]),
    '',
    ...align([...head, ...rows], [0, 1, 2]),
    ...warnings,
    '',
  ].join('\n');
}

function cells({ rmse, interval, printed, decoupled, coupled, ratio }: Accuracy): string[] {
  const [low, high] = interval;
  return [
    digits(rmse), `${digits(low)} to ${digits(high)}`, digits(printed), digits(decoupled), digits(coupled),
    ratio === null ? '–' : ratio.toFixed(3),
  ]; // prettier-ignore
}

function percent(part: number): string {
  return `${(100 * part).toPrecision(2)} %`;
}
