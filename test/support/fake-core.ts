/** A core without mathematics, for tests of what surrounds it: maxRate 1 and freeRate 0.25 bps/Hz unless told. */

import type { CoreDesign } from '../../bindings/core/design.js';
import type { CoreLike } from '../../bindings/solver/solver.js';
import type { ComplexMatrix, Point, Scenario, Status } from '../../bindings/types.js';

const one: ComplexMatrix = { re: [[1]], im: [[0]] };

const rmse = { delay: 1e-9, angle: 40, position: 0.35 };

export class FakeCore implements CoreLike {
  scenario: Scenario | null = null;
  /** Names of the methods called, in order. */
  calls: string[] = [];
  /** The design that was evaluated last. */
  given: CoreDesign | null = null;
  /** Floors at which the solver fails. */
  unsolved: number[] = [];
  readonly exclusion = null;

  constructor(
    readonly largest = 1,
    readonly free = 0.25,
  ) {}

  get silent(): number[] {
    return (this.scenario?.devices ?? []).flatMap(({ symbol }, index) => (symbol === 0 ? [index] : []));
  }

  load(scenario: Scenario): void {
    this.calls.push('load');
    this.scenario = scenario;
  }

  extremes() {
    this.calls.push('extremes');
    return { maxRate: this.largest, maxRateBound: this.largest, freeRate: this.free };
  }

  floorAt(fraction: number): number {
    const start = this.largest - this.free <= 1e-6 * this.largest ? 0 : this.free;
    return start + fraction * (this.largest - start);
  }

  solveScenarios(): never {
    throw new Error('a fake core solves no batches');
  }

  maxRate() {
    this.calls.push('maxRate');
    return { maxRate: this.largest, maxRateBound: this.largest, factor: one, certificate: { K: one } };
  }

  point(rateFloor: number, detail: boolean): Point {
    this.calls.push('point');
    const status = this.statusAt(rateFloor);
    const none = status === 'infeasible';
    const optimal = status === 'optimal';
    const bounds = { delay: 2e-18, angle: 0.5, position: 0.125 };
    return {
      rateFloor,
      status,
      crb: none ? null : { total: 0.5, ...bounds },
      rmse: none ? null : rmse,
      value: none ? null : 0.5,
      devices: none
        ? null
        : (this.scenario?.devices ?? []).map(({ symbol }) => (symbol === 0 ? null : bounds)),
      rate: none ? null : Math.max(rateFloor, this.free),
      slope: optimal ? 0.1 : null,
      lowerBound: optimal ? 0.4 : null,
      gap: optimal ? 1e-12 : null,
      lmi: none ? null : 0,
      iterations: 12,
      ...(status === 'unsolved' ? { reason: 'told so' } : {}),
      rank: none ? null : 1,
      realizable: none ? null : true,
      ...(detail && !none ? { covariance: one, factor: one, certificate: { mu: 0, y: [1], K: one } } : {}),
    } as Point;
  }

  /** The objective 0.5 is had at every rate up to the largest, and a smaller one at none. */
  pointAtBound(bound: number, detail: boolean): Point {
    this.calls.push('pointAtBound');
    if (bound >= 0.5) return { ...this.point(this.largest, detail), bound, rateBound: this.largest };
    return { ...this.point(2 * this.largest, false), rateFloor: 0, lowerBound: 0.4, bound, rateBound: null };
  }

  evaluate([design]: readonly CoreDesign[]) {
    this.calls.push('evaluate');
    this.given = design;
    const { re } = 'factor' in design ? design.factor : design.covariance;
    const power = re.reduce((sum, row, i) => sum + row[i], 0);
    const bounds = { delay: 2e-18, angle: 0.6, position: 0.25 };
    const crb = { total: 0.6, ...bounds };
    return { rate: 0.5, power, budget: 1, crb, rmse, devices: [bounds], value: 0.6, lmi: 0, adjusted: null };
  }

  useDesign(): never {
    throw new Error('a design needs mathematics');
  }

  prepareTrials() {
    this.calls.push('prepareTrials');
    return { samples: 8, offset: 0.5, error: 0.001, clearance: null };
  }

  runTrials(count: number): void {
    this.calls.push(`runTrials ${count}`);
  }

  trialSummary() {
    const errors = (rmse: number) => ({
      rmse,
      interval: [0.9 * rmse, 1.1 * rmse] as [number, number],
      bias: 0,
    });
    const summary = {
      delay: errors(1e-9),
      angle: errors(0.5),
      position: errors(0.25),
      departure: errors(0.1),
    };
    const silent = { delay: null, angle: null, position: null, departure: null };
    const devices = this.scenario?.devices ?? [];
    return {
      missed: 0,
      unlocated: 0,
      steps: 4,
      devices: devices.map(({ symbol }) => (symbol === 0 ? silent : summary)),
    };
  }

  private statusAt(rateFloor: number): Status {
    if (this.unsolved.includes(rateFloor)) return 'unsolved';
    if (rateFloor > this.largest) return 'infeasible';
    return rateFloor === this.largest ? 'boundary' : 'optimal';
  }
}
