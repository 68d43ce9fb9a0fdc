/** What scripts/build.mjs and vitest.config.ts put in at build time. */

/** Version of the package. */
declare const __VERSION__: string;
/** SHA-256 of isabc.wasm, hex. */
declare const __CORE_HASH__: string;

/** A bundled binary: `import bytes from '../build/isabc.wasm'`. */
declare module '*.wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

declare module '*.ttf' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

/** Text put in as it is: `import workerCode from '../build/worker.min.txt'`. */
declare module '*.txt' {
  const text: string;
  export default text;
}
