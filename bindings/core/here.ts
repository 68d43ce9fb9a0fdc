/** Where the .wasm and the worker are: beside the bundle, dist/index.js. In isabc/inline, inlined.ts stands in its place. */

import { isNode } from './node.js';
import { startThread, wrapWebWorker } from '../workers/handle.js';
import type { Platform } from '../workers/platform.js';

const here: string | undefined = import.meta.url;
export const platform: Platform = {
  wasm: () => {
    if (here === undefined)
      throw new Error(
        'this bundle does not know where it is, and so not where isabc.wasm is: import from isabc/inline, or pass wasm',
      );
    return new URL('./isabc.wasm', import.meta.url);
  },
  startWorker: async (events) => {
    if (isNode()) return startThread(new URL('./worker.js', here), events);
    // written out as bundlers look for it
    const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
    return wrapWebWorker(worker, events);
  },
};
