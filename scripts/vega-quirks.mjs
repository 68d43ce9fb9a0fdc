// What the drawing library does at import or while it draws that a host may forbid, changed as it is bundled.

import { readFileSync } from 'node:fs';

/** Text is measured by the font's own widths, so there is no canvas, not even where the host has one. */
export const noCanvas = {
  name: 'no-canvas',
  setup(build) {
    build.onResolve({ filter: /^vega-canvas$/ }, ({ path }) => ({ path, namespace: 'no-canvas' }));
    build.onLoad({ filter: /.*/, namespace: 'no-canvas' }, () => ({
      contents: 'export const canvas = () => null, domCanvas = canvas, nodeCanvas = canvas, image = canvas;',
    }));
  },
};

/** Looking for the functions of Object.prototype, it reads __proto__ as well: an error under --disable-proto=throw. */
const reads = /typeof Object\.prototype\[name\] === 'function'/;
export const noProto = {
  name: 'no-proto',
  setup(build) {
    let found = 0;
    build.onLoad({ filter: /[\\/]vega[\w-]*[\\/]build[\\/].*\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!reads.test(text)) return null;
      found++;
      return { contents: text.replace(reads, (read) => `name !== '__proto__' && ${read}`) };
    });
    build.onEnd(() => {
      if (found === 0) throw new Error('vega no longer reads __proto__: take no-proto away');
    });
  },
};
