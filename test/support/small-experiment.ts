/** A small experiment for tests of whole runs; also that of the golden file. */

import { readFileSync } from 'node:fs';
import type { ExperimentInput } from '../../bindings/monte-carlo/types.js';

/** 12 chunks of 32 draws and a shorter one, two combinations; silent draws among them. */
export const smallExperiment = JSON.parse(
  readFileSync(new URL('../golden/experiment.json', import.meta.url), 'utf8'),
) as ExperimentInput;
