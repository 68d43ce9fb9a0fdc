/** What the compiler made of assembly/: a lost flag, or a kernel that fell back to scalars, shows in the opcodes. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import wabt from 'wabt';

const core = readFileSync(fileURLToPath(new URL('../../dist/isabc.wasm', import.meta.url)));
const relaxed = /\brelaxed_\w+/g;

/** How often each opcode on v128 occurs. */
async function vectorOpcodes(bytes: Uint8Array): Promise<{ counts: Map<string, number>; text: string }> {
  const module = (await wabt()).readWasm(bytes, { simd: true, relaxed_simd: true });
  try {
    const text = module.toText({});
    const counts = new Map<string, number>();
    for (const [opcode] of text.matchAll(/\b(?:v128|[if]\d+x\d+)\.\w+/g))
      counts.set(opcode, (counts.get(opcode) ?? 0) + 1);
    return { counts, text };
  } finally {
    module.destroy();
  }
}

test('the core works on two lanes', async () => {
  const { counts } = await vectorOpcodes(core);
  // about two thirds of what there was when this was written
  const floors = { 'f64x2.mul': 100, 'f64x2.add': 100, 'v128.load': 200, 'v128.store': 50 };
  for (const [opcode, floor] of Object.entries(floors))
    expect(counts.get(opcode) ?? 0, opcode).toBeGreaterThanOrEqual(floor);
});

test('nothing in it may differ from one processor to another', async () => {
  const { text } = await vectorOpcodes(core);
  expect(text.match(relaxed)).toBeNull();
});

test('a relaxed opcode would be noticed', async () => {
  const source = `(module (func (param v128 v128 v128) (result v128)
    (f64x2.relaxed_madd (local.get 0) (local.get 1) (local.get 2))))`;
  const module = (await wabt()).parseWat('relaxed.wat', source, { simd: true, relaxed_simd: true });
  const { text } = await vectorOpcodes(module.toBinary({}).buffer);
  expect(text.match(relaxed)).not.toBeNull();
});

test('the core stays below 100 KB compressed', () => {
  expect(gzipSync(core).length).toBeLessThan(100_000);
});
