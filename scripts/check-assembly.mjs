// Prettier and ESLint cannot parse AssemblyScript's function decorators: this keeps the little that they would.
import { readdirSync, readFileSync } from 'node:fs';
import { count } from './count-assembly.mjs';

const maxWidth = 120;
const rules = [
  [(line) => line.length > maxWidth, `longer than ${maxWidth}`],
  [(line) => line.includes('\t'), 'tab'],
  [(line) => /\s$/.test(line), 'trailing whitespace'],
];

let found = 0;
const report = (file, line, what) => {
  found++;
  console.error(`${file}:${line}: ${what}`);
};
for (const name of readdirSync('assembly', { recursive: true })) {
  if (!name.endsWith('.ts')) continue;
  const file = `assembly/${name}`;
  const text = readFileSync(file, 'utf8');
  if (!text.endsWith('\n') || text.endsWith('\n\n')) report(file, 'end', 'one newline ends a file');
  text.split('\n').forEach((line, i) => {
    for (const [broken, what] of rules) if (broken(line)) report(file, i + 1, what);
  });
  for (const [whole, names] of text.matchAll(/import \{([^}]*)\} from '[^']+';/g)) {
    const rest = text.replace(whole, '');
    for (const name of names.split(',').map((part) => part.trim().split(' as ').pop())) {
      if (name && !new RegExp(`(?<![\\w.])${name}\\b`).test(rest))
        report(file, 'imports', `${name} is not used`);
    }
  }
}
// where tolerances decide: each has a name, and a reason beside it
for (const folder of ['problem', 'interior', 'face', 'proof', 'curve', 'superposed']) {
  for (const { file, line, number } of count(`assembly/solver/${folder}`).literals) {
    report(file, line, `${number} has no name`);
  }
}
if (found > 0) process.exitCode = 1;
