// The point record: f64s that point() fills and bindings/core/core.ts reads.

import { at, copy, set } from './memory';
import { given } from './model/scenario';
import * as report from './metric/report';

export const STATUS = 0;
export const TOTAL = 1; // then delay, angle, position
export const RATE = 5; // bps/Hz
export const SLOPE = 6;
export const LOWER_BOUND = 7;
export const GAP = 8;
export const LMI = 9;
export const ITERATIONS = 10;
export const RANK = 11;
export const MU = 12; // SI, per nat·N
export const VALUE = 13; // of the objective, in its unit
export const DEVICES = 14; // 3 each

/** What report.ts found last: bounds, those of each device, and the LMI check. */
export function putBounds(record: usize): void {
  set(record, TOTAL, report.total);
  set(record, TOTAL + 1, report.totalDelay);
  set(record, TOTAL + 2, report.totalAngle);
  set(record, TOTAL + 3, report.totalPosition);
  set(record, VALUE, report.objectiveBound);
  set(record, LMI, report.lmi);
  copy(at(record, DEVICES), report.deviceBounds, 3 * given);
}
