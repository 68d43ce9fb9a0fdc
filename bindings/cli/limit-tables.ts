/** Limits for people: what each of them costs along a curve, and what a covariance makes of them. */

import { limitsOf } from '../core/limits.js';
import { limitsInOrder } from '../limit-kinds.js';
import { align, digits } from '../solver/format.js';
import { boundOf, type Evaluation, type Result, type Scenario } from '../types.js';

/** So many limits have a column; of more, those that matter most. */
const mostColumns = 8;

/** What limits are held to, relatively. */
const tolerance = 1e-9;

/** The prices of the limits at each floor, under an empty line; nothing where there are none. */
export function pricesTable({ scenario, objective, points }: Result<unknown>): string {
  const rows = points.flatMap(({ rateFloor, limits }) => {
    if (!limits) return [];
    const prices = limitsInOrder(limits).map(({ limit }) => limit.price);
    return prices.every((price) => price !== null) ? [{ rateFloor, prices }] : [];
  });
  const given = limitsOf(scenario);
  if (rows.length === 0 || given.length === 0) return '';
  const largest = given.map((_, i) => Math.max(...rows.map(({ prices }) => prices[i])));
  const costly = given.flatMap((_, i) => (largest[i] > 0 ? [i] : []));
  // price times limit: what it is worth to double the limit, to first order, whose ratio is the limits' own
  const watts = limitsInOrder(points.find(({ limits }) => limits)!.limits!).map(({ limit }) => limit.limit);
  const worth = (i: number): number => largest[i] * watts[i];
  const dearest = [...costly].sort((i, j) => worth(j) - worth(i)).slice(0, mostColumns);
  const listed = costly.filter((i) => dearest.includes(i));
  const table = align(
    [
      ['floor', ...listed.map((i) => given[i].name)],
      ['bps/Hz', ...listed.map((i) => `${given[i].sign < 0 ? '≥' : '≤'} ${given[i].dbm} dBm`)],
      ...rows.map(({ rateFloor, prices }) => [
        digits(rateFloor),
        ...listed.map((i) => (prices[i] === 0 ? '0' : prices[i].toPrecision(3))),
      ]),
    ],
    [],
  );
  const hidden = costly.length - listed.length;
  const free = given.filter((_, i) => largest[i] === 0).map(({ name }) => name);
  const lines = [
    '',
    ...(listed.length > 0
      ? [`prices: what a limit that is one watt looser is worth, ${boundOf[objective].unit} per W`, ...table]
      : []),
    ...(hidden > 0 ? [`and ${hidden} more that cost less: see --csv or --json`] : []),
    ...(free.length > 0 ? [`limits that cost nothing: ${free.join('; ')}`] : []),
    '',
  ];
  return lines.join('\n');
}

/** A covariance beside the limits, under an empty line; nothing where there are none. */
export function keptTable(scenario: Scenario, { limits }: Evaluation): string {
  const given = limitsOf(scenario);
  if (limits === undefined || given.length === 0) return '';
  const all = limitsInOrder(limits);
  const rows = given.map(({ name, sign }, i) => {
    const { power, limit } = all[i].limit;
    const kept = sign * power <= sign * limit * (1 + sign * tolerance);
    return [name, `${digits(power)} W`, `${sign < 0 ? '≥' : '≤'} ${digits(limit)} W`, kept ? '' : 'not kept'];
  });
  return ['', ...align([['limit', 'power', 'allowed', ''], ...rows], [0, 3]), ''].join('\n');
}
