/** Labels of the scene: wherever devices stand, none lies on another. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { overlaps, placeLabels, type Box, type Named } from '../../web/src/labels.js';

const size = { width: 420, height: 330 };
const taken: Box[] = [{ x: 20, y: 324, halfWidth: 20, halfHeight: 7 }];
/** Few places, so that many devices share one. */
const item = fc.record({
  x: fc.integer({ min: -3, max: 24 }).map((k) => 20 * k),
  y: fc.integer({ min: -3, max: 24 }).map((k) => 15 * k),
  radius: fc.constantFrom(9, 10.5),
  width: fc.constantFrom(7.5, 15),
  preferred: fc.constantFrom({ dx: 0, dy: 0 }, { dx: 0, dy: 22 }),
});

const boxes = (items: readonly Named[]): (Box | null)[] =>
  placeLabels(items, size, taken).map((offset, i) => {
    if (offset === null) return null;
    const { x, y, width } = items[i];
    return { x: x + offset.dx, y: y + offset.dy, halfWidth: width / 2, halfHeight: 6 };
  });

it('never lets two labels overlap, nor one stand on another device', () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 34 }), (items) => {
      const placed = boxes(items);
      placed.forEach((a, i) => {
        if (a === null) return;
        for (const b of placed.slice(i + 1)) if (b !== null) expect(overlaps(a, b)).toBe(false);
        items.forEach(({ x, y, radius }, j) => {
          if (j === i) return;
          const near = Math.hypot(
            Math.max(0, Math.abs(x - a.x) - a.halfWidth),
            Math.max(0, Math.abs(y - a.y) - a.halfHeight),
          );
          expect(near).toBeGreaterThanOrEqual(radius);
        });
      });
    }),
    { numRuns: 300 },
  );
});

it('names nine devices in one place, and a lone one in itself', () => {
  const one = { x: 200, y: 150, radius: 10.5, width: 7.5, preferred: { dx: 0, dy: 0 } };
  expect(placeLabels([one], size, taken)).toEqual([{ dx: 0, dy: 0 }]);
  const nine = placeLabels(Array<Named>(9).fill(one), size, taken);
  expect(nine).not.toContain(null);
  expect(nine).not.toContainEqual({ dx: 0, dy: 0 });
});
