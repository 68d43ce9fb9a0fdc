/** The solver a caller holds: curves and evaluations, over one instance of the core. */

import type { Batch, BatchOptions } from './batch.js';
import { solveBatch } from './batch-rows.js';
import { accept, batchTask, curveTask, evaluationTask, refuse, simulationTask } from './checked.js';
import type { CoreDesign, DesignSession } from '../core/design.js';
import { antennaCount, isInSpace, isLine } from '../input/arrays.js';
import {
  checkBeamform,
  checkBeampattern,
  checkDesign,
  checkPair,
  checkPositionErrors,
  checkPowerMap,
  every,
  waveformIssues,
} from './design.js';
import type { InputIssue } from '../input/errors.js';
import { checkScenario } from '../input/scenario.js';
import { curvePoints, type PointEvent } from './curve.js';
import { evaluation } from './evaluation.js';
import type { TaskCore } from './tasks.js';
import { simulation } from '../simulate/simulation.js';
import type { SimulateOptions, Simulation } from '../simulate/types.js';
import {
  type ArrayGeometry,
  type BeamformOptions,
  type Beamforming,
  type Beampattern,
  type BeampatternOptions,
  type ComplexMatrix,
  type Design,
  type Evaluation,
  type EvaluateOptions,
  type Fidelity,
  type Objective,
  type PositionError,
  type PowerMapOptions,
  type Result,
  type Scenario,
  type ScenarioInput,
  type SignalPair,
  type SignalPart,
  type TradeoffOptions,
} from '../types.js';

/** What the solver needs of the core; `Core` is the real one, and a test may bring its own. */
export interface CoreLike extends TaskCore {
  /** What the functions of a design say, or of the sum of two. */
  useDesign<T>(parts: readonly CoreDesign[], use: (session: DesignSession) => T): T;
}

/** Makes certified curves. Get one from `loadSolver`; one solver serves any number of scenarios in turn. */
export class Solver {
  readonly #core: CoreLike;
  /** Counts the scenarios loaded, so that a curve in progress notices when it has lost the core to another. */
  #loads = 0;

  /** Over a core of one's own; `loadSolver` does this with the real one. */
  constructor(core: CoreLike) {
    this.#core = core;
  }

  /**
   * The certified trade-off curve of a scenario.
   *
   * @param scenario only `devices` is required, see {@link ScenarioInput}
   * @param options `rates` (floors in bps/Hz, their order and duplicates kept), `points` (a number of even
   *   floors, default 21) or `bounds` (in the objective's unit, each answered by the largest rate within it; not for
   *   several devices under a superposed signal); fidelity `coupled`, objective `sum`, no covariances unless asked for
   * @returns a new object, safe to change, to write as JSON and to post to another thread
   * @throws InputError naming every bad field of scenario and options; nothing is computed then
   */
  tradeoff<Aim extends Objective = 'sum'>(
    scenario: ScenarioInput & { signal: 'superposed' },
    options?: TradeoffOptions<Aim>,
  ): Result<SignalPair, Aim>;
  tradeoff<Aim extends Objective = 'sum'>(
    scenario: ScenarioInput,
    options?: TradeoffOptions<Aim>,
  ): Result<ComplexMatrix, Aim>;
  tradeoff(scenario: ScenarioInput, options: TradeoffOptions = {}): Result | Result<SignalPair> {
    return last(this.points(scenario, options));
  }

  /**
   * The same curve one point at a time: yields each point when it is done, with its place among those asked for, and
   * returns the whole result. The solver must not be used for anything else before that.
   *
   * @param options as for `tradeoff`
   * @throws InputError, from the first step, as `tradeoff`; Error from a step after the solver was used for another
   *   scenario
   */
  *points(input: ScenarioInput, options: TradeoffOptions = {}): Generator<PointEvent, Result, undefined> {
    const task = curveTask(input, options);
    return yield* this.#alone(curvePoints(this.#core, task.scenario, task.options), 'curve');
  }

