// The coarse half of the estimator: where one device raises the likelihood most, given where the others are.

import { at, get, set, take } from '../memory';
import { L, Mr, hasAngle, sineR, spacingR } from '../model/scenario';
import { TWO_PI } from '../model/units';
import { K, earliest, latest, pulseAt, shifts } from './sampling';
import { residual, streamEnergy, unknowns } from './likelihood';

/** Steps of the first pass over the delays a symbol, and of the angles a beamwidth. */
const DELAY_STEPS: f64 = 32;
const ANGLE_STEPS: f64 = 8;

/** What is left for the device once the others are taken out, shifts × K × M_r, and its pulse at one delay. */
let rest: usize = 0;
let g: usize = 0;
let slope: usize = 0;
let place: usize = 0;
/** Σ_i g_i rest_im for each antenna, turned by e^{−jψm} as ψ moves on; and one step of that turn. */
let beam: usize = 0;
let turn: usize = 0;

/** The best so far. */
let bestGain: f64 = 0;
let bestDelay: f64 = 0;
let bestPhase: f64 = 0;

export function prepareSearch(): void {
  rest = take(2 * shifts * K * Mr);
  g = take(K);
  slope = take(K);
  place = take(K);
  beam = take(2 * Mr);
  turn = take(2 * Mr);
}

/**
 * Puts device l where the likelihood gains most by it, on a grid over all delays of the window and all angles: where
 * the spacing is above half a wavelength, over the period of ψ around the true one, as the others look alike. A device
 * without an observable angle keeps the one that `unknowns` has. Returns the gain.
 */
export function placeDevice(l: i32): f64 {
  residual(l, rest);
  bestGain = -Infinity;
  const energy = streamEnergy(l), cell = 0.5 / <f64>K;
  let from: f64, steps = 0, step: f64;
  if (hasAngle(l)) {
    const limit = TWO_PI * spacingR, period = spacingR > 0.5;
    from = period ? limit * get(sineR, l) - Math.PI : -limit;
    const width = period ? TWO_PI : 2 * limit;
    steps = <i32>Math.ceil((width * <f64>Mr * ANGLE_STEPS) / TWO_PI);
    step = width / <f64>steps;
  } else {
    from = get(unknowns, L + l);
    step = 0;
  }
  const wide = Math.max(1 / DELAY_STEPS, cell);
  for (let v = earliest + wide / 4; v < latest; v += wide) scan(v, energy, from, steps, step);
  if (wide > cell) {
    // every cell between two samples near the best: the likelihood jumps where the pulse's jump crosses a sample
    const low = Math.max(bestDelay - wide, earliest), high = Math.min(bestDelay + wide, latest);
    for (let v = low; v < high; v += cell) scan(v, energy, from, steps, step);
  }
  set(unknowns, l, bestDelay);
  set(unknowns, L + l, bestPhase);
  return bestGain;
}

/** All angles at one delay. */
function scan(v: f64, energy: f64, from: f64, steps: i32, step: f64): void {
  pulseAt(v, g, slope, place);
  const ri = at(rest, shifts * K * Mr);
  let squares: f64 = 0;
  for (let i = 0; i < K; i++) squares += get(g, i) * get(g, i);
  for (let m = 0; m < Mr; m++) {
    let re: f64 = 0, im: f64 = 0;
    for (let i = 0; i < K; i++) {
      const x = (<i32>get(place, i) * K + i) * Mr + m;
      re += get(g, i) * get(rest, x);
      im += get(g, i) * get(ri, x);
    }
    const x = <f64>m, c = NativeMath.cos(from * x), s = NativeMath.sin(from * x);
    set(beam, m, re * c + im * s);
    set(beam, Mr + m, im * c - re * s);
    set(turn, m, NativeMath.cos(step * x));
    set(turn, Mr + m, NativeMath.sin(step * x));
  }
  const power = <f64>Mr * squares * energy;
  for (let k = 0; k <= steps; k++) {
    let level: f64 = 0;
    for (let m = 0; m < Mr; m++) {
      const re = get(beam, m), im = get(beam, Mr + m), c = get(turn, m), s = get(turn, Mr + m);
      level += re;
      set(beam, m, re * c + im * s);
      set(beam, Mr + m, im * c - re * s);
    }
    const gain = 2 * level - power;
    if (gain > bestGain) {
      bestGain = gain;
      bestDelay = v;
      bestPhase = from + <f64>k * step;
    }
  }
}
