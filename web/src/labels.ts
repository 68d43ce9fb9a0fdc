/** Where the labels of a scene go, so that none lies on another or on what another one names. */

/** What is named: a disc at (x, y) with a label of some width; pixels. */
export interface Named {
  x: number;
  y: number;
  radius: number;
  /** Of the label, whose height is 12. */
  width: number;
  /** Where its label is to stand, from its middle, as long as there is room. */
  preferred: Offset;
}

export interface Offset {
  dx: number;
  dy: number;
}

/** Middle and half sizes. */
export interface Box {
  x: number;
  y: number;
  halfWidth: number;
  halfHeight: number;
}

const halfHeight = 7;
const turns = Array.from({ length: 16 }, (_, k) => (k * Math.PI) / 8);
const reaches = [18, 26, 36, 48, 62, 78, 96];
/** Around the disc, the nearest first. */
const around: Offset[] = reaches.flatMap((reach) =>
  turns.map((turn) => ({ dx: 1.15 * reach * Math.cos(turn), dy: -reach * Math.sin(turn) })),
);

/**
 * One offset a label, in order; null where there is no room for it.
 *
 * @param taken boxes that are in use already
 */
export function placeLabels(
  items: readonly Named[],
  size: { width: number; height: number },
  taken: readonly Box[],
): (Offset | null)[] {
  const placed: Box[] = [...taken];
  return items.map((item, index) => {
    const fits = (offset: Offset, mayCover: boolean): boolean => {
      const box = boxOf(item, offset);
      return (
        isInside(box, size) &&
        items.every((other, i) => (i === index && mayCover) || !touches(box, other)) &&
        // one that stands in its own disc hides what is behind that
        placed.every((other) => (mayCover && taken.includes(other)) || !overlaps(box, other))
      );
    };
    const inItself = Math.hypot(item.preferred.dx, item.preferred.dy) < item.radius;
    const offset = fits(item.preferred, inItself)
      ? item.preferred
      : (around.find((candidate) => fits(candidate, false)) ?? null);
    if (offset !== null) placed.push(boxOf(item, offset));
    return offset;
  });
}

function boxOf({ x, y, width }: Named, { dx, dy }: Offset): Box {
  return { x: x + dx, y: y + dy, halfWidth: width / 2 + 1, halfHeight };
}

function isInside({ x, y, halfWidth }: Box, { width, height }: { width: number; height: number }): boolean {
  return x >= halfWidth && x <= width - halfWidth && y >= halfHeight && y <= height - halfHeight;
}

export function overlaps(a: Box, b: Box): boolean {
  return Math.abs(a.x - b.x) < a.halfWidth + b.halfWidth && Math.abs(a.y - b.y) < a.halfHeight + b.halfHeight;
}

/** A box and a disc. */
function touches(box: Box, { x, y, radius }: Named): boolean {
  const dx = Math.max(0, Math.abs(x - box.x) - box.halfWidth);
  const dy = Math.max(0, Math.abs(y - box.y) - box.halfHeight);
  return Math.hypot(dx, dy) < radius;
}