  /**
   * The points of many scenarios as typed columns: the numbers of `tradeoff`, in one crossing into WebAssembly (one
   * for every 8 MB of rows), without an object a point.
   *
   * @param scenarios one or more, each as for `tradeoff`
   * @param options the floors of every scenario as `rates` (bps/Hz), as a number of even `points` (default 21) or as
   *   `fractions` of each scenario's own curve; fidelity `coupled`, objective `sum`
   * @returns one row a scenario and floor; arrays of its own, safe to change and to transfer
   * @throws InputError naming every bad field of scenarios and options; nothing is computed then. What only the model
   *   sees (a device on an array) makes rows of status `refused` instead.
   */
  batch(scenarios: readonly ScenarioInput[], options: BatchOptions = {}): Batch {
    const task = batchTask(scenarios, options);
    this.#loads++;
    return solveBatch(this.#core, task.scenarios, task.options);
  }

  /**
   * What a given covariance achieves, and how far that is from the certified optimum.
   *
   * @param covariance M_t×M_t Hermitian positive semidefinite, W; or a point of a result that carries one. Of a
   *   superposed signal R_c and R_s, or a point, whose factors are taken where it has them
   * @param options fidelity `coupled`, objective `sum`; `rate` is the floor of the optimum to compare with,
   *   bps/Hz, by default the covariance's own rate. The optimum has the scenario's power; a covariance with more, or
   *   with less rate than the floor, has no `excess`. What a solver's tolerance leaves of a covariance (up to 1e-6 from
   *   Hermitian, from positive semidefinite, above the power) is put right, and `adjusted` says by how much.
   * @returns of a superposed signal of several devices, `optimum` is a `stationary` point with its lower bound
   * @throws InputError naming every bad field of scenario, covariance and options
   */
  evaluate(scenario: ScenarioInput, covariance: Design, options: EvaluateOptions = {}): Evaluation {
    const task = evaluationTask(scenario, covariance, options);
    this.#loads++;
    return evaluation(this.#core, task.scenario, task.parts, task.options);
  }

  /**
   * What a design radiates by direction.
   *
   * @param design a point of a result made with `covariance: true`, or R in W
   * @param options `angles`: degrees from the transmitter's broadside, −90 to 90; default every half degree; `part` of
   *   a superposed signal, default `both`
   * @throws InputError naming every bad field of scenario, design and options
   */
  beampattern(scenario: ScenarioInput, design: Design, options: BeampatternOptions = {}): Beampattern {
    const { angles, elevations, part } = accept(checkBeampattern(options));
    return this.#use(scenario, design, { part }, (session, { transmitter }) => {
      if (isInSpace(transmitter)) {
        const [columns, rows] = [angles ?? every(2, 180), elevations ?? every(2, 90)];
        const pairs = rows.flatMap((elevation) => columns.flatMap((azimuth) => [azimuth, elevation]));
        return { angles: columns, elevations: rows, power: session.radiation(pairs) };
      }
      refuse(planeAngles(transmitter, angles, elevations));
      const all = angles ?? every(0.5, isLine(transmitter) ? 90 : 180);
      return { angles: all, power: session.beampattern(all) };
    });
  }

