/**
 * The twin is the opponent that the core is timed against. It is made of the core's own sources, and has to give the
 * same answers in as many steps: every column of every row, bit for bit.
 */
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { scenarioTwo } from '../../bench/placements.js';
import { Random } from '../../bench/random.js';
import { column, curveTask, loadTwin } from '../../bench/twins.js';
import { solveScenarios, type BatchExports, type BatchTask } from '../../bindings/core/batch.js';
import { parseScenario } from '../../bindings/input/scenario.js';
// @ts-expect-error: a plain script, shared with the build
import { wasmFile } from '../../scripts/defines.mjs';

let core: BatchExports;
let twin: BatchExports;
beforeAll(async () => {
  const module = new WebAssembly.Module(readFileSync(wasmFile as string));
  core = new WebAssembly.Instance(module).exports as WebAssembly.Exports & BatchExports;
  twin = await loadTwin();
}, 120_000);

test.each<[string, Partial<BatchTask>, number]>([
  ['printed, curves of 21', {}, 12],
  ['printed, position', { objective: 'position' }, 4],
  ['decoupled, rates', { fidelity: 'decoupled', fractions: undefined, rates: [0, 0.2, 0.4] }, 6],
  ['coupled', { fidelity: 'coupled', fractions: [0, 0.5] }, 1],
])('%s: the same bits', (_, options, count) => {
  const random = new Random(7);
  const scenarios = Array.from({ length: count }, (_, i) =>
    parseScenario(scenarioTwo(random, i % 3 === 0 ? 5 : 9)),
  );
  const task = { ...curveTask, ...options };
  const expected = solveScenarios(core, scenarios, task);
  const found = solveScenarios(twin, scenarios, task);
  expect(column(found.values, found.rows, 'iterations').every((steps) => steps >= 0)).toBe(true);
  expect(new BigUint64Array(found.values.slice().buffer)).toEqual(
    new BigUint64Array(expected.values.slice().buffer),
  );
});
