/** The limits of the chosen point with their prices; and where they exclude each other, which ones do. */
import { boundOf, limitsInOrder, limitsOf, type Limited, type Result } from 'isabc';
import { html } from './dom.js';
import { short } from './names.js';

/** W as dBm, for people. */
function dbm(watts: number): string {
  return watts > 0 ? short(10 * Math.log10(watts) + 30, 5) : '–';
}

/** Above this share of what it may be, a limit is reached. */
const reached = 1 - 1e-6;

/** A table of a point's limits, those that are reached first; null where it has none. */
export function limitTable({ scenario, objective, points }: Result, index: number): HTMLElement | null {
  const { limits } = points[index];
  if (limits === undefined || limits === null) return null;
  const given = limitsOf(scenario);
  if (given.length === 0) return null;
  const seen = limitsInOrder(limits);
  const row = ({ name, sign }: Limited, i: number): HTMLElement => {
    const { power, limit, price } = seen[i].limit;
    const isActive = sign < 0 ? limit >= power * reached : power >= limit * reached;
    return html(
      'tr',
      { class: isActive ? 'active' : null },
      html('th', { scope: 'row' }, name),
      html('td', {}, dbm(power)),
      html('td', {}, `${sign < 0 ? '≥' : '≤'} ${dbm(limit)}`),
      html('td', {}, short(price)),
    );
  };
  return html(
    'table',
    { class: 'limits' },
    html('caption', {}, 'Limits, and what one watt more of each is worth'),
    html(
      'thead',
      {},
      html(
        'tr',
        {},
        ...['limit', 'power (dBm)', 'allowed (dBm)', `price (${boundOf[objective].unit} per W)`].map(
          (words) => html('th', { scope: 'col' }, words),
        ),
      ),
    ),
    html('tbody', {}, ...given.map(row).sort((a, b) => b.classList.length - a.classList.length)),
  );
}

/** The limits that together exclude every covariance, in words; null where they do not. */
export function exclusionWords({ scenario, limitsCertificate }: Result): string | null {
  if (limitsCertificate === undefined) return null;
  const { limits } = limitsCertificate;
  const given = limitsOf(scenario);
  const largest = Math.max(...limits);
  const named = limits
    .map((price, i) => ({ price, name: given[i].name }))
    .filter(({ price }) => price > 1e-9 * largest)
    .map(({ price, name }) => `${name} (${short(price, 3)})`);
  return (
    `The limits exclude each other: no covariance keeps to those named here, whatever its rate. ` +
    `Multipliers ν, in 1/W, that prove it by Σ ν b + P₀ max(0, λmax(−Σ ν A)) < 0: ${named.join(', ')}.`
  );
}
