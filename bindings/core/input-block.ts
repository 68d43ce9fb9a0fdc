/** The input block of one scenario, in the order in which assembly/model/input.ts reads it. */

import * as abi from '../../assembly/abi.ts';
import { antennaCount, isInSpace } from '../input/arrays.js';
import type { ArrayGeometry, ComplexVector, Device, DeviceChannel, Scenario, Scene } from '../types.js';
import { pulseCodes, signalCodes, unknownCodes } from './codes.js';
import { limitsOf } from './limits.js';

/** The samples of a pulse; none where it is a named one. */
function samplesOf({ pulse }: Pick<Scene, 'pulse'>): readonly number[] {
  return typeof pulse === 'object' ? pulse.samples : [];
}

function channelNumbers({ transmit, receive, slopes = [] }: DeviceChannel): number[] {
  const vectors = [transmit, receive, ...slopes].filter(
    (vector): vector is ComplexVector => vector !== undefined,
  );
  return vectors.flatMap(({ re, im }) => [...re, ...im]);
}

/** The limits of single antennas, dBm; none where all have the same. */
const antennaLimits = ({ limits }: Pick<Scene, 'limits'>): number[] =>
  Array.isArray(limits?.antennaDbm) ? limits.antennaDbm.map((dbm) => dbm ?? NaN) : [];

/** The limits whose vectors are listed, INPUT_LIMIT numbers each. */
const listedLimits = (scene: Scene): number[] =>
  scene.limits
    ? limitsOf(scene).flatMap(({ vector, sign, dbm }) => (vector ? [...vector, sign, dbm] : []))
    : [];

/** What follows the devices: of most scenarios nothing. */
function tailOf(scene: Scene & { devices?: readonly Device[] }): number[] {
  const tail: number[] = [];
  for (const array of [scene.transmitter, scene.receiver])
    if ('elements' in array) tail.push(...array.elements.flat());
  tail.push(...antennaLimits(scene), ...listedLimits(scene));
  for (const { channel } of scene.devices ?? []) if (channel) tail.push(...channelNumbers(channel));
  tail.push(...samplesOf(scene));
  return tail;
}

/** f64s of a scenario's whole block. */
export function inputLength(scenario: Scenario): number {
  return abi.INPUT_HEAD + abi.INPUT_DEVICE * scenario.devices.length + tailOf(scenario).length;
}

function arrayNumbers(array: ArrayGeometry): number[] {
  const [x, y, z = 0] = array.position;
  const M = antennaCount(array);
  if ('elements' in array) return [x, y, z, abi.ELEMENTS, M, 0, 0, 0, 0];
  const { orientation } = array;
  if (array.shape === 'circle') return [x, y, z, abi.CIRCLE, M, array.radius, 0, 0, orientation];
  if (array.shape !== 'grid') return [x, y, z, abi.LINE, M, array.spacing, 0, 0, orientation];
  const [horizontal, vertical] =
    typeof array.spacing === 'number' ? [array.spacing, array.spacing] : array.spacing;
  return [x, y, z, abi.GRID, M, horizontal, vertical, array.columns, orientation];
}

/** The head of a block of so many f64, of so many devices. Seed and draw of the fading come last. */
function headNumbers(scene: Scene, length: number, devices: number): number[] {
  const { fading, pulse, pathLoss } = scene;
  const { antennaDbm, sensitivityDbm } = scene.limits ?? {};
  return [
    length,
    devices,
    isInSpace(scene.transmitter) ? 3 : 2,
    ...arrayNumbers(scene.transmitter),
    ...arrayNumbers(scene.receiver),
    typeof pulse === 'object' ? abi.SAMPLED : pulseCodes[pulse],
    samplesOf(scene).length,
    scene.symbolDuration,
    scene.symbolCount,
    scene.reflection,
    pathLoss.referenceDb,
    pathLoss.exponent,
    scene.powerDbm,
    scene.clutterDbm ?? NaN,
    scene.noiseDbm,
    signalCodes[scene.signal],
    unknownCodes[scene.unknown],
    typeof antennaDbm === 'number' ? antennaDbm : NaN,
    sensitivityDbm ?? NaN,
    antennaLimits(scene).length,
    listedLimits(scene).length / abi.INPUT_LIMIT,
    fading ? (fading.factorDb ?? -Infinity) : NaN,
    fading && 'seed' in fading ? (fading as { seed: number }).seed : 0,
    0,
  ];
}

const ownParts = ({ transmit, receive, slopes }: DeviceChannel): number =>
  (transmit ? abi.OWN_TRANSMIT : 0) + (receive ? abi.OWN_RECEIVE : 0) + (slopes ? abi.OWN_SLOPES : 0);

function writeDevice(block: Float64Array, at: number, device: Device): void {
  const { position, symbol, weight = 1, prior = 0, channel, sensitivityDbm = NaN } = device;
  block[at] = position[0];
  block[at + 1] = position[1];
  block[at + 2] = position.length === 3 ? position[2] : 0;
  block[at + 3] = symbol;
  block[at + 4] = weight;
  block[at + 5] = prior;
  block[at + 6] = channel ? ownParts(channel) : 0;
  block[at + 7] = sensitivityDbm;
}

/** Writes the head of a scene that will have so many devices, from `offset` on. */
export function writeHead(block: Float64Array, offset: number, scene: Scene, devices: number): void {
  const length = abi.INPUT_HEAD + abi.INPUT_DEVICE * devices + tailOf(scene).length;
  block.set(headNumbers(scene, length, devices), offset);
}

/** Writes the whole block from `offset` on; returns where it ends. */
export function writeInput(block: Float64Array, offset: number, scenario: Scenario): number {
  const { devices } = scenario;
  const tail = tailOf(scenario);
  const tailAt = abi.INPUT_HEAD + abi.INPUT_DEVICE * devices.length;
  const length = tailAt + tail.length;
  block.set(headNumbers(scenario, length, devices.length), offset);
  devices.forEach((device, i) => writeDevice(block, offset + abi.INPUT_HEAD + abi.INPUT_DEVICE * i, device));
  block.set(tail, offset + tailAt);
  return offset + length;
}

/** A block whose devices draws put in place; each has weight 1 and no channel of its own. */
export function drawnBlock(scene: Scene, devices: number): Float64Array {
  const device: Device = { position: [0, 0, 0], symbol: 1 };
  const scenario = { ...scene, fading: undefined, devices: Array.from({ length: devices }, () => device) };
  const block = new Float64Array(inputLength(scenario));
  writeInput(block, 0, scenario);
  return block;
}
