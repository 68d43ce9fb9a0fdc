/** Reads JSON, and says where a text stops being it. */

import { scanJson } from './json-error.js';

/**
 * The JSON in a text, or in bytes as UTF-8; a byte-order mark is dropped.
 *
 * @param name what the data came from, for messages
 * @throws SyntaxError `NAME:3:17 is not JSON: …`, with line and column of the first character that is none; likewise
 *   `NAME:3:17 has "rate" twice in one object`, of which JSON.parse would keep the last without a word
 */
export function parseJson(data: string | Uint8Array, name: string): unknown {
  let text: string;
  try {
    text = typeof data === 'string' ? data : new TextDecoder('utf-8', { fatal: true }).decode(data);
  } catch (cause) {
    throw new SyntaxError(`${name} is not UTF-8 text, and so not JSON`, { cause });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const at = place(text, scanJson(text).end);
    throw new SyntaxError(`${name}${at} is not JSON: ${(cause as Error).message}`, { cause });
  }
  const { duplicate } = scanJson(text);
  if (duplicate === null) return value;
  const at = place(text, duplicate.offset);
  throw new SyntaxError(`${name}${at} has ${JSON.stringify(duplicate.key)} twice in one object`);
}

/** `:3:17` */
function place(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `:${before.length}:${before[before.length - 1].length + 1}`;
}
