/** docs/finding.md quotes docs/finding.json, and no design beats the certified one. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Quantiles = Record<'q05' | 'q25' | 'q50' | 'q75' | 'q95', number>;
interface Entry {
  count: number;
  certified: number;
  refused: number;
  uncertified: number;
  paper: Quantiles;
  'rate-maximal': Quantiles;
}
interface Finding {
  placements: number;
  floors: { floor: number; devices: Entry[] }[];
}
const { placements, floors } = JSON.parse(readFileSync('docs/finding.json', 'utf8')) as Finding;
const page = readFileSync('docs/finding.md', 'utf8');

test.each(floors)('the table at floor $floor is that of the data', ({ devices }) => {
  expect(devices).toHaveLength(12);
  const range = ({ q05, q50, q95 }: Quantiles) =>
    `${q50.toFixed(2)} (${q05.toFixed(2)} to ${q95.toFixed(2)})`;
  for (const entry of devices) {
    const cells = [String(entry.count), range(entry.paper), range(entry['rate-maximal'])];
    expect(page.replace(/ +/g, ' ')).toContain(`| ${cells.join(' | ')} |`);
    expect(entry.certified + entry.refused + entry.uncertified).toBe(placements);
    for (const design of [entry.paper, entry['rate-maximal']])
      expect(design.q05).toBeGreaterThanOrEqual(1 - 1e-7);
  }
  expect(page).toContain(`--placements ${placements}`);
});
