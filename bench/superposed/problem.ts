/**
 * The superposed problem of a scene as plain arithmetic of its own, with nothing of the core's: the value of a pair of
 * shapes, and its gradient. It squares what the core does not, which is right for comparisons to 1e-6.
 */
import type { ComplexMatrix, Fidelity, Objective, Scenario } from 'isabc';
import { kappas } from '../../bindings/verify/bounds.js';
import { fisher, informationAdjoint, objectiveColumns, parameters } from '../../bindings/verify/coupled.js';
import { invertPositive, zeroMatrix } from '../../bindings/verify/linalg.js';
import { model, type Model } from '../../bindings/verify/model.js';

/** Complex m×n, row-major, real parts then imaginary parts. */
type Plane = Float64Array;

/** A pair of shapes: V_c (r×pc) and V_s (r×ps); only their directions count. */
export interface Shapes {
  pc: number;
  ps: number;
  x: Plane;
}

/** One scene, objective and floor. Powers are in units of P0. */
export class PairProblem {
  readonly scene: Model;
  /** Dimension of the steering vectors' span, and the steering vectors in it, L×r. */
  readonly r: number;
  readonly L: number;
  readonly #c: Plane;
  /** Columns of the basis, M_t×r. */
  readonly #basis: Plane;
  /** S_ij = (N P0/σ²) s_i s_j α_i α_j a_r,i^H a_r,j. */
  readonly #S: Plane;
  readonly #kappa: number[];
  /** nats */
  readonly floor: number;

  constructor(
    scenario: Scenario,
    readonly fidelity: Fidelity,
    readonly objective: Objective,
    rateFloor: number,
  ) {
    const scene = model(scenario);
    this.scene = scene;
    this.floor = rateFloor * scene.symbolCount * Math.LN2;
    const { devices, transmitAntennas: M } = scene;
    const L = (this.L = devices.length);
    const columns: Plane[] = [];
    for (const { transmit } of devices) {
      const v = new Float64Array(2 * M);
      for (let m = 0; m < M; m++) {
        v[m] = transmit.re[m];
        v[M + m] = -transmit.im[m];
      }
      for (const u of [...columns, ...columns]) {
        const [re, im] = inner(u, v, M);
        for (let m = 0; m < M; m++) {
          v[m] -= re * u[m] - im * u[M + m];
          v[M + m] -= re * u[M + m] + im * u[m];
        }
      }
      const norm = Math.sqrt(inner(v, v, M)[0]);
      if (norm > 1e-9) columns.push(v.map((x) => x / norm));
    }
    const r = (this.r = columns.length);
    this.#basis = new Float64Array(2 * M * r);
    this.#c = new Float64Array(2 * L * r);
    columns.forEach((u, k) => {
      for (let m = 0; m < M; m++) {
        this.#basis[m * r + k] = u[m];
        this.#basis[M * r + m * r + k] = u[M + m];
      }
      devices.forEach(({ transmit }, l) => {
        // a_l^T u
        for (let m = 0; m < M; m++) {
          this.#c[l * r + k] += transmit.re[m] * u[m] - transmit.im[m] * u[M + m];
          this.#c[L * r + l * r + k] += transmit.re[m] * u[M + m] + transmit.im[m] * u[m];
        }
      });
    });
    this.#S = new Float64Array(2 * L * L);
    const snr = (scene.symbolCount * scene.power) / scene.noise;
    devices.forEach((p, i) =>
      devices.forEach((q, j) => {
        const weight = snr * p.amplitude * q.amplitude;
        for (let m = 0; m < scene.receiveAntennas; m++) {
          const [a, b, c, d] = [p.receive.re[m], p.receive.im[m], q.receive.re[m], q.receive.im[m]];
          this.#S[i * L + j] += weight * (a * c + b * d);
          this.#S[L * L + i * L + j] += weight * (a * d - b * c);
        }
      }),
    );
    const separate = fidelity === 'coupled' ? 'decoupled' : fidelity;
    this.#kappa = kappas(scene, separate, objective).map((kappa) => kappa / scene.power);
  }

