/**
 * npm run simulation: writes the tables of docs/simulation.md anew that no single command prints: the errors of an
 * estimator that knows no reflection beside its bound, and those of one that takes phases as known which are not.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { loadSolver, type ScenarioInput } from 'isabc';
import { estimatorTable, phaseTable, simulateScenes, withTable } from './simulation/tables.js';

const solver = await loadSolver();
const example = (name: string) => JSON.parse(readFileSync(`examples/${name}.json`, 'utf8')) as ScenarioInput;
let page = readFileSync('docs/simulation.md', 'utf8');
page = withTable(page, 'unknown', estimatorTable(simulateScenes(solver)));
for (const name of ['scenario-1', 'three-devices'])
  page = withTable(page, `phases ${name}`, phaseTable(solver, example(name)));
writeFileSync('docs/simulation.md', page);
