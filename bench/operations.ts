/**
 * Floating-point operations of a Newton step on the face R = V V^T, by formula, for the real reduction. L devices,
 * r = min(L, M_t) dimensions, rank p, M = min(M_r, L) receive columns. Additions and multiplications count one each.
 */
export function faceStep(L: number, r: number, p: number, M: number): number {
  const n = r * p; // unknowns
  const rateRows = (L * (L + 1)) / 2;
  const value = 2 * L * r * p + 2 * L * (L - 1) * M * p + 2 * L * M * p + L ** 3 / 3; // Y = C V, [I; Ω] = Q U, U^-1
  const gradient = L * (L + 1) * M * r + L * M * r * (r + 1) + L * r * (r + 1); // g, Σ g g^T, Σ κ/q² c c^T
  const rows = 2 * L * M * r * p + rateRows * 4 * M * n + L * n; // g^T V; rows of the rate and of the bound
  const gram = (rateRows + L) * n * (n + 1);
  const solve = n ** 3 / 3 + 3 * 2 * n ** 2; // Cholesky and three right-hand sides
  return value + gradient + rows + gram + solve;
}
