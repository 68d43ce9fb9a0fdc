/** What the commands share: option texts, and numbers read from the command line. */

import type { Command } from 'commander';
import type { Fidelity, Objective, Over } from '../types.js';
import type { World } from './run.js';

/** Adds a command to the program; `done` takes the exit status of what it did. */
export type AddCommand = (program: Command, world: World, done: (status: number) => void) => void;

/** As typed: the values are checked with all the others, so that every bad one is named at once. */
export interface ModelOptions {
  fidelity?: Fidelity;
  objective?: Objective;
  over?: Over;
}

/** --fidelity, --objective and --over. */
export function addModelOptions(command: Command): Command {
  return command
    .option('--fidelity <name>', 'formula of the bound: printed, decoupled or coupled (default: printed)')
    .option('--objective <name>', 'what is minimised: sum, delay, angle or position (default: sum)')
    .option('--over <name>', 'sum over the devices, or the worst of them: sum or worst (default: sum)');
}

/** A decimal number; any other text stays as it is, for the validation to name. */
export function number(text: string): number {
  const decimal = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;
  return decimal.test(text) ? Number(text) : (text as unknown as number);
}

/** Decimal numbers with commas between them. */
export function numbers(text: string): number[] {
  return text.split(',').map(number);
}
