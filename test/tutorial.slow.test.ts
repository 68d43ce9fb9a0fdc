/** docs/tutorial.md: its commands print and draw what it shows, and those without output run. */
import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
// @ts-expect-error: a plain script
import { withOutputs } from '../scripts/doc-outputs.mjs';
import { Folder, runBuilt } from './support/cli.js';

const page = readFileSync('docs/tutorial.md', 'utf8');
const folder = new Folder();
afterAll(() => folder.remove());

test('its commands print what it shows', () => {
  expect(page.match(/```text\nfidelity/g)).toHaveLength(5);
  expect((withOutputs as (page: string) => string)(page)).toBe(page);
});

/** The arguments of a command as a shell splits them; files that it writes or reads back are the folder's. */
const split = (line: string) =>
  line
    .split(/\s+/)
    .map((word) => word.replace(/^'(.*)'$/, '$1'))
    .map((word) => (/^(curve|hall)\.\w+$/.test(word) ? folder.file(word) : word));

test('its other commands run, the last one as the picture shows', { timeout: 60_000 }, async () => {
  const silent = [...page.matchAll(/```sh\n([^`]*)```\n(?!\n```text)/g)].flatMap(([, lines]) =>
    lines.trimEnd().split('\n'),
  );
  expect(silent).toHaveLength(3);
  for (const line of silent) {
    const { status, stderr } = await runBuilt(split(line.replace(/^npx isabc /, '')));
    expect({ line, status, stderr }).toEqual({ line, status: 0, stderr: '' });
  }
  const picture = split(silent[2].replace(/^npx isabc /, '').replace('hall.pdf', '-'));
  const { stdout } = await runBuilt(picture);
  expect(stdout).toBe(readFileSync('docs/figures/tutorial.svg', 'utf8'));
});
