/** Which curves one command asks for: several scenario files, and a value that differs. */

import { basename, extname } from 'node:path';
import { checkScenario } from '../input/scenario.js';
import { InputError } from '../input/errors.js';
import { printable } from '../input/text.js';
import { sweepPaths, withValue } from '../monte-carlo/sweep.js';
import type { Pulse, Scenario, ScenarioInput, Signal, TradeoffOptions } from '../types.js';
import { CommandError, exit, type Streams } from './io.js';
import { number } from './options.js';
import { readScenario, type ScenarioOptions } from './scenario-file.js';

/** A curve to be computed. */
export interface Curve {
  /** What tells it from the others: the file's name, what `--compare` says, or both. */
  name: string;
  scenario: ScenarioInput;
  options: TradeoffOptions;
}

/** What `--compare` names: a key, and its values as typed. */
export interface Comparison {
  key: string;
  values: string[];
}

/** Keys whose values say what they are. */
const words = new Set(['fidelity', 'pulse', 'signal']);

/** `key=a,b,…` */
export function comparison(text: string): Comparison {
  const [key, ...rest] = text.split('=');
  return {
    key: key.trim(),
    values: rest
      .join('=')
      .split(',')
      .map((value) => value.trim()),
  };
}

/** Every scenario with every value of the comparison. */
export async function readCurves(
  files: readonly string[],
  compare: Comparison | undefined,
  options: TradeoffOptions,
  source: ScenarioOptions,
  streams: Streams,
): Promise<Curve[]> {
  if (files.filter((file) => file === '-').length > 1)
    throw new CommandError(exit.badInput, 'only one scenario can come from standard input');
  const scenarios: { name: string; scenario: ScenarioInput }[] = [];
  for (const file of files) {
    const scenario = await readScenario(file, source, streams);
    scenarios.push({
      name: file === '-' ? 'standard input' : printable(basename(file, extname(file))),
      scenario,
    });
  }
  const names = new Set(scenarios.map(({ name }) => name));
  if (names.size < scenarios.length) scenarios.forEach((entry, i) => (entry.name = printable(files[i])));
  if (compare === undefined) return scenarios.map((entry) => ({ ...entry, options }));
  checkComparison(compare, options);
  return scenarios.flatMap(({ name, scenario }) =>
    compare.values.map((value): Curve => {
      const label = words.has(compare.key) ? value : `${compare.key} ${value}`;
      const curve = vary(scenario, options, compare.key, value);
      return { name: files.length === 1 ? label : `${name}, ${label}`, ...curve };
    }),
  );
}

function checkComparison({ key, values }: Comparison, { fidelity }: TradeoffOptions): void {
  const known = ['fidelity', 'pulse', 'signal', ...sweepPaths];
  if (!known.includes(key)) {
    const message = `must be KEY=VALUE,VALUE,… with one of the keys ${known.join(', ')}`;
    throw new InputError([{ path: 'compare', value: key, message }]);
  }
  if (values.some((value) => value === '')) {
    const message = `must name one or more values of ${key}, with commas between them`;
    throw new InputError([{ path: 'compare', value: values.join(','), message }]);
  }
  if (key === 'fidelity' && fidelity !== undefined)
    throw new CommandError(exit.badInput, '--fidelity and --compare fidelity=… cannot be given together');
}

/** A scenario and options with one value changed; what the value may be, they say themselves. */
function vary(
  scenario: ScenarioInput,
  options: TradeoffOptions,
  key: string,
  value: string,
): Pick<Curve, 'scenario' | 'options'> {
  if (key === 'fidelity') return { scenario, options: { ...options, fidelity: value as never } };
  if (key === 'signal') return { scenario: { ...scenario, signal: value as Signal }, options };
  if (key === 'pulse') return { scenario: { ...scenario, pulse: value as Pulse }, options };
  const { output, issues } = checkScenario(scenario);
  // a bad scenario is named with all that is wrong with it when its curve is computed
  if (issues.length > 0) return { scenario, options };
  return { scenario: withValue(output, key as never, number(value)) as Scenario, options };
}
