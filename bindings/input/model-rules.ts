/** What of a scenario must fit together: coordinates, lengths of channels, and what a fidelity can mean. */

import { antennaCount, isInSpace, isLine } from './arrays.js';
import { formatPath, type InputIssue } from './errors.js';
import { isObject } from './rules.js';
import type {
  ComplexVector,
  Device,
  DeviceChannel,
  Fidelity,
  Over,
  Position,
  Scenario,
  Scene,
} from '../types.js';

type Path = readonly (string | number)[];

const sides = ['transmitter', 'receiver'] as const;

/**
 * Brings defaults into the scenario's space: an array whose position is left out stands at z = 0. In place.
 *
 * @param input the scenario as it was given
 */
export function intoSpace(scene: Scene, input: unknown, inSpace: boolean): void {
  if (!inSpace || !isObject(input)) return;
  for (const side of sides) {
    const given = input[side];
    if (isObject(given) && given.position !== undefined) continue;
    const { position } = scene[side];
    if (position.length === 2) scene[side].position = [...position, 0];
  }
}

/** All positions have as many coordinates as `inSpace` says, elements too; grids stand in space. */
export function coordinateIssues(scene: Scene, inSpace: boolean, prefix: Path = []): InputIssue[] {
  const issues: InputIssue[] = [];
  for (const side of sides) {
    const array = scene[side];
    issues.push(...positionIssues(array.position, inSpace, [...prefix, side, 'position']));
    if ('elements' in array) {
      array.elements.forEach((element, i) =>
        issues.push(...positionIssues(element, inSpace, [...prefix, side, 'elements', i])),
      );
    } else if (array.shape === 'grid') {
      const path = formatPath([...prefix, side, 'shape']);
      if (!inSpace)
        issues.push({ path, value: 'grid', message: 'stands in space: positions need three numbers' });
      const count = antennaCount(array);
      if (count > 64) {
        const rows = formatPath([...prefix, side, 'rows']);
        issues.push({ path: rows, value: array.rows, message: 'times columns must be at most 64 antennas' });
      }
    }
  }
  return issues;
}

/** @internal */
export function positionIssues(position: Position, inSpace: boolean, path: Path): InputIssue[] {
  if (isInSpace({ position }) === inSpace) return [];
  const message = inSpace
    ? 'must be three numbers [x, y, z], as others are: the scenario is in space'
    : 'must be two numbers [x, y], as others are: the scenario is in the plane';
  return [{ path: formatPath(path), value: position, message }];
}

/** Devices in the space of the arrays, and channels of their own with as many entries as there are antennas. */
export function deviceIssues(scenario: Scenario, prefix: Path = []): InputIssue[] {
  const inSpace = isInSpace(scenario.devices[0]);
  const transmit = antennaCount(scenario.transmitter);
  const receive = antennaCount(scenario.receiver);
  return scenario.devices.flatMap(({ position, channel }, i) => {
    if (!channel && isInSpace({ position }) === inSpace) return [];
    const path = [...prefix, 'devices', i];
    return [
      ...positionIssues(position, inSpace, [...path, 'position']),
      ...(channel ? channelIssues(channel, transmit, receive, inSpace ? 2 : 1, [...path, 'channel']) : []),
    ];
  });
}

function channelIssues(
  channel: DeviceChannel,
  transmit: number,
  receive: number,
  directions: number,
  path: Path,
): InputIssue[] {
  const { slopes } = channel;
  const issues = [
    ...vectorIssues(channel.transmit, transmit, [...path, 'transmit']),
    ...vectorIssues(channel.receive, receive, [...path, 'receive']),
    ...(slopes ?? []).flatMap((slope, i) => vectorIssues(slope, receive, [...path, 'slopes', i])),
  ];
  if (slopes && slopes.length !== directions) {
    const message = `must be ${directions}: one by the angle of arrival, or in space one by azimuth and one by elevation`;
    issues.push({ path: formatPath([...path, 'slopes']), value: slopes.length, message });
  }
  return issues;
}

function vectorIssues(vector: ComplexVector | undefined, length: number, path: Path): InputIssue[] {
  if (vector === undefined) return [];
  return (['re', 'im'] as const)
    .filter((part) => vector[part].length !== length)
    .map((part) => ({
      path: formatPath([...path, part]),
      value: vector[part].length,
      message: `must be ${length} numbers, one for each antenna`,
    }));
}

/** A superposed signal is designed for the sum alone. */
export function overIssues({ signal }: Pick<Scene, 'signal'>, over: Over): InputIssue[] {
  if (signal !== 'superposed' || over === 'sum') return [];
  return [{ path: 'over', value: over, message: 'must be "sum" for a superposed signal' }];
}

/** What `fidelity` cannot mean of a scenario, or of a scene before its devices are placed. */
export function fidelityIssues(
  scenario: Scene & { devices?: readonly Device[] },
  fidelity: Fidelity,
  prefix: Path = [],
): InputIssue[] {
  const issues: InputIssue[] = [];
  const add = (path: Path, value: unknown, message: string) =>
    issues.push({ path: formatPath([...prefix, ...path]), value, message });
  const devices = scenario.devices ?? [];
  devices.forEach(({ prior }, i) => {
    if (prior === undefined) return;
    if (fidelity !== 'coupled') add(['devices', i, 'prior'], prior, 'goes with fidelity "coupled" alone');
    else if (scenario.signal === 'superposed')
      add(
        ['devices', i, 'prior'],
        prior,
        'goes with a reused signal: that of a superposed one has no lower bound with it',
      );
  });
  if (fidelity !== 'printed') return issues;
  const others = 'choose "decoupled" or "coupled"';
  for (const side of sides) {
    const array = scenario[side];
    if (!isLine(array)) {
      const value = 'elements' in array ? 'elements' : array.shape;
      add([side], value, `must be a uniform line for fidelity "printed": ${others}`);
    } else if (isInSpace(array)) {
      add([side, 'position'], array.position, `must be in the plane for fidelity "printed": ${others}`);
    }
  }
  if (scenario.unknown !== 'none')
    add(['unknown'], scenario.unknown, `must be "none" for fidelity "printed": ${others}`);
  if (scenario.fading) add(['fading'], scenario.fading, `has no place in fidelity "printed": ${others}`);
  devices.forEach(({ channel }, i) => {
    for (const key of ['receive', 'slopes'] as const) {
      if (channel?.[key] === undefined) continue;
      const message = `has no place in fidelity "printed", which needs steering vectors at the receiver: ${others}`;
      add(['devices', i, 'channel', key], channel[key], message);
    }
  });
  return issues;
}
