/** The built isabc montecarlo over the real core: the same bytes, signals, and folders that are in use or not ours. */

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cliFile, Folder, root, runBuilt, type Outcome } from '../support/cli.js';
import { smallExperiment } from '../support/small-experiment.js';

let folder: Folder;
let experiment: string;
beforeEach(() => {
  folder = new Folder();
  experiment = folder.put('experiment.json', smallExperiment);
});
afterEach(() => folder.remove());

const montecarlo = (out: string, ...args: string[]) =>
  runBuilt(['montecarlo', experiment, '--out', folder.file(out), ...args]);
const contents = (out: string) =>
  Object.fromEntries(
    readdirSync(folder.file(out))
      .sort()
      .map((name) => [name, readFileSync(join(folder.file(out), name)).toString('base64')]),
  );

/** A process under way, and what it ends with. */
function start(out: string, ...args: string[]): { child: ChildProcess; outcome: Promise<Outcome> } {
  const child = spawn(process.execPath, [
    cliFile,
    'montecarlo',
    experiment,
    '--out',
    folder.file(out),
    ...args,
  ]);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const outcome = new Promise<Outcome>((resolve) =>
    child.on('close', (status) => resolve({ status, stdout, stderr })),
  );
  return { child, outcome };
}

/** Waits until a run has written so many chunks. */
async function untilChunks(out: string, count: number): Promise<void> {
  const chunks = () => {
    try {
      return readdirSync(join(folder.file(out), 'chunks')).filter((name) => name.endsWith('.chunk')).length;
    } catch {
      return 0;
    }
  };
  await expect.poll(chunks, { timeout: 25_000, interval: 5 }).toBeGreaterThanOrEqual(count);
}

describe('the bytes', () => {
  test('do not depend on the number of workers, and the summary is the committed one', async () => {
    const outcomes = [];
    for (const workers of [1, 2, 5])
      outcomes.push(await montecarlo(`w${workers}`, '--workers', `${workers}`));
    expect(outcomes[0]).toMatchObject({ status: 0, stderr: '' });
    expect(outcomes[1]).toEqual(outcomes[0]);
    expect(outcomes[2]).toEqual(outcomes[0]);
    const first = contents('w1');
    expect(Object.keys(first)).toHaveLength(4);
    expect(contents('w2')).toEqual(first);
    expect(contents('w5')).toEqual(first);

    // The golden file: `node scripts/golden-summary.mjs` writes it anew after a change of the solver.
    const summary = readFileSync(join(folder.file('w1'), 'summary.json'), 'utf8');
    expect(summary).toBe(readFileSync(join(root, 'test/golden/summary.json'), 'utf8'));
  });

  test('are those of shards merged', async () => {
    await montecarlo('run');
    for (const i of [1, 2, 3]) expect((await montecarlo(`s${i}`, '--shard', `${i}/3`)).status).toBe(0);
    const shards = [3, 1, 2].map((i) => folder.file(`s${i}`));
    const { status, stderr } = await runBuilt(['merge', ...shards, '--out', folder.file('merged')]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(contents('merged')).toEqual(contents('run'));
  });
});

describe('a signal', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGUSR1', 138],
  ] as const)('%s finishes the chunks in hand, and --resume goes on', async (signal, status) => {
    const { child, outcome } = start('run', '--workers', '1', '--draws', '20000');
    await untilChunks('run', 1);
    child.kill(signal);
    const { stderr, ...rest } = await outcome;
    expect(rest).toEqual({ status, stdout: '' });
    const [, draws] = /stopped after (\d+) of 20000 draws; the same command with --resume/.exec(stderr)!;
    expect(readdirSync(folder.file('run'))).toEqual(['chunks']);
    const done = readdirSync(join(folder.file('run'), 'chunks')).filter((name) => name.endsWith('.chunk'));
    expect(Number(draws)).toBe(32 * done.length);
  });

  test('sent twice stops at once', async () => {
    const { child, outcome } = start('run', '--workers', '2', '--draws', '20000');
    await untilChunks('run', 1);
    child.kill('SIGINT');
    child.stderr!.once('data', () => child.kill('SIGINT')); // it has heard the first one
    expect((await outcome).status).toBe(130);
    expect((await montecarlo('run', '--draws', '20000', '--seed', '2', '--resume')).status).toBe(1); // no lock left
  });
});

