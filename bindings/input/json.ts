/** Reads JSON, and says where a text stops being it. */

import { jsonErrorOffset } from './json-error.js';

/**
 * The JSON in a text, or in bytes as UTF-8; a byte-order mark is dropped.
 *
 * @param name what the data came from, for messages
 * @throws SyntaxError `NAME:3:17 is not JSON: …`, with line and column of the first character that is none
 */
export function parseJson(data: string | Uint8Array, name: string): unknown {
  let text: string;
  try {
    text = typeof data === 'string' ? data : new TextDecoder('utf-8', { fatal: true }).decode(data);
  } catch (cause) {
    throw new SyntaxError(`${name} is not UTF-8 text, and so not JSON`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SyntaxError(`${name}${place(text)} is not JSON: ${(cause as Error).message}`, { cause });
  }
}

/** `:3:17` */
function place(text: string): string {
  const before = text.slice(0, jsonErrorOffset(text)).split('\n');
  return `:${before.length}:${before[before.length - 1].length + 1}`;
}
