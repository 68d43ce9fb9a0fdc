import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../bindings/input/json.js';
import { scanJson } from '../bindings/input/json-error.js';

test('reads all of what JSON.parse reads', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(scanJson(text).end).toBe(text.length);
    }),
  );
});

// A character that no JSON has outside of strings, somewhere in a text without strings.
test('finds a character that does not belong', () => {
  const numbers = fc.array(fc.array(fc.integer(), { minLength: 1 }), { minLength: 1 });
  fc.assert(
    fc.property(numbers, fc.nat(), (value, at) => {
      const text = JSON.stringify(value);
      const offset = at % text.length;
      const spoilt = text.slice(0, offset) + '#' + text.slice(offset);
      const lone = spoilt[offset - 1] === '-'; // a minus without a number is wrong before that
      expect(scanJson(spoilt).end).toBe(lone ? offset - 1 : offset);
    }),
  );
});

test('length costs no stack', () => {
  const text = `{"${'a'.repeat(2e7)}":"${'b'.repeat(2e7)}${'\\n'.repeat(1e7)}"}`;
  expect(scanJson(text)).toEqual({ end: text.length, duplicate: null });
});

test('depth costs no stack', () => {
  expect(scanJson('['.repeat(1e6)).end).toBe(1e6);
});

describe('a key that an object has twice', () => {
  test('is found wherever it stands, however it is written, and no other is', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        // what JSON.stringify has written has none; inside of two objects under one name there is one
        expect(scanJson(JSON.stringify(JSON.parse(text))).duplicate).toBeNull();
        expect(scanJson(`[${text},{"a":${text},"b":1,"\\u0061":2}]`).duplicate?.key).toBeDefined();
      }),
    );
    expect(scanJson('{"a":{"a":1},"b":[{"a":1},{"a":2}]}').duplicate).toBeNull();
    expect(scanJson('{"a":1,\n "b":{"c":1,"\\u0063":2}}').duplicate).toEqual({ key: 'c', offset: 20 });
  });

  test('is refused, with its place', () => {
    expect(() => parseJson('{"rate": 1,\n  "rate": 2}', 'r.json')).toThrow(
      'r.json:2:3 has "rate" twice in one object',
    );
  });
});
