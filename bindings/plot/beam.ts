/** Designs at work: what they radiate by direction, and a map of the plane with what they light and how well they locate. */

import { antennaCount, isInSpace, isLine, orientationOf } from '../input/arrays.js';
import type { ArrayGeometry, Beampattern, Position, PositionError, Scenario, Vector2 } from '../types.js';
import { strongest } from '../solver/strongest.js';
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
  /** W at the points of a grid, in space `z` m high; null on the transmitter. */
  map: { x: number[]; y: number[]; z?: number; power: (number | null)[][] };
  /** One a device. */
  errors: (PositionError | null)[];
}

const dBm = (watts: number): number => 10 * Math.log10(watts) + 30;

/** Least power that is drawn, below the largest. */
const range = 40; // dB

/**
 * Radiated power over the angle, one line a design, with the directions of the devices; of patterns over azimuth and
 * elevation a panel a design, in steps of 5 dB. These are to be evenly spaced.
 *
 * @param designs at most as many as can be told apart; the first is the one whose peak sets the axis
 */
export function beampatternFigure(
  designs: readonly DesignView[],
  scenario: Scenario,
  options: FigureOptions = {},
): Spec {
  const { elevations } = designs[0].pattern;
  const peak = dBm(Math.max(...designs.map(({ pattern }) => strongest(pattern).power)));
  const top = Math.ceil(peak / 5) * 5;
  if (elevations !== undefined && elevations.length > 1) return skyFigure(designs, scenario, top, options);
  const edge = isLine(scenario.transmitter) && !isInSpace(scenario.transmitter) ? 90 : 180;
  const directions = scenario.devices.flatMap(({ position, symbol }) =>
    symbol === 0 ? [] : [direction(scenario.transmitter, position)],
  );
  // what may be radiated there; in space a limit is at an elevation that this pattern may not have
  const quiet = isInSpace(scenario.transmitter)
    ? []
    : (scenario.limits?.quiet ?? []).map((one) => ({
        x: 'position' in one ? direction(scenario.transmitter, one.position) : one.direction,
        y: one.limitDbm,
      }));
  const azimuth = `azimuth at elevation ${elevations?.[0]}°`;
  return chart({
    width: options.width,
    title: options.title ?? 'Transmit beampattern',
    subtitle:
      options.subtitle ??
      `${scenario.powerDbm} dBm, ${antennaCount(scenario.transmitter)} antennas · dotted: directions of the devices` +
        (quiet.length > 0 ? '; strokes: limits' : ''),
    description: designs.map(describePattern).join(' '),
    x: {
      label: elevations === undefined ? 'angle from broadside' : azimuth,
      unit: 'degrees',
      domain: [-edge, edge],
    },
    y: { label: 'radiated power', unit: 'dBm', domain: [top - range, top] },
    layers: [
      ...directions.map((angle) => rule({ x: angle }, { dash: [1.5, 3], color: '#8c8c8c' })),
      ...designs.map(({ name, pattern }) =>
        line(
          // below the axis: drawn down to it
          pattern.angles.map((x, i) => ({ x, y: Math.max(dBm(pattern.power[i]), top - 2 * range) })),
          { name },
        ),
      ),
      markers(quiet, { color: '#000000', shape: 'stroke', size: 260 }),
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

/** Radiated power over azimuth and elevation, with the devices where the transmitter sees them. `top`: dBm */
function skyFigure(
  designs: readonly DesignView[],
  scenario: Scenario,
  top: number,
  options: FigureOptions,
): Spec {
  const seen = scenario.devices.flatMap(({ position, symbol }) =>
    symbol === 0
      ? []
      : [{ x: direction(scenario.transmitter, position), y: elevation(scenario.transmitter, position) }],
  );
  const edges = Array.from({ length: range / 5 + 1 }, (_, i) => top - range + 5 * i);
  const charts = designs.map(({ name, pattern: { angles, elevations, power } }, i) =>
    chart({
      title: name,
      x: { label: 'azimuth', unit: 'degrees', scale: 'linear', domain: [-180, 180] },
      y: { label: 'elevation', unit: 'degrees', scale: 'linear', domain: [-90, 90] },
      equal: true,
      width: options.width ?? 330,
      legend: i === 0,
      layers: [
        heat(
          {
            x: angles,
            y: elevations!,
            values: elevations!.map((_, row) =>
              power.slice(row * angles.length, (row + 1) * angles.length).map((p) => (p > 0 ? dBm(p) : null)),
            ),
          },
          { edges, label: 'radiated power (dBm)', bar: i === designs.length - 1 },
        ),
        markers(seen, { name: 'device', color: '#d55e00', shape: 'circle', size: 26 }),
      ],
    }),
  );
  return panels(charts, {
    title: options.title ?? 'Transmit beampattern',
    subtitle:
      options.subtitle ??
      `${scenario.powerDbm} dBm, ${antennaCount(scenario.transmitter)} antennas, seen from the transmitter`,
    description: designs.map(describePattern).join(' '),
    columns: designs.length,
  });
}

/** Degrees from the level, as the transmitter sees a place. */
function elevation({ position: [x, y, z = 0] }: ArrayGeometry, [px, py, pz = 0]: Position): number {
  return (Math.atan2(pz - z, Math.hypot(px - x, py - y)) * 180) / Math.PI;
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

function describePattern({ name, pattern }: DesignView): string {
  const { power, towards } = strongest(pattern);
  if (power === 0) return `${name}: no power.`;
  return `${name}: at most ${dBm(power).toFixed(1)} dBm, at ${towards.join(' and ')} degrees.`;
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
  const { x, y, z } = designs[0].map;
  const span = Math.max(x[x.length - 1] - x[0], y[y.length - 1] - y[0]);
  const factor = exaggeration(designs[0].errors, span);
  const height =
    z === undefined ? '' : `power ${Number(z.toPrecision(3))} m high, all else seen from above; `;
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
    subtitle: options.subtitle ?? `${height}error ellipses: one standard deviation, ${factorText(factor)}`,
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
