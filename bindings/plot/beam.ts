/** Designs at work: what they radiate by direction, and a map of the plane with what they light and how well they locate. */

import { antennaCount, isInSpace, isLine, orientationOf } from '../input/arrays.js';
import type { ArrayGeometry, Beampattern, Position, PositionError, Scenario, Vector2 } from '../types.js';
import { note, rule } from './annotations.js';
import { decimal } from './axis.js';
import { chart, panels } from './chart.js';
import { heat } from './heat.js';
import { ellipses, line, markers } from './layers.js';
import type { FigureOptions, Layer, Spec } from './spec.js';

/** What is known of one design. */
export interface DesignView {
  name: string;
  pattern: Beampattern;
  /** W at the points of a grid; null on the transmitter. */
  map: { x: number[]; y: number[]; power: (number | null)[][] };
  /** One a device. */
  errors: (PositionError | null)[];
}

const dBm = (watts: number): number => 10 * Math.log10(watts) + 30;

/** Least power that is drawn, below the largest. */
const range = 40; // dB

/**
 * Radiated power over the angle, one line a design, with the directions of the devices.
 *
 * @param designs at most as many as can be told apart; the first is the one whose peak sets the axis
 */
export function beampatternFigure(
  designs: readonly DesignView[],
  scenario: Scenario,
  options: FigureOptions = {},
): Spec {
  const cuts = designs.map(({ name, pattern }) => ({ name, pattern: levelCut(pattern) }));
  const wide = !isLine(scenario.transmitter) || isInSpace(scenario.transmitter);
  const edge = wide ? 180 : 90;
  const peak = Math.max(...cuts.flatMap(({ pattern }) => pattern.power.map(dBm)));
  const top = Math.ceil(peak / 5) * 5;
  const directions = scenario.devices.flatMap(({ position, symbol }) =>
    symbol === 0 ? [] : [direction(scenario.transmitter, position)],
  );
  return chart({
    width: options.width,
    title: options.title ?? 'Transmit beampattern',
    subtitle:
      options.subtitle ??
      `${scenario.powerDbm} dBm, ${antennaCount(scenario.transmitter)} antennas · dotted: directions of the devices`,
    description: cuts.map(describePattern).join(' '),
    x: {
      label: isInSpace(scenario.transmitter) ? 'azimuth, level' : 'angle from broadside',
      unit: 'degrees',
      domain: [-edge, edge],
    },
    y: { label: 'radiated power', unit: 'dBm', domain: [top - range, top] },
    layers: [
      ...directions.map((angle) => rule({ x: angle }, { dash: [1.5, 3], color: '#8c8c8c' })),
      ...cuts.map(({ name, pattern }) =>
        line(
          // below the axis: drawn down to it
          pattern.angles.map((x, i) => ({ x, y: Math.max(dBm(pattern.power[i]), top - 2 * range) })),
          { name },
        ),
      ),
    ],
  });
}

/** Degrees from broadside, folded to −90…90 for a line, which does not tell front from back. In space azimuths from +x. */
function direction(transmitter: ArrayGeometry, [x, y]: Position): number {
  const { position } = transmitter;
  const broadside = isInSpace(transmitter) ? 0 : ((orientationOf(transmitter) - 90) * Math.PI) / 180;
  const turned = Math.atan2(y - position[1], x - position[0]) - broadside;
  const folded = isLine(transmitter) && !isInSpace(transmitter) ? Math.asin(Math.sin(turned)) : turned;
  return (Math.atan2(Math.sin(folded), Math.cos(folded)) * 180) / Math.PI;
}

/** A pattern in space, cut level or as near to it as it goes; one of the plane as it is. */
function levelCut({ angles, elevations, power }: Beampattern): Beampattern {
  if (!elevations) return { angles, power };
  const nearest = elevations.reduce((best, e, i) => (Math.abs(e) < Math.abs(elevations[best]) ? i : best), 0);
  return { angles, power: power.slice(nearest * angles.length, (nearest + 1) * angles.length) };
}

/** The shadow that an error ellipse or ellipsoid casts on the plane of x and y: semi-axes and the longer one's angle. */
function shadow({ covariance: [[xx, xy], [, yy]] }: PositionError): {
  semiAxes: [number, number];
  angle: number;
} {
  const half = (xx - yy) / 2;
  const spread = Math.hypot(half, xy);
  const [longer, shorter] = [(xx + yy) / 2 + spread, (xx + yy) / 2 - spread];
  return {
    semiAxes: [Math.sqrt(longer), Math.sqrt(Math.max(0, shorter))],
    angle: Math.atan2(xy, half) / 2,
  };
}

function describePattern({ name, pattern: { angles, power } }: Pick<DesignView, 'name' | 'pattern'>): string {
  const strongest = power.indexOf(Math.max(...power));
  if (power[strongest] === 0) return `${name}: no power.`;
  return `${name}: at most ${dBm(power[strongest]).toFixed(1)} dBm, at ${angles[strongest]} degrees.`;
}