  /** Vectors whose phases at the arrays' centres are those of conjugate-symmetric ones: real weights of the devices. */
  realShape(weights: number[]): Plane {
    const { r, L } = this;
    const M = this.scene.transmitAntennas;
    const out = new Float64Array(2 * r);
    for (let l = 0; l < L; l++) {
      const { re, im } = this.scene.devices[l].transmit;
      // half the phase of the last antenna's is the centre's
      const phase = M > 1 ? (Math.atan2(im[1], re[1]) * (M - 1)) / 2 : 0;
      for (let k = 0; k < r; k++) {
        const [a, b] = [this.#c[l * r + k], -this.#c[L * r + l * r + k]];
        out[k] += weights[l] * (a * Math.cos(phase) - b * Math.sin(phase));
        out[r + k] += weights[l] * (a * Math.sin(phase) + b * Math.cos(phase));
      }
    }
    return out;
  }

  /** c(V) = log det(I + F(V V^H)), nats, and G (r×p) with dc = 2 Re⟨G, dV⟩ where asked for. */
  #rate(V: Plane, p: number, gradient: Plane | null): number {
    const { r, L } = this;
    const Y = multiply(this.#c, V, L, r, p);
    const A = new Float64Array(2 * L * L);
    const half = L * L;
    for (let i = 0; i < L; i++) {
      for (let j = 0; j < L; j++) {
        let [re, im] = [0, 0];
        for (let k = 0; k < p; k++) {
          const [a, b, c, d] = [Y[j * p + k], Y[L * p + j * p + k], Y[i * p + k], -Y[L * p + i * p + k]];
          re += a * c - b * d;
          im += a * d + b * c;
        }
        const [s, t] = [this.#S[i * L + j], this.#S[half + i * L + j]];
        A[i * L + j] = s * re - t * im + (i === j ? 1 : 0);
        A[half + i * L + j] = s * im + t * re;
      }
    }
    const { logDet, inverse: T } = invertHermitian(A, L, gradient !== null);
    if (gradient) {
      const G = new Float64Array(2 * L * p);
      for (let j = 0; j < L; j++) {
        for (let i = 0; i < L; i++) {
          // conj(T_ji S_ij)
          const [a, b] = [T[j * L + i], T[half + j * L + i]];
          const [c, d] = [this.#S[i * L + j], this.#S[half + i * L + j]];
          const [re, im] = [a * c - b * d, -(a * d + b * c)];
          for (let k = 0; k < p; k++) {
            const [y, z] = [Y[i * p + k], Y[L * p + i * p + k]];
            G[j * p + k] += re * y - im * z;
            G[L * p + j * p + k] += re * z + im * y;
          }
        }
      }
      gradient.set(multiplyAdjoint(this.#c, G, r, L, p));
    }
    return logDet;
  }

  /** The objective at V (r×p), and G with df = 2 Re⟨G, dV⟩ where asked for. */
  #objective(V: Plane, p: number, gradient: Plane | null): number {
    if (this.fidelity === 'coupled') return this.#coupled(V, p, gradient);
    const { r, L } = this;
    const Y = multiply(this.#c, V, L, r, p);
    let sum = 0;
    for (let l = 0; l < L; l++) {
      let q = 0;
      for (let k = 0; k < p; k++) q += Y[l * p + k] ** 2 + Y[L * p + l * p + k] ** 2;
      sum += this.#kappa[l] / q;
      for (let k = 0; k < p; k++) {
        Y[l * p + k] *= -this.#kappa[l] / (q * q);
        Y[L * p + l * p + k] *= -this.#kappa[l] / (q * q);
      }
    }
    if (gradient) gradient.set(multiplyAdjoint(this.#c, Y, r, L, p));
    return sum;
  }

  #coupled(V: Plane, p: number, gradient: Plane | null): number {
    const M = this.scene.transmitAntennas;
    const onAntennas = multiply(this.#basis, V, M, this.r, p);
    const inverse = invertPositive(fisher(this.scene, split(onAntennas, M, p, Math.sqrt(this.scene.power))));
    if (inverse === null) return Infinity;
    const rows = parameters(this.scene).map(({ row }) => row);
    const B = objectiveColumns(this.scene, this.objective);
    const N = inverse.map((line) =>
      B[0].map((_, c) => line.reduce((sum, x, a) => sum + x * B[rows[a]][c], 0)),
    );
    const value = N.reduce((sum, line, a) => sum + line.reduce((s, x, c) => s + x * B[rows[a]][c], 0), 0);
    if (gradient) {
      const W = N.map((a) => N.map((b) => -a.reduce((sum, x, c) => sum + x * b[c], 0)));
      const A = informationAdjoint(this.scene, W);
      const flat = new Float64Array(2 * M * M);
      A.re.forEach((line, i) => flat.set(line, i * M));
      A.im.forEach((line, i) => flat.set(line, M * M + i * M));
      const G = multiplyAdjoint(this.#basis, multiply(flat, onAntennas, M, M, p), this.r, M, p);
      gradient.set(G.map((x) => x * this.scene.power));
    }
    return value;
  }

  /** The objective where both shapes share the power so that the rate is the floor; Infinity where it cannot be. */
  value({ pc, ps, x }: Shapes, gradient: Plane | null = null): number {
    const { r, floor } = this;
    const [nc, ns] = [2 * r * pc, 2 * r * ps];
    const [Vc, Vs] = [x.subarray(0, nc), x.subarray(nc, nc + ns)];
    const [lengthC, lengthS] = [norm(Vc), norm(Vs)];
    const at = (t: number) => {
      const a = Math.sqrt(1 - t) / lengthC;
      const b = Math.sqrt(t) / lengthS;
      return [Vc.map((v) => v * a), Vs.map((v) => v * b)];
    };
    const rate = ([a, b]: Plane[]) =>
      this.#rate(beside(a, pc, b, ps, r), pc + ps, null) - this.#rate(b, ps, null);
    // in the log-odds of t, where the rate falls
    const excess = (z: number) => rate(at(1 / (1 + Math.exp(-z)))) - floor;
    let [low, high] = [-60, 60];
    if (!(excess(low) > 0)) return Infinity;
    let z = Math.log(this.#share / (1 - this.#share));
    let [last, lastError] = [NaN, NaN];
    for (let step = 0; step < 100; step++) {
      const error = excess(z);
      if (error > 0) low = z;
      else high = z;
      if (Math.abs(error) <= 1e-12 * floor || high - low < 1e-13) break;
      const slope = (error - lastError) / (z - last);
      const next = slope < 0 ? z - error / slope : z + 0.1 * Math.sign(error);
      [last, lastError] = [z, error];
      z = next > low && next < high ? next : (low + high) / 2;
    }
    const t = (this.#share = 1 / (1 + Math.exp(-z)));
    const [Uc, Us] = at(t);
    if (!gradient) return this.#objective(Us, ps, null);
    const both = new Float64Array(2 * r * (pc + ps));
    this.#rate(beside(Uc, pc, Us, ps, r), pc + ps, both);
    const [gC, gS] = apart(both, pc, ps, r);
    const alone = new Float64Array(ns);
    this.#rate(Us, ps, alone);
    const fS = new Float64Array(ns);
    const f = this.#objective(Us, ps, fS);
    for (let i = 0; i < ns; i++) gS[i] -= alone[i];
    // along t both factors change; the multiplier keeps the rate
    const rateSlope = dot(gS, Us) / t - dot(gC, Uc) / (1 - t);
    const multiplier = f / t / rateSlope;
    const shaped = (g: Plane, U: Plane, length: number, share: number) => {
      const along = dot(g, U) / share;
      return g.map((value, i) => (2 * Math.sqrt(share) * (value - along * U[i])) / length);
    };
    gradient.set(
      shaped(
        gC.map((v) => multiplier * v),
        Uc,
        lengthC,
        1 - t,
      ),
      0,
    );
    gradient.set(
      shaped(
        fS.map((v, i) => v + multiplier * gS[i]),
        Us,
        lengthS,
        t,
      ),
      nc,
    );
    return f;
  }

  /** The share found last: the next one's first guess. */
  #share = 0.5;
}

function split(V: Plane, rows: number, columns: number, s: number): ComplexMatrix {
  const out = zeroMatrix(rows, columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      out.re[i][j] = s * V[i * columns + j];
      out.im[i][j] = s * V[rows * columns + i * columns + j];
    }
  }
  return out;
}

function dot(a: Plane, b: Plane): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function norm(a: Plane): number {
  return Math.sqrt(dot(a, a));
}

/** u^H v of vectors of n. */
function inner(u: Plane, v: Plane, n: number): [number, number] {
  let [re, im] = [0, 0];
  for (let i = 0; i < n; i++) {
    re += u[i] * v[i] + u[n + i] * v[n + i];
    im += u[i] * v[n + i] - u[n + i] * v[i];
  }
  return [re, im];
}

/** A (m×k) times B (k×n). */
function multiply(A: Plane, B: Plane, m: number, k: number, n: number): Plane {
  const C = new Float64Array(2 * m * n);
  for (let i = 0; i < m; i++) {
    for (let l = 0; l < k; l++) {
      const [a, b] = [A[i * k + l], A[m * k + i * k + l]];
      for (let j = 0; j < n; j++) {
        const [c, d] = [B[l * n + j], B[k * n + l * n + j]];
        C[i * n + j] += a * c - b * d;
        C[m * n + i * n + j] += a * d + b * c;
      }
    }
  }
  return C;
}

/** A^H (m×k) times B (k×n), A k×m. */
function multiplyAdjoint(A: Plane, B: Plane, m: number, k: number, n: number): Plane {
  const C = new Float64Array(2 * m * n);
  for (let l = 0; l < k; l++) {
    for (let i = 0; i < m; i++) {
      const [a, b] = [A[l * m + i], -A[k * m + l * m + i]];
      for (let j = 0; j < n; j++) {
        const [c, d] = [B[l * n + j], B[k * n + l * n + j]];
        C[i * n + j] += a * c - b * d;
        C[m * n + i * n + j] += a * d + b * c;
      }
    }
  }
  return C;
}

function beside(a: Plane, p: number, b: Plane, q: number, r: number): Plane {
  const out = new Float64Array(2 * r * (p + q));
  for (let row = 0; row < 2 * r; row++) {
    out.set(a.subarray(row * p, (row + 1) * p), row * (p + q));
    out.set(b.subarray(row * q, (row + 1) * q), row * (p + q) + p);
  }
  return out;
}

function apart(both: Plane, p: number, q: number, r: number): [Plane, Plane] {
  const [a, b] = [new Float64Array(2 * r * p), new Float64Array(2 * r * q)];
  for (let row = 0; row < 2 * r; row++) {
    a.set(both.subarray(row * (p + q), row * (p + q) + p), row * p);
    b.set(both.subarray(row * (p + q) + p, (row + 1) * (p + q)), row * q);
  }
  return [a, b];
}

/** log det and inverse of a Hermitian positive definite matrix (overwritten), by Cholesky. */
function invertHermitian(A: Plane, n: number, wanted: boolean): { logDet: number; inverse: Plane } {
  const half = n * n;
  let logDet = 0;
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let [re, im] = [A[i * n + j], A[half + i * n + j]];
      for (let k = 0; k < j; k++) {
        const [a, b, c, d] = [A[i * n + k], A[half + i * n + k], A[j * n + k], -A[half + j * n + k]];
        re -= a * c - b * d;
        im -= a * d + b * c;
      }
      if (i === j) {
        logDet += Math.log(re);
        A[j * n + j] = Math.sqrt(re);
        A[half + j * n + j] = 0;
      } else {
        A[i * n + j] = re / A[j * n + j];
        A[half + i * n + j] = im / A[j * n + j];
      }
    }
  }
  const inverse = new Float64Array(wanted ? 2 * half : 0);
  if (!wanted) return { logDet, inverse };
  // columns of the triangle's inverse X, then X^H X
  const X = new Float64Array(2 * half);
  for (let j = 0; j < n; j++) {
    X[j * n + j] = 1 / A[j * n + j];
    for (let i = j + 1; i < n; i++) {
      let [re, im] = [0, 0];
      for (let k = j; k < i; k++) {
        const [a, b, c, d] = [A[i * n + k], A[half + i * n + k], X[k * n + j], X[half + k * n + j]];
        re -= a * c - b * d;
        im -= a * d + b * c;
      }
      X[i * n + j] = re / A[i * n + i];
      X[half + i * n + j] = im / A[i * n + i];
    }
  }
  inverse.set(multiplyAdjoint(X, X, n, n, n));
  return { logDet, inverse };
}
