/** Many validated scenarios as columns. Apart from batch.ts, so that workers do without its rules. */

import { batchLength, type BatchTask, type CoreRows } from '../core/batch.js';
import { copyRows, pointColumns, Reasons } from '../core/columns.js';
import type { Scenario } from '../types.js';
import type { Batch } from './batch.js';

/** What a batch needs of the core. */
export interface BatchCore {
  /** Rows of validated scenarios; no scenario is loaded after it. */
  solveScenarios(scenarios: readonly Scenario[], task: BatchTask): CoreRows;
}

/** f64s that a crossing may take of the core's memory, unless a single scenario needs more. */
const crossing = 1 << 20;

/** Solves validated scenarios, in as few crossings of the border as memory allows. */
export function solveBatch(core: BatchCore, scenarios: readonly Scenario[], task: BatchTask): Batch {
  const perScenario = (task.fractions ?? task.rates!).length;
  const rows = scenarios.length * perScenario;
  const reasons = new Reasons();
  const batch: Batch = {
    rows,
    scenario: new Int32Array(rows),
    ...pointColumns(rows, perScenario, task.fractions),
    maxRateBound: new Float64Array(rows),
    slope: new Float64Array(rows),
    lmi: new Float64Array(rows),
    rank: new Float64Array(rows),
    stationarity: new Float64Array(rows).fill(NaN),
    reasons: reasons.texts,
  };
  scenarios.forEach((_, i) => batch.scenario.fill(i, i * perScenario, (i + 1) * perScenario));
  const { rows: _, reasons: __, ...columns } = batch;
  for (let from = 0; from < scenarios.length;) {
    let to = from;
    let length = 0;
    do length += batchLength(scenarios[to++], perScenario);
    while (to < scenarios.length && length + batchLength(scenarios[to], perScenario) <= crossing);
    const solved = core.solveScenarios(scenarios.slice(from, to), task);
    copyRows(solved, columns, from * perScenario, reasons, task.objective);
    from = to;
  }
  return batch;
}
