/** Designs at work: what they radiate by direction, and a map of the plane with what they light and how well they locate. */

import type { ArrayGeometry, Beampattern, PositionError, Scenario, Vector2 } from '../types.js';
import { note, rule } from './annotations.js';
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
  const peak = Math.max(...designs.flatMap(({ pattern }) => pattern.power.map(dBm)));
  const top = Math.ceil(peak / 5) * 5;
  const directions = scenario.devices.flatMap(({ position, symbol }) =>
    symbol === 0 ? [] : [direction(scenario.transmitter, position)],
  );
  return chart({
    width: options.width,
    title: options.title ?? 'Transmit beampattern',
    subtitle:
      options.subtitle ??
      `${scenario.powerDbm} dBm, ${scenario.transmitter.antennas} antennas · dotted: directions of the devices`,
    description: designs.map(describePattern).join(' '),
    x: { label: 'angle from broadside', unit: 'degrees', domain: [-90, 90] },
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
    ],
  });
}

/** Degrees from broadside, folded to −90…90: a linear array does not tell front from back. */
function direction({ position, orientation }: ArrayGeometry, [x, y]: Vector2): number {
  const turned = Math.atan2(y - position[1], x - position[0]) - ((orientation - 90) * Math.PI) / 180;
  return (Math.asin(Math.sin(turned)) * 180) / Math.PI;
}

function describePattern({ name, pattern: { angles, power } }: DesignView): string {
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
                    center: scenario.devices[device].position,
                    semiAxes: [factor * error.semiAxes[0], factor * error.semiAxes[1]] as const,
                    angle: error.angle,
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
  const digit = [5, 2, 1].find((m) => m * 10 ** power <= wanted) ?? 1;
  return Number(`${digit}e${power}`);
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
function array({ position: [x, y], orientation }: ArrayGeometry, name: string, span: number): Layer[] {
  const angle = (orientation * Math.PI) / 180;
  const [dx, dy] = [0.04 * span * Math.cos(angle), 0.04 * span * Math.sin(angle)];
  const color = name === 'transmitter' ? '#000000' : '#009e73';
  const bar = [
    { x: x - dx, y: y - dy },
    { x: x + dx, y: y + dy },
  ];
  return [line(bar, { name, color, width: 5, dash: [] })];
}
