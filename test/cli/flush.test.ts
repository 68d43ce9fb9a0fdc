/** Where a file system cannot flush, writing goes on; where the disk fails, it does not. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeWhole } from '../../bindings/cli/whole-file.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'isabc-flush-'))));
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** Has every flush fail with this error. */
async function failing(error: Error) {
  const handle = await open(folder);
  const prototype = Object.getPrototypeOf(handle) as typeof handle;
  await handle.close();
  return vi.spyOn(prototype, 'sync').mockRejectedValue(error);
}
const coded = (code: string) => Object.assign(new Error(code), { code });

test.each([
  ...['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'ENOTTY', 'EACCES'].map(coded),
  new Error('Method not implemented.'),
])('%s: written', async (error) => {
  const sync = await failing(error);
  await writeWhole(join(folder, 'x'), 'whole');
  expect(sync).toHaveBeenCalled();
  expect(readFileSync(join(folder, 'x'), 'utf8')).toBe('whole');
  expect(readdirSync(folder)).toEqual(['x']);
});

test.each(['EIO', 'ENOSPC', 'EDQUOT'].map(coded))('%s: refused', async (error) => {
  await failing(error);
  await expect(writeWhole(join(folder, 'x'), 'whole')).rejects.toBe(error);
  expect(readdirSync(folder)).toEqual([]);
});
