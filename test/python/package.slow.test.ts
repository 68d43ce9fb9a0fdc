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
    run(python, '-m', 'pip', 'install', '--quiet', './python[notebook]');
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
    expect(said).toMatch(/Ran 29 tests/);
    expect(said).toMatch(/\nOK\n$/);
  });

  test('leads from a scene to a figure, beside CVXPY, in its notebook', () => {
    const execute = [
      'import nbclient, nbformat, sys',
      'notebook = nbformat.read(sys.argv[1], 4)',
      'nbclient.NotebookClient(notebook, timeout=300).execute()',
      'print([output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", [])])',
    ].join('\n');
    const said = run(folder.file('bin/python'), '-c', execute, 'python/notebooks/scene-to-figure.ipynb');
    expect(said).toMatch(/21 certified points in \d+ ms, largest gap \d/);
    expect(said).toMatch(/4 points in [\d.]+ s, relative differences/);
  });
});
