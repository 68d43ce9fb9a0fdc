/** LaTeX takes what renderTex writes, and a PDF has its text in the figures' own font. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/cli.js';

const found = (command: string) => spawnSync(command, ['--version']).error === undefined;
const pgfplots = found('kpsewhich') && spawnSync('kpsewhich', ['pgfplots.sty']).status === 0;
const absent = !found('pdflatex') || !pgfplots || !found('pdftotext');
if (absent && process.env.CI) throw new Error('CI must run this: pdflatex, pgfplots or pdftotext is missing');

const isabc = (...args: string[]) =>
  execFileSync(process.execPath, ['dist/cli.js', ...args], { cwd: root, stdio: 'pipe' });
const wordsOf = (file: string) => execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });

test.skipIf(absent)('pictures of three commands are set by pdflatex', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'isabc-latex-'));
  try {
    const [curve, both, pattern] = ['curve', 'both', 'pattern'].map((name) => join(folder, `${name}.tex`));
    isabc('tradeoff', 'examples/scenario-2.json', '--plot', curve);
    isabc(
      'tradeoff',
      'examples/scenario-2.json',
      '--compare',
      'powerDbm=20,30',
      '--plot',
      both,
      '--width',
      '300',
      '--title',
      '',
    );
    isabc('beam', 'examples/three-devices.json', '--plot', pattern);
    const inputs = ['curve', 'both', 'pattern'].map((name) => `\\input{${name}.tex}\n\n`);
    writeFileSync(
      join(folder, 'paper.tex'),
      `\\documentclass{article}\\usepackage{pgfplots}\\pgfplotsset{compat=1.16}\n` +
        `\\begin{document}\n${inputs.join('')}\\end{document}\n`,
    );
    const { status, stdout } = spawnSync('pdflatex', ['-interaction=nonstopmode', '-halt-on-error', 'paper.tex'], { cwd: folder, encoding: 'utf8' }); // prettier-ignore
    expect(status, stdout.slice(-2000)).toBe(0);
    expect(readFileSync(join(folder, 'paper.log'), 'utf8')).not.toMatch(/^! |Missing character/m);
    const words = wordsOf(join(folder, 'paper.pdf'));
    for (const expected of [
      'Rate against localization',
      'rate floor (bps/Hz)',
      'free rate',
      'powerDbm',
      'Transmit beampattern',
    ])
      expect(words).toContain(expected);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.skipIf(absent)('a picture as PDF has its words as text, and the same bytes each time', () => {
  const folder = mkdtempSync(join(tmpdir(), 'isabc-pdf-'));
  try {
    const files = ['a.pdf', 'b.pdf'].map((name) => join(folder, name));
    for (const file of files) isabc('tradeoff', 'examples/scenario-2.json', '--plot', file);
    expect(readFileSync(files[0]).equals(readFileSync(files[1]))).toBe(true);
    expect(wordsOf(files[0])).toContain('smallest total CRB (10⁻⁶ (s² + rad²))');
    const fonts = execFileSync('pdffonts', [files[0]], { encoding: 'utf8' });
    expect(fonts).toMatch(/Arimo.*TrueType.*yes yes/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
