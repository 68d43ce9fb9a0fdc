/**
 * Dense kernels on Float64Arrays, row-major, as plain JavaScript does them best: a 4×4 tile held in sixteen locals for
 * all products. A buffer may be read, never used, up to three numbers past a matrix: make them with `buffer`.
 */

/** Room for `length` numbers and what a tile reads past the end. */
export const buffer = (length: number): Float64Array => new Float64Array(length + 4);

/** Σ x_i y_i over n numbers from xo and yo on. */
export function dot(n: number, x: Float64Array, xo: number, y: Float64Array, yo: number): number {
  let even = 0;
  let odd = 0;
  let i = 0;
  for (; i + 1 < n; i += 2) {
    even += x[xo + i] * y[yo + i];
    odd += x[xo + i + 1] * y[yo + i + 1];
  }
  const sum = even + odd;
  return i < n ? sum + x[xo + i] * y[yo + i] : sum;
}

/** y += s·x */
export function axpy(n: number, s: number, x: Float64Array, xo: number, y: Float64Array, yo: number): void {
  for (let i = 0; i < n; i++) y[yo + i] += s * x[xo + i];
}

export function scale(n: number, s: number, x: Float64Array, xo: number): void {
  for (let i = 0; i < n; i++) x[xo + i] *= s;
}

export function copy(n: number, x: Float64Array, xo: number, y: Float64Array, yo: number): void {
  for (let i = 0; i < n; i++) y[yo + i] = x[xo + i];
}

/** C (m×n, rows cs apart) = or += s·A·B: element (i, l) of A at ao + i·ar + l·ac, rows of B bs apart. */
export function accumulate(
  m: number,
  n: number,
  k: number,
  s: number,
  a: Float64Array,
  ao: number,
  ar: number,
  ac: number,
  b: Float64Array,
  bo: number,
  bs: number,
  c: Float64Array,
  co: number,
  cs: number,
  add: boolean,
): void {
  for (let i = 0; i < m; i += 4) {
    for (let j = 0; j < n; j += 4)
      tile(m - i, n - j, k, s, a, ao + i * ar, ar, ac, b, bo + j, bs, c, co + i * cs + j, cs, add);
  }
}

/** Upper triangle of C (n×n) = or += s·G^T G, G rows×n; below the diagonal C is undefined afterwards. */
export function gramUpper(
  n: number,
  rows: number,
  s: number,
  g: Float64Array,
  go: number,
  c: Float64Array,
  add: boolean,
): void {
  for (let i = 0; i < n; i += 4) {
    for (let j = i; j < n; j += 4)
      tile(n - i, n - j, rows, s, g, go + i, 1, n, g, go + j, n, c, i * n + j, n, add);
  }
}

/** One tile of at most 4×4; rows that are not there repeat the last one. */
function tile(
  m: number,
  n: number,
  k: number,
  s: number,
  a: Float64Array,
  ao: number,
  ar: number,
  ac: number,
  b: Float64Array,
  bo: number,
  bs: number,
  c: Float64Array,
  co: number,
  cs: number,
  add: boolean,
): void {
  let a0 = ao;
  let a1 = m > 1 ? a0 + ar : a0;
  let a2 = m > 2 ? a1 + ar : a1;
  let a3 = m > 3 ? a2 + ar : a2;
  let c00 = 0,
    c01 = 0,
    c02 = 0,
    c03 = 0,
    c10 = 0,
    c11 = 0,
    c12 = 0,
    c13 = 0;
  let c20 = 0, c21 = 0, c22 = 0, c23 = 0, c30 = 0, c31 = 0, c32 = 0, c33 = 0; // prettier-ignore
  for (let l = 0; l < k; l++) {
    const b0 = b[bo], b1 = b[bo + 1], b2 = b[bo + 2], b3 = b[bo + 3]; // prettier-ignore
    const x0 = a[a0], x1 = a[a1], x2 = a[a2], x3 = a[a3]; // prettier-ignore
    c00 += x0 * b0;
    c01 += x0 * b1;
    c02 += x0 * b2;
    c03 += x0 * b3; // prettier-ignore
    c10 += x1 * b0;
    c11 += x1 * b1;
    c12 += x1 * b2;
    c13 += x1 * b3; // prettier-ignore
    c20 += x2 * b0;
    c21 += x2 * b1;
    c22 += x2 * b2;
    c23 += x2 * b3; // prettier-ignore
    c30 += x3 * b0;
    c31 += x3 * b1;
    c32 += x3 * b2;
    c33 += x3 * b3; // prettier-ignore
    a0 += ac;
    a1 += ac;
    a2 += ac;
    a3 += ac; // prettier-ignore
    bo += bs;
  }
  putRow(n, s, c, co, add, c00, c01, c02, c03);
  if (m > 1) putRow(n, s, c, co + cs, add, c10, c11, c12, c13);
  if (m > 2) putRow(n, s, c, co + 2 * cs, add, c20, c21, c22, c23);
  if (m > 3) putRow(n, s, c, co + 3 * cs, add, c30, c31, c32, c33);
}

