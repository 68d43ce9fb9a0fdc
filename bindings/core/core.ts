/**
 * With core-batch.ts the only file that touches the .wasm and its memory. It writes a validated scenario into the input block, calls,
 * and reads records back; every physical quantity is computed on the other side. Layouts: assembly/index.ts and
 * assembly/model/scenario.ts.
 */
import {
  solveDraws,
  solveScenarios,
  type BatchExports,
  type BatchTask,
  type CoreDraws,
  type CoreRows,
} from './batch.js';
import { DesignSession, negativity, type CoreDesign, type DesignExports, type Spectrum } from './design.js';
import { prepareTrials, trialSummary, type SimulationExports } from './simulation.js';
import * as abi from '../../assembly/abi.ts';
import { rowStatuses } from './columns.js';
import { solverTolerance } from '../input/covariance.js';
import { InputError } from '../input/errors.js';
import { antennaCount } from '../input/arrays.js';
import { fidelityIssues } from '../input/model-rules.js';
import { inputLength, writeInput } from './input-block.js';
import { limitsOf, pointLimits, type Limited } from './limits.js';
import { refusal, unsolvedReason } from './refusal.js';
import { rootMeanSquares } from './rmse.js';
import type { TrialSummary } from '../simulate/simulation.js';
import type { Sampling } from '../simulate/types.js';
import type {
  Certificate,
  ComplexMatrix,
  DeviceBounds,
  Evaluation,
  Fidelity,
  Objective,
  Over,
  Point,
  Scenario,
  SignalPair,
  Status,
} from '../types.js';
import { fidelities, objectives, overs } from '../types.js';

/** What assembly/index.ts exports. Pointers are byte offsets. */
interface Exports extends BatchExports, DesignExports, SimulationExports {
  input(length: number): number;
  load(fidelity: number, objective: number, over: number, field: number): number;
  refusedAt(): number;
  refusedCount(): number;
  activeCount(): number;
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
  superposedDetail(): number;
  superposedFloor(bound: number): number;
  foundFloor(): number;
  foundRateBound(): number;
  detail(): number;
  givenInput(count: number): number;
  givenCovariance(index: number): number;
  givenFactor(index: number, columns: number): void;
  withinBudget(tolerance: number): number;
  budget(): number;
  evaluate(): number;
  memoryBytes(): number;
}

/** Which number field the solver works in: the smallest that serves, or always the complex reference. */
export type Field = 'auto' | 'complex';

/** What of a covariance's departures, relative, is no more than the rounding of its entries. */
const rounding = 1e-12;

/** NaN is null on this side of the border. */
const orNull = (x: number): number | null => (Number.isFinite(x) ? x : null);

export class Core {
  readonly #wasm: Exports;
  #scenario: Scenario | null = null;
  #fidelity: Fidelity = 'printed';
  #objective: Objective = 'sum';
  #over: Over = 'sum';
  /** Indices of the loaded scenario's silent devices. */
  silent: number[] = [];

  /** Instantiates synchronously: the module is compiled already, and imports nothing. */
  constructor(module: WebAssembly.Module) {
    this.#wasm = new WebAssembly.Instance(module).exports as unknown as Exports;
  }

  /** `count` f64 at byte offset `pointer`. Made anew at each use: growing memory detaches every older view. */
  #view(pointer: number, count: number): Float64Array {
    return new Float64Array(this.#wasm.memory.buffer, pointer, count);
  }

