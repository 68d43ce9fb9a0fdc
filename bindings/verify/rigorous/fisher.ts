/**
 * The Fisher information of all unknowns together. Each unknown a moves the o-th derivative of its device's pulse, and
 * has a receive vector: delay (1, −h), direction (0, ∂h), amplitude (0, h), phase (0, j h). With p, q the devices of a, b,
 *   J_ab = Re{M_ab c_q R c_p^H} + J_0,   M_ab = (2/Δt^(o_a+o_b)) w_p w_q ρ_ab(τ_p − τ_q) v_a^H v_b,
 * w² = (N/σ²) s² α²; ρ in u = t/Δt has Δt^(1−o_a−o_b), of which one Δt divides. J_0 is what is known of places.
 */
import type { Bounds, Fidelity, Objective } from '../../types.js';
import { add, divide, exact, multiply, negate, one, scale, subtract, sum, zero, type Ball } from './ball.js';
import { factorize, inner, inverseForm, real, scaled, times, type Complex } from './complex.js';
import { NotProved } from './not-proved.js';
import type { Correlations } from './pulse.js';
import type { Scene, SceneDevice } from './scene.js';

export interface Parameter {
  device: number;
  /** 0: delay; 1, 2: directions; null: what nobody asks for. */
  place: number | null;
  /** Of the pulse's derivative. */
  order: 0 | 1;
  vector: Complex[];
  /** Its row in Y. */
  row: number;
}

const turn: Complex = { re: zero, im: one };

/** All delays, all first directions, all second ones, all amplitudes, all phases, of those that J has a row for. */
export function parameters({ devices, unknown, receiveAntennas, directions }: Scene): Parameter[] {
  const groups: ((device: SceneDevice) => Omit<Parameter, 'device' | 'row'> | null)[] = [
    ({ receive }) => ({ place: 0, order: 1, vector: receive.map((x) => scaled(x, negate(one))) }),
  ];
  // no rows for directions where one antenna sees none and nothing is known beforehand
  if (receiveAntennas > 1 || devices.some(({ prior }) => prior !== null)) {
    for (let i = 0; i < directions; i++)
      groups.push(({ seen, slopes }) => (seen[i] ? { place: 1 + i, order: 0, vector: slopes[i] } : null));
  }
  if (unknown !== 'none') groups.push(({ receive }) => ({ place: null, order: 0, vector: receive }));
  if (unknown === 'reflections')
    groups.push(({ receive }) => ({ place: null, order: 0, vector: receive.map((x) => times(turn, x)) }));
  return groups.flatMap((make, group) =>
    devices.flatMap((device, l) => {
      const parameter = make(device);
      return parameter === null ? [] : [{ ...parameter, device: l, row: group * devices.length + l }];
    }),
  );
}

/** How many rows Y has. */
export function rowCount(scene: Scene): number {
  const { devices, unknown, receiveAntennas, directions } = scene;
  const seeing = receiveAntennas > 1 || devices.some(({ prior }) => prior !== null);
  const known = { none: 0, amplitudes: 1, reflections: 2 }[unknown];
  return devices.length * (1 + (seeing ? directions : 0) + known);
}

/** M_ab of two unknowns; the correlations of two devices are computed once. */
function coupling({ devices, pulse, symbolDuration }: Scene): (a: Parameter, b: Parameter) => Complex {
  const perTime = [one, divide(one, symbolDuration)];
  const known = new Map<number, Correlations>();
  return (a, b) => {
    const key = a.device * devices.length + b.device;
    let between = known.get(key);
    if (between === undefined) {
      between = pulse.correlations(subtract(devices[a.device].delay, devices[b.device].delay));
      known.set(key, between);
    }
    const weights = multiply(devices[a.device].weight, devices[b.device].weight);
    const factor = scale(multiply(weights, between[a.order][b.order]), 2);
    return scaled(inner(a.vector, b.vector), multiply(factor, multiply(perTime[a.order], perTime[b.order])));
  };
}

export function couplings(scene: Scene, unknowns: readonly Parameter[]): Complex[][] {
  const between = coupling(scene);
  return unknowns.map((a) => unknowns.map((b) => between(a, b)));
}

/** J_0 over the unknowns: G^T G/s² on a device's delay and directions. */
export function knownBeforehand({ devices }: Scene, unknowns: readonly Parameter[]): Ball[][] {
  const places = devices.map(({ prior, toPlace }) => (prior === null ? null : toPlace()));
  return unknowns.map((a) =>
    unknowns.map((b) => {
      const G = places[a.device];
      if (G === null || a.device !== b.device || a.place === null || b.place === null) return zero;
      const [i, j] = [a.place, b.place];
      return multiply(devices[a.device].prior!, sum(G.map((row) => multiply(row[i], row[j]))));
    }),
  );
}

