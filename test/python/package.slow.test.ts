/** The Python package, installed as a user installs it into an environment that has nothing yet. */

import { spawnSync } from 'node:child_process';
import { afterAll, describe, expect, test } from 'vitest';
import { Folder, root } from '../support/cli.js';

const absent = spawnSync('python3', ['-c', 'import venv, ensurepip']).status !== 0;
if (absent && process.env.CI) throw new Error('CI must run this: python3 with venv is missing');
if (absent) console.warn('Skipped: python3 with its venv module is absent.');

describe.skipIf(absent)('the Python package', () => {
  const folder = new Folder();
  afterAll(() => folder.remove());
  const run = (command: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
    expect(status, `${command} ${args.join(' ')}\n${stdout}\n${stderr}`).toBe(0);
    return stdout + stderr;
  };

  test('is installed by pip, and passes its tests', () => {
    const python = folder.file('bin/python');
    run('python3', '-m', 'venv', folder.path);
    run(python, '-m', 'pip', 'install', '--quiet', './python', 'pandas', 'pyarrow');
    const said = run(
      python,
      '-W',
      'error::ResourceWarning',
      '-m',
      'unittest',
      'discover',
      '-v',
      'python/tests',
    );
    expect(said).toMatch(/Ran 24 tests/);
    expect(said).toMatch(/\nOK\n$/);
  });
});
