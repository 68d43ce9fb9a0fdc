/** A summary as a table for people. */

import { rowStatuses, type RowStatus } from '../core/columns.js';
import { align, digits } from '../solver/format.js';
import { overWords } from '../solver/bound-words.js';
import { minimised, type Summary } from './summary.js';

/**
 * What was run, then one line a combination and floor: the bound that was minimised, and the largest rate.
 *
 * @param bound which bound that is, in words (`boundWords`)
 */
export function formatSummary(summary: Summary, bound?: string): string {
  const { draws, objective, over, entries } = summary;
  const facts = [
    ['draws', String(draws)],
    ...(bound === undefined ? [] : [['fidelity', bound]]),
    ['objective', overWords(objective, over)],
  ];
  const paths = Object.keys(entries[0].sweep);
  const columns: RowStatus[] = ['optimal'];
  // of superposed signals, whose bounds are in the mean and the quantiles too
  if (entries.some(({ counts }) => counts.stationary > 0)) columns.push('stationary');
  const floorName = entries[0].fraction === null ? 'rateFloor' : 'fraction';
  const rows = entries.map((entry) => {
    const value = minimised(summary, entry);
    const others = rowStatuses.filter((status) => !columns.includes(status) && entry.counts[status] > 0);
    return [
      ...Object.values(entry.sweep).map(String),
      String(entry[floorName]),
      ...columns.map((status) => String(entry.counts[status])),
      ...[value?.mean, value?.q05, value?.q50, value?.q95].map((number) => digits(number ?? null)),
      digits(entry.maxRate?.q50 ?? null),
      others.map((status) => `${entry.counts[status]} ${status}`).join(', '),
    ];
  });
  const head = [...paths, floorName, ...columns, 'mean', 'q05', 'q50', 'q95', 'maxRate q50', ''];
  return [...align(facts, [0, 1]), '', ...align([head, ...rows], [head.length - 1]), ''].join('\n');
}
