// node scripts/count-assembly.mjs [FOLDER]: how large a part of assembly/ is and what it holds: files, lines, names that
// a module keeps and changes (`let` at its top level), and numeric literals in the middle of code, whose meaning no
// constant's name says.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What formulas are made of: small whole numbers and halves. */
const plain = new Set(['0', '1', '2', '3', '4', '0.5']);

export function count(folder) {
  const total = { files: 0, lines: 0, lets: 0, literals: [] };
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!name.endsWith('.ts')) continue;
    const text = readFileSync(`${folder}/${name}`, 'utf8');
    total.files++;
    total.lines += text.split('\n').length - 1;
    total.lets += text.match(/^(export )?let /gm)?.length ?? 0;
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, (comment) => comment.replace(/[^\n]/g, ' '));
    code.split('\n').forEach((line, i) => {
      // a constant, or the start of what a module keeps, says by its name what the number is
      if (/^(export )?(const|let) /.test(line)) return;
      for (const [number] of line.replace(/'[^']*'/g, '').matchAll(/(?<![\w.$])\d[\d.]*(e[-+]?\d+)?/g)) {
        if (!plain.has(number))
          total.literals.push({ file: `${folder}/${name}`, line: i + 1, number, text: line.trim() });
      }
    });
  }
  return total;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = process.argv[2] ?? 'assembly/solver';
  const { files, lines, lets, literals } = count(root);
  console.log(
    `${root}: ${files} files, ${lines} lines, ${lets} module-level lets, ${literals.length} literals`,
  );
  for (const { file, line, number, text } of literals) console.log(`  ${file}:${line}: ${number}  ${text}`);
}
