// node scripts/gallery.mjs [FOLDER]: runs the commands of docs/figures.md, with the built command line, so that each of
// its pictures is what the command above it makes. With a folder the pictures go there instead of docs/. Runs in out/
// are made in a temporary folder.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(join(root, 'docs/figures.md'), 'utf8');
const target = process.argv[2];
const runs = mkdtempSync(join(tmpdir(), 'isabc-gallery-runs-'));
process.on('exit', () => rmSync(runs, { recursive: true, force: true }));

/** Where a command writes what it says it writes. */
function place(arg) {
  if (arg.startsWith('out/')) return join(runs, arg.slice(4));
  return target && arg.startsWith('docs/') ? join(target, arg.slice(5)) : arg;
}

for (const [, block] of page.matchAll(/```sh\n(.*?)```/gs)) {
  for (const command of block.trim().split('\n')) {
    const args = command.split(/\s+/).slice(2); // after npx isabc
    const placed = args.map(place);
    for (const arg of placed)
      if (/\.(svg|png)$/.test(arg)) mkdirSync(resolve(root, dirname(arg)), { recursive: true });
    console.log(command);
    execFileSync(process.execPath, ['dist/cli.js', ...placed], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
}
