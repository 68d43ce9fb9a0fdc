/** isabc init writes a scenario that runs as it is, and never over another file. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root, runBuilt } from '../support/cli.js';

const folder = mkdtempSync(join(tmpdir(), 'isabc-init-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'hall.json');

test('a scenario that runs, with a schema where it says', async () => {
  expect((await runBuilt(['init', file])).status).toBe(0);
  const { $schema, ...scenario } = JSON.parse(readFileSync(file, 'utf8')) as { $schema: string };
  expect(scenario).toEqual(JSON.parse(readFileSync(join(root, 'examples/hall.json'), 'utf8')));
  expect(existsSync(resolve(dirname(file), $schema))).toBe(true);
  const { status, stderr } = await runBuilt(['tradeoff', file, '--points', '1', '--objective', 'position']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('not over an existing file', async () => {
  writeFileSync(file, 'mine');
  const { status, stderr } = await runBuilt(['init', file]);
  expect(status).toBe(1);
  expect(stderr).toContain('hall.json is there already');
  expect(readFileSync(file, 'utf8')).toBe('mine');
});
