/** Scenes in which an estimator that knows no reflection is put beside its bound, and what comes out of a scene. */
import type { ArrayGeometryInput, Position, ScenarioInput, Simulation } from 'isabc';

export interface Scene {
  name: string;
  scenario: ScenarioInput;
}

const plane: Position[] = [[1.5, -0.5], [0.4, 0.3], [1, -1.6]]; // prettier-ignore
const space: Position[] = [[1.5, -0.5, 0.3], [0.4, 0.3, -0.4], [1, -1.6, 0.1]]; // prettier-ignore
const arrays: Record<string, ArrayGeometryInput> = {
  line: { antennas: 8 },
  circle: { shape: 'circle', antennas: 8, radius: 0.7 },
  grid: { shape: 'grid', rows: 4, columns: 4, spacing: 0.5 },
};

/** Lines and circles in the plane, grids in space; apart, and in one place; one to three devices. */
export const scenes: Scene[] = Object.entries(arrays).flatMap(([name, array]) =>
  [false, true].flatMap((together) =>
    [1, 2, 3].map((count): Scene => {
      const inSpace = name === 'grid';
      const [x, y] = together ? [0, 0] : [2, -1.5];
      const scenario: ScenarioInput = {
        unknown: 'reflections',
        transmitter: { ...array, position: inSpace ? [0, 0, 0] : [0, 0] },
        receiver: { ...array, position: inSpace ? [x, y, 0] : [x, y] },
        devices: (inSpace ? space : plane).slice(0, count).map((position) => ({ position })),
        noiseDbm: -90,
        clutterDbm: -90,
      };
      const devices = count === 1 ? 'one device' : `${count === 2 ? 'two' : 'three'} devices`;
      return { name: `${name}s, ${together ? 'monostatic' : 'bistatic'}, ${devices}`, scenario };
    }),
  ),
);

export const quantities = ['delay', 'angle', 'position'] as const;
export type Quantity = (typeof quantities)[number];

/** RMSE over the root of the coupled bound, of each device. */
export function ratios({ devices }: Simulation, quantity: Quantity): number[] {
  return devices.map((device) => device![quantity]!.ratio!);
}
