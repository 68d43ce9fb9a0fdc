/** The dense kernels against their definitions, on random matrices of every small size and some larger ones. */
import { describe, expect, test } from 'vitest';
import type { ComplexMatrix } from '../../bindings/types.js';
import {
  adjoint,
  build,
  combine,
  coordinates,
  diagonal,
  distance,
  dot,
  identity,
  norm,
  numberFields,
  product,
  random,
  randomHermitian,
  randomPositive,
  scalar,
  scaled,
  seeded,
  type NumberField,
} from '../support/naive.js';
import { Probes } from '../support/probes.js';

const sizes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 17, 32];
const probes = new Probes();
const { call } = probes;
const flag = (field: NumberField) => (field === 'complex' ? 1 : 0);

/** One test a field, over all sizes. */
function eachSize(what: string, run: (n: number, field: NumberField, next: () => number) => void, most = 32) {
  for (const field of numberFields) {
    test(`${what}, ${field}`, () => {
      const next = seeded(7);
      for (const n of sizes)
        if (n <= most) for (let again = 0; again < 2; again++) probes.scoped(() => run(n, field, next));
    });
  }
}

/** A number of rows or columns unlike n, odd and even in turn. */
const other = (n: number, next: () => number) => 1 + Math.floor(next() * (n + 3));

describe('products', () => {
  eachSize('A·B', (m, field, next) => {
    const [k, n] = [other(m, next), other(m, next)];
    const [A, B] = [random(next, field, m, k), random(next, field, k, n)];
    const C = probes.roomFor(m, n, field);
    call.multiply(flag(field), C, probes.putMatrix(A, field), probes.putMatrix(B, field), m, k, n);
    expect(distance(probes.matrix(C, m, n, field), product(A, B))).toBeLessThan(1e-14);
  });

  eachSize('A^H·B', (m, field, next) => {
    const [k, n] = [other(m, next), other(m, next)];
    const [A, B] = [random(next, field, k, m), random(next, field, k, n)];
    const C = probes.roomFor(m, n, field);
    call.multiplyHN(flag(field), C, probes.putMatrix(A, field), probes.putMatrix(B, field), m, k, n);
    expect(distance(probes.matrix(C, m, n, field), product(adjoint(A), B))).toBeLessThan(1e-14);
  });

  eachSize('A·B^H', (m, field, next) => {
    const [k, n] = [other(m, next), other(m, next)];
    const [A, B] = [random(next, field, m, k), random(next, field, n, k)];
    const C = probes.roomFor(m, n, field);
    call.multiplyNH(flag(field), C, probes.putMatrix(A, field), probes.putMatrix(B, field), m, k, n);
    expect(distance(probes.matrix(C, m, n, field), product(A, adjoint(B)))).toBeLessThan(1e-14);
  });

  test('none writes beside its result', () => {
    const next = seeded(8);
    for (const field of numberFields) {
      for (const kernel of ['multiply', 'multiplyHN', 'multiplyNH']) {
        const [A, B] = [random(next, field, 3, 3), random(next, field, 3, 3)];
        const C = probes.room(20);
        call[kernel](flag(field), C, probes.putMatrix(A, field), probes.putMatrix(B, field), 3, 3, 3);
        const entries = field === 'complex' ? 18 : 9;
        expect(probes.values(C, 20).map(Number.isNaN)).toEqual(
          Array.from({ length: 20 }, (_, i) => i >= entries),
        );
      }
    }
  });

  test('axpy, dot and scale', () => {
    const next = seeded(9);
    for (let n = 0; n <= 12; n++) {
      const [x, y] = [random(next, 'real', 2, n + 1).re[0], random(next, 'real', 2, n + 1).re[0]];
      const [px, py] = [probes.put(x), probes.put(y)];
      expect(call.dot(n, px, py)).toBeCloseTo(dot(x.slice(0, n), y), 13);
      call.axpy(n, 1.5, px, py);
      expect(probes.values(py, n + 1)).toEqual(y.map((value, i) => (i < n ? value + 1.5 * x[i] : value)));
      call.scale(n, -3, px);
      expect(probes.values(px, n + 1)).toEqual(x.map((value, i) => (i < n ? -3 * value : value)));
    }
  });

  test('an inner product of which all but 1e-20 cancels keeps its digits, entries any step apart', () => {
    const next = seeded(11);
    for (let n = 1; n <= 12; n++) {
      const x = random(next, 'real', 2, n).re;
      // Σ x y − Σ x y + 2^-70, term by term
      const a = [...x[0], 2 ** -35, ...x[0].map((value) => -value)];
      const b = [...x[1], 2 ** -35, ...x[1]];
      const spread = b.flatMap((value) => [value, 7, 7]);
      const found = call.exactInner(a.length, probes.put(a), probes.put(spread), 3);
      expect(found / 2 ** -70).toBeCloseTo(1, 9);
    }
  });

  test('H += G^T G in the upper triangle, and nothing beyond the matrix', () => {
    const next = seeded(10);
    for (const n of sizes) {
      const [H, G] = [random(next, 'real', n, n), random(next, 'real', other(n, next), n)];
      const at = probes.putMatrix(H, 'real');
      const guard = probes.putMatrix(
        build(1, 4, () => [7, 0]),
        'real',
      );
      call.rankUpdate(at, probes.putMatrix(G, 'real'), G.re.length, n);
      const sum = combine(1, H, 1, product(adjoint(G), G));
      const upper = (M: ComplexMatrix) => build(n, n, (i, j) => [i > j ? 0 : M.re[i][j], 0]);
      expect(distance(upper(probes.matrix(at, n, n, 'real')), upper(sum))).toBeLessThan(1e-14);
      expect(probes.values(guard, 4)).toEqual([7, 7, 7, 7]);
    }
  });
});

