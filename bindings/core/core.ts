/**
 * The core: writes a validated scenario into its memory, calls it, and reads records back; every physical quantity is
 * computed on the other side (assembly/index.ts). The files beside this one each know one kind of call.
 */

import * as abi from '../../assembly/abi.ts';
import { antennaCount } from '../input/arrays.js';
import { InputError } from '../input/errors.js';
import { fidelityIssues } from '../input/model-rules.js';
import type { TrialSummary } from '../simulate/simulation.js';
import type { Sampling } from '../simulate/types.js';
import type { ComplexMatrix, Evaluation, Fidelity, Objective, Over, Point, Scenario } from '../types.js';
import {
  solveDraws,
  solveScenarios,
  type BatchExports,
  type BatchTask,
  type CoreDraws,
  type CoreRows,
} from './batch.js';
import { fidelityCodes, objectiveCodes, overCodes } from './codes.js';
import { DesignSession, type CoreDesign, type DesignExports } from './design.js';
import { evaluateGiven, type GivenExports } from './given.js';
import { inputLength, writeInput } from './input-block.js';
import { limitsOf } from './limits.js';
import { complexMatrix, realRows, view } from './memory.js';
import {
  factorIn,
  pricesIn,
  readDetail,
  readPoint,
  readSuperposed,
  readSuperposedDetail,
  recordAt,
  unreached,
  type Loaded,
  type PointExports,
} from './point.js';
import { refusal } from './refusal.js';
import { prepareTrials, trialSummary, type SimulationExports } from './simulation.js';

/** What assembly/index.ts exports. Pointers are byte offsets. */
interface Exports extends BatchExports, DesignExports, GivenExports, PointExports, SimulationExports {
  input(length: number): number;
  load(fidelity: number, objective: number, over: number, field: number): number;
  refusedAt(): number;
  refusedCount(): number;
  activeAt(): number;
  extremes(): number;
  floorAt(fraction: number): number;
  largestRate(): number;
  largestRateKnown(): number;
  limitsExcluded(): number;
  exclusionPrices(): number;
  largestRateDetail(): number;
  point(rateFloor: number): number;
  pointAtBound(bound: number): number;
  superposedFloor(bound: number): number;
  foundFloor(): number;
  foundRateBound(): number;
  memoryBytes(): number;
}

/** Which number field the solver works in: the smallest that serves, or always the complex reference. */
export type Field = 'auto' | 'complex';

export class Core {
  readonly #wasm: Exports;
  #loaded: Loaded | null = null;

  /** Instantiates synchronously: the module is compiled already, and imports nothing. */
  constructor(module: WebAssembly.Module) {
    this.#wasm = new WebAssembly.Instance(module).exports as unknown as Exports;
  }

  /** Bytes of linear memory. */
  get memoryBytes(): number {
    return this.#wasm.memoryBytes();
  }

  /**
   * Loads a validated scenario; the calls below refer to it.
   * @throws InputError where the model refuses it, naming the devices concerned
   */
  load(
    scenario: Scenario,
    fidelity: Fidelity,
    objective: Objective,
    field: Field = 'auto',
    over: Over = 'sum',
  ): void {
    const wasm = this.#wasm;
    const issues = fidelityIssues(scenario, fidelity);
    if (issues.length > 0) throw new InputError(issues);
    const length = inputLength(scenario);
    const pointer = wasm.input(length);
    writeInput(view(wasm, pointer, length), 0, scenario);
    this.#loaded = null;
    const why = wasm.load(
      fidelityCodes[fidelity],
      objectiveCodes[objective],
      overCodes[over],
      field === 'complex' ? 1 : 0,
    );
    if (why !== 0) {
      const named = Array.from(view(wasm, wasm.refusedAt(), wasm.refusedCount()));
      throw refusal(why, named, scenario, objective);
    }
    const active = view(wasm, wasm.activeAt(), wasm.activeCount());
    const silent =
      active.length === scenario.devices.length
        ? []
        : scenario.devices.map((_, i) => i).filter((i) => !active.includes(i));
    this.#loaded = { scenario, fidelity, objective, over, silent, limited: limitsOf(scenario) };
  }

