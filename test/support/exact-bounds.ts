import type { Decimal } from 'decimal.js';
import type { ComplexMatrix, LineArray, Scenario } from '../../bindings/types.js';
import { complex, D, echoes, inner, pi, times, type Complex } from './exact-rate.js';

/**
 * The covariance of all delays, then all angles, J^-1, from the scenario in 60-digit arithmetic: coupled, the cosine
 * pulse, no device silent or at endfire. Only V (M_t×p, R = VV^H) is taken as it is.
 */
export function exactCovariance(scenario: Scenario, V: ComplexMatrix): Decimal[][] {
  const { noise, devices } = echoes(scenario, V);
  const duration = new D(scenario.symbolDuration);
  const scale = new D(2 * scenario.symbolCount).div(noise.times(duration));
  const unknowns = [false, true].flatMap((angle) => devices.map((device) => ({ ...device, angle })));
  // ∂a_r/∂φ = j 2π·spacing·cos φ Λ a_r
  const signals = unknowns.map(({ angle, receive, cosine }) => {
    if (!angle) return receive;
    const slope = pi.times(2 * (scenario.receiver as LineArray).spacing).times(cosine);
    return receive.map((a, m) => times(complex(0, slope.times(m)), a));
  });
  const information = unknowns.map((p, i) =>
    unknowns.map((q, j) => {
      const pulse = correlation(p.angle, q.angle, p.delay.minus(q.delay).div(duration), duration);
      const weight = scale.times(p.amplitude).times(q.amplitude).times(pulse);
      const spatial: Complex = times(inner(signals[j], signals[i]), inner(q.beam, p.beam));
      return weight.times(spatial.re);
    }),
  );
  return inverted(information);
}

/** The signs and correlations of J's entries between a copy of the pulse and one δ symbol durations before it. */
function correlation(angleP: boolean, angleQ: boolean, delta: Decimal, duration: Decimal): Decimal {
  const apart = delta.abs();
  if (apart.gte(1)) return new D(0);
  const left = new D(1).minus(apart);
  const phase = apart.times(pi).div(2);
  if (angleP && angleQ) return duration.times(left).times(phase.cos());
  if (!angleP && !angleQ) return pi.div(2).pow(2).times(left).times(phase.cos()).div(duration);
  // −ρ_gġ(δ) for τ_p and φ_q; J[φ_p, τ_q] = J[τ_q, φ_p] has the other sign of δ
  const sign = (angleQ ? 1 : -1) * (delta.isNegative() ? -1 : 1);
  return phase.cos().minus(pi.div(2).times(sign).times(left).times(phase.sin()));
}

/** By Gauss–Jordan elimination; positive definite. */
function inverted(A: Decimal[][]): Decimal[][] {
  const rows = A.map((row, i) => [...row, ...A.map((_, j) => new D(i === j ? 1 : 0))]);
  rows.forEach((pivotRow, k) => {
    const pivot = pivotRow[k];
    for (let j = k; j < pivotRow.length; j++) pivotRow[j] = pivotRow[j].div(pivot);
    rows.forEach((row, i) => {
      if (i === k) return;
      const factor = row[k];
      for (let j = k; j < row.length; j++) row[j] = row[j].minus(factor.times(pivotRow[j]));
    });
  });
  return rows.map((row) => row.slice(A.length));
}
