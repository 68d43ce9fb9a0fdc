/** The scenario of a command: a JSON file, with what other files and --set put into it. */

import type { Command } from 'commander';
import type { ScenarioInput } from '../types.js';
import { assign, assignment, type Assignment } from './assignment.js';
import { naming, textOf } from './arrays.js';
import { channelArrays, withChannels } from './channels.js';
import { FormatError } from './files/array.js';
import { readCsvTable } from './files/csv.js';
import { readBytes, readJson, type Streams } from './io.js';
import { isObject } from '../input/rules.js';
import { number } from './options.js';

/** Options of every command that reads a scenario. */
export interface ScenarioOptions {
  devices?: string;
  channels?: string;
  set?: Assignment[];
}

/** --devices, --channels and --set. */
export function addScenarioOptions(command: Command): Command {
  command
    .option(
      '--devices <file>',
      `devices from a CSV file in place of the scenario's; columns ${columns.join(', ')}`,
    )
    .option(
      '--channels <file>',
      `channels of the devices, from a .npz, .mat or JSON file with any of ${channelArrays}`,
    );
  return addSet(command);
}

/** --set alone, for commands that read more than a scenario. */
export function addSet(command: Command): Command {
  return command.option(
    '--set <path=value>',
    'put a value (JSON, or a word) at a path of the file, such as devices[0].symbol=0.5; repeatable',
    (text: string, before: Assignment[] = []) => [...before, assignment(text)],
  );
}

/** What a scenario file says, changed as the options say; valid or not, the solver will see. */
export async function readScenario(
  file: string,
  { devices, channels, set = [] }: ScenarioOptions,
  streams: Streams,
): Promise<ScenarioInput> {
  let scenario = await readJson(file, streams);
  if (devices !== undefined && isObject(scenario))
    scenario = { ...scenario, devices: await readDevices(devices, streams) };
  scenario = assign(scenario, set);
  // last, as the numbers of antennas are known now
  if (channels !== undefined) scenario = await withChannels(scenario, channels, streams);
  return scenario as ScenarioInput;
}

/** Splits the options into those of the file and the others. */
export function scenarioOptions<T extends ScenarioOptions>({ devices, channels, set, ...rest }: T) {
  return { source: { devices, channels, set } as ScenarioOptions, rest };
}

/** Columns of --devices; x and y must be there. */
const coordinates = ['x', 'y', 'z'];
const columns = [...coordinates, 'symbol', 'weight', 'name'];

async function readDevices(file: string, streams: Streams): Promise<unknown[]> {
  const bytes = await readBytes(file, streams);
  return naming('devices', file, () => {
    const { names, rows } = readCsvTable(textOf(bytes), columns, coordinates);
    if (!names.includes('x') || !names.includes('y'))
      throw new FormatError(
        `has no columns x and y: its first line must name them, and may name ${columns.slice(2).join(', ')}`,
      );
    return rows.map(({ x, y, z, symbol, weight, name }) => ({
      // what is missing stays, for the validation to name
      position: [x, y, ...(names.includes('z') ? [z] : [])].map((text) => number(text ?? '')),
      ...(symbol === undefined ? {} : { symbol: number(symbol) }),
      ...(weight === undefined ? {} : { weight: number(weight) }),
      ...(name === undefined ? {} : { name }),
    }));
  });
}