/**
 * The plane, one panel a design: arrays, devices with their error ellipses, and the power that a device would receive.
 * The ellipses are of one standard deviation, enlarged (or reduced) by one factor that the title states.
 */
export function mapFigure(
  designs: readonly DesignView[],
  scenario: Scenario,
  options: FigureOptions = {},
): Spec {
  const { x, y } = designs[0].map;
  const span = Math.max(x[x.length - 1] - x[0], y[y.length - 1] - y[0]);
  const factor = exaggeration(designs[0].errors, span);
  const watts = designs.flatMap(({ map }) => map.power.flat()).filter((power) => power !== null && power > 0);
  const levels = (watts as number[]).map(dBm).sort((a, b) => a - b);
  const top = Math.ceil(levels[Math.floor(0.995 * (levels.length - 1))] / 5) * 5;
  const edges = Array.from({ length: 13 }, (_, i) => top - 60 + 5 * i).slice(2);
  const charts = designs.map(({ name, map, errors }, i) =>
    chart({
      title: name,
      x: { label: 'x', unit: 'm', scale: 'linear', domain: ends(x) },
      y: { label: 'y', unit: 'm', scale: 'linear', domain: ends(y) },
      equal: true,
      width: options.width ?? 330,
      legend: i === 0,
      layers: [
        heat(
          { ...map, values: map.power.map((row) => row.map((p) => (p ? dBm(p) : null))) },
          { edges, label: 'power at a device (dBm)', bar: i === designs.length - 1 },
        ),
        ellipses(
          errors.flatMap((error, device) =>
            error === null
              ? []
              : [
                  {
                    center: scenario.devices[device].position.slice(0, 2) as Vector2,
                    ...shadow(error),
                    semiAxes: shadow(error).semiAxes.map((axis) => factor * axis) as [number, number],
                  },
                ],
          ),
          { name: 'error ellipse', color: '#d55e00' },
        ),
        ...deviceLayers(scenario),
        ...array(scenario.transmitter, 'transmitter', span),
        ...array(scenario.receiver, 'receiver', span),
      ],
    }),
  );
  return panels(charts, {
    title: options.title ?? 'Light and error over the plane',
    subtitle: options.subtitle ?? `error ellipses: one standard deviation, ${factorText(factor)}`,
    description: `${designs.map(({ name }) => name).join(', ')}: arrays, devices, error ellipses ${factorText(factor)}.`,
    columns: designs.length,
  });
}

const ends = (list: readonly number[]): readonly [number, number] => [list[0], list[list.length - 1]];

/** 1, 2 or 5 times a power of ten that makes the median of the longer semi-axes about a tenth of the map. */
function exaggeration(errors: readonly (PositionError | null)[], span: number): number {
  const axes = errors.flatMap((error) => (error === null ? [] : [error.semiAxes[0]])).sort((a, b) => a - b);
  if (axes.length === 0) return 1;
  const wanted = (0.1 * span) / axes[axes.length >> 1];
  const power = Math.floor(Math.log10(wanted));
  const digit = [5, 2, 1].find((m) => decimal(m, power) <= wanted) ?? 1;
  return decimal(digit, power);
}

function factorText(factor: number): string {
  if (factor === 1) return 'true to scale';
  return factor > 1 ? `enlarged ${factor} times` : `reduced ${Math.round(1 / factor)} times`;
}

function deviceLayers({ devices }: Scenario): Layer[] {
  const at = (silent: boolean) =>
    devices.flatMap(({ position: [x, y], symbol }) => ((symbol === 0) === silent ? [{ x, y }] : []));
  const silent = at(true);
  return [
    markers(at(false), { name: 'device', color: '#222222', shape: 'circle', size: 26 }),
    ...(silent.length === 0
      ? []
      : [
          markers(silent, {
            name: 'silent device',
            color: '#222222',
            shape: 'circle',
            filled: false,
            size: 26,
          }),
        ]),
    ...devices.map(({ position: [x, y], name }, i) =>
      note({ x, y }, name ?? String(i), { dx: 6, dy: -7, color: '#222222' }),
    ),
  ];
}

/** An array as a bar along its axis. Its length stands for nothing: spacing is in wavelengths. */
function array(geometry: ArrayGeometry, name: string, span: number): Layer[] {
  const [x, y] = geometry.position;
  const angle = (orientationOf(geometry) * Math.PI) / 180;
  const [dx, dy] = [0.04 * span * Math.cos(angle), 0.04 * span * Math.sin(angle)];
  const color = name === 'transmitter' ? '#000000' : '#009e73';
  const bar = [
    { x: x - dx, y: y - dy },
    { x: x + dx, y: y + dy },
  ];
  return [line(bar, { name, color, width: 5, dash: [] })];
}
