/** Arrays of other kinds that take the place of one, and scenes that go from the plane into space and back. */
import { antennaCount, orientationOf, type ArrayGeometry, type Position, type Scenario } from 'isabc';
import { shapeOf, type Shape } from './names.js';

/** Without the digits that rounding has left of a cosine of 90°. */
const tidy = (value: number): number => Math.round(value * 1e9) / 1e9;

/** An array of this kind in place of another, with about as many antennas. */
export function reshaped(array: ArrayGeometry, kind: Shape): ArrayGeometry {
  const { position } = array;
  const orientation = orientationOf(array);
  const antennas = antennaCount(array);
  switch (kind) {
    case 'line':
      return { position, antennas, spacing: 0.5, orientation };
    case 'circle': {
      // half a wavelength from one to the next
      const radius = antennas === 1 ? 0.5 : Math.round(250 / Math.sin(Math.PI / antennas)) / 1000;
      return { shape: 'circle', position, antennas, radius, orientation };
    }
    case 'grid': {
      const divisor = [8, 7, 6, 5, 4, 3, 2].find((n) => n * n <= antennas && antennas % n === 0);
      const rows = divisor ?? Math.min(antennas, 2);
      const columns = Math.ceil(antennas / rows);
      return { shape: 'grid', position, rows, columns, spacing: 0.5, orientation };
    }
    case 'elements':
      return { position, elements: elementsOf(array) };
  }
}

/** Where the antennas are, in wavelengths from the array's position, in the scene's axes. */
export function elementsOf(array: ArrayGeometry): Position[] {
  if ('elements' in array) return array.elements;
  const space = array.position.length === 3;
  const place = (x: number, y: number, z: number): Position =>
    space ? [tidy(x), tidy(y), tidy(z)] : [tidy(x), tidy(y)];
  const turn = (array.orientation * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  if (array.shape === 'circle')
    return Array.from({ length: array.antennas }, (_, m) => {
      const at = turn + (2 * Math.PI * m) / array.antennas;
      return place(array.radius * Math.cos(at), array.radius * Math.sin(at), 0);
    });
  if (array.shape === 'grid') {
    const { rows, columns, spacing } = array;
    const [across, up] = typeof spacing === 'number' ? [spacing, spacing] : spacing;
    return Array.from({ length: rows * columns }, (_, k) => {
      const along = ((k % columns) - (columns - 1) / 2) * across;
      return place(along * cos, along * sin, (Math.floor(k / columns) - (rows - 1) / 2) * up);
    });
  }
  return Array.from({ length: array.antennas }, (_, m) =>
    place(m * array.spacing * cos, m * array.spacing * sin, 0),
  );
}

/** Everything of a scene that has coordinates, each passed through a change; in place. */
function changePositions(scenario: Scenario, change: (position: Position) => Position): void {
  const quiet = (scenario.limits?.quiet ?? []).flatMap((one) => ('position' in one ? [one] : []));
  for (const one of [scenario.transmitter, scenario.receiver, ...scenario.devices, ...quiet])
    one.position = change(one.position);
  for (const array of [scenario.transmitter, scenario.receiver])
    if ('elements' in array) array.elements = array.elements.map(change);
}

/** Into space, at height 0. A line fixes one of two directions there: it becomes a grid. */
export function inSpace(scenario: Scenario): void {
  changePositions(scenario, ([x, y]) => [x, y, 0]);
  for (const side of ['transmitter', 'receiver'] as const)
    if (shapeOf(scenario[side]) === 'line') scenario[side] = reshaped(scenario[side], 'grid');
}

/** Back into the plane: heights are dropped, and a grid becomes a line. */
export function inPlane(scenario: Scenario): void {
  for (const side of ['transmitter', 'receiver'] as const)
    if (shapeOf(scenario[side]) === 'grid') scenario[side] = reshaped(scenario[side], 'line');
  changePositions(scenario, ([x, y]) => [x, y]);
}
