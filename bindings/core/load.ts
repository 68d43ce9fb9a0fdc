/** Gets hold of the compiled core, in Node, browsers and workers. */

import { Core } from './core.js';
import { isNode, nodeModule } from './node.js';
import { Solver } from '../solver/solver.js';
import type { HostModule, HostResponse, HostUrl } from './host-types.js';

/** Where the .wasm can come from. */
export type WasmSource =
  HostUrl | string | HostResponse | ArrayBufferView<ArrayBuffer> | ArrayBuffer | HostModule;

export interface LoadOptions {
  /** The .wasm, or a promise of it. Default: the file beside the package's own code, or the one it carries. */
  wasm?: WasmSource | Promise<WasmSource>;
}

/**
 * A solver from a .wasm.
 *
 * @throws Error naming the address and what went wrong where the .wasm cannot be had or is not one
 * @internal
 */
export async function solverFrom(source: WasmSource | Promise<WasmSource>): Promise<Solver> {
  return new Solver(new Core(await compile(source)));
}

/**
 * The compiled core from any of its sources.
 *
 * @internal
 */
export async function compile(from: WasmSource | Promise<WasmSource>): Promise<WebAssembly.Module> {
  const source = await from;
  if (typeof source === 'string') return compileAt(new URL(source, globalThis.location?.href));
  if (source instanceof URL) return compileAt(source);
  if (isResponse(source)) return compileResponse(source);
  if (ArrayBuffer.isView(source) || isBuffer(source))
    return compileBytes(source as BufferSource, 'the given data');
  if (isModule(source)) return source;
  throw new TypeError(
    'wasm must be a URL, a Response, bytes or a WebAssembly.Module, or a promise of one of them',
  );
}

// By their tags, which are the same in other realms, such as those of a frame or a test runner.
const isA = (name: string, source: unknown): boolean =>
  Object.prototype.toString.call(source) === `[object ${name}]`;
const isModule = (source: unknown): source is WebAssembly.Module => isA('WebAssembly.Module', source);
const isResponse = (source: unknown): source is Response => isA('Response', source);
const isBuffer = (source: unknown): source is ArrayBuffer =>
  isA('ArrayBuffer', source) || isA('SharedArrayBuffer', source);

async function compileAt(url: URL): Promise<WebAssembly.Module> {
  if (url.protocol === 'file:' && isNode()) return compileBytes(await readFile(url), url.href);
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new Error(`cannot fetch ${url.href}: ${reason(cause)}`, { cause });
  }
  return compileResponse(response, url.href);
}

async function compileResponse(
  response: Response,
  name = response.url || 'the response',
): Promise<WebAssembly.Module> {
  if (!response.ok) {
    const status = `${response.status} ${response.statusText}`.trim();
    throw new Error(`cannot fetch ${name}: the server answered ${status}`);
  }
  // Streaming insists on the type; servers that do not know .wasm send another, and the bytes do as well.
  const type = response.headers.get('content-type')?.trim().toLowerCase();
  if (type !== 'application/wasm' || typeof WebAssembly.compileStreaming !== 'function') {
    return compileBytes(await response.arrayBuffer(), name);
  }
  try {
    return await WebAssembly.compileStreaming(response);
  } catch (cause) {
    throw new Error(`${name} is not a usable WebAssembly module: ${reason(cause)}`, { cause });
  }
}

async function compileBytes(bytes: BufferSource, name: string): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    throw new Error(`${name} is not a usable WebAssembly module: ${reason(cause)}`, { cause });
  }
}

async function readFile(url: URL): Promise<Uint8Array<ArrayBuffer>> {
  const fs = await nodeModule<typeof import('node:fs/promises')>('fs/promises');
  try {
    return (await fs.readFile(url)) as Uint8Array<ArrayBuffer>;
  } catch (cause) {
    throw new Error(`cannot read ${url.href}: ${reason(cause)} (isabc/inline needs no file)`, { cause });
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
