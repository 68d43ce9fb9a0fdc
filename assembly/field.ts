// The two number fields of the problem. Every routine that works in both is written once, generic in T, and the
// compiler drops the imaginary half of its Real instance. A matrix is row-major in split planes: m·n real parts,
// then, in Complex only, m·n imaginary parts.

/** Arrays symmetric about their centre: steering vectors, R and F are real in the right basis. */
export type Real = f64;
/** The general case. (f32 only tags the instance: no number here is one.) */
export type Complex = f32;

@inline
export function isComplex<T>(): bool {
  return sizeof<T>() == 4;
}

/** Planes a number takes: 1 or 2. */
@inline
export function planes<T>(): i32 {
  return isComplex<T>() ? 2 : 1;
}

/** Real unknowns in a k×k Hermitian (Real: symmetric) matrix. */
@inline
export function hermitianSize<T>(k: i32): i32 {
  return isComplex<T>() ? k * k : (k * (k + 1)) >> 1;
}
