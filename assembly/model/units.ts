// Units and elementary functions. Everything is SI behind this file. The functions are AssemblyScript's own,
// compiled in, so that every engine gives the same bits.

/** Speed of light, m/s. */
export const LIGHT_SPEED: f64 = 299792458;
export const TWO_PI: f64 = 6.283185307179586;
export const LN2: f64 = 0.6931471805599453;

/** dBm → W. */
export function wattsFromDbm(dbm: f64): f64 {
  return NativeMath.pow(10, (dbm - 30) / 10);
}

/** dB → ratio. */
export function ratioFromDb(db: f64): f64 {
  return NativeMath.pow(10, db / 10);
}
