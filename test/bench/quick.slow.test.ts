/** `npm run bench -- --quick --json FILE`: every figure is there, and every point that it timed is certified. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Rate } from '../../bench/monte-carlo.js';

const root = new URL('../../', import.meta.url);

test('the quick benchmark writes all its figures', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'isabc-bench-')), 'bench.json');
  const script = ['scripts/run-ts.mjs', 'bench/index.ts', '--quick', '--json', file];
  const table = execFileSync(process.execPath, script, { cwd: root, encoding: 'utf8' });
  expect(table).toContain('printed, curves of 21');
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const figures = ['curve', 'cold', 'coupled', 'coupled3', 'reflections', 'montecarlo3'];
  for (const key of ['pointsPerSecond', 'iterationsPerPoint', 'medianGap', 'certified', 'points']) {
    expect(Object.keys(report[key]).sort(), key).toEqual([...figures].sort());
  }
  for (const figure of figures) {
    expect(report.pointsPerSecond[figure], figure).toBeGreaterThan(10);
    expect(report.certified[figure], figure).toBe(report.points[figure]);
    expect(report.medianGap[figure], figure).toBeLessThanOrEqual(1e-11);
    expect(report.iterationsPerPoint[figure], figure).toBeGreaterThan(0);
  }
  expect(report.ratio.twin).toBeGreaterThan(1);
  expect(report.peakGflops).toBeGreaterThan(1);
  for (const share of [report.share.solve, report.share.kernels]) {
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThanOrEqual(1);
  }
  const { workers } = report;
  expect(table).toContain('two workers / two bare');
  expect(Object.keys(workers.pointsPerSecond)).toEqual(['inThread', 'oneWorker', 'twoBare', 'twoWorkers']);
  for (const { wall, cpu } of Object.values<Rate>(workers.pointsPerSecond)) {
    expect(wall).toBeGreaterThan(10);
    expect(cpu).toBeGreaterThan(10);
  }
  // work alone, of which the workers may not add much, whoever else uses the machine; the aims need a longer run
  expect(workers.oneWorker.cpu).toBeGreaterThan(0.5);
  expect(workers.twoWorkers.cpu).toBeGreaterThan(0.5);
  expect(workers.speedup).toBeGreaterThan(0.2);
});
