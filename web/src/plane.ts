/** The part of the plane that the scene shows, and the way between metres and pixels; both axes to the same scale. */
import type { Scenario } from 'isabc';

export interface Plane {
  /** What lies in the middle, m. */
  centre: [number, number];
  /** Pixels a metre. */
  scale: number;
  width: number;
  height: number;
}

export function toPixels({ centre, scale, width, height }: Plane, [x, y]: readonly number[]) {
  return { x: width / 2 + (x - centre[0]) * scale, y: height / 2 - (y - centre[1]) * scale };
}

export function toMetres({ centre, scale, width, height }: Plane, x: number, y: number): [number, number] {
  return [centre[0] + (x - width / 2) / scale, centre[1] - (y - height / 2) / scale];
}

/** All arrays and devices with room around them. */
export function fit({ transmitter, receiver, devices }: Scenario, width: number, height: number): Plane {
  const positions = [transmitter, receiver, ...devices].map(({ position }) => position);
  const [x0, x1] = range(positions.map(([x]) => x));
  const [y0, y1] = range(positions.map(([, y]) => y));
  const margin = 0.14;
  const span = (low: number, high: number): number => Math.max(high - low, 0.1) / (1 - 2 * margin);
  const scale = Math.min(width / span(x0, x1), height / span(y0, y1));
  return { centre: [(x0 + x1) / 2, (y0 + y1) / 2], scale, width, height };
}

function range(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

/** Nearer or farther by a factor, with the same middle. */
export function zoomed(plane: Plane, factor: number): Plane {
  return { ...plane, scale: Math.min(Math.max(plane.scale * factor, 1e-4), 1e7) };
}
