/** What the commands share: option texts, and numbers read from the command line. */

import type { Command } from 'commander';
import { InputError, type InputIssue } from '../input/errors.js';
import type { Fidelity, Objective, Over } from '../types.js';
import type { World } from './world.js';

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
    .option('--fidelity <name>', 'formula of the bound: printed, decoupled or coupled (default: coupled)')
    .option('--objective <name>', 'what is minimised: sum, delay, angle or position (default: sum)')
    .option('--over <name>', 'sum over the devices, or the worst of them: sum or worst (default: sum)');
}

/** What is wrong with the options of a command that works in a folder. */
export function folderIssues(
  { out, format, workers }: { out: string; format: string; workers?: number },
  formats: readonly string[],
): InputIssue[] {
  const issues: InputIssue[] = [];
  if (out === '') issues.push({ path: '--out', value: out, message: 'must name a folder' });
  if (!formats.includes(format)) {
    const names = formats.map((name) => JSON.stringify(name)).join(' or ');
    issues.push({ path: '--format', value: format, message: `must be ${names}` });
  }
  if (workers !== undefined && !(Number.isInteger(workers) && workers >= 1 && workers <= 1024))
    issues.push({ path: '--workers', value: workers, message: 'must be an integer from 1 to 1024' });
  return issues;
}

/** A decimal number; any other text stays as it is, for the validation to name. */
export function number(text: string): number {
  const decimal = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;
  return decimal.test(text) ? Number(text) : (text as unknown as number);
}

/**
 * Decimal numbers with commas between them, and ranges START:STEP:END, whose end is met or not passed.
 *
 * @throws InputError for ranges without end
 */
export function numbers(text: string): number[] {
  return text.split(',').flatMap((part) => (part.includes(':') ? range(part) : number(part)));
}

/** The most numbers of a range. */
const longest = 100_000;

/** Counted in units of the last decimal place that is written, so that 0:0.1:0.3 ends with 0.3 itself. */
function range(text: string): number[] {
  const parts = text.split(':');
  const [start, step, end] = parts.map(number);
  const fine = parts.length === 3 && [start, step, end].every((value) => typeof value === 'number');
  const places = Math.max(...parts.map(decimalPlaces));
  const unit = Number(`1e${places}`);
  const [first, by, last] = [start, step, end].map((value) => Math.round(value * unit));
  const count = Math.floor((last - first) / by) + 1;
  if (
    !fine ||
    places > 15 ||
    !(count >= 1 && count <= longest) ||
    !Number.isSafeInteger(first + count * by)
  ) {
    const message = `must be START:STEP:END with END at or beyond START, and at most ${longest} numbers`;
    throw new InputError([{ path: 'rates', value: text, message }]);
  }
  return Array.from({ length: count }, (_, k) => (first + k * by) / unit);
}

/** How many digits a decimal number has behind the point, its exponent counted in. */
function decimalPlaces(text: string): number {
  const [, digits = '', exponent = '0'] =
    /\.?(\d*)(?:[eE]([+-]?\d+))?\s*$/.exec(text.replace(/^[^.eE]*/, '')) ?? [];
  return Math.max(0, digits.length - Number(exponent));
}

/** The one rate floor of a command that takes no more; undefined where none was given. */
export function oneRate(rates: number[] | undefined): number | undefined {
  if (rates !== undefined && rates.length !== 1)
    throw new InputError([{ path: 'rates', value: rates, message: 'must be one rate floor (bps/Hz)' }]);
  return rates?.[0];
}

/** Arguments with --rates for --rate, as some commands once had it. */
export function spelled(argv: readonly string[]): string[] {
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
  return argv.map((argument, i) => (i < end ? argument.replace(/^--rate(?==|$)/, '--rates') : argument));
}
