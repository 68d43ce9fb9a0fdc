// node scripts/doc-outputs.mjs [FILE]: runs the commands of a page of docs (docs/simulation.md), with the built command
// line, and puts what they print into the text blocks behind them.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The page with the output of each command in place. */
export function withOutputs(page) {
  return page.replace(/(```sh\nnpx isabc (.*)\n```\n\n```text\n)[^]*?```/g, (_, head, args) => {
    const words = args.split(/\s+/).map((word) => word.replace(/^'(.*)'$/, '$1'));
    const out = execFileSync(process.execPath, ['dist/cli.js', ...words], {
      cwd: root,
      encoding: 'utf8',
    });
    return `${head}${out}\`\`\``;
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = process.argv[2] ?? `${root}docs/simulation.md`;
  writeFileSync(file, withOutputs(readFileSync(file, 'utf8')));
}
