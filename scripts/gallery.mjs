// node scripts/gallery.mjs [FOLDER]: runs the commands of docs/figures.md, with the built command line, so that each of
// its pictures is what the command above it makes. With a folder the pictures go there instead of docs/.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(join(root, 'docs/figures.md'), 'utf8');
const target = process.argv[2];

for (const [, block] of page.matchAll(/```sh\n(.*?)```/gs)) {
  for (const command of block.trim().split('\n')) {
    const args = command.split(/\s+/).slice(2); // after npx isabc
    const placed = args.map((arg) => (target && /^docs\//.test(arg) ? join(target, arg.slice(5)) : arg));
    for (const arg of placed)
      if (/\.(svg|png)$/.test(arg)) mkdirSync(resolve(root, dirname(arg)), { recursive: true });
    console.log(command);
    execFileSync(process.execPath, ['dist/cli.js', ...placed], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
}
