/** The input block of one scenario, as assembly/model/scenario.ts (IN_…) reads it. */

import { signals, type Pulse, type Scenario, type Scene } from '../types.js';

const pulses: Pulse[] = ['cosine', 'sinc', 'ramp'];

/** f64s of the head: all but devices and samples. */
export const inputHead = 25;

/** The samples of a pulse; none where it is a named one. */
export function samplesOf({ pulse }: Pick<Scene, 'pulse'>): readonly number[] {
  return typeof pulse === 'object' ? pulse.samples : [];
}

/** The limits of single antennas; none where all have the same. */
const antennaLimits = ({ limits }: Pick<Scene, 'limits'>): readonly (number | null)[] =>
  Array.isArray(limits?.antennaDbm) ? limits.antennaDbm : [];

/** What follows the devices: the samples, the quiet directions, the limits of single antennas. */
export function inputTail(scene: Scene): number[] {
  const quiet = (scene.limits?.quiet ?? []).flatMap(({ limitDbm, ...where }) => [
    ...('position' in where ? where.position : [where.direction, NaN]),
    limitDbm,
  ]);
  return [...samplesOf(scene), ...quiet, ...antennaLimits(scene).map((dbm) => dbm ?? NaN)];
}

/** f64s of a block with so many devices. */
export function blockLength(scene: Scene, devices: number): number {
  return inputHead + 5 * devices + inputTail(scene).length;
}

/** f64s of a scenario's whole block. */
export function inputLength(scenario: Scenario): number {
  return blockLength(scenario, scenario.devices.length);
}

/** Writes the head from `offset` on. */
export function writeHead(block: Float64Array, offset: number, scene: Scene): void {
  const { transmitter, receiver, pulse, pathLoss } = scene;
  let i = offset;
  for (const array of [transmitter, receiver]) {
    block[i++] = array.position[0];
    block[i++] = array.position[1];
    block[i++] = array.antennas;
    block[i++] = array.spacing;
    block[i++] = array.orientation;
  }
  block[i++] = typeof pulse === 'object' ? 3 : pulses.indexOf(pulse);
  block[i++] = samplesOf(scene).length;
  block[i++] = scene.symbolDuration;
  block[i++] = scene.symbolCount;
  block[i++] = scene.reflection;
  block[i++] = pathLoss.referenceDb;
  block[i++] = pathLoss.exponent;
  block[i++] = scene.powerDbm;
  block[i++] = scene.clutterDbm ?? NaN;
  block[i++] = scene.noiseDbm;
  block[i++] = signals.indexOf(scene.signal);
  const { antennaDbm, sensitivityDbm, quiet } = scene.limits ?? {};
  block[i++] = typeof antennaDbm === 'number' ? antennaDbm : NaN;
  block[i++] = sensitivityDbm ?? NaN;
  block[i++] = antennaLimits(scene).length;
  block[i] = quiet?.length ?? 0;
}

/** Writes the whole block from `offset` on; returns where it ends. */
export function writeInput(block: Float64Array, offset: number, scenario: Scenario): number {
  writeHead(block, offset, scenario);
  const { devices } = scenario;
  block.set(
    [
      ...devices.flatMap(({ position, symbol }) => [...position, symbol]),
      ...devices.map(({ weight }) => weight ?? 1),
      ...devices.map(({ sensitivityDbm }) => sensitivityDbm ?? NaN),
      ...inputTail(scenario),
    ],
    offset + inputHead,
  );
  return offset + inputLength(scenario);
}
