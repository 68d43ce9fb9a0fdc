/** The input block of one scenario, as assembly/model/scenario.ts (IN_…) reads it. */

import { signals, type Pulse, type Scenario, type Scene } from '../types.js';

const pulses: Pulse[] = ['cosine', 'sinc', 'ramp'];

/** f64s of the head: all but devices and samples. */
export const inputHead = 21;

/** The samples of a pulse; none where it is a named one. */
export function samplesOf({ pulse }: Pick<Scene, 'pulse'>): readonly number[] {
  return typeof pulse === 'object' ? pulse.samples : [];
}

/** f64s of a scenario's whole block. */
export function inputLength(scenario: Scenario): number {
  return inputHead + 3 * scenario.devices.length + samplesOf(scenario).length;
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
  block[i] = signals.indexOf(scene.signal);
}

/** Writes the whole block from `offset` on; returns where it ends. */
export function writeInput(block: Float64Array, offset: number, scenario: Scenario): number {
  writeHead(block, offset, scenario);
  let i = offset + inputHead;
  for (const { position, symbol } of scenario.devices) {
    block[i++] = position[0];
    block[i++] = position[1];
    block[i++] = symbol;
  }
  block.set(samplesOf(scenario), i);
  return offset + inputLength(scenario);
}
