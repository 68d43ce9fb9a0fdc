/** A summary as a table for people. */

import { rowStatuses } from '../columns.js';
import { align, digits } from '../format.js';
import { boundOf } from '../types.js';
import type { Summary } from './summary.js';

/** What was run, then one line a combination and floor: the bound that was minimised, and the largest rate. */
export function formatSummary({ draws, objective, entries }: Summary): string {
  const facts = [
    ['draws', String(draws)],
    ['objective', objective],
  ];
  const paths = Object.keys(entries[0].sweep);
  const floorName = entries[0].fraction === null ? 'rateFloor' : 'fraction';
  const rows = entries.map((entry) => {
    const bound = entry[boundOf[objective]];
    const others = rowStatuses.slice(1).filter((status) => entry.counts[status] > 0);
    return [
      ...Object.values(entry.sweep).map(String),
      String(entry[floorName]),
      String(entry.counts.optimal),
      ...[bound?.mean, bound?.q05, bound?.q50, bound?.q95].map((value) => digits(value ?? null)),
      digits(entry.maxRate?.q50 ?? null),
      others.map((status) => `${entry.counts[status]} ${status}`).join(', '),
    ];
  });
  const head = [...paths, floorName, 'optimal', 'mean', 'q05', 'q50', 'q95', 'maxRate q50', ''];
  return [...align(facts, [0, 1]), '', ...align([head, ...rows], [head.length - 1]), ''].join('\n');
}
