/** isabc plot, and isabc montecarlo --plot, over made-up results: the pictures show the summary's numbers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Summary } from '../../bindings/monte-carlo/summary.js';
import { rowStatuses } from '../../bindings/core/columns.js';
import type { MonteCarlo } from '../../bindings/cli/run-folder/run.js';
import { Folder, runHere, syntheticRun } from '../support/cli.js';
import { attribute, marks, texts } from '../plot/svg.js';

const input = {
  scenario: {},
  placement: { shape: 'disc', center: [1.5, -0.5], radius: 0.5, count: 3 },
  draws: 300,
};
let folder: Folder;
beforeEach(() => (folder = new Folder()));
afterEach(() => folder.remove());

async function run(extra: object, ...args: string[]) {
  const experiment = folder.put('experiment.json', { ...input, ...extra });
  return runHere(['montecarlo', experiment, '--out', folder.file('run'), ...args]);
}
const picture = (name: string, out = join('run', 'figures')) =>
  readFileSync(join(folder.file(out), `${name}.svg`), 'utf8');
const summary = () => JSON.parse(readFileSync(join(folder.file('run'), 'summary.json'), 'utf8')) as Summary;

test.each(['parquet', 'csv'])('plot makes four pictures of a run kept as %s', async (format) => {
  await run({}, '--format', format);
  const { status, stdout, stderr } = await runHere(['plot', folder.file('run')]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/.*\//, '')),
  ).toEqual(
    ['curve.svg', 'outage-rate.svg', 'outage-bound.svg', 'max-rate.svg'], // prettier-ignore
  );
  const { entries } = summary();

  const curve = picture('curve');
  expect(texts(curve)).toEqual(
    expect.arrayContaining(['5–95 %', 'quartiles', 'median', 'smallest total CRB (10⁻⁶ (s² + rad²))']),
  );
  expect(marks(curve, 'mark-area')).toHaveLength(2);
  expect(marks(curve, 'mark-line')).toHaveLength(1);
  expect(curve).toContain(`the median goes from ${entries[0].total!.q50.toPrecision(3)}`);

  expect(texts(picture('outage-rate'))).toEqual(
    expect.arrayContaining(['rate Γ (bps/Hz)', 'P(largest rate < Γ)']),
  );
  expect(marks(picture('outage-bound'), 'mark-line')).toHaveLength(3); // floors 0, 0.5 and 0.9
  expect(texts(picture('outage-bound'))).toEqual(expect.arrayContaining(['t = 0', 't = 0.5', 't = 0.9']));

  // in the unit in which the bars' heights add up to the draws with a largest rate, each is a whole number of draws
  const bars = marks(picture('max-rate'), 'mark-rect').map((tag) => attribute(tag, 'd')!);
  const heights = bars.map((d) => Math.abs(Number(/v(-?[\d.]+)/.exec(d)![1])));
  expect(texts(picture('max-rate'))).toEqual(
    expect.arrayContaining(['largest rate (bps/Hz)', 'draws in a bin']),
  );
  const perDraw = heights.reduce((sum, height) => sum + height, 0) / entries[0].maxRate!.count;
  expect(heights.length).toBe(40);
  for (const height of heights)
    expect(Math.abs(height / perDraw - Math.round(height / perDraw))).toBeLessThan(0.01);
});

test('montecarlo --plot draws at once, with a series a swept value', async () => {
  const { status, stdout } = await run({ sweep: { powerDbm: [10, 20] } }, '--plot', folder.file('pictures'));
  expect([0, 2]).toContain(status); // made-up rows are unsolved now and then
  expect(stdout).toContain('max-rate.svg');
  for (const name of ['curve', 'outage-rate', 'max-rate'])
    expect(texts(picture(name, 'pictures'))).toEqual(expect.arrayContaining(['powerDbm 10', 'powerDbm 20']));
});

test('a run without a single rate has pictures without a single line', async () => {
  const nothing: MonteCarlo = async function* (about, options) {
    for await (const batch of syntheticRun(about, options)) {
      const { draws } = batch;
      draws.status.fill(rowStatuses.indexOf('silent'));
      for (const column of [draws.maxRate, draws.total, draws.delay, draws.angle, draws.position])
        column.fill(NaN);
      yield batch;
    }
  };
  const experiment = folder.put('experiment.json', input);
  const args = ['montecarlo', experiment, '--out', folder.file('run'), '--plot', folder.file('pictures')];
  const { status, stdout, stderr } = await runHere(args, { monteCarlo: nothing });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('300 silent');
  for (const [name, label] of [
    ['curve', 'rate floor as a share of the way from the free to the largest rate'],
    ['outage-rate', 'rate Γ (bps/Hz)'],
    ['outage-bound', 'P(bound > Ψ or no optimum)'],
    ['max-rate', 'largest rate (bps/Hz)'],
  ])
    expect(texts(picture(name, 'pictures'))).toContain(label);
  expect(picture('max-rate', 'pictures')).toContain('none has a rate');
});

test.each([
  [['nowhere'], 'nowhere is no finished run: it has no manifest.json'],
  [['nowhere', '--format', 'gif'], '--format gif: must be svg, png, pdf, tex'],
])('plot %j is refused', async (args, says) => {
  const { status, stderr } = await runHere(['plot', ...args]);
  expect(status).toBe(1);
  expect(stderr).toContain(says);
});
