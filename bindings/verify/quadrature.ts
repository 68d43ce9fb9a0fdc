/** Gauss–Legendre quadrature, for the pulse integrals. */

export interface QuadratureRule {
  /** On (−1, 1). */
  nodes: number[];
  weights: number[];
}

/** The n-point rule: exact for polynomials up to degree 2n − 1. Newton's method on the Legendre polynomial. */
export function gaussLegendre(n: number): QuadratureRule {
  const nodes: number[] = [];
  const weights: number[] = [];
  for (let i = 0; i < n; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 0;
    for (let step = 0; step < 100; step++) {
      let previous = 1;
      let current = x;
      for (let k = 2; k <= n; k++) {
        [previous, current] = [current, ((2 * k - 1) * x * current - (k - 1) * previous) / k];
      }
      slope = (n * (x * current - previous)) / (x * x - 1);
      const move = current / slope;
      x -= move;
      if (Math.abs(move) < 1e-16) break;
    }
    nodes.push(x);
    weights.push(2 / ((1 - x * x) * slope * slope));
  }
  return { nodes, weights };
}

/** ∫ f over consecutive intervals between ascending breakpoints, with the rule on each. */
export function integrate(f: (x: number) => number, breakpoints: number[], rule: QuadratureRule): number {
  let total = 0;
  for (let i = 0; i + 1 < breakpoints.length; i++) {
    const half = (breakpoints[i + 1] - breakpoints[i]) / 2;
    const middle = (breakpoints[i + 1] + breakpoints[i]) / 2;
    let sum = 0;
    for (let k = 0; k < rule.nodes.length; k++) sum += rule.weights[k] * f(middle + half * rule.nodes[k]);
    total += half * sum;
  }
  return total;
}
