// The workspace: one bump arena above the static data. A scenario's buffers are taken when it is loaded, a
// routine's own buffers when it starts; nothing is taken inside an iteration and nothing is ever freed singly.

let top: usize = 0;
/** Where the arena begins. */
let bottom: usize = 0;

/** Bytes to pages, rounded up. */
@inline
function pages(bytes: usize): i32 {
  return <i32>((bytes + 0xffff) >>> 16);
}

/** Forgets all buffers but the kept. Memory itself never shrinks: a second scenario of a shape grows nothing. */
export function resetArena(): void {
  top = max(bottom, (__heap_base + 15) & ~15);
}

/** Keeps what has been taken so far, until `clearArena`. */
export function keepArena(): void {
  bottom = top;
}

/** Forgets every buffer. What they hold stays legible until others are taken. */
export function clearArena(): void {
  bottom = 0;
  resetArena();
}

/** Bytes past the last buffer that kernels may read, and ignore (linalg/tile.ts). */
const SLACK: usize = 64;

/** Takes `count` f64, 16-byte aligned, uninitialised. Traps where the engine gives no more memory. */
export function take(count: i32): usize {
  return takeBytes(<usize>count << 3);
}

/**
 * The same for the fields of a class, so far behind the last buffer that no kernel reads them: two pointers make a
 * subnormal number, on which arithmetic is slow.
 */
export function takeFields(bytes: usize): usize {
  zero(takeBytes(SLACK), <i32>(SLACK >> 3));
  return takeBytes(bytes);
}

function takeBytes(bytes: usize): usize {
  const pointer = top;
  top += (bytes + 15) & ~15;
  const missing = pages(top + SLACK) - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) unreachable();
  return pointer;
}

/** Where the arena stands, for `release`. */
@inline
export function mark(): usize {
  return top;
}

/** Gives back everything taken since `mark`. */
@inline
export function release(to: usize): void {
  top = to;
}

/** Element i of the f64 array at p. */
@inline
export function get(p: usize, i: i32): f64 {
  return load<f64>(p + (<usize>i << 3));
}

@inline
export function set(p: usize, i: i32, value: f64): void {
  store<f64>(p + (<usize>i << 3), value);
}

/** The address of element i. */
@inline
export function at(p: usize, i: i32): usize {
  return p + (<usize>i << 3);
}

/** Engines leave the module for either of these, so that of nothing they are worth a look first. */
@inline
export function copy(to: usize, from: usize, count: i32): void {
  if (count > 0) memory.copy(to, from, <usize>count << 3);
}

@inline
export function zero(p: usize, count: i32): void {
  if (count > 0) memory.fill(p, 0, <usize>count << 3);
}
