/** What can be done to a scenario's devices, from the scene and from the table alike. */
import { InputError, isInSpace, type Scenario } from 'isabc';
import type { Announcer } from './announcer.js';
import { short } from './names.js';
import type { Store } from './session.js';

/** What can be moved: an array, or a device by its index. */
export type Place = 'transmitter' | 'receiver' | number;

export function positionOf(scenario: Scenario, place: Place): [number, number] {
  const [x, y] = (typeof place === 'number' ? scenario.devices[place] : scenario[place]).position;
  return [x, y];
}

/** As screen readers say it: "Device 3, sensor: x 1.692 m, y −0.242 m, symbol 0.75" */
export function describe(scenario: Scenario, place: Place): string {
  const { position } = typeof place === 'number' ? scenario.devices[place] : scenario[place];
  const where = position.map((value, i) => `${'xyz'[i]} ${short(value)} m`).join(', ');
  if (typeof place !== 'number')
    return `${place === 'transmitter' ? 'Tx, transmitter' : 'Rx, receiver'}: ${where}`;
  const { name, symbol } = scenario.devices[place];
  return `Device ${place}${name ? `, ${name}` : ''}: ${where}, ${symbol === 0 ? 'silent' : `symbol ${symbol}`}`;
}

/** Symbols of silenced devices, to give them back; by position in the list, for this visit only. */
const silenced = new Map<number, number>();

export function toggleSilence(store: Store, index: number, announcer: Announcer): void {
  const { symbol } = store.session.scenario.devices[index];
  if (symbol !== 0) silenced.set(index, symbol);
  store.edit((scenario) => {
    scenario.devices[index].symbol = symbol === 0 ? (silenced.get(index) ?? 1) : 0;
  }, 'push');
  announcer.say(describe(store.session.scenario, index));
}

export function removeDevice(store: Store, index: number, announcer: Announcer): void {
  silenced.clear();
  try {
    store.edit((scenario) => scenario.devices.splice(index, 1), 'push');
    announcer.say(`Device ${index} removed`);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    announcer.say('The last device stays: a scenario has 1 to 32.');
  }
}

/** Adds a device where there is room; false where there are 32 already. */
export function addDevice(store: Store, position: [number, number], announcer: Announcer): boolean {
  const { devices } = store.session.scenario;
  const count = devices.length;
  const inSpace = isInSpace(devices[0]);
  try {
    store.edit(
      (scenario) => scenario.devices.push({ position: inSpace ? [...position, 0] : position, symbol: 1 }),
      'push',
    );
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    announcer.say('A scenario has 1 to 32 devices.');
    return false;
  }
  announcer.say(describe(store.session.scenario, count) + ' added');
  return true;
}
