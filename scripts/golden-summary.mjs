// Writes test/golden/summary.json anew, with the built command line: after a change of the solver that moves last bits.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'isabc-golden-'));
const out = join(folder, 'run');
const args = ['dist/cli.js', 'montecarlo', 'test/golden/experiment.json', '--out', out];
const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
if (status === 0) copyFileSync(join(out, 'summary.json'), 'test/golden/summary.json');
rmSync(folder, { recursive: true, force: true });
process.exitCode = status ?? 1;