test('a second process in the same folder is refused', async () => {
  const { child, outcome } = start('run', '--draws', '20000');
  await untilChunks('run', 1);
  for (const args of [[], ['--resume']]) {
    const { status, stderr } = await montecarlo('run', '--draws', '20000', ...args);
    expect(status).toBe(3);
    expect(stderr).toMatch(new RegExp(`run is in use by process ${child.pid} on `));
  }
  child.kill('SIGKILL');
  await outcome;
});

/** The command line under a shell's limits or in a world of its own; `run` is the folder of the run. */
const within = (limits: string, args: string[]) =>
  spawnSync('sh', ['-c', `${limits} && exec "$@"`, 'sh', process.execPath, cliFile, ...args], {
    encoding: 'utf8',
    env: { ...process.env, RUN: folder.file('run') },
  });

describe('what the system refuses is status 3, in words', { timeout: 120_000 }, () => {
  const args = (...more: string[]) => ['montecarlo', experiment, '--draws', '40', '--workers', '1', ...more];

  test('files', () => {
    const statuses = [20, 21, 22, 23, 24, 25].map((count) => {
      const outcome = within(`ulimit -n ${count}`, args('--out', folder.file(`n${count}`)));
      expect(outcome.stderr).not.toMatch(/should not have happened/);
      return outcome.status;
    });
    // Node itself needs some, and ends in ways of its own where it gets none
    expect(statuses).not.toContain(70);
    expect(statuses).toContain(3);
  });

  test('addresses for the memories of workers', () => {
    const { status, stderr } = within('ulimit -v 9000000', args('--out', folder.file('run')));
    expect(status).toBe(3);
    expect(stderr).toContain('raise ulimit -v, or set NODE_OPTIONS=--disable-wasm-trap-handler');
  });

  const readOnly = 'mount --bind "$RUN" "$RUN" && mount -o remount,ro,bind "$RUN"';
  const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount --bind /tmp /tmp']).status === 0;
  test.skipIf(!canMount)('nothing, of a finished run on a file system that is only read', async () => {
    const first = await montecarlo('run', '--draws', '40');
    const again = ['montecarlo', experiment, '--out', folder.file('run'), '--resume', '--draws'];
    const resumed = (draws: string) => {
      const command = ['-rm', 'sh', '-c', `${readOnly} && exec "$@"`, 'sh', process.execPath, cliFile];
      const env = { ...process.env, RUN: folder.file('run') };
      return spawnSync('unshare', [...command, ...again, draws], { encoding: 'utf8', env });
    };
    expect(resumed('40')).toMatchObject({ status: 0, stdout: first.stdout, stderr: '' });
    expect(resumed('80')).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('is read-only') as string,
    });
  });
});

test('two processes that begin at the same time: one is refused, and the result is right', async () => {
  await montecarlo('run');
  const outcomes = await Promise.all([
    start('other', '--resume').outcome,
    start('other', '--resume').outcome,
    start('other', '--resume', '--wait').outcome,
  ]);
  expect(outcomes.every(({ status }) => status === 0 || status === 3)).toBe(true);
  expect(outcomes.some(({ status }) => status === 0)).toBe(true);
  expect(outcomes[2].status).toBe(0);
  expect(contents('other')).toEqual(contents('run'));
});

test('an experiment without energy is refused, and leaves nothing', async () => {
  const flat = { ...smallExperiment, scenario: { pulse: { samples: Array(8).fill(0) } } };
  writeFileSync(experiment, JSON.stringify(flat));
  const { status, stderr } = await montecarlo('run');
  expect(status).toBe(1);
  expect(stderr).toContain('pulse');
  expect(folder.names()).toEqual(['experiment.json']);
});