describe('factors and solves', () => {
  test('U^T U, and both triangular solves', () => {
    const next = seeded(11);
    for (const n of sizes) {
      const [H, b] = [randomPositive(next, 'real', n), random(next, 'real', 1, n)];
      const [u, x, z] = [probes.putMatrix(H, 'real'), probes.put(b.re[0]), probes.put(b.re[0])];
      expect(call.choleskyUpper(u, n, 1e-15)).toBe(0);
      const full = probes.matrix(u, n, n, 'real');
      const U = build(n, n, (i, j) => [i > j ? 0 : full.re[i][j], 0]);
      expect(distance(product(adjoint(U), U), H)).toBeLessThan(1e-14);
      call.solveUpperT(u, n, x);
      expect(distance(product(probes.matrix(x, 1, n, 'real'), U), b)).toBeLessThan(1e-13);
      call.solveUpper(u, n, z);
      expect(distance(product(probes.matrix(z, 1, n, 'real'), adjoint(U)), b)).toBeLessThan(1e-13);
    }
  });

  test('a direction of no curvature, or of negative one, is held at 0; one that is no number is refused', () => {
    const next = seeded(12);
    for (const n of sizes.filter((size) => size > 1)) {
      // rank n − 1: the last unknown is held, the others solve the leading system
      const G = random(next, 'real', n - 1, n);
      const flat = product(adjoint(G), G);
      const last = diagonal(flat.re.map((row, i) => (i === n - 1 ? row[i] : 0)));
      for (const H of [flat, combine(1, flat, -2, last)]) {
        const [u, x] = [probes.putMatrix(H, 'real'), probes.put(new Array<number>(n).fill(1))];
        expect(call.choleskyUpper(u, n, 1e-10)).toBe(1);
        call.solveUpperT(u, n, x);
        call.solveUpper(u, n, x);
        const solution = probes.values(x, n);
        expect(Math.abs(solution[n - 1])).toBeLessThan(1e-12);
        for (let i = 0; i < n - 1; i++) expect(dot(H.re[i], solution)).toBeCloseTo(1, 4);
      }
    }
    expect(call.choleskyUpper(probes.put([1, 0, 0, NaN]), 2, 1e-15)).toBe(-1);
  });

  eachSize('L L^H', (n, field, next) => {
    const A = randomPositive(next, field, n);
    const at = probes.putMatrix(A, field);
    expect(call.choleskyLower(flag(field), at, n)).toBe(1);
    const L = probes.matrix(at, n, n, field);
    expect(distance(product(L, adjoint(L)), A)).toBeLessThan(1e-14);
    for (let i = 0; i < n; i++) {
      expect([L.re[i][i] > 0, L.im[i][i]]).toEqual([true, 0]);
      for (let j = i + 1; j < n; j++) expect([L.re[i][j], L.im[i][j]]).toEqual([0, 0]);
    }
    const negative = combine(
      1,
      A,
      -1.5 * A.re[n - 1][n - 1],
      diagonal(L.re.map((_, i) => (i === n - 1 ? 1 : 0))),
    );
    expect(call.choleskyLower(flag(field), probes.putMatrix(negative, field), n)).toBe(0);
  });

  eachSize('A^-1, by pivots where the diagonal is zero', (n, field, next) => {
    const A = random(next, field, n, n);
    if (n > 1) A.re[0][0] = A.im[0][0] = 0;
    const [a, out] = [probes.putMatrix(A, field), probes.roomFor(n, n, field)];
    call.invert(flag(field), a, out, n);
    const inverse = probes.matrix(out, n, n, field);
    const condition = norm(A) * norm(inverse);
    expect(distance(product(A, inverse), identity(n))).toBeLessThan(1e-15 * condition * n);
    expect(probes.matrix(a, n, n, field)).toEqual(A); // kept
  });

  eachSize('the stacked [I; Ω]: K K^H = (I + Ω^H Ω)^-1 and its log det', (L, field, next) => {
    const rows = other(L, next);
    const columns = random(next, field, L, rows); // row l: the l-th column of Ω
    const gram = build(L, L, (i, j) => {
      const [x, y] = [i, j].map((l) => ({ re: columns.re[l], im: columns.im[l] }));
      return [dot(x.re, y.re) + dot(x.im, y.im), dot(x.re, y.im) - dot(x.im, y.re)];
    });
    const [k, x] = [probes.roomFor(L, L, field), probes.room(L)];
    const logDet = call.stackedFactor(flag(field), probes.putMatrix(columns, field), L, rows, k, x);
    const K = probes.matrix(k, L, L, field);
    for (let i = 0; i < L; i++) {
      expect(K.re[i][i]).toBeGreaterThan(0);
      for (let j = 0; j < i; j++) expect([K.re[i][j], K.im[i][j]]).toEqual([0, 0]);
    }
    const matrix = combine(1, identity(L), 1, gram);
    expect(distance(product(matrix, product(K, adjoint(K))), identity(L))).toBeLessThan(1e-12);
    // triangular: the determinant of K is the product of its diagonal
    const fromK = -2 * K.re.reduce((sum, row, i) => sum + Math.log(row[i]), 0);
    expect(logDet).toBeCloseTo(fromK, 11);
    expect(probes.values(x, L).reduce((sum, pivot) => sum + Math.log1p(pivot), 0)).toBeCloseTo(logDet, 11);
  });

  test('the stack keeps its digits where Ω^H Ω is lost in the identity, and where it swamps it', () => {
    const next = seeded(13);
    for (const field of numberFields) {
      const small = random(next, field, 3, 4);
      const tiny = scaled(1e-9, small);
      const factor = (columns: ComplexMatrix) => {
        const [k, x] = [probes.roomFor(3, 3, field), probes.room(3)];
        return call.stackedFactor(flag(field), probes.putMatrix(columns, field), 3, 4, k, x);
      };
      // log det(I + ε²G) = ε² tr G + O(ε⁴)
      expect(factor(tiny) / (1e-18 * scalar(small, small))).toBeCloseTo(1, 13);
      // log det(I + t²G) = 6 log t + log det(I/t² + G): t = 1e8 over t = 1e7
      const [a, b] = [1e8, 1e7].map((t) => factor(scaled(t, small)));
      expect(a - b).toBeCloseTo(6 * Math.LN10, 11);
    }
  });
});

