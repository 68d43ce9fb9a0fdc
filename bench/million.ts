/**
 * A million draws of nine devices with three floors, through the built command line: time, memory, sizes of the files.
 *
 *     node scripts/run-ts.mjs bench/million.ts [draws] [workers]
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Summary } from 'isabc';

const [draws = '1000000', workers = '2'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'isabc-million-'));
const out = join(folder, 'run');
const experiment = {
  scenario: {},
  placement: { shape: 'disc', center: [1.5, -0.5], radius: 0.5, count: 9 },
  symbols: { alphabet: [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1] },
  draws: Number(draws),
};
writeFileSync(join(folder, 'experiment.json'), JSON.stringify(experiment));

const start = performance.now();
const args = [
  'dist/cli.js',
  'montecarlo',
  join(folder, 'experiment.json'),
  '--out',
  out,
  '--workers',
  workers,
];
const child = spawn(process.execPath, args, { stdio: 'inherit' });
/** Peak resident memory of the whole process, MB, as the system counts it (Linux). */
let peak = NaN;
/** Processor seconds of all its threads. */
let cpu = NaN;
const watch = setInterval(() => {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    peak = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
    const fields = readFileSync(`/proc/${child.pid}/stat`, 'latin1').split(') ').pop()!.split(' ');
    cpu = (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    // ended between two looks, or not Linux
  }
}, 200);
process.exitCode = await new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 1)));
clearInterval(watch);

const seconds = (performance.now() - start) / 1000;
console.log(
  `${draws} draws, ${workers} workers: ${seconds.toFixed(0)} s, ${(Number(draws) / seconds).toFixed(0)} draws/s`,
);
console.log(`processor ${cpu.toFixed(0)} s, peak memory ${peak.toFixed(0)} MB`);
for (const name of readdirSync(out))
  console.log(`${name} ${(statSync(join(out, name)).size / 1e6).toFixed(2)} MB`);
const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) as Summary;
for (const { fraction, counts } of summary.entries)
  console.log(`fraction ${fraction}: ${JSON.stringify(counts)}`);
rmSync(folder, { recursive: true, force: true });
