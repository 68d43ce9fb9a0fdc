import { Decimal } from 'decimal.js';
import type { LineArray, ComplexMatrix, Scenario } from '../../bindings/types.js';

/** Decimals of 60 digits. */
export const D = Decimal.clone({ precision: 60 });
export const pi = D.acos(-1);

/** A double to all its digits: `new D(x)` takes the shortest decimal that rounds to x, which is another number. */
export function exactly(x: number): Decimal {
  let exponent = 0;
  let mantissa = x;
  for (; !Number.isInteger(mantissa); exponent--) mantissa *= 2;
  return new D(BigInt(mantissa).toString()).times(new D(2).pow(exponent));
}

/** re + j·im in 60 digits. */
export interface Complex {
  re: Decimal;
  im: Decimal;
}
export const complex = (re: Decimal.Value, im: Decimal.Value): Complex => ({ re: new D(re), im: new D(im) });
export const plus = (a: Complex, b: Complex): Complex => ({ re: a.re.plus(b.re), im: a.im.plus(b.im) });
const minus = (a: Complex, b: Complex): Complex => ({ re: a.re.minus(b.re), im: a.im.minus(b.im) });
export const times = (a: Complex, b: Complex): Complex => ({
  re: a.re.times(b.re).minus(a.im.times(b.im)),
  im: a.re.times(b.im).plus(a.im.times(b.re)),
});
export const conjugate = (a: Complex): Complex => ({ re: a.re, im: a.im.negated() });
export const scaled = (a: Complex, by: Decimal.Value): Complex => ({
  re: a.re.times(by),
  im: a.im.times(by),
});
export const sum = (list: Decimal[]): Decimal => list.reduce((total, x) => total.plus(x), new D(0));
const over = (a: Complex, b: Decimal): Complex => ({ re: a.re.div(b), im: a.im.div(b) });
/** Σ x_i y_i^* */
export const inner = (x: Complex[], y: Complex[]) =>
  x.reduce((sum, value, i) => plus(sum, times(value, conjugate(y[i]))), complex(0, 0));

/**
 * (31) in bps/Hz from the scenario in 60-digit arithmetic, by a plain determinant; only V (M_t×p, R = VV^H) is taken
 * as it is.
 */
export function exactRate(scenario: Scenario, V: ComplexMatrix): Decimal {
  const { noise, devices } = echoes(scenario, V);
  const snr = new D(scenario.symbolCount).div(noise);
  const matrix = devices.map((p, i) =>
    devices.map((q, j) => {
      const spatial = times(inner(q.receive, p.receive), inner(q.beam, p.beam));
      const weight = snr.times(p.amplitude).times(q.amplitude);
      return plus(complex(i === j ? 1 : 0, 0), times(spatial, { re: weight, im: new D(0) }));
    }),
  );
  // Hermitian elimination: every pivot is real
  let determinant: Decimal = new D(1);
  matrix.forEach((pivotRow, k) => {
    const pivot = pivotRow[k].re;
    determinant = determinant.times(pivot);
    for (const row of matrix.slice(k + 1)) {
      const factor = over(row[k], pivot);
      for (let j = k; j < row.length; j++) row[j] = minus(row[j], times(factor, pivotRow[j]));
    }
  });
  return determinant.ln().div(new D(2).ln()).div(scenario.symbolCount);
}

/** σ² in W, and of each device: s α, its sight from the receiver, the delay in s, and V^T a_t. */
export function echoes(scenario: Scenario, V: ComplexMatrix) {
  const watts = (dBm: number) => new D(10).pow(new D(dBm).minus(30).div(10));
  const noise = watts(scenario.noiseDbm).plus(scenario.clutterDbm === null ? 0 : watts(scenario.clutterDbm));
  const { referenceDb, exponent } = scenario.pathLoss;
  const gain = (distance: Decimal) =>
    new D(10).pow(new D(referenceDb).div(-10)).times(distance.pow(new D(exponent).negated()));
  const devices = scenario.devices.map(({ position, symbol }) => {
    const [t, r] = [scenario.transmitter, scenario.receiver].map((array) =>
      sight(array as LineArray, position),
    );
    return {
      amplitude: gain(t.distance).times(gain(r.distance)).times(scenario.reflection).sqrt().times(symbol),
      receive: r.steering,
      cosine: r.cosine,
      delay: t.distance.plus(r.distance).div(299_792_458),
      // V^T a_t, so that a_t,j^T R a_t,i^* is the inner product of two of them
      beam: V.re[0].map((_, k) =>
        inner(
          t.steering,
          V.re.map((row, m) => complex(row[k], -V.im[m][k])),
        ),
      ),
    };
  });
  return { noise, devices };
}

/** Distance, the cosine from broadside (the axis turned by −90°), the steering vector exp(j2π·spacing·m·(u·axis)). */
function sight(
  array: LineArray,
  position: number[],
): { distance: Decimal; cosine: Decimal; steering: Complex[] } {
  const dx = new D(position[0]).minus(array.position[0]);
  const dy = new D(position[1]).minus(array.position[1]);
  const distance = dx.times(dx).plus(dy.times(dy)).sqrt();
  const axis = pi.times(array.orientation).div(180);
  const sine = dx.times(axis.cos()).plus(dy.times(axis.sin())).div(distance);
  const cosine = dx.times(axis.sin()).minus(dy.times(axis.cos())).div(distance);
  const phase = pi.times(2).times(array.spacing).times(sine);
  const step = { re: phase.cos(), im: phase.sin() };
  const steering = [complex(1, 0)];
  while (steering.length < array.antennas) steering.push(times(steering[steering.length - 1], step));
  return { distance, cosine, steering };
}
