/** The limits of the chosen point with their prices; and where they exclude each other, which ones do. */
import { boundOf, antennaCount, type PointLimit, type Result, type Scenario } from 'isabc';
import { html } from './dom.js';
import { short } from './names.js';

/** What each limit is, in the order of prices: antennas that have one, devices, quiet directions and places. */
function namesOf({ transmitter, limits, devices }: Scenario): string[] {
  const { antennaDbm, sensitivityDbm, quiet = [] } = limits ?? {};
  return [
    ...Array.from({ length: antennaCount(transmitter) }, (_, m) => m)
      .filter((m) => (Array.isArray(antennaDbm) ? antennaDbm[m] !== null : antennaDbm !== undefined))
      .map((m) => `antenna ${m}`),
    ...devices.flatMap((device, i) =>
      (device.sensitivityDbm ?? sensitivityDbm) === undefined ? [] : [`at device ${i}`],
    ),
    ...quiet.map((one, i) => ('position' in one ? `quiet[${i}], a place` : `quiet[${i}], ${one.direction}°`)),
  ];
}

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
  const all = [...limits.antenna, ...limits.sensitivity, ...limits.quiet];
  if (all.length === 0) return null;
  const names = namesOf(scenario);
  const least = (i: number): boolean =>
    i >= limits.antenna.length && i < limits.antenna.length + limits.sensitivity.length;
  const isActive = ({ power, limit }: PointLimit, i: number): boolean =>
    least(i) ? limit >= power * reached : power >= limit * reached;
  const row = (one: PointLimit, i: number): HTMLElement => {
    const { power, limit, price } = one;
    const sign = least(i) ? '≥' : '≤';
    return html(
      'tr',
      { class: isActive(one, i) ? 'active' : null },
      html('th', { scope: 'row' }, names[i]),
      html('td', {}, dbm(power)),
      html('td', {}, `${sign} ${dbm(limit)}`),
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
    html('tbody', {}, ...all.map(row).sort((a, b) => b.classList.length - a.classList.length)),
  );
}

/** The limits that together exclude every covariance, in words; null where they do not. */
export function exclusionWords({ scenario, limitsCertificate }: Result): string | null {
  if (limitsCertificate === undefined) return null;
  const { limits } = limitsCertificate;
  const names = namesOf(scenario);
  const largest = Math.max(...limits);
  const named = limits
    .map((price, i) => ({ price, name: names[i] }))
    .filter(({ price }) => price > 1e-9 * largest)
    .map(({ price, name }) => `${name} (${short(price, 3)})`);
  return (
    `The limits exclude each other: no covariance keeps to those named here, whatever its rate. ` +
    `Multipliers ν, in 1/W, that prove it by Σ ν b + P₀ max(0, λmax(−Σ ν A)) < 0: ${named.join(', ')}.`
  );
}
