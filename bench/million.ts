/**
 * A million draws of nine devices with three floors, through the built command line: time, memory, sizes of the files,
 * and what became of the points. Stopped by Ctrl-C or worse, the same command goes on, and the figures add up.
 *
 *     node scripts/run-ts.mjs bench/million.ts [draws] [workers]
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetRead } from 'hyparquet';

const [draws, workers] = [Number(process.argv[2] ?? 1_000_000), Number(process.argv[3] ?? 2)];
const folder = `build/million-${draws}`;
const out = join(folder, 'run');
const experiment = {
  scenario: {},
  placement: { shape: 'disc', center: [1.5, -0.5], radius: 0.5, count: 9 },
  symbols: { alphabet: [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1] },
  draws,
};

/** What one process took: seconds of wall and processor time, peak resident memory in MB. */
interface Session {
  seconds: number;
  cpu: number;
  peak: number;
}

/** Runs the command line, and watches it as the system counts (Linux); `save` is given what it has taken so far. */
async function session(save: (took: Session) => void): Promise<number | null> {
  const input = join(folder, 'experiment.json');
  const args = ['dist/cli.js', 'montecarlo', input, '--out', out, '--workers', `${workers}`, '--resume'];
  const start = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  // Ctrl-C reaches the child by itself, which finishes the chunks in hand
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const took: Session = { seconds: 0, cpu: 0, peak: 0 };
  const watch = setInterval(() => {
    took.seconds = (performance.now() - start) / 1000;
    try {
      const memory = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'latin1').split(') ').pop()!.split(' ');
      const peak = /VmHWM:\s+(\d+)/.exec(memory)?.[1]; // kB; not of a process that has just ended
      if (peak === undefined) return;
      took.peak = Number(peak) / 1024;
      took.cpu = (Number(fields[11]) + Number(fields[12])) / 100; // user and system, in ticks of 10 ms
    } catch {
      // ended between two looks, or not Linux
    }
    save(took);
  }, 100);
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(watch);
  save({ ...took, seconds: (performance.now() - start) / 1000 });
  return status;
}

/** Rows by status, and the reasons of those that are not solved. */
async function countRows(): Promise<{ statuses: Map<string, number>; reasons: Map<string, number> }> {
  const file = await asyncBufferFromFile(join(out, 'draws.parquet'));
  const metadata = await parquetMetadataAsync(file);
  const statuses = new Map<string, number>();
  const reasons = new Map<string, number>();
  const counted = { status: statuses, reason: reasons };
  let rowStart = 0;
  for (const { num_rows } of metadata.row_groups) {
    const rowEnd = rowStart + Number(num_rows);
    await parquetRead({
      file,
      metadata,
      rowStart,
      rowEnd,
      columns: Object.keys(counted),
      onChunk({ columnName, columnData }) {
        const counts = counted[columnName as keyof typeof counted];
        for (const value of columnData as ArrayLike<string | null> & Iterable<string | null>)
          if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
      },
    });
    rowStart = rowEnd;
  }
  return { statuses, reasons };
}

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'experiment.json'), JSON.stringify(experiment));
const record = join(folder, 'sessions.json');
const before = existsSync(record) ? (JSON.parse(readFileSync(record, 'utf8')) as Session[]) : [];
let sessions = before;
const status = await session((took) => {
  sessions = [...before, took];
  writeFileSync(record, JSON.stringify(sessions));
});

if (status !== 0 && status !== 2) {
  console.log(
    `ended with status ${status} after ${sessions.at(-1)!.seconds.toFixed(0)} s; the same command goes on`,
  );
  process.exit(status ?? 1);
}
const total = (of: keyof Session) => sessions.reduce((sum, one) => sum + one[of], 0);
const size = (name: string) => (statSync(join(out, name)).size / 1e6).toFixed(2);
const { statuses, reasons } = await countRows();
const explained = [...reasons.values()].reduce((sum, n) => sum + n, 0);
const open = (statuses.get('unsolved') ?? 0) + (statuses.get('refused') ?? 0) - explained;
const list = (counts: Map<string, number>) => [...counts].map(([name, n]) => `${n} ${name}`).join('\n  ');
console.log(`draws            ${draws}, ${workers} workers${before.length ? `, in ${sessions.length} sessions` : ''}
wall time        ${total('seconds').toFixed(0)} s, ${(draws / total('seconds')).toFixed(0)} draws/s
processor time   ${total('cpu').toFixed(0)} s, ${(draws / total('cpu')).toFixed(0)} draws/s
peak memory      ${Math.max(...sessions.map(({ peak }) => peak)).toFixed(0)} MB
draws.parquet      ${size('draws.parquet')} MB
placements.parquet ${size('placements.parquet')} MB
summary.json       ${size('summary.json')} MB
points by status
  ${list(statuses)}
reasons of those that are not solved
  ${reasons.size > 0 ? list(reasons) : 'none'}
${open === 0 ? 'all points are certified or explained' : `${open} points are neither certified nor explained`}`);
rmSync(folder, { recursive: true, force: true });
process.exitCode = open === 0 ? 0 : 1;
