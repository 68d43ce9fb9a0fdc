/** Where the .wasm and the worker are: in this file. The build puts it in the place of here.ts for isabc/inline. */

import bytes from '../../build/isabc.wasm';
import workerCode from '../../build/worker.min.txt';
import { isNode } from './node.js';
import { startThread, wrapWebWorker } from '../workers/handle.js';
import type { Platform } from '../workers/platform.js';

const type = 'text/javascript';
/** The worker's code as a file that browsers can load. */
let file: string | undefined;
export const platform: Platform = {
  wasm: () => bytes,
  startWorker: async (events) => {
    if (isNode()) return startThread(new URL(`data:${type},${encodeURIComponent(workerCode)}`), events);
    file ??= URL.createObjectURL(new Blob([workerCode], { type }));
    return wrapWebWorker(new Worker(file, { type: 'module' }), events);
  },
};
