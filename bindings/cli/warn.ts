/** Slips that a scenario's ranges let pass, on standard error: in every command that reads a scenario. */

import type { InputIssue } from '../input/errors.js';
import { warningsOf, warningText } from '../input/warnings.js';
import { combinations } from '../monte-carlo/sweep.js';
import type { Experiment } from '../monte-carlo/types.js';
import { say, type Streams } from './io.js';

export async function warn(warnings: readonly InputIssue[], { stderr }: Streams): Promise<void> {
  for (const warning of warnings) await say(stderr, `warning: ${warningText(warning)}`);
}

/** The slips of an experiment, whatever its sweep makes of the scenario; each once. */
export function experimentWarnings({ scenario, placement, sweep }: Experiment): InputIssue[] {
  const given = placement.shape === 'given' ? placement.positions : [];
  const devices = given.map((position) => ({ position }));
  const found = combinations({ scenario, sweep }).flatMap(({ scene }) => warningsOf({ ...scene, devices }));
  return [...new Map(found.map((warning) => [warningText(warning), warning])).values()];
}
