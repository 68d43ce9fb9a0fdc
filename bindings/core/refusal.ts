/** What the core's codes mean, in words: why a scenario is refused, and why a point is not solved. */

import * as abi from '../../assembly/abi.ts';
import { antennaCount } from '../input/arrays.js';
import { InputError } from '../input/errors.js';
import type { Objective, Scenario } from '../types.js';

/**
 * Why a point has no certificate, from its LMI eigenvalue and its gap; null where it has none.
 *
 * @param gain of a superposed signal's point: what it leaves to first order, infinite where there is no pair; else NaN
 */
export function unsolvedReason(lmi: number | null, gap: number | null, gain = NaN): string {
  if (lmi !== null && lmi < abi.LEAST_LMI)
    return `a bound is too good to be true: the check by LMI blocks or Schur complements gives ${lmi}`;
  if (gain === Infinity) return 'no feasible pair of covariances was found';
  if (gain > abi.STATIONARY_GAIN)
    return `moving power could still gain ${gain} of the objective to first order, above 1e-6`;
  if (gain <= abi.STATIONARY_GAIN)
    return 'the pair of covariances found misses the rate floor, or nothing bounds it from below';
  return gap === null ? 'no feasible candidate was found' : `the certified gap stayed at ${gap}, above 1e-8`;
}

/** One receive antenna, and an objective that needs angles. */
export function singleReceiver(objective: Objective): string {
  return `one antenna observes no angle; objective ${JSON.stringify(objective)} needs it: at least 2, or objective "delay"`;
}

/** A field that the model refuses, with the value that a scenario has there. */
interface RefusedField {
  path: string;
  message: string;
  value(scenario: Scenario): unknown;
}

/**
 * Codes of assembly/model/refusal.ts as one readable issue each.
 *
 * @param named the devices concerned; −1 where it is none in particular
 */
export function refusal(
  why: number,
  named: readonly number[],
  scenario: Scenario,
  objective: Objective,
): InputError {
  const fields = refusedFields(why, named, objective);
  return new InputError(
    fields.map(({ path, message, value }) => ({ path, value: value(scenario), message })),
  );
}

/** The same as one line of text: "devices[3].position lies on the receiver: …". */
export function refusalText(why: number, named: readonly number[], objective: Objective): string {
  return refusedFields(why, named, objective)
    .map(({ path, message }) => `${path} ${message}`)
    .join('; ');
}

function refusedFields(why: number, named: readonly number[], objective: Objective): RefusedField[] {
  const position = (i: number, message: string): RefusedField => ({
    path: `devices[${i}].position`,
    message,
    value: ({ devices }) => devices[i]?.position,
  });
  const each = (message: string) => named.map((i) => position(i, message));
  switch (why) {
    case abi.ALL_SILENT: {
      const message =
        'every device is silent: at least one needs a symbol above 0 and an echo that double precision can hold';
      return [{ path: 'devices', message, value: ({ devices }) => devices.map((d) => d.symbol) }];
    }
    case abi.ON_TRANSMITTER:
      return each('lies on the transmitter: must be farther from it than 1e-9 of the scene');
    case abi.ON_RECEIVER:
      return each('lies on the receiver: must be farther from it than 1e-9 of the scene');
    case abi.ENDFIRE:
      return each(
        `lies at the receiver's endfire, where its angle is unobservable; objective ${JSON.stringify(objective)} needs it (only "delay" does not)`,
      );
    case abi.SINGLE_RECEIVER:
      return [
        {
          path: 'receiver.antennas',
          message: singleReceiver(objective),
          value: ({ receiver }) => antennaCount(receiver),
        },
      ];
    case abi.BETWEEN_ARRAYS:
      return each(
        'lies on the segment between the arrays, where its position is unobservable: move it, or choose an objective other than "position"',
      );
    case abi.SAME_PLACE:
      return [
        position(
          named[1],
          `is in the same place as devices[${named[0]}]: fidelity "coupled" needs devices apart`,
        ),
      ];
    case abi.INDISTINCT: {
      const message =
        'cannot be told apart from the others by these arrays and this pulse (smallest eigenvalue of the scaled Fisher information below 1e-7): fidelity "coupled" needs devices farther apart, or fewer';
      return named.map((i) =>
        i < 0 ? { path: 'devices', message, value: ({ devices }) => devices.length } : position(i, message),
      );
    }
    case abi.OUT_OF_RANGE: {
      const message =
        'its echo is too strong for double precision, more than 1e20 times the noise: check its distance to the arrays, pathLoss, powerDbm, noiseDbm and symbolDuration';
      return named.map((i) => ({ path: `devices[${i}]`, message, value: ({ devices }) => devices[i] }));
    }
    case abi.UNRESOLVED:
      return each(
        'cannot be told apart from others at this signal-to-noise ratio: the rounding of their angles alone is more than 1e-10 of the rate; move them apart, lower the power or raise the noise',
      );
    case abi.TOO_WEAK: {
      const message =
        'its echo is too weak for double precision: what the rate costs of the bound is beyond 1e290; check its symbol and distance to the arrays, reflection, pathLoss, powerDbm and noiseDbm';
      return named.map((i) => ({ path: `devices[${i}]`, message, value: ({ devices }) => devices[i] }));
    }
    case abi.UNSEEN:
      return each(
        `has directions that this receiver cannot observe (a line of antennas in space fixes one angle of two; a channel may carry none); objective ${JSON.stringify(objective)} needs them (only "delay" does not)`,
      );
    case abi.PRIOR_BETWEEN:
      return each(
        'lies on the segment between the arrays, where what is known of its place says nothing of its delay: leave out its prior, or move it',
      );
    case abi.ZERO_PULSE:
      return [{ path: 'pulse.samples', message: 'the pulse is zero everywhere', value: () => 0 }];
    case abi.LIMIT_ON_TRANSMITTER:
      return named.map((i) => ({
        path: `limits.quiet[${i}].position`,
        message: 'lies on the transmitter: it has no direction there',
        value: ({ limits }) => (limits!.quiet![i] as { position: unknown }).position,
      }));
    default: {
      const message = 'the pulse is constant and carries no delay information: its samples must vary';
      return [{ path: 'pulse.samples', message, value: ({ pulse }) => pulse }];
    }
  }
}
