/** What the chosen design does, drawn into the scene: the beam's shape at the transmitter, error ellipses at the devices. */
import { orientationOf, type Beampattern, type PositionError, type Scenario } from 'isabc';
import { roundStep } from './axis.js';
import type { Closeup } from './closeup.js';
import { px, svg } from './dom.js';
import { toPixels, type Plane } from './plane.js';

export function overlay(plane: Plane, scenario: Scenario, { pattern, errors }: Closeup): SVGElement[] {
  const factor = exaggeration(plane, errors);
  return [
    lobe(plane, scenario, pattern),
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
    .flatMap((error) => (error === null ? [] : [error.semiAxes[0]]))
    .sort((a, b) => a - b);
  if (lengths.length === 0) return 1;
  const rough = 30 / (lengths[Math.floor(lengths.length / 2)] * scale);
  return rough >= 1 ? roundStep(rough) : 1 / roundStep(1 / rough);
}

function ellipse(
  plane: Plane,
  position: readonly number[],
  { semiAxes, angle }: PositionError,
  factor: number,
): SVGElement {
  const { x, y } = toPixels(plane, position);
  // No longer than twice the scene: the end of a longer one is out of sight in any case.
  const longest = 2 * Math.max(plane.width, plane.height);
  const [rx, ry] = semiAxes.map((metres) => Math.min(Math.max(metres * factor * plane.scale, 0.75), longest));
  const turn = (-(angle ?? 0) * 180) / Math.PI;
  return svg('ellipse', {
    class: 'ellipse',
    rx: px(rx),
    ry: px(ry),
    transform: `translate(${px(x)} ${px(y)}) rotate(${px(turn)})`,
  });
}

/** Power by direction as distance from the transmitter; to both sides, which a line of antennas cannot tell apart. */
function lobe(plane: Plane, { transmitter }: Scenario, { angles, power }: Beampattern): SVGElement {
  const { x, y } = toPixels(plane, transmitter.position);
  const reach = (0.3 * Math.min(plane.width, plane.height)) / Math.max(...power);
  const point = (degrees: number, watts: number): string => {
    const turn = (degrees * Math.PI) / 180;
    return `${px(x + reach * watts * Math.cos(turn))} ${px(y - reach * watts * Math.sin(turn))}`;
  };
  const front = angles.map((angle, i) => point(orientationOf(transmitter) - 90 + angle, power[i]));
  const rear = angles.map((angle, i) => point(orientationOf(transmitter) + 90 - angle, power[i]));
  return svg('path', { class: 'lobe', d: `M${[...front, ...rear].join('L')}Z` });
}