interface Aim {
  /** Where the bound that it asks for stands among those of a point. */
  key: keyof Bounds;
  /** A column for each of its terms, over the delay and directions; those that ask for one of these alone are `all`. */
  columns: (all: Ball[][], device: SceneDevice) => Ball[][];
}

/** What an objective asks of a device, times the root of its weight. */
export const aims: Readonly<Record<Objective, Aim>> = {
  sum: { key: 'total', columns: (all) => all },
  delay: { key: 'delay', columns: (all) => all.slice(0, 1) },
  angle: { key: 'angle', columns: (all) => all.slice(1) },
  position: {
    key: 'position',
    columns: (_, device) => device.toPlace().map((row) => row.map((g) => multiply(device.rootWeight, g))),
  },
};

function aim(scene: Scene, device: SceneDevice, objective: Objective): Ball[][] {
  if (objective !== 'delay' && !device.seen.every(Boolean))
    throw new NotProved(`scenario.devices: the ${objective} of one is unobservable`);
  const { rootWeight } = device;
  const size = 1 + scene.directions;
  const unit = (i: number) => Array.from({ length: size }, (_, j) => (i === j ? rootWeight : zero));
  const all = Array.from({ length: size }, (_, i) => unit(i));
  return aims[objective].columns(all, device);
}

/** A column of B over the unknowns. */
export interface Column {
  device: number;
  entries: Ball[];
}

/** B: all devices' first columns, then all second ones, … */
export function objectiveColumns(
  scene: Scene,
  unknowns: readonly Parameter[],
  objective: Objective,
): Column[] {
  const aims = scene.devices.map((device) => aim(scene, device, objective));
  return aims[0].flatMap((_, c) =>
    aims.map((columns, device) => ({
      device,
      entries: unknowns.map((a) => (a.device === device && a.place !== null ? columns[c][a.place] : zero)),
    })),
  );
}

/** κ_l, weights included, with the objective Σ κ_l/q_l: b^T C b over the columns b of the aim, C the bound at q_l = 1. */
export function kappas(scene: Scene, fidelity: Exclude<Fidelity, 'coupled'>, objective: Objective): Ball[] {
  if (fidelity === 'printed' && !scene.papers)
    throw new NotProved('fidelity: there is no printed bound of this');
  if (scene.devices.some(({ prior }) => prior !== null))
    throw new NotProved('scenario.devices: a prior has no κ');
  const unknowns = parameters(scene);
  const between = coupling(scene);
  return scene.devices.map((device, l) => {
    const own = unknowns.filter((a) => a.device === l);
    const information =
      fidelity === 'printed'
        ? printed(scene, device)
        : own.map((a) => own.map((b) => real(between(a, b).re)));
    const factors = factorize(information);
    if (factors === null) throw new NotProved('crb: a device could not be shown to be observable');
    const terms = aim(scene, device, objective).map((column) => {
      const b = information.map((_, i) => {
        const place = fidelity === 'printed' ? i : own[i].place;
        return real(place === null ? zero : column[place]);
      });
      return inverseForm(factors, b);
    });
    return sum(terms);
  });
}

/**
 * The printed information of a device on (τ, φ) at q = 1: ξ [[A, B k], [B k, C k²]], ξ = 2 w²/Δt, A = F̄²Δt² S0/Δt,
 * B = ε_ġ S1, C = Δt S2, S_i = Σ m^i. Of the delay alone for one antenna, where (26) is 0/0; the delay's bound does not
 * depend on k, of which any will do where the direction is unobservable.
 */
function printed({ pulse, symbolDuration, receiveAntennas: M }: Scene, device: SceneDevice): Complex[][] {
  const xi = scale(divide(multiply(device.weight, device.weight), symbolDuration), 2);
  const A = multiply(xi, divide(multiply(pulse.bandwidth, exact(M)), symbolDuration));
  if (M === 1) return [[real(A)]];
  const k = device.wavenumber ?? one;
  const B = multiply(multiply(xi, k), multiply(pulse.edge, exact((M * (M - 1)) / 2)));
  const S2 = exact((M * (M - 1) * (2 * M - 1)) / 6);
  const C = multiply(multiply(xi, multiply(k, k)), multiply(symbolDuration, S2));
  return [
    [real(A), real(B)],
    [real(B), real(C)],
  ];
}

/** J at Q over the unknowns. */
export function informationAt(
  M: readonly (readonly Complex[])[],
  known: readonly (readonly Ball[])[],
  unknowns: readonly Parameter[],
  Q: readonly (readonly Complex[])[],
): Complex[][] {
  return unknowns.map((a, i) =>
    unknowns.map((b, j) => real(add(times(M[i][j], Q[b.device][a.device]).re, known[i][j]))),
  );
}
