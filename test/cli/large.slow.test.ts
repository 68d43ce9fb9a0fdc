/** Results longer than any string: written in pieces, and refused in words where they are read. */

import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { constants } from 'node:buffer';
import { expect, test } from 'vitest';
import { readJson, writeOutputs } from '../../bindings/cli/io.js';
import { formatJson, jsonPieces } from '../../bindings/solver/format.js';
import { Folder } from '../support/cli.js';

test('a result of more than half a gigabyte', async () => {
  const folder = new Folder();
  const matrix = Array.from({ length: 64 }, (_, i) => Array.from({ length: 64 }, (_, j) => 1 / (3 + i + j)));
  const point = { rateFloor: 0.5, covariance: { re: matrix, im: matrix } };
  const points = Array<typeof point>(4000).fill(point); // one in memory, four thousand in the text
  const streams = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr };
  const file = folder.file('result.json');
  await writeOutputs([{ file, text: jsonPieces({ points }) }], streams);
  const { size } = statSync(file);
  expect(size).toBeGreaterThan(constants.MAX_STRING_LENGTH);
  const one = formatJson({ points: [point] });
  const two = formatJson({ points: [point, point] });
  expect(size).toBe(one.length + 3999 * (two.length - one.length));
  const head = Buffer.alloc(100_000);
  const handle = openSync(file, 'r');
  readSync(handle, head);
  closeSync(handle);
  expect(head.toString()).toBe(two.slice(0, head.length));
  await expect(readJson(file, streams)).rejects.toThrow(
    /result\.json has \d+ MB, of at most 537 that can be read/,
  );
  folder.remove();
});
