/** Curves in a row, as a long run would solve them: what they take of memory once the first of a shape is done. */
import { readFileSync } from 'node:fs';
import { Core } from '../../bindings/core/core.js';
import { Solver } from '../../bindings/solver/solver.js';
import type { Fidelity, Vector2 } from '../../bindings/types.js';
import { seeded } from '../verify/helpers.js';

const wasm = new URL('../../build/isabc.wasm', import.meta.url);
const fidelities: Fidelity[] = ['printed', 'decoupled', 'coupled'];
/** One round has every shape in every fidelity. */
const shapes = [1, 2, 3];
const round = shapes.length * fidelities.length;

export interface Memory {
  /** Of WebAssembly, bytes: after the first round and at the end. */
  linear: number[];
  /** Of JavaScript, bytes: a tenth of the way and at the end. */
  heap: number[];
  statuses: Set<string>;
}

export function manyCurves(count: number, collectGarbage: () => void): Memory {
  const core = new Core(new WebAssembly.Module(readFileSync(wasm)));
  const solver = new Solver(core);
  const next = seeded(41);
  const memory: Memory = { linear: [], heap: [], statuses: new Set() };
  const { linear, heap, statuses } = memory;
  for (let i = 0; i < count; i++) {
    const devices = Array.from({ length: shapes[i % shapes.length] }, (_, l) => ({
      position: [0.8 + 0.3 * l + 0.2 * next(), -0.8 * next()] as Vector2,
      symbol: 0.2 + 0.8 * next(),
    }));
    const arrays = { transmitter: { antennas: 3 }, receiver: { antennas: 4 } };
    const fidelity = fidelities[Math.floor(i / shapes.length) % fidelities.length];
    const options = { points: 2, fidelity, covariance: i % 2 === 0 };
    for (const { status } of solver.tradeoff({ devices, ...arrays }, options).points) statuses.add(status);
    if (i === round - 1 || i === count - 1) linear.push(core.memoryBytes);
    if (i === Math.floor(count / 10) || i === count - 1) {
      collectGarbage();
      heap.push(process.memoryUsage().heapUsed);
    }
  }
  return memory;
}
