// The point record: f64s that point() fills and bindings/core.ts reads.

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
export const DEVICES = 13; // 3 each
