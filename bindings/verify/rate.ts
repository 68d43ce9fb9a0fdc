/** The sum rate (30)–(31) from a factor of the covariance, right to rounding at any signal-to-noise ratio. */
import type { ComplexMatrix } from '../types.js';
import { addOuter, inner, squaredNorm, zeroMatrix, zeroVector, type ComplexVector } from './linalg.js';
import type { DeviceModel, Model } from './model.js';

/** V^H a_t,l^* for R = V V^H, V: M_t×p. Its squared norm is q_l. */
export function beamed(device: DeviceModel, V: ComplexMatrix): ComplexVector {
  const columns = V.re[0].length;
  const out = zeroVector(columns);
  const { re, im } = device.transmit;
  for (let m = 0; m < re.length; m++) {
    for (let k = 0; k < columns; k++) {
      out.re[k] += V.re[m][k] * re[m] - V.im[m][k] * im[m];
      out.im[k] -= V.re[m][k] * im[m] + V.im[m][k] * re[m];
    }
  }
  return out;
}

/** q_l(R) = a_t^T R a_t^*, W, for each device that is not silent. */
export function directedPowers(model: Model, V: ComplexMatrix): number[] {
  return model.devices.map((device) => squaredNorm(beamed(device, V)));
}

/** w_l = sqrt(N/σ²) s_l α_l a_r,l ⊗ (V^H a_t,l^*)^*, so that W^H W = (N/σ²) F(V V^H). Length M_r·p each. */
function stackedColumns(model: Model, V: ComplexMatrix): ComplexVector[] {
  const snr = Math.sqrt(model.symbolCount / model.noise);
  return model.devices.map((device) => {
    const beam = beamed(device, V);
    const w: ComplexVector = { re: [], im: [] };
    for (let m = 0; m < model.receiveAntennas; m++) {
      const r = snr * device.amplitude * device.receive.re[m];
      const i = snr * device.amplitude * device.receive.im[m];
      for (let k = 0; k < beam.re.length; k++) {
        w.re.push(r * beam.re[k] + i * beam.im[k]);
        w.im.push(i * beam.re[k] - r * beam.im[k]);
      }
    }
    return w;
  });
}

/**
 * log det(I + W^H W) in nats, W by its columns (changed), and the upper triangle T with I + W^H W = T^H T, by Householder
 * reflections of the stacked matrix [I; W]. Reflection j touches row j of the identity and all of W. In its own column it meets the
 * 1 of the identity above w_j, so that |T_jj|² = 1 + x_j, x_j = ‖w_j‖² of what the earlier reflections left of w_j:
 * log det = Σ log1p(x_j), and the x_j are the pivots. Nothing is squared and nothing is subtracted from 1, so both a huge and a tiny W keep
 * their digits. What a reflection leaves of w_l along w_j is 1/√(1+x_j) of it, maybe far below the rounding of w_l:
 * that part is taken out whole and put back by what it comes to. Devices in one direction need it.
 */
export function stackedFactor(w: ComplexVector[]): {
  logDet: number;
  triangle: ComplexMatrix;
  pivots: number[];
} {
  const triangle = zeroMatrix(w.length, w.length);
  const pivots: number[] = [];
  let logDet = 0;
  for (let j = 0; j < w.length; j++) {
    const x = squaredNorm(w[j]);
    pivots.push(x);
    const norm = Math.sqrt(1 + x);
    logDet += Math.log1p(x);
    triangle.re[j][j] = norm;
    for (let l = j + 1; l < w.length; l++) {
      if (x === 0) continue;
      // twice, as the first pass leaves rounding of w_l along w_j
      const first = takeOut(w[j], w[l], x);
      const second = takeOut(w[j], w[l], x);
      const re = (first.re + second.re) / norm;
      const im = (first.im + second.im) / norm;
      triangle.re[j][l] = re;
      triangle.im[j][l] = im;
      addMultiple(w[l], w[j], re / x, im / x);
    }
  }
  return { logDet, triangle, pivots };
}

/** b ← b − a (a^H b)/|a|²; returns a^H b. */
function takeOut(a: ComplexVector, b: ComplexVector, squared: number): { re: number; im: number } {
  const overlap = inner(a, b);
  addMultiple(b, a, -overlap.re / squared, -overlap.im / squared);
  return overlap;
}

/** b += (re + j im)·a */
function addMultiple(b: ComplexVector, a: ComplexVector, re: number, im: number): void {
  for (let i = 0; i < b.re.length; i++) {
    b.re[i] += a.re[i] * re - a.im[i] * im;
    b.im[i] += a.re[i] * im + a.im[i] * re;
  }
}

/** (31), bps/Hz; V: M_t×p in sqrt(W), R = V V^H. */
export function rateOf(model: Model, V: ComplexMatrix): number {
  return stackedFactor(stackedColumns(model, V)).logDet / (model.symbolCount * Math.LN2);
}

/** K = T^-1, upper triangular: Z = K K^H = (I + (N/σ²)F)^-1, the best dual variable at V V^H. */
export function rateDual(model: Model, V: ComplexMatrix): ComplexMatrix {
  const T = stackedFactor(stackedColumns(model, V)).triangle;
  const n = T.re.length;
  const K = zeroMatrix(n, n);
  for (let j = 0; j < n; j++) {
    for (let i = j; i >= 0; i--) {
      let re = i === j ? 1 : 0;
      let im = 0;
      for (let k = i + 1; k <= j; k++) {
        re -= T.re[i][k] * K.re[k][j] - T.im[i][k] * K.im[k][j];
        im -= T.re[i][k] * K.im[k][j] + T.im[i][k] * K.re[k][j];
      }
      K.re[i][j] = re / T.re[i][i];
      K.im[i][j] = im / T.re[i][i];
    }
  }
  return K;
}

/**
 * F*(K K^H), M_t×M_t, 1/W: the adjoint of R ↦ (N/σ²)F(R), tr(Z (N/σ²)F(R)) = ⟨F*(Z), R⟩. As Σ u u^H with
 * u = sqrt(N/σ²) Σ_l s_l α_l (a_r,l)_m^* a_t,l^* K_lj^*, over receive antennas m and columns j of K.
 */
export function rateAdjoint(model: Model, K: ComplexMatrix): ComplexMatrix {
  const size = model.transmitAntennas;
  const snr = Math.sqrt(model.symbolCount / model.noise);
  const sum = zeroMatrix(size, size);
  for (let j = 0; j < model.devices.length; j++) {
    for (let m = 0; m < model.receiveAntennas; m++) {
      const u = zeroVector(size);
      model.devices.forEach(({ amplitude, receive, transmit }, l) => {
        // c = the conjugate of u's coefficient: everything in u is conjugated, once, at the end
        const re = snr * amplitude * (receive.re[m] * K.re[l][j] - receive.im[m] * K.im[l][j]);
        const im = snr * amplitude * (receive.re[m] * K.im[l][j] + receive.im[m] * K.re[l][j]);
        if (re === 0 && im === 0) return;
        for (let t = 0; t < size; t++) {
          u.re[t] += re * transmit.re[t] - im * transmit.im[t];
          u.im[t] -= re * transmit.im[t] + im * transmit.re[t];
        }
      });
      addOuter(sum, u, 1);
    }
  }
  return sum;
}
