import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pythonEnvironment } from '../../bench/peers/environment.js';

test('without Python there is no environment, and nothing is left behind', () => {
  const folder = mkdtempSync(join(tmpdir(), 'isabc-peers-'));
  const absent = join(folder, 'no-such-python');
  expect(pythonEnvironment(join(folder, 'venv'), 'bench/peers/requirements.txt', absent)).toBeNull();
  expect(readdirSync(folder)).toEqual([]);
});
