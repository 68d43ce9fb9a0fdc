/** What speaks against the errors of a simulation. */

import type { Simulation } from './types.js';

type Facts = Pick<Simulation, 'scenario' | 'phaseSpread' | 'sampling' | 'trials' | 'missed' | 'unlocated'>;

/** Whether more searches missed the highest summit than found it: then nothing else matters. */
export function mostlyMissed({ missed, trials }: Pick<Simulation, 'missed' | 'trials'>): boolean {
  return missed > trials / 2;
}

/** What a reader must know about the numbers, most important first. */
export function warningsOf(facts: Facts): string[] {
  const { scenario, phaseSpread, sampling, trials, missed, unlocated } = facts;
  const warnings: string[] = [];
  const searches = `${missed} of ${trials} searches ended on a hill lower than the one by the truth`;
  if (mostlyMissed(facts))
    warnings.push(
      `${searches}: the errors are those of a search that fails, and say nothing about the bounds.`,
    );
  if (phaseSpread > 0 && scenario.unknown !== 'reflections')
    warnings.push(
      `The phases of reflections are within ±${phaseSpread}° of what the receiver takes them for: the bounds are not about that.`,
    );
  if (sampling.error > 0.01) warnings.push('Sampling moves the bounds by more than 1 %: compare with care.');
  if (sampling.clearance !== null && sampling.clearance < 5)
    warnings.push(
      'A jump of the pulse lies close to a sample: the delay can be known better than the bound says.',
    );
  if (missed > 0 && !mostlyMissed(facts)) warnings.push(`${searches}.`);
  if (unlocated > 0)
    warnings.push(`${unlocated} estimates have a delay shorter than the direct path's: no place fits them.`);
  return warnings;
}
