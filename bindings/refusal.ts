/** What the core's codes mean, in words: why a scenario is refused, and why a point is not solved. */

import { InputError } from './errors.js';
import type { Objective, Scenario } from './types.js';

/** Why a point has no certificate, from its LMI eigenvalue and its gap; null where it has none. */
export function unsolvedReason(lmi: number | null, gap: number | null): string {
  if (lmi !== null && lmi < -1e-10) return `an LMI block has the eigenvalue ${lmi}`;
  return gap === null ? 'no feasible candidate was found' : `the certified gap stayed at ${gap}, above 1e-8`;
}

/** One receive antenna, and an objective that needs angles. */
export function singleReceiver(objective: Objective): string {
  return `one antenna observes no angle; objective ${JSON.stringify(objective)} needs it: at least 2, or objective "delay"`;
}

/** Codes of assembly/model/scenario.ts as one readable issue each. */
export function refusal(why: number, named: number[], scenario: Scenario, objective: Objective): InputError {
  const at = (i: number) => `devices[${i}].position`;
  const position = (i: number) => scenario.devices[i]?.position;
  const each = (message: string) =>
    new InputError(named.map((i) => ({ path: at(i), value: position(i), message })));
  switch (why) {
    case 1:
      return new InputError([
        {
          path: 'devices',
          value: scenario.devices.map((d) => d.symbol),
          message:
            'every device is silent: at least one needs a symbol above 0 and an echo that double precision can hold',
        },
      ]);
    case 2:
      return each('lies on the transmitter: must be farther from it than 1e-9 of the scene');
    case 3:
      return each('lies on the receiver: must be farther from it than 1e-9 of the scene');
    case 4:
      return each(
        `lies at the receiver's endfire, where its angle is unobservable; objective ${JSON.stringify(objective)} needs it (only "delay" does not)`,
      );
    case 5:
      return new InputError([
        {
          path: 'receiver.antennas',
          value: scenario.receiver.antennas,
          message: singleReceiver(objective),
        },
      ]);
    case 6:
      return each(
        'lies on the segment between the arrays, where its position is unobservable: move it, or choose an objective other than "position"',
      );
    case 7:
      return new InputError([
        {
          path: at(named[1]),
          value: position(named[1]),
          message: `is in the same place as devices[${named[0]}]: fidelity "coupled" needs devices apart`,
        },
      ]);
    case 8:
      return new InputError(
        named.map((i) => ({
          path: i < 0 ? 'devices' : at(i),
          value: i < 0 ? scenario.devices.length : position(i),
          message:
            'cannot be told apart from the others by these arrays and this pulse (smallest eigenvalue of the scaled Fisher information below 1e-7): fidelity "coupled" needs devices farther apart, or fewer of them',
        })),
      );
    case 11:
      return new InputError(
        named.map((i) => ({
          path: `devices[${i}]`,
          value: scenario.devices[i],
          message:
            'its echo is too strong for double precision: check pathLoss, powerDbm, noiseDbm and symbolDuration',
        })),
      );
    case 9:
      return new InputError([{ path: 'pulse.samples', value: 0, message: 'the pulse is zero everywhere' }]);
    default:
      return new InputError([
        {
          path: 'pulse.samples',
          value: scenario.pulse,
          message: 'the pulse is constant and carries no delay information: its samples must vary',
        },
      ]);
  }
}
