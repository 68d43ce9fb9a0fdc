/**
 * The same as `isabc`, with the .wasm inside: larger, and nothing to copy or to fetch.
 *
 * @packageDocumentation
 */

export * from './index.js';
