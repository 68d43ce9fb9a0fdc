/** README's and the pages' examples print what they say, README's picture is what the program draws, links lead somewhere. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './support/cli.js';

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const node = (args: string[], input = '') =>
  execFileSync(process.execPath, args, { cwd: root, input, encoding: 'utf8' });

const pages = ['README.md', ...readdirSync(join(root, 'docs')).filter((file) => file.endsWith('.md'))].map(
  (file) => (file === 'README.md' ? file : `docs/${file}`),
);

/** Programs that import the package, each with the block of text that follows it. */
const examples = pages.flatMap((page) =>
  [...read(page).matchAll(/```js\n(.*?)```\s+```text\n(.*?)```/gs)]
    .map(([, program, output], i) => ({ name: `${page}, example ${i + 1}`, program, output }))
    .filter(({ program }) => /from 'isabc'/.test(program)),
);

describe('README.md', () => {
  test('has an import example of ten lines', () => {
    expect(examples[0].name).toBe('README.md, example 1');
    expect(examples[0].program.trimEnd().split('\n').length).toBeLessThanOrEqual(10);
  });

  test('is a page of some 700 words', () => {
    const prose = read('README.md').replace(/```.*?```/gs, '');
    expect(prose.split(/\s+/).filter((word) => /\w/.test(word)).length).toBeLessThan(850);
  });

  test('shows the curve that the program draws', () => {
    const folder = mkdtempSync(join(tmpdir(), 'isabc-readme-'));
    try {
      const file = join(folder, 'curve.svg');
      node(['scripts/readme-figure.mjs', file]);
      expect(readFileSync(file, 'utf8')).toBe(read('docs/curve.svg'));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

test.each(examples)('$name prints what it says', ({ program, output }) => {
  expect(node(['--input-type=module'], program)).toBe(output);
});

const documents = [...pages, 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];

describe.each(documents)('%s', (document) => {
  const text = read(document);

  test('links to files and headings that exist', () => {
    const links = [...text.matchAll(/\]\((?!https:)([^)#]*)(?:#([^)]*))?\)/g)];
    for (const [link, path, heading] of links) {
      const file = path === '' ? document : join(dirname(document), path);
      expect(existsSync(join(root, file)), link).toBe(true);
      if (heading !== undefined) expect(headings(read(file)), link).toContain(heading);
    }
  });

  test('names scripts that exist', () => {
    const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;
    for (const [, name] of text.matchAll(/\bnpm run ([\w:]+)/g)) expect(Object.keys(scripts)).toContain(name);
    for (const [name] of text.matchAll(
      /\b(?:scripts|bench|test|assembly|bindings|schemas|examples)\/[\w./-]+\.(?:m?[jt]s|json)\b/g,
    ))
      expect(existsSync(join(root, name)), name).toBe(true);
  });
});

/** Anchors of a page's headings, as GitHub makes them. */
function headings(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
    title
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  );
}
