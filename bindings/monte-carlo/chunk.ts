/** Computes the chunks of an experiment, in whichever thread it is called. */

import { copyRows, pointColumns, Reasons } from '../core/columns.js';
import { INPUT_HEAD } from '../../assembly/abi.ts';
import type { Core } from '../core/core.js';
import { taskLength, writeTask, type BatchTask } from '../core/batch.js';
import { isInSpace } from '../input/arrays.js';
import { InputError } from '../input/errors.js';
import type { Position } from '../types.js';
import { drawnBlock, writeHead } from '../core/input-block.js';
import { chunkPlan, chunkRange, deviceCount, type ChunkPlan } from './plan.js';
import { combinations, sweptPaths, type Combination } from './sweep.js';
import type { DrawBatch, Experiment, Placement, PlacementColumns } from './types.js';

/** Over one core, which is used for nothing else in the meantime. */
export class ChunkSolver {
  readonly plan: ChunkPlan;
  readonly #core: Core;
  readonly #experiment: Experiment;
  readonly #combinations: Combination[];
  readonly #task: Float64Array;

  /** @throws InputError where no draw could be solved, as the pulse is zero or constant */
  constructor(core: Core, experiment: Experiment) {
    this.plan = chunkPlan(experiment);
    this.#core = core;
    this.#experiment = experiment;
    this.#combinations = combinations(experiment);
    this.#task = drawTask(experiment, this.#combinations);
    refusePulse(core, experiment);
  }

  /** The draws of chunk i, solved. */
  solve(chunk: number): DrawBatch {
    const { fractions, rates, objective, over, placement } = this.#experiment;
    const { first, count } = chunkRange(this.#experiment, this.plan, chunk);
    const floors = (fractions ?? rates!).length;
    const perDraw = this.#combinations.length * floors;
    const devices = deviceCount(placement);
    const solved = this.#core.solveDraws(this.#task, { first, count, devices, rowsPerDraw: perDraw });
    const { rows } = solved;
    const inSpace = isInSpace(this.#experiment.scenario.transmitter);
    const placements = placementColumns(first, count, devices, inSpace, solved.placements);
    const reasons = new Reasons();
    const columns = pointColumns(rows, floors, fractions);
    copyRows(solved, columns, 0, reasons, objective);
    const draw = new Float64Array(rows);
    for (let row = 0; row < rows; row++) draw[row] = first + Math.floor(row / perDraw);
    const swept = sweptPaths(this.#experiment.sweep).map((path, i) => {
      const values = new Float64Array(rows);
      for (let row = 0; row < rows; row++)
        values[row] = this.#combinations[Math.floor((row % perDraw) / floors)].values[i];
      return [path, values] as const;
    });
    return {
      chunk,
      first,
      count,
      objective,
      over,
      draws: { draw, ...columns },
      swept: Object.fromEntries(swept),
      reasons: reasons.texts,
      placements,
    };
  }
}

/** Codes of assembly/random/draws.ts. */
const shapes: Record<Placement['shape'], number> = {
  disc: 0,
  ring: 1,
  rectangle: 2,
  box: 2,
  given: 3,
  ball: 4,
};

/** The numbers of a shape, as assembly/random/draws.ts wants them: six, or three a device. */
function shapeNumbers(placement: Placement): number[] {
  const three = ([x, y, z = 0]: Position) => [x, y, z];
  switch (placement.shape) {
    case 'disc':
    case 'ball':
      return [...three(placement.center), placement.radius, 0, 0];
    case 'ring':
      return [...three(placement.center), placement.inner, placement.outer, 0];
    case 'rectangle':
    case 'box':
      return [...three(placement.min), ...three(placement.max)];
    case 'given':
      return placement.positions.flatMap(three);
  }
}

/** What solveDraws of assembly/batch.ts reads. */
function drawTask(experiment: Experiment, all: readonly Combination[]): Float64Array {
  const { placement, symbols, seed, scenario } = experiment;
  const devices = deviceCount(placement);
  const alphabet = 'alphabet' in symbols ? symbols.alphabet : [symbols.value];
  const block = drawnBlock(scenario, devices);
  const common: BatchTask = { ...experiment, extremes: true };
  const draws = [
    ...[seed, shapes[placement.shape], devices, alphabet.length],
    ...shapeNumbers(placement),
    ...alphabet,
    all.length,
  ];
  const heads = taskLength(common) + draws.length;
  const task = new Float64Array(heads + all.length * INPUT_HEAD + block.length);
  task.set(draws, writeTask(task, common));
  all.forEach(({ scene }, i) => writeHead(task, heads + i * INPUT_HEAD, scene, devices));
  task.set(block, task.length - block.length);
  return task;
}

function placementColumns(
  first: number,
  count: number,
  devices: number,
  inSpace: boolean,
  values: Float64Array,
): PlacementColumns {
  const rows = count * devices;
  const columns: PlacementColumns = {
    draw: new Float64Array(rows),
    device: new Int32Array(rows),
    x: values.slice(0, rows) as Float64Array<ArrayBuffer>,
    y: values.slice(rows, 2 * rows) as Float64Array<ArrayBuffer>,
    ...(inSpace && { z: values.slice(2 * rows, 3 * rows) as Float64Array<ArrayBuffer> }),
    symbol: values.slice(3 * rows) as Float64Array<ArrayBuffer>,
  };
  for (let row = 0; row < rows; row++) {
    columns.draw[row] = first + Math.floor(row / devices);
    columns.device[row] = row % devices;
  }
  return columns;
}

/** A pulse that carries nothing would refuse every draw: an error of the experiment instead. */
function refusePulse(core: Core, { scenario, fidelity, objective }: Experiment): void {
  if (typeof scenario.pulse !== 'object') return;
  try {
    // the core looks at the pulse before it looks at devices
    const { position } = scenario.transmitter;
    core.load({ ...scenario, fading: undefined, devices: [{ position, symbol: 1 }] }, fidelity, objective);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const issues = error.issues.filter(({ path }) => path.startsWith('pulse'));
    if (issues.length === 0) return;
    throw new InputError(issues.map((issue) => ({ ...issue, path: `scenario.${issue.path}` })));
  }
}
