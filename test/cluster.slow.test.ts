/** The manifests of docs/cluster.md against the schemas of Kubernetes itself, in an environment that this test makes. */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Folder, root } from './support/cli.js';

const validator = 'kubernetes-validate==1.37.0';
/** The oldest that has a backoff limit for each index without being told to; and the newest that the validator knows. */
const versions = ['1.29', '1.37'];

const folder = new Folder();
afterAll(() => folder.remove());
const run = (command: string, ...args: string[]) => spawnSync(command, args, { encoding: 'utf8' });
const absent = [
  run('python3', '-m', 'venv', folder.path),
  run(folder.file('bin/python'), '-m', 'pip', 'install', '--quiet', validator),
].find(({ status }) => status !== 0);
if (absent && process.env.CI) throw new Error(`CI must run this: ${absent.error ?? absent.stderr}`);

describe.skipIf(absent)(`Kubernetes manifests${absent ? ` (skipped: no ${validator})` : ''}`, () => {
  let text: string;
  beforeAll(() => {
    const blocks = readFileSync(join(root, 'docs/cluster.md'), 'utf8').matchAll(/^```yaml\n(.*?)^```$/gms);
    text = [...blocks].map(([, block]) => block).join('---\n');
  });
  const validate = (manifest: string, version: string) =>
    run(
      folder.file('bin/kubernetes-validate'),
      '--strict',
      '--kubernetes-version',
      version,
      folder.put('manifest.yaml', manifest),
    );

  test.each(versions)('are those of %s', (version) => {
    expect(text.match(/^kind: .*/gm)).toEqual(['kind: PersistentVolumeClaim', 'kind: Job', 'kind: Job']);
    const { status, stdout, stderr } = validate(text, version);
    expect(status, stdout + stderr).toBe(0);
    expect(stdout.match(/passed/g)).toHaveLength(3);
  });

  test.each([
    ['an unknown key', 'parallelism: 3', 'paralelism: 3'],
    ['a text for a number', 'completions: 6', 'completions: six'],
    ['a list for a text', 'restartPolicy: Never', 'restartPolicy: [Never]'],
    ['a condition without status', ", status: 'True'", ''],
  ])('are not, with %s', (_, right, wrong) => {
    const spoilt = text.replace(right, wrong);
    expect(spoilt).not.toBe(text);
    expect(validate(spoilt, versions[0]).status).not.toBe(0);
  });
});
