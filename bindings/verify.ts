/**
 * The entry `isabc/verify`: results checked without the solver and its .wasm, for programs and pages that do no more.
 */

export {
  proveResult,
  verifyResult,
  type Check,
  type Enclosure,
  type NotChecked,
  type PointProof,
  type PointVerdict,
  type Proof,
  type Verdict,
  type VerifyOptions,
} from './verify/index.js';
