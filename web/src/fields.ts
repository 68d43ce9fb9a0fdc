/** Numbers and choices of the scenario as form fields: one line of this table makes one field. */
import type { Scenario } from 'isabc';

export interface Field {
  /** Where it is in the scenario, as an issue would name it. */
  path: string;
  label: string;
  unit?: string;
  /** What the arrows of the field add. */
  step: number | 'any';
  /** Ends and step of a slider beside the field; the field itself takes more. */
  slider?: readonly [min: number, max: number, step: number];
  /** An empty field means null. */
  nullable?: boolean;
}

const array = (name: 'transmitter' | 'receiver'): Field[] => [
  { path: `${name}.antennas`, label: 'Antennas', step: 1, slider: [1, 16, 1] },
  { path: `${name}.spacing`, label: 'Spacing', unit: 'λ', step: 0.05, slider: [0.1, 1, 0.05] },
  { path: `${name}.orientation`, label: 'Axis, from +x', unit: '°', step: 5, slider: [0, 180, 5] },
  { path: `${name}.position[0]`, label: 'x', unit: 'm', step: 0.05 },
  { path: `${name}.position[1]`, label: 'y', unit: 'm', step: 0.05 },
];

/** The groups of the form, by the id of the element that takes them. */
export const groups: Record<string, readonly Field[]> = {
  levels: [
    { path: 'powerDbm', label: 'Transmit power', unit: 'dBm', step: 1, slider: [0, 50, 1] },
    { path: 'noiseDbm', label: 'Noise', unit: 'dBm', step: 1, slider: [-120, -20, 1] },
    {
      path: 'clutterDbm',
      label: 'Clutter, empty for none',
      unit: 'dBm',
      step: 1,
      slider: [-120, -20, 1],
      nullable: true,
    },
  ],
  transmitter: array('transmitter'),
  receiver: array('receiver'),
  signal: [
    { path: 'symbolDuration', label: 'Symbol duration', unit: 's', step: 'any' },
    { path: 'symbolCount', label: 'Symbols in a slot', step: 1 },
    { path: 'reflection', label: 'Reflection', step: 0.05 },
    { path: 'pathLoss.referenceDb', label: 'Loss at 1 m', unit: 'dB', step: 1 },
    { path: 'pathLoss.exponent', label: 'Path-loss exponent', step: 0.1 },
  ],
};

type Leaf = number | null;

/** `receiver.position[1]` → receiver, position, 1 */
function keys(path: string): string[] {
  return path.split(/[.[\]]+/).filter((key) => key !== '');
}

/** The number at a path; null where there is none, as for a device that has just been removed. */
export function read(scenario: Scenario, path: string): Leaf {
  const step = (at: unknown, key: string): unknown =>
    (at as Record<string, unknown> | null | undefined)?.[key];
  return (keys(path).reduce(step, scenario) ?? null) as Leaf;
}

/** Writes what a field holds, right or wrong: `parseScenario` is the judge. */
export function write(scenario: Scenario, path: string, leaf: unknown): void {
  const [last, ...before] = keys(path).reverse();
  const parent = before
    .reverse()
    .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], scenario);
  (parent as Record<string, unknown>)[last] = leaf;
}
