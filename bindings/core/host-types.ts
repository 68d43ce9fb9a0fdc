/**
 * Types of the host that the public declarations name. They are looked up in the global scope: where the DOM library,
 * Node's types or a runtime's own are loaded they are those, and elsewhere `never`. Named outright, each would oblige
 * every user of the package to load the DOM library.
 */

type Global<Name extends string> = typeof globalThis extends Record<Name, { prototype: infer T }> ? T : never;

export type HostUrl = Global<'URL'>;
export type HostResponse = Global<'Response'>;
export type HostSignal = Global<'AbortSignal'>;
/** A compiled `WebAssembly.Module`. */
export type HostModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer T } } }
  ? T
  : never;
