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

/**
 * Code as it is in other people's bundles, in the place of which comes other code: what replaces it, and what it did. An
 * error where it is not there any more.
 */
const changes = [
  {
    // Looking for the functions of Object.prototype, it reads __proto__ too: an error under --disable-proto=throw.
    code: "typeof Object.prototype[name] === 'function'",
    by: (code) => `name !== '__proto__' && ${code}`,
  },
  {
    // A property for Set.prototype, which the host may have frozen: for the one place that asks for it.
    code: "Set.prototype['toJSON'] = function",
    by: () => 'const setToJSON = function',
  },
  {
    code: "if (node?.toJSON && typeof node.toJSON === 'function') {",
    by: (code) => `if (node instanceof Set) node = setToJSON.call(node);\n${code}`,
  },
];
export const noAssumptions = {
  name: 'no-assumptions',
  setup(build) {
    const left = new Set(changes);
    build.onLoad({ filter: /[\\/]vega[\w-]*[\\/]build[\\/].*\.js$/ }, ({ path }) => {
      let text = readFileSync(path, 'utf8');
      const here = changes.filter(({ code }) => text.includes(code));
      for (const change of here) {
        text = text.replace(change.code, change.by);
        left.delete(change);
      }
      return here.length === 0 ? null : { contents: text };
    });
    build.onEnd(() => {
      for (const { code } of left) throw new Error(`vega has no longer ${code}: take the change away`);
    });
  },
};
