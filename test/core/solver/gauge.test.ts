/** The rows of assembly/solver/gauge.ts: all directions, and only those, in which V moves and V V^H does not. */
import { describe, expect, test } from 'vitest';
import type { ComplexMatrix } from '../../../bindings/types.js';
import {
  adjoint,
  build,
  combine,
  norm,
  numberFields,
  planes,
  product,
  random,
  seeded,
  type NumberField,
} from '../../support/naive.js';
import { Probes } from '../../support/probes.js';

const probes = new Probes();

function rowsOf(V: ComplexMatrix, field: NumberField, beta: number): ComplexMatrix[] {
  const [r, p] = [V.re.length, V.re[0].length];
  const size = r * p * (field === 'complex' ? 2 : 1);
  return probes.scoped(() => {
    const out = probes.room(p * p * size);
    const count = probes.call.gauge(field === 'complex' ? 1 : 0, probes.putMatrix(V, field), r, p, beta, out);
    return Array.from({ length: count }, (_, i) => probes.matrix(out + 8 * i * size, r, p, field));
  });
}

/** How many of these are independent over the reals. */
function rank(rows: number[][]): number {
  const kept: number[][] = [];
  for (const row of rows) {
    let rest = row;
    for (const q of [...kept, ...kept]) {
      const along = q.reduce((sum, x, i) => sum + x * rest[i], 0);
      rest = rest.map((x, i) => x - along * q[i]);
    }
    const length = Math.hypot(...rest);
    if (length > 1e-9 * Math.hypot(...row)) kept.push(rest.map((x) => x / length));
  }
  return kept.length;
}

describe.each(numberFields)('%s', (field) => {
  const next = seeded(1);
  test.each([
    [4, 1],
    [3, 2],
    [5, 3],
    [3, 3],
  ])('r = %i, p = %i', (r, p) => {
    const V = random(next, field, r, p);
    const beta = 0.7;
    const rows = rowsOf(V, field, beta);
    for (const row of rows) {
      expect(norm(row)).toBeCloseTo(beta, 13);
      const half = product(V, adjoint(row));
      expect(norm(combine(1, half, 1, adjoint(half)))).toBeLessThan(1e-14 * norm(V) * beta * r);
    }
    // the skew-Hermitian p×p matrices, and V has full rank
    expect(rows.length).toBe(field === 'complex' ? p * p : (p * (p - 1)) / 2);
    expect(rank(rows.map((row) => planes(row, field)))).toBe(rows.length);
  });

  test('of some columns beside others, what turns these alone', () => {
    const [r, width, from, to] = [5, 4, 1, 3];
    const V = random(next, field, r, width),
      size = r * width * (field === 'complex' ? 2 : 1);
    const within = build(r, to - from, (i, j) => [V.re[i][from + j], V.im[i][from + j]]);
    const rows = probes.scoped(() => {
      const v = probes.putMatrix(V, field),
        out = probes.room((to - from) ** 2 * size);
      const count = probes.call.rotations(field === 'complex' ? 1 : 0, v, r, width, from, to, out);
      return Array.from({ length: count }, (_, i) => probes.matrix(out + 8 * i * size, r, width, field));
    });
    const alone = rowsOf(within, field, 1);
    expect(rows.length).toBe(alone.length);
    rows.forEach((row, i) => {
      const length = norm(row);
      const wanted = build(r, width, (a, b) =>
        b < from || b >= to ? [0, 0] : [length * alone[i].re[a][b - from], length * alone[i].im[a][b - from]],
      );
      expect(norm(combine(1, row, -1, wanted))).toBeLessThan(1e-14 * length);
    });
  });

  test('columns that are zero turn nothing, and hurt nothing', () => {
    const V = random(next, field, 4, 3);
    const cut = build(4, 3, (i, j) => (j === 0 ? [V.re[i][0], V.im[i][0]] : [0, 0]));
    const rows = rowsOf(cut, field, 1);
    for (const row of rows) {
      expect(planes(row, field).every(Number.isFinite)).toBe(true);
      expect([0, 1]).toContain(Math.round(1e12 * norm(row)) / 1e12);
    }
    // (a, b) and (a, c), in Complex twice each, and a's own phase
    expect(rank(rows.map((row) => planes(row, field)).filter((row) => Math.hypot(...row) > 0))).toBe(
      field === 'complex' ? 5 : 2,
    );
  });
});