describe('Jacobi', () => {
  eachSize('eigenvalues and eigenvectors', (n, field, next) => {
    const A = randomHermitian(next, field, n);
    const [a, values, vectors] = [probes.putMatrix(A, field), probes.room(n), probes.roomFor(n, n, field)];
    call.eigen(flag(field), a, n, values, vectors);
    const W = probes.matrix(vectors, n, n, field);
    const spectrum = probes.values(values, n);
    expect(distance(product(adjoint(W), W), identity(n))).toBeLessThan(1e-14 * n);
    expect(distance(product(A, W), product(W, diagonal(spectrum)))).toBeLessThan(1e-14 * n);

    const alone = probes.room(n);
    call.eigen(flag(field), probes.putMatrix(A, field), n, alone, 0);
    expect(probes.values(alone, n)).toEqual(spectrum);
    const [largest, smallest] = [Math.max(...spectrum), Math.min(...spectrum)];
    const rounding = 1e-14 * Math.max(largest, -smallest);
    // whatever the guess: none, the eigenvalue, near it, outside the spectrum
    for (const near of [
      NaN,
      largest,
      largest * (1 + 1e-9),
      largest - 1e-3,
      smallest - 1,
      1e6,
      -Infinity,
      0,
    ]) {
      const found = call.largestEigenvalue(flag(field), probes.putMatrix(A, field), n, near);
      expect(Math.abs(found - largest)).toBeLessThan(rounding);
    }
    expect(
      Math.abs(call.smallestEigenvalue(flag(field), probes.putMatrix(A, field), n) - smallest),
    ).toBeLessThan(rounding);
  });

  test('repeated eigenvalues, zero and diagonal matrices', () => {
    for (const field of numberFields) {
      for (const spectrum of [
        [0, 0, 0],
        [1, 1, 1],
        [2, 0, -2],
      ]) {
        const [values, vectors] = [probes.room(3), probes.roomFor(3, 3, field)];
        call.eigen(flag(field), probes.putMatrix(diagonal(spectrum), field), 3, values, vectors);
        expect(probes.values(values, 3)).toEqual(spectrum);
        expect(probes.matrix(vectors, 3, 3, field)).toEqual(identity(3));
      }
      // rank one: n − 1 zeros
      const u = random(seeded(14), field, 6, 1);
      const values = probes.room(6);
      call.eigen(flag(field), probes.putMatrix(product(u, adjoint(u)), field), 6, values, 0);
      const sorted = probes.values(values, 6).sort((x, y) => y - x);
      expect(sorted[0] / scalar(u, u)).toBeCloseTo(1, 14);
      expect(Math.max(...sorted.slice(1).map(Math.abs)) / sorted[0]).toBeLessThan(1e-15);
    }
  });

  eachSize(
    'orthogonal rows, with small singular values right relatively',
    (n, field, next) => {
      const k = n + other(4, next);
      const M = random(next, field, n, k);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < k; j++) {
          M.re[i][j] *= 10 ** -i;
          M.im[i][j] *= 10 ** -i;
        }
      }
      const [m, omega, values] = [probes.putMatrix(M, field), probes.roomFor(n, n, field), probes.room(n)];
      call.orthogonalizeRows(flag(field), m, n, k, omega, values);
      const [rows, turn] = [probes.matrix(m, n, k, field), probes.matrix(omega, n, n, field)];
      expect(distance(product(turn, adjoint(turn)), identity(n))).toBeLessThan(1e-14 * n);
      expect(distance(product(turn, M), rows)).toBeLessThan(1e-14 * n);
      const gram = product(rows, adjoint(rows));
      const singular = probes.values(values, n);
      for (let i = 0; i < n; i++) {
        expect(singular[i] ** 2 / gram.re[i][i]).toBeCloseTo(1, 13);
        for (let j = 0; j < i; j++) {
          expect(Math.hypot(gram.re[i][j], gram.im[i][j]) / (singular[i] * singular[j])).toBeLessThan(1e-13);
        }
      }
    },
    12,
  );
});

