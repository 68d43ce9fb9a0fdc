// The check that comes with a point whose bounds are not the paper's own: with u a reported bound, b its columns and J
// the Fisher information at the covariance itself, by another route than the solver's (echo by echo instead of through
// constants and Q), the Schur complement of [[u, b^T],[b, J]] over u, (u − tr(b^T J^-1 b))/u. It is 0 to rounding for
// a right answer and negative where a bound is too good to be true.

import { at, get, mark, release, set, take, zero } from '../memory';
import { axpy, dot } from '../linalg/lanes';
import { choleskyLower } from '../linalg/cholesky';
import { eigen } from '../linalg/jacobi';
import { L, Mr, Mt, directions, hasAngle, jacobian, prior, symbolDuration, weight } from '../model/scenario';
import { transmitVector } from '../model/propagation';
import { couplesDevices } from './objective';
import { KINDS, hasParameter, orderOf, pulseCorrelation, vectorOf } from './parameters';

/** Below this a complement is more than rounding; an ill-conditioned J leaves more, by its smallest eigenvalue. */
const ROUNDING: f64 = 1e-10;
const UNIT: f64 = 1e-15;

/** Parameters in the order of the devices, so that a device's own follow each other. */
let count: i32 = 0;
let owner: usize = 0;
let kindOf: usize = 0;
let firstOf: usize = 0;
let vectors: usize = 0;
/** ρ of two parameters, count×count. */
let pulses: usize = 0;
let information: usize = 0;
let factor: usize = 0;
let unit: usize = 0;
let echoes: usize = 0;
let solved: usize = 0;
/** The least that any device gets of the most power that it could, M_t Tr R, at the last covariance. */
let faintest: f64 = 1;

/** Takes room for V of up to `columns` columns. */
export function prepareSchur(columns: i32): void {
  owner = take(KINDS * L);
  kindOf = take(KINDS * L);
  firstOf = take(L);
  count = 0;
  for (let l = 0; l < L; l++) {
    set(firstOf, l, <f64>count);
    for (let kind = 0; kind < KINDS; kind++) {
      if (!hasParameter(l, kind)) continue;
      set(owner, count, <f64>l);
      set(kindOf, count++, <f64>kind);
    }
  }
  const n = count;
  vectors = take(2 * Mr * n);
  pulses = take(n * n);
  information = take(n * n);
  factor = take(n * n);
  unit = take(n);
  solved = take(n);
  echoes = take(2 * n * Mr * columns);
  for (let a = 0; a < n; a++) {
    const v = at(vectors, 2 * Mr * a);
    vectorOf(<i32>get(owner, a), <i32>get(kindOf, a), v, at(v, Mr));
  }
  const four = take(4);
  for (let p = 0; p < L; p++) {
    for (let q = p; q < L; q++) {
      if (p != q && !couplesDevices()) continue;
      for (let o = 0; o < 4; o++) set(four, o, pulseCorrelation(p, q, o >> 1, o & 1));
      for (let a = <i32>get(firstOf, p); a < n && <i32>get(owner, a) == p; a++) {
        for (let b = <i32>get(firstOf, q); b < n && <i32>get(owner, b) == q; b++) {
          const rho = get(four, 2 * orderOf(<i32>get(kindOf, a)) + orderOf(<i32>get(kindOf, b)));
          set(pulses, a * n + b, rho);
          set(pulses, b * n + a, rho);
        }
      }
    }
  }
}

/** J at R = P0 V V^H, V on the antennas (M_t×p complex planes); decoupled without the terms between devices. */
function inform(v: usize, p: i32): void {
  const n = count, size = Mr * p, scope = mark(), beam = take(2 * p), vi = at(v, Mt * p);
  const most = <f64>Mt * dot(2 * Mt * p, v, v);
  faintest = 1;
  // E_a = w_l v_a (c_l V): J_ab = (2/Δt) ρ_ab Re tr(E_a^H E_b)
  for (let a = 0; a < n; a++) {
    const l = <i32>get(owner, a), c = transmitVector(l), from = at(vectors, 2 * Mr * a);
    if (a == <i32>get(firstOf, l)) {
      zero(beam, 2 * p);
      for (let m = 0; m < Mt; m++) {
        axpy(p, get(c, m), at(v, m * p), beam);
        axpy(p, -get(c, Mt + m), at(vi, m * p), beam);
        axpy(p, get(c, m), at(vi, m * p), at(beam, p));
        axpy(p, get(c, Mt + m), at(v, m * p), at(beam, p));
      }
      faintest = Math.min(faintest, dot(2 * p, beam, beam) / most);
    }
    const e = at(echoes, 2 * size * a), w = get(weight, l);
    for (let m = 0; m < Mr; m++) {
      const x = w * get(from, m), y = w * get(from, Mr + m);
      for (let i = 0; i < p; i++) {
        set(e, m * p + i, x * get(beam, i) - y * get(beam, p + i));
        set(e, size + m * p + i, x * get(beam, p + i) + y * get(beam, i));
      }
    }
  }
  zero(information, n * n);
  for (let a = 0; a < n; a++) {
    for (let b = a; b < n; b++) {
      if (get(owner, a) != get(owner, b) && !couplesDevices()) continue;
      const inner = dot(2 * size, at(echoes, 2 * size * a), at(echoes, 2 * size * b));
      const value = (2 / symbolDuration) * get(pulses, a * n + b) * inner;
      set(information, a * n + b, value);
      set(information, b * n + a, value);
    }
  }
  for (let l = 0; l < L; l++) if (get(prior, l) > 0) addKnown(l);
  release(scope);
}