  get #task(): Loaded {
    if (!this.#loaded) throw new Error('no scenario is loaded');
    return this.#loaded;
  }

  /** Indices of the loaded scenario's silent devices. */
  get silent(): readonly number[] {
    return this.#task.silent;
  }

  /** Multipliers, 1/W, that prove the limits to exclude each other; null as long as nothing does. */
  get exclusion(): number[] | null {
    const wasm = this.#wasm;
    if (wasm.limitsExcluded() === 0) return null;
    return realRows(wasm, wasm.exclusionPrices(), 1, this.#task.limited.length)[0];
  }

  /** The largest and the free rate, bps/Hz; computed once a scenario. */
  extremes(): { maxRate: number; maxRateBound: number; freeRate: number } {
    const [maxRate, maxRateBound, freeRate] = view(this.#wasm, this.#wasm.extremes(), 3);
    return { maxRate, maxRateBound, freeRate };
  }

  /** The rate floor, bps/Hz, at a fraction t in [0, 1) of the way along the curve: see `PointColumns.fraction`. */
  floorAt(fraction: number): number {
    return this.#wasm.floorAt(fraction);
  }

  /** The largest rate with its factor and certificate; computed once a scenario. */
  maxRate(): {
    maxRate: number;
    maxRateBound: number;
    factor: ComplexMatrix;
    certificate: { K: ComplexMatrix; limits?: number[] };
  } {
    const wasm = this.#wasm;
    const { scenario, limited } = this.#task;
    const [maxRate, maxRateBound] = view(wasm, wasm.largestRate(), 2);
    const detail = view(wasm, wasm.largestRateDetail(), abi.DETAIL);
    const L = wasm.activeCount();
    return {
      maxRate,
      maxRateBound,
      factor: factorIn(wasm, detail, antennaCount(scenario.transmitter)),
      certificate: {
        K: complexMatrix(wasm, detail[abi.DETAIL_K], L, L),
        ...(limited.length > 0 && {
          limits: realRows(wasm, detail[abi.DETAIL_PRICES], 1, limited.length)[0],
        }),
      },
    };
  }

  /** True once the largest rate is known: a floor that proves infeasible or boundary computes it. */
  get maxRateKnown(): boolean {
    return this.#wasm.largestRateKnown() === 1;
  }

  /** The certified optimum at a rate floor, bps/Hz; with covariance, factor and certificate where `detail`. */
  point(rateFloor: number, detail: boolean): Point {
    const pointer = this.#wasm.point(rateFloor);
    return this.#superposed
      ? this.#superposedPoint(rateFloor, pointer, detail)
      : this.#point(rateFloor, pointer, detail);
  }

  /**
   * The largest rate whose objective stays at or below `bound`, in its unit. A bound below the free optimum is
   * infeasible at any floor, 0 included, and the point then carries the lower bound that says so.
   */
  pointAtBound(bound: number, detail: boolean): Point {
    if (this.#superposed) return this.#superposedAtBound(bound, detail);
    const wasm = this.#wasm;
    const loaded = this.#task;
    const pointer = wasm.pointAtBound(bound);
    const point = this.#point(wasm.foundFloor(), pointer, detail);
    if (point.status !== 'infeasible') {
      const rateBound = wasm.foundRateBound();
      if (point.status === 'unsolved' && point.gap !== null && Math.abs(point.gap) <= abi.OPTIMAL_GAP)
        point.reason = `the largest rate within the bound is known to lie between ${point.rateFloor} and ${rateBound}, more than 1e-6 apart`;
      return { ...point, bound, rateBound };
    }
    if (this.exclusion !== null) return { ...point, bound, rateBound: null };
    const record = recordAt(wasm, loaded, pointer);
    const proof = { lowerBound: record[abi.LOWER_BOUND], bound, rateBound: null };
    if (!detail) return { ...point, ...proof };
    const { certificate } = readDetail(wasm, loaded, record, true, pricesIn(record, loaded));
    return { ...point, ...proof, certificate };
  }

  #point(rateFloor: number, pointer: number, detail: boolean): Point {
    const loaded = this.#task;
    const record = recordAt(this.#wasm, loaded, pointer);
    const point = readPoint(record, loaded, rateFloor);
    if (!detail || point.rank === null) return point;
    // reading matrices may grow the memory under the record
    const prices = pricesIn(record, loaded);
    const certified = point.status !== 'boundary';
    return Object.assign(point, readDetail(this.#wasm, loaded, record, certified, prices));
  }

  get #superposed(): boolean {
    return this.#task.scenario.signal === 'superposed';
  }

  #superposedPoint(rateFloor: number, pointer: number, detail: boolean): Point {
    const loaded = this.#task;
    const changeAt = abi.DEVICES + 3 * loaded.scenario.devices.length;
    const record = view(this.#wasm, pointer, changeAt + 1).slice();
    const point = readSuperposed(record, record[changeAt], loaded, rateFloor);
    if (!detail || point.status === 'infeasible') return point;
    return Object.assign(point, readSuperposedDetail(this.#wasm, loaded, record[abi.MU], point.status));
  }

  /** One device, by its closed form. */
  #superposedAtBound(bound: number, detail: boolean): Point {
    const wasm = this.#wasm;
    if (wasm.activeCount() !== 1) {
      const message =
        'cannot be asked of several devices under a superposed signal, whose points are stationary and not optimal';
      throw new InputError([{ path: 'bounds', value: bound, message }]);
    }
    const floor = wasm.superposedFloor(bound);
    if (floor >= 0) {
      const point = this.point(floor, detail);
      const rateBound = point.status === 'optimal' ? floor : this.extremes().maxRateBound;
      return { ...point, bound, rateBound };
    }
    const { lowerBound } = this.point(0, false);
    const { rateFloor, ...nothing } = unreached(0, 0);
    return { rateFloor, bound, rateBound: null, ...nothing, lowerBound };
  }

  /**
   * Rate, power, bounds and LMI check of a given covariance, or of the two of a superposed signal, R_c and R_s.
   * @throws InputError where one is not positive semidefinite
   */
  evaluate(given: readonly CoreDesign[]): Omit<Evaluation, 'optimum' | 'excess' | 'reason'> {
    return this.#inComplexField((loaded) => evaluateGiven(this.#wasm, loaded, given));
  }

  /** What the functions of a design (design.ts) say, of one covariance or of the sum of several. */
  useDesign<T>(parts: readonly CoreDesign[], use: (session: DesignSession) => T): T {
    return this.#inComplexField(({ scenario }) =>
      use(new DesignSession(this.#wasm, antennaCount(scenario.transmitter), parts)),
    );
  }

  /** With the loaded scenario in the complex field, on the antennas; it is as it was before when `use` is done. */
  #inComplexField<T>(use: (loaded: Loaded) => T): T {
    const { scenario, fidelity, objective, over } = this.#task;
    this.load(scenario, fidelity, objective, 'complex', over);
    try {
      return use(this.#task);
    } finally {
      this.load(scenario, fidelity, objective, 'auto', over);
    }
  }

  /** Rows of validated scenarios (batch.ts). No scenario is loaded after it. */
  solveScenarios(scenarios: readonly Scenario[], task: BatchTask): CoreRows {
    this.#loaded = null;
    return solveScenarios(this.#wasm, scenarios, task);
  }

  /** Rows of random draws (batch.ts). No scenario is loaded after it. */
  solveDraws(task: Float64Array, size: Parameters<typeof solveDraws>[2]): CoreDraws {
    this.#loaded = null;
    return solveDraws(this.#wasm, task, size);
  }

  prepareTrials(factor: ComplexMatrix, seed: number, phaseSpread: number, samples?: number): Sampling {
    const { scenario, fidelity, objective } = this.#task;
    this.load(scenario, fidelity, objective, 'complex');
    return prepareTrials(this.#wasm, scenario, factor, seed, phaseSpread, samples);
  }

  runTrials(count: number): void {
    this.#wasm.runTrials(count);
  }

  trialSummary(): TrialSummary {
    return trialSummary(this.#wasm, this.#task.scenario);
  }
}
