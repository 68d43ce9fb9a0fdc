// The point record (abi.ts): what report.ts has found, into it.

import { DEVICES, LMI, TOTAL, VALUE } from './abi';
import { at, copy, set } from './memory';
import { given } from './model/scenario';
import * as report from './metric/report';

export {
  DEVICES, GAP, ITERATIONS, LMI, LOWER_BOUND, MU, RANK, RATE, SLOPE, STATUS, TOTAL, VALUE,
} from './abi';

/** What report.ts found last: bounds, those of each device, and the LMI check. */
export function putBounds(record: usize): void {
  set(record, TOTAL, report.total);
  set(record, TOTAL + 1, report.totalDelay);
  set(record, TOTAL + 2, report.totalAngle);
  set(record, TOTAL + 3, report.totalPosition);
  set(record, LMI, report.lmi);
  set(record, VALUE, report.value);
  copy(at(record, DEVICES), report.deviceBounds, 3 * given);
}