/** G^T G/s² of device l. */
function addKnown(l: i32): void {
  const first = <i32>get(firstOf, l), g = at(jacobian, 9 * l), s = get(prior, l);
  for (let i = 0; i <= directions; i++) {
    for (let j = 0; j <= directions; j++) {
      const to = (first + i) * count + first + j;
      let sum: f64 = 0;
      for (let k = 0; k <= directions; k++) sum += get(g, 3 * k + i) * get(g, 3 * k + j);
      set(information, to, get(information, to) + sum / s / s);
    }
  }
}

/** The smallest complement of the bounds of all devices (delay, angle, position each; NaN: none) at V. */
export function smallestComplement(v: usize, p: i32, bounds: usize, activeIndex: usize): f64 {
  const n = count;
  inform(v, p);
  // to a unit diagonal
  for (let a = 0; a < n; a++) set(unit, a, 1 / Math.sqrt(get(information, a * n + a)));
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      const x = get(unit, a) * get(information, a * n + b) * get(unit, b);
      set(information, a * n + b, x);
      set(factor, a * n + b, x);
    }
  }
  if (!choleskyLower<f64>(factor, n)) return NaN;
  let smallest = Infinity, some = false;
  for (let l = 0; l < L; l++) {
    const u = at(bounds, 3 * <i32>get(activeIndex, l)), a = <i32>get(firstOf, l), g = at(jacobian, 9 * l);
    if (!(get(u, 0) > 0)) continue; // not seen
    some = true;
    smallest = Math.min(smallest, complement(get(u, 0), quadratic(a, 1, 0, 0)));
    if (!hasAngle(l) || !(get(u, 1) > 0)) continue;
    let angle: f64 = 0, position: f64 = 0;
    for (let i = 1; i <= directions; i++) angle += quadratic(a, 0, i == 1 ? 1 : 0, i == 2 ? 1 : 0);
    smallest = Math.min(smallest, complement(get(u, 1), angle));
    if (!(get(u, 2) == get(u, 2))) continue;
    for (let k = 0; k <= directions; k++) {
      position += quadratic(a, get(g, 3 * k), get(g, 3 * k + 1), directions == 2 ? get(g, 3 * k + 2) : 0);
    }
    smallest = Math.min(smallest, complement(get(u, 2), position));
  }
  return some ? smallest : NaN;
}

@inline
function complement(u: f64, value: f64): f64 {
  return (u - value) / u;
}

/** b^T J^-1 b for b with x, y, z in the places of the device's delay and directions, the first at `a`. */
function quadratic(a: i32, x: f64, y: f64, z: f64): f64 {
  const n = count;
  zero(solved, n);
  set(solved, a, x * get(unit, a));
  if (y != 0) set(solved, a + 1, y * get(unit, a + 1));
  if (z != 0) set(solved, a + 2, z * get(unit, a + 2));
  let sum: f64 = 0;
  for (let i = a; i < n; i++) {
    const y = (get(solved, i) - dot(i - a, at(factor, i * n + a), at(solved, a))) / get(factor, i * n + i);
    set(solved, i, y);
    sum += y * y;
  }
  return sum;
}

/**
 * What rounding may leave of a complement at the last covariance, as a number below 0: of J^-1 by its smallest
 * eigenvalue, and of the echo of a device that is all but dark, whose M_t terms cancel.
 */
export function complementRounding(): f64 {
  const n = count, scope = mark(), values = take(n), vectorsOf = take(n * n);
  eigen<f64>(information, n, values, vectorsOf);
  let smallest = Infinity;
  for (let a = 0; a < n; a++) smallest = Math.min(smallest, get(values, a));
  release(scope);
  return -Math.max(ROUNDING, Math.max(UNIT / smallest, (UNIT * <f64>(Mt + 4)) / Math.sqrt(faintest)));
}
