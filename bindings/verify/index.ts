/**
 * A second opinion on a result, in plain TypeScript: it needs the scenario, the covariance (or its factor) and the
 * dual variables, and shares no arithmetic with the WebAssembly core. The functions below verifyResult are the same
 * quantities one at a time, for tests that want an oracle.
 */
export { verifyResult, type PointVerdict, type Verdict, type VerifyOptions } from './verify.js';
export { proveResult, type Enclosure, type PointProof, type Proof } from './rigorous/prove.js';
export type { Check } from './checks.js';
export type { NotChecked } from './fields.js';
export { model, type DeviceModel, type Model } from './model.js';
export { directedPowers, rateAdjoint, rateDual, rateOf } from './rate.js';
export { boundsOf, coupledDual, kappas, lmiOf, objectiveAt, objectiveOf, type BoundsAt } from './bounds.js';
export { fisher, fisherAdjoint } from './coupled.js';
export { lowerBound, rateUpperBound } from './certificate.js';
export { pulseModel, type Correlations, type PulseModel } from './pulse.js';
