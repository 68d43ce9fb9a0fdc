// `npm start`: builds, then runs the main job twice, once for the table and once for the files in out/.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const run = (...args) => execFileSync(process.execPath, args, { stdio: 'inherit' });

run('scripts/build.mjs');
const tradeoff = ['dist/cli.js', 'tradeoff', 'examples/scenario-2.json'];
run(...tradeoff);
mkdirSync('out', { recursive: true });
run(...tradeoff, '--json', 'out/scenario-2.json', '--csv', 'out/scenario-2.csv');
console.log('wrote out/scenario-2.json and out/scenario-2.csv');
