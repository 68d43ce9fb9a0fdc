/** Every number that the paper quotes from its figures, and how it comes out here. */
import { scenarioOne, type Reading, type Setting } from '../../bindings/figures/scenes.js';
import type { Solver } from '../../bindings/solver/solver.js';
import type { Fidelity } from '../../bindings/types.js';

export type Ask =
  | { what: 'bound'; setting: Setting; rate: number }
  | { what: 'rate'; setting: Setting; bound: number }
  | { what: 'largest rate'; setting: Setting }
  | { what: 'gain'; from: Setting; to: Setting; bound: number };

export interface Quoted {
  figure: string;
  /** What the paper says it is. */
  label: string;
  paper: number;
  ask: Ask;
  /** Where the number is a slip: what it is instead, and the number that goes with it. */
  slip?: { why: string; ask: Ask; paper: number };
}

const pulse = (name: 'cosine' | 'sinc' | 'ramp'): Setting => ({ name, pulse: name });
const power = (powerDbm: number): Setting => ({ name: `${powerDbm} dBm`, powerDbm });
const antennas = (t: number, r: number): Setting => ({ name: `(${t}, ${r})`, antennas: [t, r] });

const bound = (setting: Setting, rate: number): Ask => ({ what: 'bound', setting, rate });
const rateAt = (setting: Setting, limit: number): Ask => ({ what: 'rate', setting, bound: limit });

/** Those of Scenario I, 17 of them. */
export const quoted: readonly Quoted[] = [
  { figure: '5(a)', label: 'CRB at 0.05, cosine', paper: 4.5e-3, ask: bound(pulse('cosine'), 0.05) },
  { figure: '5(a)', label: 'CRB at 0.05, sinc', paper: 4.8e-3, ask: bound(pulse('sinc'), 0.05) },
  { figure: '5(a)', label: 'CRB at 0.05, ramp', paper: 6.9e-3, ask: bound(pulse('ramp'), 0.05) },
  {
    figure: '5(a)',
    label: 'largest rate',
    paper: 0.067,
    ask: { what: 'largest rate', setting: pulse('cosine') },
  },
  { figure: '6', label: 'CRB at 0.005, 10 dBm', paper: 7.2e-3, ask: bound(power(10), 0.005) },
  { figure: '6', label: 'CRB at 0.005, 20 dBm', paper: 6.5e-4, ask: bound(power(20), 0.005) },
  { figure: '6', label: 'CRB at 0.005, 30 dBm', paper: 6.9e-5, ask: bound(power(30), 0.005) },
  { figure: '6', label: 'rate at CRB 0.02, 10 dBm', paper: 0.012, ask: rateAt(power(10), 0.02) },
  { figure: '6', label: 'rate at CRB 0.02, 20 dBm', paper: 0.036, ask: rateAt(power(20), 0.02) },
  { figure: '6', label: 'rate at CRB 0.02, 30 dBm', paper: 0.061, ask: rateAt(power(30), 0.02) },
  {
    figure: '6',
    label: 'CRB below 0.005, said of 30 dBm',
    paper: 6.5e-4,
    ask: bound(power(30), 0.005),
    slip: { why: 'it is the 20 dBm curve', ask: bound(power(20), 0.005), paper: 6.5e-4 },
  },
  {
    figure: '6',
    label: 'largest rate, said of 30 dBm',
    paper: 0.044,
    ask: { what: 'largest rate', setting: power(30) },
    slip: {
      why: 'it is the 20 dBm curve',
      ask: { what: 'largest rate', setting: power(20) },
      paper: 0.044,
    },
  },
  { figure: '7', label: 'CRB at 0.04, (4, 4)', paper: 3.47e-2, ask: bound(antennas(4, 4), 0.04) },
  { figure: '7', label: 'CRB at 0.04, (4, 8)', paper: 2.99e-3, ask: bound(antennas(4, 8), 0.04) },
  {
    figure: '7',
    label: 'CRB at 0.04, (8, 4)',
    paper: 1.6e-3,
    ask: bound(antennas(8, 4), 0.04),
    slip: { why: 'a slipped exponent: 1.60e-2', ask: bound(antennas(8, 4), 0.04), paper: 1.6e-2 },
  },
  {
    figure: '7',
    label: 'gain of rate at CRB 0.2, M_r from 4 to 8',
    paper: 0.011,
    ask: { what: 'gain', from: antennas(4, 4), to: antennas(4, 8), bound: 0.2 },
  },
  {
    figure: '7',
    label: 'gain of rate at CRB 0.2, M_t from 4 to 8',
    paper: 0.007,
    ask: { what: 'gain', from: antennas(4, 4), to: antennas(8, 4), bound: 0.2 },
  },
];

/** An answer; null where there is none (a rate that cannot be reached, a bound that always is exceeded). */
export function answer(solver: Solver, reading: Reading, fidelity: Fidelity, ask: Ask): number | null {
  const curve = (setting: Setting, options: object) =>
    solver.tradeoff(scenarioOne(reading, setting), { fidelity, ...options });
  const rateWithin = (setting: Setting, limit: number) => {
    const [{ status, rateFloor }] = curve(setting, { bounds: [limit] }).points;
    return status === 'infeasible' ? null : rateFloor;
  };
  switch (ask.what) {
    case 'bound':
      return curve(ask.setting, { rates: [ask.rate] }).points[0].crb?.total ?? null;
    case 'rate':
      return rateWithin(ask.setting, ask.bound);
    case 'largest rate':
      return curve(ask.setting, { rates: [0] }).maxRate;
    case 'gain': {
      const [from, to] = [rateWithin(ask.from, ask.bound), rateWithin(ask.to, ask.bound)];
      return from === null || to === null ? null : to - from;
    }
  }
}