eachSize(
  'orthogonal columns with the product of columns that depend on each other, without their rounding',
  (n, field, next) => {
    // rank n of r×2n, the lengths over eight orders
    const r = n + other(4, next);
    const mix = random(next, field, n, 2 * n);
    for (const plane of [mix.re, mix.im])
      plane.forEach((row, i) => row.forEach((_, j) => (row[j] *= 10 ** -i)));
    const V = product(random(next, field, r, n), mix);
    const [rows, lengths] = [probes.putMatrix(adjoint(V), field), probes.room(2 * n)];
    const out = probes.roomFor(r, r, field);
    const kept = call.orthogonalFactor(flag(field), out, rows, 2 * n, r, Math.min(r, 2 * n), 1e-12, lengths);
    expect(kept).toBe(n);
    const W = probes.matrix(out, r, kept, field);
    const whole = product(V, adjoint(V));
    expect(distance(product(W, adjoint(W)), whole)).toBeLessThan(1e-14 * n * norm(whole));
    const gram = product(adjoint(W), W);
    const found = probes.values(lengths, 2 * n);
    for (let i = 0; i < kept; i++) {
      expect(found[i] ** 2 / gram.re[i][i]).toBeCloseTo(1, 13);
      for (let j = 0; j < i; j++) {
        expect(found[j]).toBeGreaterThanOrEqual(found[i]);
        expect(Math.hypot(gram.re[i][j], gram.im[i][j]) / (found[i] * found[j])).toBeLessThan(1e-13);
      }
    }
    for (let i = kept; i < 2 * n; i++) expect(found[i]).toBeLessThan(1e-12);
  },
  8,
);

