/** What the page cannot show is refused, and not half of it shown. */
import type { InputError } from 'isabc';
import { parseScenario } from 'isabc';
import { expect, test } from 'vitest';
import { fromAddress } from '../../web/src/address.js';
import { shown } from '../../web/src/shown.js';

const devices = [{ position: [1.5, -0.5] }];

test('lines in the plane are shown, whatever is unknown', () => {
  const scenario = parseScenario({ devices, unknown: 'reflections' });
  expect(shown(scenario)).toBe(scenario);
  expect(fromAddress('#d=1,1&unknown=amplitudes')!.scenario.unknown).toBe('amplitudes');
});

test.each([
  ['a circle', { devices, receiver: { shape: 'circle', radius: 1 } }, ['receiver']],
  ['space', { devices: [{ position: [1, 2, 3] }] }, ['transmitter', 'receiver']],
  [
    'a weight and a prior',
    { devices: [{ ...devices[0], weight: 2, prior: 1 }] },
    ['devices[0].weight', 'devices[0].prior'],
  ],
])('%s is refused by name', (_, input, paths) => {
  try {
    shown(parseScenario(input));
  } catch (error) {
    expect((error as InputError).issues.map(({ path }) => path)).toEqual(paths);
    return;
  }
  throw new Error('nothing was thrown');
});
