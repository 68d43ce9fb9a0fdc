/**
 * What a run's folder survives: a kill just before each call that changes it, kills and signals at random moments, many
 * processes at once, and damage to every file and field. The last lines count what was tried and what held.
 */

import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cliFile, Folder, type Outcome } from '../support/cli.js';
import { damages, judge, prepare, spoiltTables } from '../support/hostile.js';
import { input, Runs } from '../support/runs.js';
import { smallExperiment } from '../support/small-experiment.js';
import { uniform } from '../support/synthetic-draws.js';

const killAt = fileURLToPath(new URL('kill-at.mjs', import.meta.url));
const folder = new Folder();
const experiment = folder.put('experiment.json', smallExperiment);
/** Another one tries other moments, another sixth of the damage, and where time is short other ones of all. */
const seed = Number(process.env.SEED ?? 1);
/** Where they do not suffice for all tries, a part stops at its share of them, and says how many it has tried. */
const minutes = Number(process.env.MINUTES ?? 2.3);
const begun = performance.now();
const random = uniform(seed);
const between = (low: number, high: number) => low + random() * (high - low);

/** Lines of the closing count. */
const counts: string[] = [];
afterAll(() => {
  folder.remove();
  console.log(['', ...counts, ''].join('\n'));
});

/** Fewer tries than these would say nothing. */
const fewest = 4;

/**
 * Tries all in a random order, two at a time, and counts. A try gives a sentence where something did not hold.
 *
 * @param until part of the minutes that may be over when it ends
 */
