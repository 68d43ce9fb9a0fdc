/** isabc montecarlo over the real pool, with workers that die: a chunk that no worker survives stops the run, and no more. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MonteCarlo } from '../../bindings/cli/run-folder/run.js';
import { runMonteCarlo } from '../../bindings/monte-carlo/run.js';
import type { DrawBatch } from '../../bindings/monte-carlo/types.js';
import { Folder, runHere } from '../support/cli.js';
import { smallExperiment } from '../support/small-experiment.js';
import { watchedPlatform } from '../support/threads.js';

let folder: Folder;
let experiment: string;
beforeEach(() => {
  folder = new Folder();
  experiment = folder.put('experiment.json', smallExperiment);
});
afterEach(() => folder.remove());

/** Workers that are killed with the result of a chunk, so many times. */
function mortal(chunk: number, deaths: number): MonteCarlo {
  const platform = watchedPlatform((worker, answer) => {
    if (answer.type !== 'done' || (answer.value as DrawBatch).chunk !== chunk || deaths-- <= 0) return true;
    worker.kill();
    return false;
  });
  return (about, options) => runMonteCarlo(platform, about, options);
}
const montecarlo = (out: string, monteCarlo: MonteCarlo, ...args: string[]) =>
  runHere(['montecarlo', experiment, '--out', folder.file(out), '--workers', '2', ...args], { monteCarlo });
const contents = (out: string) =>
  Object.fromEntries(
    readdirSync(folder.file(out)).map((name) => [
      name,
      readFileSync(join(folder.file(out), name)).toString('base64'),
    ]),
  );

test('a chunk that fails in three workers ends the run with its draws named; --resume goes on from those before', async () => {
  const whole = await montecarlo('whole', mortal(-1, 0));
  expect(whole).toMatchObject({ status: 0, stderr: '' });

  expect(await montecarlo('run', mortal(5, Infinity))).toEqual({
    status: 70,
    stdout: '',
    stderr:
      'isabc: draws 160 to 191 failed in 3 workers, in the last one because: killed by the test; ' +
      'the 160 draws that are done are kept, and --resume goes on from there\n',
  });
  expect(readdirSync(folder.file('run'))).toEqual(['chunks']); // no lock is left
  const chunks = [0, 1, 2, 3, 4].map((i) => `0000000${i}.chunk`);
  expect(readdirSync(join(folder.file('run'), 'chunks')).sort()).toEqual([...chunks, 'run.json']);

  expect(await montecarlo('run', mortal(5, 2), '--resume')).toEqual(whole); // twice more, and the third one lives
  expect(contents('run')).toEqual(contents('whole'));
});

test('of a shard, too', async () => {
  const { status, stderr } = await montecarlo('shard', mortal(7, Infinity), '--shard', '2/3');
  expect(status).toBe(70);
  expect(stderr).toMatch(
    /^isabc: draws 224 to 255 failed in 3 workers, .*; the 96 draws that are done are kept/,
  );
  const again = await montecarlo('shard', mortal(-1, 0), '--shard', '2/3', '--resume');
  expect(again.stdout).toMatch(/^shard 2\/3: 128 draws in /);
});
