/** The job scripts of docs/cluster.md on a real Slurm: a task taken away and requeued, one run twice at once. */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cliFile, Folder, root } from '../support/cli.js';
import { Slurm, slurmLacks } from '../support/slurm.js';

const lacks = slurmLacks();
if (lacks !== null && process.env.CI) throw new Error(`CI must run this: ${lacks}`);

const shards = 6;
/** So many chunks a shard, of 64 draws each: a few seconds for each task. */
const chunksEach = 96;
const experiment = {
  scenario: {},
  placement: { shape: 'disc', center: [1.5, -0.5], radius: 0.5, count: 4 },
  symbols: { alphabet: [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1] },
  draws: shards * chunksEach * 64,
};

/** The n-th block of a language in docs/cluster.md. */
function documented(language: string, n: number): string {
  const blocks = readFileSync(join(root, 'docs/cluster.md'), 'utf8').matchAll(/^```(\w+)\n(.*?)^```$/gms);
  return [...blocks].filter((block) => block[1] === language)[n][2];
}

describe.skipIf(lacks !== null)(`a Slurm array job${lacks === null ? '' : ` (${lacks})`}`, () => {
  let folder: Folder;
  let slurm: Slurm;

  beforeAll(async () => {
    folder = new Folder();
    folder.put('experiment.json', experiment);
    folder.put('shards.sh', documented('bash', 0));
    folder.put('merge.sh', documented('bash', 1));
    mkdirSync(folder.file('node_modules/.bin'), { recursive: true });
    symlinkSync(cliFile, folder.file('node_modules/.bin/isabc'));
    slurm = await Slurm.start();
  });
  afterAll(async () => {
    await slurm?.stop();
    folder.remove();
  });

  const state = (id: string) => slurm.jobs().find((job) => job.id === id)?.state;
  const log = (task: number) => readFileSync(folder.file(`shard-${task}.log`), 'utf8');
  const chunks = (task: number) => {
    const path = folder.file(`shards/${task}/chunks`);
    return existsSync(path) ? readdirSync(path).filter((name) => name.endsWith('.chunk')).length : 0;
  };
  const sbatch = (...args: string[]) => slurm.command('sbatch', ['--parsable', ...args], folder.path);

  test('merged by a dependent job, has the bytes of one local run', async () => {
    // Task 1 is there a second time, in a job of its own, as after a node that came back.
    const twin = sbatch('--array=1', 'shards.sh');
    const array = sbatch('shards.sh');
    const merge = sbatch(`--dependency=afterany:${array}`, 'merge.sh');
    const both = () => state(`${twin}_1`) === 'RUNNING' && state(`${array}_1`) === 'RUNNING';
    await slurm.until('task 1 to run twice', both, 60);

    await slurm.until('task 3 to be at work', () => chunks(3) > 0, 240);
    slurm.command('scontrol', ['requeue', `${array}_3`]);
    await slurm.until('task 3 to be taken off', () => state(`${array}_3`) === 'PENDING', 60);
    expect(chunks(3)).toBeLessThan(chunksEach);
    slurm.command('scontrol', ['update', `JobId=${array}_3`, 'StartTime=now']); // not in two minutes

    await slurm.until('the merge to end', () => state(merge) === 'COMPLETED', 300);
    for (let task = 1; task <= shards; task++) expect(state(`${array}_${task}`)).toBe('COMPLETED');
    expect(state(`${twin}_1`)).toBe('COMPLETED');
    expect(log(1).match(/^shard 1\/6: 6144 draws/gm)).toHaveLength(2);
    expect(log(3)).toMatch(/^isabc: finishing the chunks in hand.*\nisabc: stopped after \d+ of 6144 draws/m);
    expect(log(3)).toMatch(/^shard 3\/6: 6144 draws/m);

    execFileSync(
      process.execPath,
      [cliFile, 'montecarlo', folder.file('experiment.json'), '--out', folder.file('local')],
      { stdio: 'ignore' },
    );
    const names = readdirSync(folder.file('local'));
    expect(names).toHaveLength(4);
    expect(readdirSync(folder.file('result'))).toEqual(names);
    for (const name of names)
      expect(readFileSync(join(folder.file('result'), name))).toEqual(
        readFileSync(join(folder.file('local'), name)),
      );
  });
});
