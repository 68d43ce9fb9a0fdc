/** The scenarios of isabc batch: a line of JSON each, read as often as they are needed and never held together. */

import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { BatchTask } from '../../core/batch.js';
import { antennaCount } from '../../input/arrays.js';
import { InputError, type InputIssue } from '../../input/errors.js';
import { parseJson } from '../../input/json.js';
import { fidelityIssues, overIssues } from '../../input/model-rules.js';
import { checkScenario } from '../../input/scenario.js';
import { warningsOf } from '../../input/warnings.js';
import { chunkWork, curveWork } from '../../monte-carlo/plan.js';
import type { Scenario } from '../../types.js';
import { CommandError, exit, reason, reading } from '../io.js';

/** The longest line: a scenario of 32 devices with channels of their own has a tenth of a megabyte. */
const longestLine = 16e6; // characters
/** The most scenarios of one group, however easy they are. */
const largestGroup = 512;
/** The most issues that are collected; as many are told of. */
const mostIssues = 100;
/** The most slips that are told of: a mistake of the whole file is seen in a few lines. */
const mostWarnings = 10;

/** What a look at all lines has found. */
export interface Survey {
  /** Of the file. */
  sha256: string;
  scenarios: number;
  /** Scenarios in each group, in order: of about a second's work, by the scenarios alone. */
  groups: number[];
  /** Slips by line, the first ones. */
  warnings: InputIssue[];
  /** How many there are. */
  warningCount: number;
}

/**
 * Looks at every line of a file.
 *
 * @throws InputError naming lines and fields; CommandError 3 where the file cannot be read, and what `signal` is
 *   aborted with
 */
export async function survey(file: string, task: BatchTask, signal: AbortSignal): Promise<Survey> {
  const hash = createHash('sha256');
  const floors = (task.fractions ?? task.rates!).length;
  const issues: InputIssue[] = [];
  const groups: number[] = [];
  const warnings: InputIssue[] = [];
  let warningCount = 0;
  let [scenarios, size, work] = [0, 0, 0];
  for await (const { line, text } of linesOf(file, (bytes) => hash.update(bytes))) {
    signal.throwIfAborted();
    const { output, issues: wrong } = judge(text, line, task);
    issues.push(...wrong);
    if (issues.length >= mostIssues) break;
    if (wrong.length > 0) continue;
    const slips = inLine(line, warningsOf(output));
    warningCount += slips.length;
    warnings.push(...slips.slice(0, mostWarnings - warnings.length));
    const { devices, transmitter } = output;
    const own = curveWork(output, devices.length, antennaCount(transmitter), floors, task.fidelity);
    if (size > 0 && (size === largestGroup || work + own > chunkWork)) {
      groups.push(size);
      [size, work] = [0, 0];
    }
    size++;
    work += own;
    scenarios++;
  }
  if (issues.length > 0) throw new InputError(issues.slice(0, mostIssues));
  if (scenarios === 0)
    throw new InputError([
      { path: file, value: '', message: 'must have a scenario on each line, at least one' },
    ]);
  groups.push(size);
  return { sha256: hash.digest('hex'), scenarios, groups, warnings, warningCount };
}

/**
 * The scenarios of some groups, group by group, as the survey has cut them.
 *
 * @param wanted ascending
 * @throws CommandError 3 where the file has changed since
 */
export async function* groupsOf(
  file: string,
  { sha256, groups }: Survey,
  task: BatchTask,
  wanted: readonly number[],
): AsyncGenerator<Scenario[], void, undefined> {
  const hash = createHash('sha256');
  const due = new Set(wanted);
  let [group, left] = [0, groups[0]];
  let held: Scenario[] = [];
  const changed = () =>
    new CommandError(
      exit.inputOutput,
      `${file} has changed while it was read: start again with another --out`,
    );
  for await (const { line, text } of linesOf(file, (bytes) => hash.update(bytes))) {
    if (group === groups.length) throw changed();
    if (due.has(group)) {
      const { output, issues } = judge(text, line, task);
      if (issues.length > 0) throw changed();
      held.push(output);
    }
    if (--left > 0) continue;
    if (due.has(group)) yield held;
    held = [];
    left = groups[++group];
  }
  if (hash.digest('hex') !== sha256) throw changed();
}

function judge(text: string, line: number, task: BatchTask): { output: Scenario; issues: InputIssue[] } {
  let value: unknown;
  try {
    value = parseJson(text, 'it');
  } catch (error) {
    return {
      output: {} as Scenario,
      issues: [{ path: `line ${line}`, value: text, message: reason(error) }],
    };
  }
  const { output, issues } = checkScenario(value);
  const all =
    issues.length > 0 ? issues : [...fidelityIssues(output, task.fidelity), ...overIssues(output, task.over)];
  return { output, issues: inLine(line, all) };
}

const inLine = (line: number, issues: readonly InputIssue[]): InputIssue[] =>
  issues.map((issue) => ({ ...issue, path: `line ${line}: ${issue.path}` }));

/** The lines of a file that are not blank, with their numbers from 1. `onBytes` sees all that is read. */
async function* linesOf(
  file: string,
  onBytes: (bytes: Buffer) => void,
): AsyncGenerator<{ line: number; text: string }> {
  const handle = await reading(file, () => open(file));
  const decoder = new TextDecoder();
  let [rest, line] = ['', 0];
  try {
    const block = Buffer.alloc(1 << 16);
    for (;;) {
      const { bytesRead } = await reading(file, () => handle.read(block, 0, block.length));
      onBytes(block.subarray(0, bytesRead));
      rest += decoder.decode(block.subarray(0, bytesRead), { stream: bytesRead > 0 });
      const lines = rest.split('\n');
      rest = bytesRead > 0 ? lines.pop()! : '';
      if (rest.length > longestLine) {
        const message = `must have lines of at most ${longestLine} characters`;
        throw new InputError([{ path: file, value: `line ${line + lines.length + 1}`, message }]);
      }
      for (const text of lines) {
        line++;
        if (text.trim() !== '') yield { line, text };
      }
      if (bytesRead === 0) return;
    }
  } finally {
    await handle.close();
  }
}
