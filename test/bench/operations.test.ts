import { expect, test } from 'vitest';
import wabt from 'wabt';
import { withCounter } from '../../bench/operations.js';

test('every executed operation is counted, and no other', async () => {
  const source = `(module
    (func (export "run") (param i32) (result f64) (local f64 v128)
      loop
        f64.const 0.5
        local.get 1
        f64.add
        local.set 1
        local.get 2
        local.get 2
        f64x2.mul
        local.set 2
        local.get 1
        f64.const 3
        f64.gt
        if
          local.get 1
          f64.sqrt
          local.set 1
        else
          local.get 1
          f64.abs
          local.set 1
        end
        local.get 0
        i32.const 1
        i32.sub
        local.tee 0
        br_if 0
      end
      local.get 1
      f64.const 2
      f64.div))`;
  const module = (await wabt()).parseWat('loop.wat', source, { simd: true });
  const { instance } = await WebAssembly.instantiate(await withCounter(module.toBinary({}).buffer));
  const { run, operations } = instance.exports as {
    run: (n: number) => number;
    operations: WebAssembly.Global<'f64'>;
  };
  // seven times an addition and two lanes; 3.5 is the first above 3 and has its root taken; the division at the end
  expect(run(7)).toBe(Math.sqrt(3.5) / 2);
  expect(operations.value).toBe(7 * 3 + 1 + 1);
});
