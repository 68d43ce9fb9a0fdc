/** Limits that exclude each other, in words. */

import { limitsOf } from '../core/limits.js';
import { InputError } from '../input/errors.js';
import type { Result } from '../types.js';

/** Multipliers below this share of the largest are rounding. */
const negligible = 1e-9;

type Ends = Pick<Result<unknown>, 'scenario' | 'limitsCertificate'>;

/** Which limits leave no covariance, with the multipliers that prove it; null where limits leave some. */
export function exclusionWords({ scenario, limitsCertificate }: Ends): string | null {
  if (limitsCertificate === undefined) return null;
  const { limits: multipliers } = limitsCertificate;
  const largest = Math.max(...multipliers);
  const named = limitsOf(scenario).flatMap(({ name }, i) =>
    multipliers[i] > negligible * largest ? [`${name} (${multipliers[i].toPrecision(3)})`] : [],
  );
  return (
    'no covariance keeps to these limits, whatever its rate, as multipliers ν, in 1/W, prove by ' +
    `Σ ν b + P₀ max(0, λmax(−Σ ν A)) < 0: ${named.join(', ')}`
  );
}

/** Throws InputError where the limits of a result exclude each other, and a covariance was asked for. */
export function refuseExcluded(result: Ends): void {
  const words = exclusionWords(result);
  if (words === null) return;
  // a device may have the only limit
  const path = result.scenario.limits ? 'limits' : 'devices';
  throw new InputError([
    { path, value: result.scenario[path], message: `the limits exclude each other: ${words}` },
  ]);
}
