/** Batches bit by bit, for comparison between engines. */
import { expect } from 'vitest';
import type { DrawBatch } from '../../bindings/monte-carlo/types.js';

/**
 * The bytes of every column by chunk and name, in hexadecimal: a sign of zero or the payload of a NaN would show. It
 * stands alone, so that a page can be given its text.
 */
export function bitsOf(batches: readonly DrawBatch[]): Record<string, string> {
  const bits: Record<string, string> = {};
  const add = (name: string, value: unknown) => {
    if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
      bits[name] = `${value.constructor.name} ${digits.join('')}`;
    } else if (typeof value === 'object' && value !== null && !Array.isArray(value))
      for (const [key, part] of Object.entries(value)) add(`${name}.${key}`, part);
    else bits[name] = JSON.stringify(value);
  };
  for (const batch of batches) add(String(batch.chunk), batch);
  return bits;
}

/** Compares what another engine gave with what was expected; names the columns that differ. */
export function expectSameBits(got: Record<string, string>, expected: readonly DrawBatch[]): void {
  const bits = bitsOf(expected);
  expect(Object.keys(got)).toEqual(Object.keys(bits));
  expect(Object.keys(bits).filter((name) => got[name] !== bits[name])).toEqual([]);
}