  /**
   * The power that a device at each point of a grid would receive (4), η(d) a_t^T R a_t^*, W.
   *
   * @param options `x` and `y`: coordinates of the grid's columns and rows, m; `part` of a superposed signal
   * @returns one row a y, one number an x; null on the transmitter itself
   * @throws InputError likewise
   */
  powerMap(scenario: ScenarioInput, design: Design, options: PowerMapOptions): (number | null)[][] {
    const { x, y, z = 0, part } = accept(checkPowerMap(options));
    const points = y.flatMap((b) => x.flatMap((a) => [a, b, z]));
    return this.#use(scenario, design, { part }, (session, { transmitter }) => {
      const message = 'goes with a scenario in space';
      refuse(z === 0 || isInSpace(transmitter) ? [] : [{ path: 'z', value: z, message }]);
      const power = Array.from(session.powerAt(points), (watts) => (Number.isFinite(watts) ? watts : null));
      return y.map((_, row) => power.slice(row * x.length, (row + 1) * x.length));
    });
  }

  /**
   * How far estimates of the devices' positions stray, at least, under a design: the bound's 2×2 covariances and their
   * ellipses. A superposed signal senses with R_s alone.
   *
   * @param options fidelity `coupled`
   * @returns one a device, in the scenario's order; null where the position is unobservable or the device silent
   * @throws InputError likewise
   */
  positionErrors(
    scenario: ScenarioInput,
    design: Design,
    options: { fidelity?: Fidelity } = {},
  ): (PositionError | null)[] {
    const { fidelity } = accept(checkPositionErrors(options));
    return this.#use(scenario, design, { fidelity, sensing: true }, (session, { devices, transmitter }) =>
      session.positionErrors(devices.length, isInSpace(transmitter)),
    );
  }

  /**
   * Waveforms that have a design's covariance: beamformers W with W W^H = R, and an excitation block X of the
   * scenario's symbolCount N with (1/N) X X^H = R (3), X = W S. The symbols S are circular complex normals from a
   * seed, or the caller's, whitened so that (1/N) S S^H = I.
   *
   * @throws InputError likewise; where symbolCount is below the rank of R, as no block has it then; and where given
   *   symbols are linearly dependent
   */
  beamform(scenario: ScenarioInput, design: Design, options: BeamformOptions = {}): Beamforming {
    const { excitation, seed, symbols } = accept(checkBeamform(options));
    return this.#use(scenario, design, {}, (session, { symbolCount, transmitter, signal }) => {
      const count = excitation ? symbolCount : 0;
      const made = session.waveform({ count, seed, symbols }, (rank) =>
        refuse(waveformIssues(rank, symbolCount, antennaCount(transmitter), symbols)),
      );
      return {
        rank: made.streamPowers.length,
        streamPowers: made.streamPowers,
        ...(signal === 'superposed' && {
          streams: { communication: made.streams[0], sensing: made.streams[1] },
        }),
        beamformer: made.beamformer,
        excitation: made.excitation,
        symbols: made.symbols,
        error: { beamformer: made.beamformerError, excitation: made.excitationError },
      };
    });
  }

  /** Loads a scenario for a design, or a part of it; objective `delay`, as it refuses least. */
  #use<T>(
    input: ScenarioInput,
    design: Design,
    { fidelity, part, sensing }: { fidelity?: Fidelity; part?: SignalPart; sensing?: boolean },
    use: (session: DesignSession, scenario: Scenario) => T,
  ): T {
    const scenario = accept(checkScenario(input));
    const antennas = antennaCount(scenario.transmitter);
    let parts: CoreDesign[];
    if (scenario.signal === 'superposed') {
      const [communication, own] = accept(checkPair(design, antennas));
      if (sensing || part === 'sensing') parts = [own];
      else parts = part === 'communication' ? [communication] : [communication, own];
    } else {
      const message = 'goes with a superposed signal, which has parts';
      refuse(part === undefined ? [] : [{ path: 'part', value: part, message }]);
      parts = [accept(checkDesign(design, antennas))];
    }
    // what is radiated takes no bound: the one that refuses least, and nothing of what is known of the places
    if (fidelity === undefined) this.#core.load(withoutPriors(scenario), 'decoupled', 'delay');
    else this.#core.load(scenario, fidelity, 'delay');
    this.#loads++;
    return this.#core.useDesign(parts, (session) => use(session, scenario));
  }

  /**
   * Simulates slots with the optimal covariance at a rate floor, estimates all delays and directions, and what the
   * scenario's `unknown` says of the reflections, jointly by maximum likelihood, and reports the root mean square
   * errors beside the roots of the three bounds. The same options give the same report on every machine.
   *
   * @param options `rate` (floor, bps/Hz) is required; 1000 `trials`, `seed` 1, fidelity `coupled`, objective `sum`
   *   and `over` `sum` of the covariance, true phases as the model has them (`phaseSpread` 0 degrees), and as many
   *   `samples` a symbol as keep the bound, unless told
   * @throws InputError naming every bad field of scenario and options; for a floor out of reach; where the slot has
   *   fewer symbols than the covariance's rank; where `coupled` refuses the scenario; for a superposed signal, as the
   *   model does not say what the receiver knows of x_c; for fading, own channels and priors, which the estimator
   *   does not know
   */
  simulate(scenario: ScenarioInput, options: SimulateOptions): Simulation {
    return last(this.trials(scenario, options));
  }

  /**
   * The same one trial at a time: yields how many are done. The solver must not be used for anything else before
   * the last.
   *
   * @internal
   */
  *trials(input: ScenarioInput, options: SimulateOptions): Generator<number, Simulation, undefined> {
    const task = simulationTask(input, options);
    return yield* this.#alone(simulation(this.#core, task.scenario, task.options), 'simulation');
  }

  /** The steps of what has the core for itself until it is done. */
  *#alone<Y, R>(steps: Generator<Y, R, undefined>, what: string): Generator<Y, R, undefined> {
    const load = ++this.#loads;
    let step = steps.next();
    while (!step.done) {
      yield step.value;
      if (this.#loads !== load)
        throw new Error(`the solver was used for something else before this ${what} was done`);
      step = steps.next();
    }
    return step.value;
  }
}

function withoutPriors(scenario: Scenario): Scenario {
  return { ...scenario, devices: scenario.devices.map(({ prior: _prior, ...device }) => device) };
}

/** Angles of the plane: a line does not tell front from back. */
function planeAngles(transmitter: ArrayGeometry, angles: number[] = [], elevations?: number[]): InputIssue[] {
  if (elevations) return [{ path: 'elevations', value: elevations, message: 'go with a scenario in space' }];
  if (!isLine(transmitter)) return [];
  const message = 'must be a number from -90 to 90 (degrees from broadside)';
  return angles.flatMap((value, i) =>
    Math.abs(value) > 90 ? [{ path: `angles[${i}]`, value, message }] : [],
  );
}

/** What a generator returns in the end. */
function last<R>(steps: Generator<unknown, R, undefined>): R {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}
