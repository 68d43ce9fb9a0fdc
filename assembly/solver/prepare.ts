// Everything laid out for the scenario that was read last, in the one order that serves: each step needs what the
// steps above it have left, and nothing of those below.
//
//   channel      the vectors of the scenario and its limits: r, M_q, rows in the span's basis
//   rate         L, M_q, r
//   devices      each device's bound alone: the scenario and its pulse
//   objective    the channel, the devices; its scale, or a refusal
//   resolution   an evaluation of the rate; a refusal
//   report       the scenario
//   certificate  the rate's rows in the full space, how many dual variables the objective has
//   interior, face, candidate, curve   r, the number of limits and of dual variables
//   superposed   last: its points give the arena back to where it stands then

import { prepareDevices } from '../metric/device';
import { prepareObjective } from '../metric/objective';
import { prepareRate } from '../metric/rate';
import { prepareReport } from '../metric/report';
import { checkResolution } from '../metric/resolution';
import { prepareChannel } from '../model/channel';
import { ACCEPTED } from '../model/refusal';
import { prepareCurve } from './curve/curve';
import { prepareFace } from './face/newton';
import { prepareInterior } from './interior/step';
import { prepareCandidate } from './proof/candidate';
import { prepareCertificate } from './proof/certificate';
import { prepareSuperposed } from './superposed/superposed';

/** Returns ACCEPTED, or why the model refuses the scenario; centred: as channel.ts has it. */
export function prepare<T>(centred: bool): i32 {
  prepareChannel<T>(centred);
  prepareRate<T>();
  prepareDevices();
  let why = prepareObjective<T>();
  if (why == ACCEPTED) why = checkResolution<T>();
  if (why != ACCEPTED) return why;
  prepareReport();
  prepareCertificate<T>();
  prepareInterior<T>();
  prepareFace<T>();
  prepareCandidate<T>();
  prepareCurve<T>();
  prepareSuperposed<T>();
  return ACCEPTED;
}
