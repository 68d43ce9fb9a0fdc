/**
 * Many scenarios in one crossing of the border, results as columns. Layouts:
 * assembly/batch.ts and assembly/random/draws.ts.
 */

import type { Fidelity, Objective, Over, Scenario } from '../types.js';
import { fidelityCodes, objectiveCodes, overCodes } from './codes.js';
import { inputLength, writeInput } from './input-block.js';
import { view, type MemoryExports } from './memory.js';

/** What assembly/batch.ts exports. Pointers are byte offsets. */
export interface BatchExports extends MemoryExports {
  batchRoom(count: number): number;
  solveScenarios(task: number, count: number, out: number): void;
  solveDraws(task: number, first: number, count: number, out: number, placements: number): void;
}

/** What all scenarios of a batch have in common. Floors are rates in bps/Hz, or fractions of each one's own curve. */
export interface BatchTask {
  fidelity: Fidelity;
  objective: Objective;
  over: Over;
  /** Compute maxRate and freeRate of every scenario. Fractions need them. */
  extremes: boolean;
  fractions?: readonly number[];
  rates?: readonly number[];
}

/** Columns as the core writes them, f64 each; `gain` is what a superposed signal's point leaves to first order. */
export const coreColumns = [
  'rateFloor', 'status', 'refusal', 'named', 'maxRate', 'maxRateBound', 'freeRate',
  'total', 'delay', 'angle', 'position', 'rate', 'slope', 'lowerBound', 'gap', 'lmi', 'iterations', 'rank', 'gain',
  'value',
] as const; // prettier-ignore

/**
 * Rows as they lie in the core's memory: column c is values[c·rows … (c+1)·rows − 1]. Good until the core is called
 * again.
 */
export interface CoreRows {
  rows: number;
  values: Float64Array;
}

/** The rate floors of a task, whichever way they are given. */
const floorsOf = ({ fractions, rates }: BatchTask) => fractions ?? rates!;

/** f64s of a task's head. */
export function taskLength(task: BatchTask): number {
  return 6 + floorsOf(task).length;
}

/** Writes the head of a task; returns where it ends. */
export function writeTask(block: Float64Array, task: BatchTask): number {
  block[0] = fidelityCodes[task.fidelity];
  block[1] = objectiveCodes[task.objective];
  block[2] = overCodes[task.over];
  block[3] = task.extremes ? 1 : 0;
  block[4] = task.fractions ? 1 : 0;
  block[5] = floorsOf(task).length;
  block.set(floorsOf(task), 6);
  return taskLength(task);
}

/** f64s that a scenario takes in a batch, its rows included. */
export function batchLength(scenario: Scenario, floors: number): number {
  return inputLength(scenario) + coreColumns.length * floors;
}

/** Solves validated scenarios: one row a scenario and floor, the floor fastest. */
export function solveScenarios(
  wasm: BatchExports,
  scenarios: readonly Scenario[],
  task: BatchTask,
): CoreRows {
  const rows = scenarios.length * floorsOf(task).length;
  const input = scenarios.reduce((sum, scenario) => sum + inputLength(scenario), taskLength(task));
  const pointer = wasm.batchRoom(input + coreColumns.length * rows);
  const block = view(wasm, pointer, input);
  let end = writeTask(block, task);
  for (const scenario of scenarios) end = writeInput(block, end, scenario);
  wasm.solveScenarios(pointer, scenarios.length, pointer + 8 * input);
  return {
    rows,
    values: view(wasm, pointer + 8 * input, coreColumns.length * rows),
  };
}

/** Rows of draws, and where their devices stand: columns x, y, z, symbol, one number a draw and device. */
export interface CoreDraws extends CoreRows {
  placements: Float64Array;
}

/**
 * Makes and solves `count` draws from `first` on.
 *
 * @param task f64s: `writeTask`, then what solveDraws of assembly/batch.ts wants
 */
export function solveDraws(
  wasm: BatchExports,
  task: Float64Array,
  size: { first: number; count: number; devices: number; rowsPerDraw: number },
): CoreDraws {
  const { first, count, devices, rowsPerDraw } = size;
  const rows = count * rowsPerDraw;
  const length = coreColumns.length * rows;
  const pointer = wasm.batchRoom(task.length + length + 4 * count * devices);
  view(wasm, pointer, task.length).set(task);
  const out = pointer + 8 * task.length;
  wasm.solveDraws(pointer, first, count, out, out + 8 * length);
  return {
    rows,
    values: view(wasm, out, length),
    placements: view(wasm, out + 8 * length, 4 * count * devices),
  };
}