eachSize(
  'orthonormal rows that span those of a matrix, without their rounding, the one with most left first',
  (n, field, next) => {
    // rank n of 2n×r, lengths over four orders
    const r = n + other(4, next);
    const M = product(random(next, field, 2 * n, n), random(next, field, n, r));
    for (const plane of [M.re, M.im])
      plane.forEach((row, i) => row.forEach((_, j) => (row[j] *= 10 ** (-2 * (i % 3)))));
    const [rows, left] = [probes.putMatrix(M, field), probes.room(r)];
    const out = probes.roomFor(r, r, field);
    const found = call.orthonormalRows(flag(field), rows, 2 * n, r, r, 1e-24, out, left, 2);
    expect(found).toBe(n);
    const all = probes.matrix(out, r, r, field);
    const Q = { re: all.re.slice(0, n), im: all.im.slice(0, n) };
    expect(distance(product(Q, adjoint(Q)), identity(n))).toBeLessThan(1e-14 * n);
    expect(distance(product(product(M, adjoint(Q)), Q), M)).toBeLessThan(1e-12 * n * norm(M));
    const squares = probes.values(left, n);
    const lengths = M.re.map((row, i) => row.reduce((sum, x, j) => sum + x * x + M.im[i][j] ** 2, 0));
    expect(squares[0] / Math.max(...lengths)).toBeCloseTo(1, 13);
    for (let i = 1; i < n; i++) expect(squares[i]).toBeLessThanOrEqual(squares[i - 1]);
  },
  8,
);

describe('Hermitian coordinates', () => {
  eachSize('are an isometry in the stated order', (n, field, next) => {
    const [A, B] = [randomHermitian(next, field, n), randomHermitian(next, field, n)];
    const size = field === 'complex' ? n * n : (n * (n + 1)) / 2;
    const [x, y] = [A, B].map((matrix) => {
      const at = probes.room(size);
      call.toCoordinates(flag(field), probes.putMatrix(matrix, field), n, at);
      return probes.values(at, size);
    });
    expect(x).toEqual(coordinates(A, field));
    expect(Math.abs(dot(x, y) - scalar(A, B))).toBeLessThan(1e-14 * norm(A) * norm(B));
    const back = probes.roomFor(n, n, field);
    call.fromCoordinates(flag(field), probes.put(x), n, back);
    expect(distance(probes.matrix(back, n, n, field), A)).toBeLessThan(1e-15);
  });

  eachSize('of an outer product s·u u^H', (n, field, next) => {
    const u = random(next, field, n, 1);
    const size = field === 'complex' ? n * n : (n * (n + 1)) / 2;
    const [at, x] = [probes.putMatrix(u, field), probes.room(size)];
    call.outerCoordinates(flag(field), at, at + 8 * n, n, -0.7, x);
    const outer = product(u, adjoint(u));
    const expected = coordinates(scaled(-0.7, outer), field);
    const error = Math.max(...probes.values(x, size).map((value, i) => Math.abs(value - expected[i])));
    expect(error).toBeLessThan(1e-14 * norm(outer));
  });
});
