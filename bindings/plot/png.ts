/** SVG as PNG, by resvg in WebAssembly, with the package's own font: a bare container has none. */

import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { compile, type WasmSource } from '../core/load.js';
import { fontBytes } from './font.js';

export interface PngOptions {
  /** Pixels a unit of the SVG; default 2. */
  scale?: number;
  /** resvg's .wasm, where it is not beside this file; only the first call's counts. */
  wasm?: WasmSource;
}

let ready: Promise<void> | undefined;

/** An SVG document as the bytes of a PNG file. All its text is set in the figures' font. */
export async function renderPng(
  svg: string,
  { scale = 2, wasm = new URL('./resvg.wasm', import.meta.url) }: PngOptions = {},
): Promise<Uint8Array> {
  ready ??= compile(wasm).then((module) => initWasm(module));
  await ready;
  const resvg = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: { fontBuffers: [fontBytes], defaultFontFamily: 'Arimo', sansSerifFamily: 'Arimo' },
  });
  try {
    const image = resvg.render();
    try {
      return image.asPng();
    } finally {
      image.free();
    }
  } finally {
    resvg.free();
  }
}
