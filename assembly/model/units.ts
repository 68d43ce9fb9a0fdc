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

/** cos of an angle in degrees, exact at multiples of 90. */
export function cosDegrees(degrees: f64): f64 {
  let x = Math.abs(degrees) % 360;
  if (x > 180) x = 360 - x;
  if (x <= 45) return NativeMath.cos((x * Math.PI) / 180);
  if (x <= 135) return NativeMath.sin(((90 - x) * Math.PI) / 180);
  return -NativeMath.cos(((180 - x) * Math.PI) / 180);
}

/** sin of an angle in degrees, exact at multiples of 90. */
export function sinDegrees(degrees: f64): f64 {
  return cosDegrees(degrees % 360 - 90);
}
