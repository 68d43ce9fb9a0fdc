/** Entries of the scenario as form fields: one line of these tables makes one field. */
import { isInSpace, limitKinds, type Scenario } from 'isabc';
import { shapeOf, type Shape } from './names.js';

export interface Field {
  /** Where it is in the scenario, as an issue would name it. */
  path: string;
  label: string;
  unit?: string;
  /** A number, unless it is a list with commas, or rows of coordinates, one a line. */
  kind?: 'list' | 'rows';
  /** What the arrows of the field add. */
  step?: number | 'any';
  /** Ends and step of a slider beside the field; the field itself takes more. */
  slider?: readonly [min: number, max: number, step: number];
  /** What an empty field means: null, or that there is no such key. Else it is refused. */
  empty?: 'null' | 'absent';
}

type Side = 'transmitter' | 'receiver';

/** The fields of an array as it is. */
export function arrayFields(side: Side, scenario: Scenario): Field[] {
  const at = (key: string): string => `${side}.${key}`;
  const antennas: Field = { path: at('antennas'), label: 'Antennas', step: 1, slider: [1, 16, 1] };
  const axis: Field = {
    path: at('orientation'),
    label: 'Axis, from +x',
    unit: '°',
    step: 5,
    slider: [0, 180, 5],
  };
  const byShape: Record<Shape, Field[]> = {
    line: [
      antennas,
      { path: at('spacing'), label: 'Spacing', unit: 'λ', step: 0.05, slider: [0.1, 1, 0.05] },
      axis,
    ],
    circle: [
      antennas,
      { path: at('radius'), label: 'Radius', unit: 'λ', step: 0.05, slider: [0.1, 3, 0.05] },
      { ...axis, label: 'First antenna, from +x' },
    ],
    grid: [
      { path: at('rows'), label: 'Rows', step: 1, slider: [1, 8, 1] },
      { path: at('columns'), label: 'Columns', step: 1, slider: [1, 8, 1] },
      { path: at('spacing'), label: 'Spacing; horizontal, vertical', unit: 'λ', kind: 'list' },
      { ...axis, label: 'Rows, from +x' },
    ],
    elements: [
      {
        path: at('elements'),
        label: isInSpace(scenario[side]) ? 'Elements: x, y, z' : 'Elements: x, y',
        unit: 'λ',
        kind: 'rows',
      },
    ],
  };
  const coordinates = isInSpace(scenario[side]) ? ['x', 'y', 'z'] : ['x', 'y'];
  return [
    ...byShape[shapeOf(scenario[side])],
    ...coordinates.map((label, i) => ({ path: at(`position[${i}]`), label, unit: 'm', step: 0.05 })),
  ];
}

const levels: Field[] = [
  { path: 'powerDbm', label: 'Transmit power', unit: 'dBm', step: 1, slider: [0, 50, 1] },
  { path: 'noiseDbm', label: 'Noise', unit: 'dBm', step: 1, slider: [-120, -20, 1] },
  {
    path: 'clutterDbm',
    label: 'Clutter, empty for none',
    unit: 'dBm',
    step: 1,
    slider: [-120, -20, 1],
    empty: 'null',
  },
];

const signal: Field[] = [
  { path: 'symbolDuration', label: 'Symbol duration', unit: 's', step: 'any' },
  { path: 'symbolCount', label: 'Symbols in a slot', step: 1 },
  { path: 'reflection', label: 'Reflection', step: 0.05 },
  { path: 'pathLoss.referenceDb', label: 'Loss at 1 m', unit: 'dB', step: 1 },
  { path: 'pathLoss.exponent', label: 'Path-loss exponent', step: 0.1 },
];

/** Levels; places are rows of their own (quiet.ts). */
const limits: Field[] = Object.values(limitKinds).flatMap(({ key, shape, words }): Field[] => {
  const field = { path: `limits.${key}`, label: words, unit: 'dBm', empty: 'absent' } as const;
  if (shape === 'places') return [];
  if (shape === 'level') return [{ ...field, step: 1 }];
  return [{ ...field, label: `${words}; one for all, or one each with – for none`, kind: 'list' }];
});

function fadingFields({ fading }: Scenario): Field[] {
  const factor: Field = { path: 'fading.factorDb', label: 'Rician factor', unit: 'dB', step: 1 };
  const seed: Field = { path: 'fading.seed', label: 'Seed', step: 1 };
  if (fading === undefined) return [];
  return fading.factorDb === null ? [seed] : [factor, seed];
}

/** The groups of the form, by the id of the element that takes them; some depend on the scenario. */
export const groups: Record<string, (scenario: Scenario) => Field[]> = {
  levels: () => levels,
  'transmitter-fields': (scenario) => arrayFields('transmitter', scenario),
  'receiver-fields': (scenario) => arrayFields('receiver', scenario),
  'fading-fields': fadingFields,
  signal: () => signal,
  'limit-fields': () => limits,
};

/** `receiver.position[1]` → receiver, position, 1 */
function keys(path: string): string[] {
  return path.split(/[.[\]]+/).filter((key) => key !== '');
}

/** What stands at a path; undefined where nothing does, as for a device that has just been removed. */
export function read(scenario: Scenario, path: string): unknown {
  const step = (at: unknown, key: string): unknown =>
    (at as Record<string, unknown> | null | undefined)?.[key];
  return keys(path).reduce(step, scenario);
}

/** Writes what a field holds, right or wrong: `parseScenario` is the judge. undefined takes the key away. */
export function write(scenario: Scenario, path: string, leaf: unknown): void {
  const [last, ...before] = keys(path).reverse();
  const parent = before
    .reverse()
    .reduce<unknown>((at, key) => ((at as Record<string, unknown>)[key] ??= {}), scenario) as Record<
    string,
    unknown
  >;
  if (leaf === undefined) delete parent[last];
  else parent[last] = leaf;
  if (scenario.limits !== undefined && Object.keys(scenario.limits).length === 0) delete scenario.limits;
}
