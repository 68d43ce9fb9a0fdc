/** What the chosen design does, drawn into the scene: the beam's shape at the transmitter, error ellipses at the devices. */
import { isLine, orientationOf, type Beampattern, type PositionError, type Scenario } from 'isabc';
import { roundStep } from './axis.js';
import type { Closeup } from './closeup.js';
import { px, svg } from './dom.js';
import { toPixels, type Plane } from './plane.js';

export function overlay(plane: Plane, scenario: Scenario, { pattern, errors }: Closeup): SVGElement[] {
  const factor = exaggeration(plane, errors);
  return [
    lobe(plane, scenario, pattern),
    ...quiet(plane, scenario),
    ...scenario.devices.flatMap(({ position }, index) => {
      const error = errors[index] ?? null;
      return error === null ? [] : [ellipse(plane, position, error, factor)];
    }),
  ];
}

/** "1/50 of", "20 times": how much larger or smaller than life the ellipses are drawn. */
export function exaggerationWords(plane: Plane, { errors }: Closeup): string {
  const factor = exaggeration(plane, errors);
  if (factor === 1) return 'at';
  return factor > 1 ? `at ${factor} times` : `at 1/${Math.round(1 / factor)} of`;
}

/** One round factor for all ellipses, by which the middle one of them is some 30 pixels long. */
function exaggeration({ scale }: Plane, errors: Closeup['errors']): number {
  const lengths = errors
    .flatMap((error) => (error === null ? [] : [fromAbove(error).semiAxes[0]]))
    .sort((a, b) => a - b);
  if (lengths.length === 0) return 1;
  const rough = 30 / (lengths[Math.floor(lengths.length / 2)] * scale);
  return rough >= 1 ? roundStep(rough) : 1 / roundStep(1 / rough);
}

/** The ellipse in the plane; in space that of x and y, whatever the height. Semi-axes in m, the angle in rad from +x. */
function fromAbove({ covariance, semiAxes, angle }: PositionError): { semiAxes: number[]; angle: number } {
  if (covariance.length === 2) return { semiAxes, angle: angle ?? 0 };
  const [[a, b], [, d]] = covariance;
  const middle = (a + d) / 2;
  const spread = Math.hypot((a - d) / 2, b);
  const roots = [middle + spread, Math.max(0, middle - spread)].map(Math.sqrt);
  return { semiAxes: roots, angle: Math.atan2(2 * b, a - d) / 2 };
}

function ellipse(
  plane: Plane,
  position: readonly number[],
  error: PositionError,
  factor: number,
): SVGElement {
  const { x, y } = toPixels(plane, position);
  const { semiAxes, angle } = fromAbove(error);
  // No longer than twice the scene: the end of a longer one is out of sight in any case.
  const longest = 2 * Math.max(plane.width, plane.height);
  const [rx, ry] = semiAxes.map((metres) => Math.min(Math.max(metres * factor * plane.scale, 0.75), longest));
  const turn = (-angle * 180) / Math.PI;
  return svg('ellipse', {
    class: 'ellipse',
    rx: px(rx),
    ry: px(ry),
    transform: `translate(${px(x)} ${px(y)}) rotate(${px(turn)})`,
  });
}

/** Where little may be radiated: rays of directions, crosses at places. */
function quiet(plane: Plane, { transmitter, limits }: Scenario): SVGElement[] {
  const from = toPixels(plane, transmitter.position);
  const far = 2 * (plane.width + plane.height);
  return (limits?.quiet ?? []).map((one) => {
    if ('position' in one) {
      const { x, y } = toPixels(plane, one.position);
      return svg('path', { class: 'quiet', d: `M${px(x - 6)} ${px(y - 6)}l12 12m0 -12l-12 12` });
    }
    const rays = bearings(transmitter, one.direction).map((turn) => {
      const end = `${px(from.x + far * Math.cos(turn))} ${px(from.y - far * Math.sin(turn))}`;
      return `M${px(from.x)} ${px(from.y)}L${end}`;
    });
    return svg('path', { class: 'quiet', d: rays.join('') });
  });
}

/** A direction of a beampattern as angles from +x, rad: of a line there are two, which it cannot tell apart. */
function bearings(array: Scenario['transmitter'], degrees: number): number[] {
  const broadside = array.position.length === 3 ? 0 : orientationOf(array) - 90;
  const front = broadside + degrees;
  const both = isLine(array) && array.position.length === 2 ? [front, broadside + 180 - degrees] : [front];
  return both.map((angle) => (angle * Math.PI) / 180);
}

/** Power by direction as distance from the transmitter. */
function lobe(plane: Plane, { transmitter }: Scenario, { angles, power }: Beampattern): SVGElement {
  const { x, y } = toPixels(plane, transmitter.position);
  const reach = (0.3 * Math.min(plane.width, plane.height)) / Math.max(...power);
  const sides = angles.map((angle, i) =>
    bearings(transmitter, angle).map(
      (turn) => `${px(x + reach * power[i] * Math.cos(turn))} ${px(y - reach * power[i] * Math.sin(turn))}`,
    ),
  );
  const front = sides.map(([point]) => point);
  const rear = sides.flatMap(([, point]) => (point === undefined ? [] : [point])).reverse();
  return svg('path', { class: 'lobe', d: `M${[...front, ...rear].join('L')}Z` });
}