  #matrix(pointer: number, rows: number, columns: number): ComplexMatrix {
    return {
      re: this.#rows(pointer, rows, columns),
      im: this.#rows(pointer + 8 * rows * columns, rows, columns),
    };
  }

  #rows(pointer: number, rows: number, columns: number): number[][] {
    const flat = this.#view(pointer, rows * columns);
    return Array.from({ length: rows }, (_, i) => Array.from(flat.subarray(i * columns, (i + 1) * columns)));
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
    const { devices } = scenario;
    const issues = fidelityIssues(scenario, fidelity);
    if (issues.length > 0) throw new InputError(issues);
    const length = inputLength(scenario);
    const pointer = wasm.input(length);
    writeInput(this.#view(pointer, length), 0, scenario);
    this.#scenario = null;
    const why = wasm.load(
      fidelities.indexOf(fidelity),
      objectives.indexOf(objective),
      overs.indexOf(over),
      field === 'complex' ? 1 : 0,
    );
    if (why !== 0) {
      const named = Array.from(this.#view(wasm.refusedAt(), wasm.refusedCount()));
      throw refusal(why, named, scenario, objective);
    }
    const active = new Set(this.#view(wasm.activeAt(), wasm.activeCount()));
    this.silent = devices.map((_, i) => i).filter((i) => !active.has(i));
    this.#scenario = scenario;
    this.#fidelity = fidelity;
    this.#objective = objective;
    this.#over = over;
  }

  #loaded(): Scenario {
    if (!this.#scenario) throw new Error('no scenario is loaded');
    return this.#scenario;
  }

  /** What the loaded scenario limits, in the core's order. */
  #limitsOf(scenario: Scenario): Limited[] {
    return scenario.signal === 'superposed' ? [] : limitsOf(scenario);
  }

  /** Multipliers, 1/W, that prove the limits to exclude each other; null as long as nothing does. */
  get exclusion(): number[] | null {
    if (this.#wasm.limitsExcluded() === 0) return null;
    return this.#rows(this.#wasm.exclusionPrices(), 1, this.#limitsOf(this.#loaded()).length)[0];
  }

  /** The largest and the free rate, bps/Hz; computed once a scenario. */
  extremes(): { maxRate: number; maxRateBound: number; freeRate: number } {
    const [maxRate, maxRateBound, freeRate] = this.#view(this.#wasm.extremes(), 3);
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
    const scenario = this.#loaded();
    const { transmitter } = scenario;
    const [maxRate, maxRateBound] = this.#view(this.#wasm.largestRate(), 2);
    const [factor, rank, K, prices] = this.#view(this.#wasm.largestRateDetail(), 4);
    const L = this.#wasm.activeCount();
    const limited = this.#limitsOf(scenario).length;
    return {
      maxRate,
      maxRateBound,
      factor: this.#matrix(factor, antennaCount(transmitter), rank),
      certificate: {
        K: this.#matrix(K, L, L),
        ...(limited > 0 && { limits: this.#rows(prices, 1, limited)[0] }),
      },
    };
  }

  /** True once the largest rate is known: a floor that proves infeasible or boundary computes it. */
  get maxRateKnown(): boolean {
    return this.#wasm.largestRateKnown() === 1;
  }

  /** The certified optimum at a rate floor, bps/Hz; with covariance, factor and certificate where `detail`. */
  point(rateFloor: number, detail: boolean): Point {
    if (this.#loaded().signal === 'superposed') return this.#superposedPoint(rateFloor, detail);
    return this.#point(rateFloor, this.#wasm.point(rateFloor), detail);
  }

  #superposedPoint(rateFloor: number, detail: boolean): Point {
    const scenario = this.#loaded();
    const pointer = this.#wasm.point(rateFloor);
    const point = this.#point(rateFloor, pointer, false);
    const devices = abi.DEVICES + 3 * scenario.devices.length;
    const [...record] = this.#view(pointer, devices + 1);
    if (point.status === 'infeasible') return point;
    // with all power to communication nothing is sensed
    if (point.status === 'boundary')
      Object.assign(point, { crb: null, rmse: null, value: null, devices: null });
    if (point.status === 'stationary') point.stationarity = record[devices];
    if (point.status === 'unsolved') point.reason = unsolvedReason(point.lmi, point.gap, record[devices]);
    if (detail) Object.assign(point, this.#superposedDetail(record[abi.MU], point.status));
    return point;
  }

  /** One device, by its closed form. */
  #superposedAtBound(bound: number, detail: boolean): Point {
    if (this.#wasm.activeCount() !== 1) {
      const message =
        'cannot be asked of several devices under a superposed signal, whose points are stationary and not optimal';
      throw new InputError([{ path: 'bounds', value: bound, message }]);
    }
    const floor = this.#wasm.superposedFloor(bound);
    if (floor >= 0) {
      const point = this.#superposedPoint(floor, detail);
      return {
        ...point,
        bound,
        rateBound: point.status === 'optimal' ? floor : this.extremes().maxRateBound,
      };
    }
    const { lowerBound } = this.#superposedPoint(0, false);
    return {
      rateFloor: 0, bound, rateBound: null, status: 'infeasible', crb: null, rmse: null, devices: null, value: null, rate: null,
      slope: null, lowerBound, gap: null, lmi: null, iterations: 0, rank: null, realizable: null,
    }; // prettier-ignore
  }

  #superposedDetail(
    mu: number,
    status: Status,
  ): Pick<Point<SignalPair>, 'covariance' | 'factor' | 'certificate'> {
    const M = antennaCount(this.#loaded().transmitter);
    const L = this.#wasm.activeCount();
    const [c, pc, s, ps, Rc, Rs, K, dual, rows, columns, powers] = this.#view(
      this.#wasm.superposedDetail(),
      11,
    );
    const covariance = { communication: this.#matrix(Rc, M, M), sensing: this.#matrix(Rs, M, M) };
    const factor = { communication: this.#matrix(c, M, pc), sensing: this.#matrix(s, M, ps) };
    if (status === 'boundary') return { covariance, factor };
    const y = this.#rows(dual, rows, columns);
    const certificate: Certificate = {
      mu,
      ...(this.#fidelity === 'coupled' ? { Y: y } : { y: y.flat() }),
      K: this.#matrix(K, L, L),
      powers: this.#rows(powers, 1, L)[0],
    };
    return { covariance, factor, certificate };
  }

  /**
   * The largest rate whose objective stays at or below `bound`, in its unit. A bound below the free optimum is
   * infeasible at any floor, 0 included, and the point then carries the lower bound that says so.
   */
  pointAtBound(bound: number, detail: boolean): Point {
    if (this.#loaded().signal === 'superposed') return this.#superposedAtBound(bound, detail);
    const pointer = this.#wasm.pointAtBound(bound);
    const point = this.#point(this.#wasm.foundFloor(), pointer, detail);
    if (point.status !== 'infeasible') {
      const rateBound = this.#wasm.foundRateBound();
      if (point.status === 'unsolved' && point.gap !== null && Math.abs(point.gap) <= abi.OPTIMAL_GAP)
        point.reason = `the largest rate within the bound is known to lie between ${point.rateFloor} and ${rateBound}, more than 1e-6 apart`;
      return { ...point, bound, rateBound };
    }
    if (this.exclusion !== null) return { ...point, bound, rateBound: null };
    const scenario = this.#loaded();
    const head = abi.DEVICES + 3 * scenario.devices.length;
    const prices = this.#limitsOf(scenario).map((_, i) => head + 3 * i + 2);
    const record = this.#view(pointer, head + 3 * prices.length);
    const proof = { lowerBound: record[abi.LOWER_BOUND], bound, rateBound: null };
    if (!detail) return { ...point, ...proof };
    const own = prices.map((at) => record[at]);
    return { ...point, ...proof, certificate: this.#detail(record[abi.MU], true, own).certificate };
  }

  #point(rateFloor: number, pointer: number, detail: boolean): Point {
    const scenario = this.#loaded();
    const limited = this.#limitsOf(scenario);
    const limitsAt = abi.DEVICES + 3 * scenario.devices.length;
    const record = this.#view(pointer, limitsAt + 3 * limited.length);
    const status = rowStatuses[record[abi.STATUS]] as Status;
    const iterations = record[abi.ITERATIONS];
    if (status === 'infeasible') {
      return {
        rateFloor, status, crb: null, rmse: null, devices: null, value: null, ...(limited.length > 0 && { limits: null }),
        rate: null, slope: null, lowerBound: null, gap: null, lmi: null, iterations, rank: null, realizable: null,
      }; // prettier-ignore
    }
    const certified = status !== 'boundary';
    // NaN where an unsolved point has no candidate
    const rank = orNull(record[abi.RANK]);
    const found = rank !== null;
    const point = {
      rateFloor,
      status,
      ...this.#bounds(record),
      ...(limited.length > 0 && {
        limits: found ? pointLimits(limited, record.subarray(limitsAt), certified) : null,
      }),
      rate: orNull(record[abi.RATE]),
      slope: certified ? orNull(record[abi.SLOPE]) : null,
      lowerBound: certified ? orNull(record[abi.LOWER_BOUND]) : null,
      gap: certified ? orNull(record[abi.GAP]) : null,
      lmi: orNull(record[abi.LMI]),
      iterations,
      rank,
      realizable: found ? rank <= scenario.symbolCount : null,
    } as Point; // the core sees to it that a status has its numbers
    if (status === 'unsolved') point.reason = unsolvedReason(point.lmi, point.gap);
    const prices = limited.map((_, i) => record[limitsAt + 3 * i + 2]);
    if (detail && found) Object.assign(point, this.#detail(record[abi.MU], certified, prices));
    return point;
  }

  #bounds(record: Float64Array): Pick<Evaluation, 'crb' | 'rmse' | 'value' | 'devices'> {
    const boundsAt = (at: number): DeviceBounds => ({
      delay: orNull(record[at]),
      angle: orNull(record[at + 1]),
      position: orNull(record[at + 2]),
    });
    const silent = new Set(this.silent);
    const devices = this.#loaded().devices.map((_, i) =>
      silent.has(i) ? null : boundsAt(abi.DEVICES + 3 * i),
    );
    const value = orNull(record[abi.VALUE]);
    const crb = { total: orNull(record[abi.TOTAL]), ...boundsAt(abi.TOTAL + 1) };
    return { crb, rmse: rootMeanSquares(crb, devices.length - silent.size), value, devices };
  }

  #detail(
    mu: number,
    certified: boolean,
    prices: number[],
  ): Pick<Point, 'covariance' | 'factor' | 'certificate'> {
    const M = antennaCount(this.#loaded().transmitter);
    const L = this.#wasm.activeCount();
    const [factor, covariance, K, dual, rows, columns, rank, shares] = this.#view(this.#wasm.detail(), 8);
    const matrices = {
      covariance: this.#matrix(covariance, M, M),
      factor: this.#matrix(factor, M, rank),
    };
    if (!certified) return matrices;
    const certificate: Certificate =
      this.#fidelity === 'coupled'
        ? { mu, Y: this.#rows(dual, rows, columns), K: this.#matrix(K, L, L) }
        : { mu, y: this.#rows(dual, 1, rows)[0], K: this.#matrix(K, L, L) };
    if (prices.length > 0) certificate.limits = prices;
    if (this.#over === 'worst') certificate.shares = this.#rows(shares, 1, L)[0];
    return { ...matrices, certificate };
  }

  /**
   * Rate, power, bounds and LMI check of a given covariance, or of the two of a superposed signal, R_c and R_s.
   * @throws InputError where one is not positive semidefinite
   */
  evaluate(given: readonly CoreDesign[]): Omit<Evaluation, 'optimum' | 'excess' | 'reason'> {
    return this.#inComplexField((scenario) => {
      const { transmitter } = scenario;
      const wasm = this.#wasm;
      const M = antennaCount(transmitter);
      const input = wasm.givenInput(given.length);
      const spectra: Spectrum[] = [];
      given.forEach((design, i) => {
        const { re, im } = 'factor' in design ? design.factor : design.covariance;
        const flat = [...re.flat(), ...im.flat()];
        this.#view(input + 16 * M * M * i, flat.length).set(flat);
        if ('factor' in design) return wasm.givenFactor(i, re[0].length);
        const [smallest, largest] = this.#view(wasm.givenCovariance(i), 2);
        spectra.push({ design, smallest, largest });
      });
      const negative = negativity(spectra);
      const asymmetry = Math.max(
        ...given.map((design) => ('factor' in design ? 0 : (design.asymmetry ?? 0))),
      );
      const beyond = wasm.withinBudget(solverTolerance);
      const seen = (amount: number) => (amount > rounding ? amount : 0);
      const adjusted = {
        asymmetry: seen(asymmetry),
        negative: seen(negative),
        power: beyond <= solverTolerance ? seen(beyond) : 0,
      };
      const asGiven = Object.values(adjusted).every((amount) => amount === 0);
      const limited = this.#limitsOf(scenario);
      const limitsAt = abi.DEVICES + 3 * scenario.devices.length;
      const record = this.#view(wasm.evaluate(), limitsAt + 3 * limited.length);
      return {
        rate: record[abi.RATE],
        power: record[abi.MU],
        budget: wasm.budget(),
        ...this.#bounds(record),
        value: orNull(record[abi.VALUE]),
        ...(limited.length > 0 && { limits: pointLimits(limited, record.subarray(limitsAt), false) }),
        lmi: orNull(record[abi.LMI]),
        adjusted: asGiven ? null : adjusted,
      };
    });
  }

  /** What the functions of a design (core-design.ts) say, of one covariance or of the sum of several. */
  useDesign<T>(parts: readonly CoreDesign[], use: (session: DesignSession) => T): T {
    return this.#inComplexField(({ transmitter }) =>
      use(new DesignSession(this.#wasm, antennaCount(transmitter), parts)),
    );
  }

  /** With the loaded scenario in the complex field, on the antennas; it is as it was before when `use` is done. */
  #inComplexField<T>(use: (scenario: Scenario) => T): T {
    const scenario = this.#loaded();
    this.load(scenario, this.#fidelity, this.#objective, 'complex', this.#over);
    try {
      return use(scenario);
    } finally {
      this.load(scenario, this.#fidelity, this.#objective, 'auto', this.#over);
    }
  }

  /** Rows of validated scenarios (core-batch.ts). No scenario is loaded after it. */
  solveScenarios(scenarios: readonly Scenario[], task: BatchTask): CoreRows {
    this.#scenario = null;
    return solveScenarios(this.#wasm, scenarios, task);
  }

  /** Rows of random draws (core-batch.ts). No scenario is loaded after it. */
  solveDraws(task: Float64Array, size: Parameters<typeof solveDraws>[2]): CoreDraws {
    this.#scenario = null;
    return solveDraws(this.#wasm, task, size);
  }

  prepareTrials(factor: ComplexMatrix, seed: number, phaseSpread: number, samples?: number): Sampling {
    return prepareTrials(this.#wasm, this.#loaded(), factor, seed, phaseSpread, samples);
  }

  runTrials(count: number): void {
    this.#wasm.runTrials(count);
  }

  trialSummary(): TrialSummary {
    return trialSummary(this.#wasm, this.#loaded());
  }
}
