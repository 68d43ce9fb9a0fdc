/** What depends on where the code runs, and on which entry of the package it came from. */

import { isNode, nodeModule } from '../core/node.js';
import type { WasmSource } from '../core/load.js';
import type { StartWorker } from './handle.js';

export interface Platform {
  /** The core that belongs to the entry. */
  wasm(): WasmSource;
  startWorker: StartWorker;
}

/** How many workers the machine has room for. */
export async function defaultWorkers(): Promise<number> {
  if (isNode()) return (await nodeModule<typeof import('node:os')>('os')).availableParallelism();
  return globalThis.navigator?.hardwareConcurrency ?? 2;
}
