import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonErrorOffset } from '../bindings/input/json-error.js';

test('reads all of what JSON.parse reads', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(jsonErrorOffset(text)).toBe(text.length);
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
      expect(jsonErrorOffset(spoilt)).toBe(lone ? offset - 1 : offset);
    }),
  );
});

test('depth costs no stack', () => {
  expect(jsonErrorOffset('['.repeat(1e6))).toBe(1e6);
});
