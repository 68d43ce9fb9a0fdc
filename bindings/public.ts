/** What both entries export, whichever way they come by the .wasm. */

export { InputError, type InputIssue } from './errors.js';
export { formatCsv, formatJson, formatTable } from './format.js';
export { parseScenario } from './scenario.js';
export { Solver } from './solver.js';
export type { LoadOptions, WasmSource } from './load.js';
export { verifyResult, type Check, type PointVerdict, type Verdict } from './verify/index.js';
export type * from './types.js';
