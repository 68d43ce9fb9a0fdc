import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, test } from 'vitest';
import { manyCurves, type Memory } from '../support/many-curves.js';

describe('10,000 curves of changing scenarios', () => {
  let memory: Memory;
  beforeAll(() => {
    setFlagsFromString('--expose-gc');
    memory = manyCurves(10_000, runInNewContext('gc') as () => void);
  }, 60_000);

  test('leave linear memory as the first of each shape made it', () => {
    expect(memory.linear.at(-1)).toBe(memory.linear[0]);
  });

  test('leave nothing on the heap', () => {
    // over the last 9,000 of them: less than 100 bytes each
    expect(memory.heap.at(-1)! - memory.heap[0]).toBeLessThan(900_000);
  });

  test('are all certified', () => {
    expect([...memory.statuses]).toEqual(['optimal']);
  });
});