async function tally<T>(
  what: string,
  until: number,
  tries: readonly T[],
  attempt: (one: T) => Promise<string | null>,
  atOnce = 2,
) {
  const failed: string[] = [];
  const waiting = [...tries];
  let tried = 0;
  const worker = async () => {
    while (waiting.length > 0) {
      if (tried >= fewest && performance.now() - begun > until * minutes * 60_000) return;
      tried++;
      const [one] = waiting.splice(Math.floor(random() * waiting.length), 1);
      const sentence = await attempt(one);
      if (sentence !== null) failed.push(sentence);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const of = tried < tries.length ? ` of ${tries.length}` : '';
  counts.push(`${what}: ${tried}${of} tried, ${tried - failed.length} held`);
  expect(tried).toBeGreaterThanOrEqual(fewest);
  expect(failed).toEqual([]);
}

interface Process {
  child: ChildProcess;
  outcome: Promise<Outcome & { signal: NodeJS.Signals | null }>;
}

function start(args: string[], env: Record<string, string> = {}): Process {
  const preload = Object.keys(env).length > 0 ? ['--import', killAt] : [];
  const child = spawn(process.execPath, [...preload, cliFile, ...args], { env: { ...process.env, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const outcome = new Promise<Outcome & { signal: NodeJS.Signals | null }>((resolve) =>
    child.on('close', (status, signal) => resolve({ status, signal, stdout, stderr })),
  );
  return { child, outcome };
}

const command = (draws: number, out: string, ...args: string[]) => [
  ...['montecarlo', experiment, '--draws', String(draws), '--workers', '1'],
  ...['--out', folder.file(out), '--resume', ...args],
];
const contents = (out: string) =>
  Object.fromEntries(
    readdirSync(folder.file(out))
      .sort()
      .map((name) => [name, readFileSync(join(folder.file(out), name)).toString('base64')]),
  );
const same = (out: string, right: Record<string, string>) => {
  const found = contents(out);
  if (JSON.stringify(found) === JSON.stringify(right)) return null;
  return `${out} holds ${Object.keys(found).join(', ')}, or other bytes`;
};

/** Of 32 draws a chunk: three chunks, the last one shorter. */
const draws = 80;
let right: Record<string, string>;
beforeAll(async () => {
  expect(await start(command(draws, 'right')).outcome).toMatchObject({ status: 0 });
  right = contents('right');
  expect(Object.keys(right)).toHaveLength(4);
});

let copies = 0;
/** A folder of its own, as another one is. */
function copyOf(from: string | null): string {
  const name = `copy-${++copies}`;
  if (from !== null) cpSync(folder.file(from), folder.file(name), { recursive: true });
  return name;
}

/** A kill just before each call of a command on a copy of a folder: the command again makes the right bytes of it. */
async function everyPoint(
  what: string,
  until: number,
  from: string | null,
  commandOn: (out: string) => string[],
) {
  const all = copyOf(from);
  const countFile = folder.file(`${all}.count`);
  expect(await start(commandOn(all), { COUNT_INTO: countFile }).outcome).toMatchObject({ status: 0 });
  expect(same(all, right)).toBeNull();
  const calls = JSON.parse(readFileSync(countFile, 'utf8')) as Record<string, number>;
  const total = Object.values(calls).reduce((sum, count) => sum + count, 0);
  expect(Object.keys(calls)).toEqual(expect.arrayContaining(['rename', 'unlink', 'sync']));
  const points = Array.from({ length: total }, (_, i) => i);
  const names = Object.entries(calls).map(([name, count]) => `${count} ${name}`);
  await tally(`${what}, killed before each call (${names.join(', ')})`, until, points, async (point) => {
    const out = copyOf(from);
    const killed = await start(commandOn(out), { KILL_AT: String(point) }).outcome;
    if (killed.signal !== 'SIGKILL') return `call ${point} did not come: ${killed.stderr}`;
    const { status, stderr } = await start(commandOn(out)).outcome;
    const wrong = status === 0 ? same(out, right) : `status ${status}: ${stderr}`;
    rmSync(folder.file(out), { recursive: true, force: true });
    return wrong && `${what}, call ${point}: ${wrong}`;
  });
}

describe('a kill at each point', () => {
  test('of a run from nothing', () =>
    everyPoint('a run from nothing', 0.16, null, (out) => command(draws, out)));

  test('of an extension', async () => {
    expect(await start(command(40, 'before')).outcome).toMatchObject({ status: 0 });
    await everyPoint('an extension', 0.32, 'before', (out) => command(draws, out));
  });

  test('of a merge', async () => {
    for (const i of [1, 2]) await start(command(draws, `shard-${i}`, '--shard', `${i}/2`)).outcome;
    const shards = [1, 2].map((i) => folder.file(`shard-${i}`));
    await everyPoint('a merge', 0.42, null, (out) => ['merge', ...shards, '--out', folder.file(out)]);
  });
});

test('a sixth of all damage', async () => {
  const runs = new Runs();
  runs.folder = new Folder();
  runs.experiment = runs.folder.put('experiment.json', input);
  await prepare(runs);
  const sixth = [...damages(runs)].filter((_, i) => i % 6 === seed % 6);
  // one after the other, in the same place
  await tally('damaged files and fields', 0.55, sixth, (damage) => judge(runs, damage), 1);
  const spoilt = [...spoiltTables(runs, 100, random)];
  await tally('spoilt tables of right hashes', 0.63, spoilt, (damage) => judge(runs, damage), 1);
  runs.folder.remove();
});

test('kills at random moments', () =>
  tally(
    'killed at random moments, three times each',
    0.68,
    Array.from({ length: 10 }, () => copyOf(null)),
    async (out) => {
      for (let i = 0; i < 3; i++) {
        const { child, outcome } = start(command(draws, out));
        setTimeout(() => child.kill('SIGKILL'), between(50, 1200));
        await outcome;
      }
      const { status, stderr } = await start(command(draws, out)).outcome;
      return status === 0 ? same(out, right) : `status ${status}: ${stderr}`;
    },
  ));

const statuses = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGUSR1: 138, SIGUSR2: 140 } as const;
/** An answer, ms; more where the machine is so busy that the program takes more than a quarter of a second to start. */
let answer = 2000;
beforeAll(async () => {
  const begun = performance.now();
  await start(['--version']).outcome;
  answer = Math.max(2000, 8 * (performance.now() - begun));
});

test('signals at random moments', () => {
  const signals = Array.from({ length: 4 }, () => Object.keys(statuses) as (keyof typeof statuses)[]).flat();
  return tally('signals at random moments', 0.78, signals, async (signal) => {
    const out = copyOf(null);
    const { child, outcome } = start(command(100_000, out));
    await new Promise((resolve) => setTimeout(resolve, between(700, 2500)));
    const sent = performance.now();
    child.kill(signal);
    const ended = await outcome;
    const time = performance.now() - sent;
    // before the process has said how it wants to be told, a signal ends it as it ends any
    if (ended.status !== statuses[signal] && ended.signal !== signal)
      return `${signal}: status ${ended.status}: ${ended.stderr}`;
    if (time > answer) return `${signal}: an answer after ${Math.round(time)} ms`;
    return temporariesIn(folder.file(out));
  });
});

function temporariesIn(path: string): string | null {
  try {
    const names = (readdirSync(path, { recursive: true }) as string[]).filter((name) =>
      name.endsWith('.tmp'),
    );
    return names.length === 0 ? null : `${names.join(', ')} are left`;
  } catch {
    return null; // it had not come so far
  }
}

test('signals while a folder of many chunks is looked at', async () => {
  const runs = new Runs();
  runs.folder = folder;
  runs.experiment = folder.put('many.json', { ...input, draws: 64 * 3000 });
  await runs.montecarlo('many', ['--shard', '1/1']);
  const args = ['montecarlo', runs.experiment, '--out', folder.file('many'), '--shard', '1/1', '--resume'];
  await tally(
    'signals while 3000 chunks are looked at',
    0.87,
    [300, 600, 900, 1200, 1500, 1800],
    async (delay) => {
      const { child, outcome } = start(args);
      await new Promise((resolve) => setTimeout(resolve, delay));
      const sent = performance.now();
      child.kill('SIGTERM');
      const { status, signal, stderr } = await outcome;
      if (/in use/.test(stderr)) return null; // the other one of two
      const time = performance.now() - sent;
      if (status !== 143 && signal !== 'SIGTERM' && status !== 0 && status !== 2)
        return `status ${status}: ${stderr}`;
      return time > answer ? `an answer after ${Math.round(time)} ms` : null;
    },
  );
});

test('many processes at once', () =>
  tally('four processes at once', 1, [0, 1, 2, 3, 4, 5], async (round) => {
    const out = copyOf(null);
    if (round % 2 === 0) {
      // the lock of a process that is gone, which all of them want to take over
      const { child, outcome } = start(command(draws, out));
      await expect
        .poll(() => existsSync(join(folder.file(out), 'lock')), { timeout: 20_000, interval: 5 })
        .toBe(true);
      child.kill('SIGKILL');
      await outcome;
    }
    const all = await Promise.all(
      Array.from({ length: 4 }, () => start(command(draws, out, '--wait')).outcome),
    );
    const wrong = all.find(({ status }) => status !== 0);
    return wrong === undefined ? same(out, right) : `status ${wrong.status}: ${wrong.stderr}`;
  }));