function putRow(
  n: number,
  s: number,
  c: Float64Array,
  co: number,
  add: boolean,
  w: number,
  x: number,
  y: number,
  z: number,
): void {
  c[co] = add ? c[co] + s * w : s * w;
  if (n > 1) c[co + 1] = add ? c[co + 1] + s * x : s * x;
  if (n > 2) c[co + 2] = add ? c[co + 2] + s * y : s * y;
  if (n > 3) c[co + 3] = add ? c[co + 3] + s * z : s * z;
}

/** C (m×n) = A (m×k)·B (k×n). */
export function multiply(
  c: Float64Array,
  a: Float64Array,
  b: Float64Array,
  m: number,
  k: number,
  n: number,
): void {
  accumulate(m, n, k, 1, a, 0, k, 1, b, 0, n, c, 0, n, false);
}

/** C (m×n) = A^T·B, A k×m, B k×n. */
export function multiplyTN(
  c: Float64Array,
  a: Float64Array,
  b: Float64Array,
  m: number,
  k: number,
  n: number,
): void {
  accumulate(m, n, k, 1, a, 0, 1, m, b, 0, n, c, 0, n, false);
}

/** Symmetric C (n×n) = s·G^T G, whole. */
export function gram(c: Float64Array, g: Float64Array, rows: number, n: number, s: number): void {
  gramUpper(n, rows, s, g, 0, c, false);
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) c[j * n + i] = c[i * n + j];
}

/** `to` (rows×columns) = the first columns of `from` (rows×width). */
export function leadingColumns(
  to: Float64Array,
  from: Float64Array,
  rows: number,
  width: number,
  columns: number,
): void {
  for (let i = 0; i < rows; i++) copy(columns, from, i * width, to, i * columns);
}

/** H = U^T U in place in the upper triangle. True where every pivot exceeds `floor` of its diagonal entry. */
export function choleskyUpper(h: Float64Array, n: number, floor: number): boolean {
  for (let i = 0; i < n; i += 4) {
    const size = Math.min(4, n - i);
    const rows = i * n + i;
    const d0 = h[rows];
    const d1 = size > 1 ? h[rows + n + 1] : 0;
    const d2 = size > 2 ? h[rows + 2 * (n + 1)] : 0;
    const d3 = size > 3 ? h[rows + 3 * (n + 1)] : 0;
    accumulate(size, n - i, i, -1, h, i, 1, n, h, i, n, h, rows, n, true);
    for (let k = 0; k < size; k++) {
      const row = rows + k * (n + 1);
      const length = n - i - k;
      const original = k === 0 ? d0 : k === 1 ? d1 : k === 2 ? d2 : d3;
      const pivot = h[row];
      if (!(pivot > floor * original)) return false;
      const root = Math.sqrt(pivot);
      h[row] = root;
      scale(length - 1, 1 / root, h, row + 1);
      for (let below = 1; below < size - k; below++)
        axpy(length - below, -h[row + below], h, row + below, h, row + below * (n + 1));
    }
  }
  return true;
}

/** x ← U^-T x */
export function solveUpperT(u: Float64Array, n: number, x: Float64Array, xo: number): void {
  for (let i = 0; i < n; i++) {
    const v = x[xo + i] / u[i * n + i];
    x[xo + i] = v;
    axpy(n - i - 1, -v, u, i * n + i + 1, x, xo + i + 1);
  }
}

/** x ← U^-1 x */
export function solveUpper(u: Float64Array, n: number, x: Float64Array, xo: number): void {
  for (let i = n - 1; i >= 0; i--) {
    const v = x[xo + i] - dot(n - i - 1, u, i * n + i + 1, x, xo + i + 1);
    x[xo + i] = v / u[i * n + i];
  }
}

/** A = L L^T in place, zeros above. False where A is not positive definite. */
export function choleskyLower(a: Float64Array, n: number): boolean {
  for (let j = 0; j < n; j++) {
    let pivot = a[j * n + j];
    for (let l = 0; l < j; l++) pivot -= a[j * n + l] * a[j * n + l];
    if (!(pivot > 0)) return false;
    const root = Math.sqrt(pivot);
    const inverse = 1 / root;
    a[j * n + j] = root;
    for (let i = j + 1; i < n; i++) {
      let x = a[i * n + j];
      for (let l = 0; l < j; l++) x -= a[i * n + l] * a[j * n + l];
      a[i * n + j] = x * inverse;
      a[j * n + i] = 0;
    }
  }
  return true;
}
