/** The input block of one scenario, in the order in which assembly/model/input.ts reads it. */

import { antennaCount, isInSpace } from '../input/arrays.js';
import {
  signals,
  unknowns,
  type ArrayGeometry,
  type ComplexVector,
  type Device,
  type DeviceChannel,
  type Position,
  type Pulse,
  type Scenario,
  type Scene,
} from '../types.js';

const pulses: Pulse[] = ['cosine', 'sinc', 'ramp'];

/** f64s of the head, and of a device: IN_HEAD and DEVICE of the other side. */
export const inputHead = 36;
export const deviceLength = 7;

/** The samples of a pulse; none where it is a named one. */
function samplesOf({ pulse }: Pick<Scene, 'pulse'>): readonly number[] {
  return typeof pulse === 'object' ? pulse.samples : [];
}

function elementsOf(array: ArrayGeometry): number[] {
  return 'elements' in array ? array.elements.flat() : [];
}

function channelNumbers({ transmit, receive, slopes = [] }: DeviceChannel): number[] {
  const vectors = [transmit, receive, ...slopes].filter(
    (vector): vector is ComplexVector => vector !== undefined,
  );
  return vectors.flatMap(({ re, im }) => [...re, ...im]);
}

/** What follows the devices. */
function tailOf(scene: Scene & { devices?: readonly Device[] }): number[] {
  return [
    ...elementsOf(scene.transmitter),
    ...elementsOf(scene.receiver),
    ...(scene.devices ?? []).flatMap(({ channel }) => (channel ? channelNumbers(channel) : [])),
    ...samplesOf(scene),
  ];
}

/** f64s of a scenario's whole block. */
export function inputLength(scenario: Scenario): number {
  return inputHead + deviceLength * scenario.devices.length + tailOf(scenario).length;
}

function* arrayNumbers(array: ArrayGeometry): Generator<number> {
  const [x, y, z = 0] = array.position;
  yield* [x, y, z];
  const M = antennaCount(array);
  if ('elements' in array) yield* [3, M, 0, 0, 0, 0];
  else if (array.shape === 'circle') yield* [1, M, array.radius, 0, 0, array.orientation];
  else if (array.shape === 'grid') {
    const [horizontal, vertical] =
      typeof array.spacing === 'number' ? [array.spacing, array.spacing] : array.spacing;
    yield* [2, M, horizontal, vertical, array.columns, array.orientation];
  } else yield* [0, M, array.spacing, 0, 0, array.orientation];
}

/** The head of a block with so many devices. Seed and draw of the fading come last. */
function* headNumbers(scene: Scene, devices: number): Generator<number> {
  yield inputHead + deviceLength * devices + tailOf(scene).length;
  yield devices;
  yield isInSpace(scene.transmitter) ? 3 : 2;
  yield* arrayNumbers(scene.transmitter);
  yield* arrayNumbers(scene.receiver);
  yield typeof scene.pulse === 'object' ? 3 : pulses.indexOf(scene.pulse);
  yield samplesOf(scene).length;
  yield scene.symbolDuration;
  yield scene.symbolCount;
  yield scene.reflection;
  yield scene.pathLoss.referenceDb;
  yield scene.pathLoss.exponent;
  yield scene.powerDbm;
  yield scene.clutterDbm ?? NaN;
  yield scene.noiseDbm;
  yield signals.indexOf(scene.signal);
  yield unknowns.indexOf(scene.unknown);
  yield scene.fading ? (scene.fading.factorDb ?? -Infinity) : NaN;
  yield scene.fading && 'seed' in scene.fading ? (scene.fading as { seed: number }).seed : 0;
  yield 0;
}

function deviceNumbers({ position, symbol, weight = 1, prior = 0, channel = {} }: Device): number[] {
  const [x, y, z = 0]: Position = position;
  const own = (channel.transmit ? 1 : 0) + (channel.receive ? 2 : 0) + (channel.slopes ? 4 : 0);
  return [x, y, z, symbol, weight, prior, own];
}

/** Writes the head of a scene that will have so many devices, from `offset` on. */
export function writeHead(block: Float64Array, offset: number, scene: Scene, devices: number): void {
  block.set([...headNumbers(scene, devices)], offset);
}

/** Writes the whole block from `offset` on; returns where it ends. */
export function writeInput(block: Float64Array, offset: number, scenario: Scenario): number {
  writeHead(block, offset, scenario, scenario.devices.length);
  block.set([...scenario.devices.flatMap(deviceNumbers), ...tailOf(scenario)], offset + inputHead);
  return offset + inputLength(scenario);
}

/** A block whose devices draws put in place; each has weight 1 and no channel of its own. */
export function drawnBlock(scene: Scene, devices: number): Float64Array {
  const device: Device = { position: [0, 0, 0], symbol: 1 };
  const scenario = { ...scene, fading: undefined, devices: Array.from({ length: devices }, () => device) };
  const block = new Float64Array(inputLength(scenario));
  writeInput(block, 0, scenario);
  return block;
}
