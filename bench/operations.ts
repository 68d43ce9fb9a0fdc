/**
 * Counts floating-point operations exactly: the core is disassembled, every stretch of straight-line code gets an
 * addition to a counter, and it is assembled again. An addition, subtraction, multiplication, division or square root
 * of doubles counts one, on a vector one a lane; moves, comparisons, minima and conversions count nothing.
 */
import { readFileSync } from 'node:fs';
import type { ScenarioInput, Solver } from 'isabc';
import wabt from 'wabt';
import { Probes } from '../test/support/probes.js';

/** Operations of the core on printed curves of 21 points, extremes included; without reading and writing records. */
export async function operationsOfCurves(solver: Solver, scenarios: ScenarioInput[]): Promise<number> {
  const probes = new Probes(await withCounter(readFileSync('build/probes.wasm')));
  const { extremes, floorAt, point, operations } = probes.call as unknown as Counted;
  for (const input of scenarios) {
    const { scenario } = solver.tradeoff(input, { rates: [0], extremes: false });
    const why = probes.load(scenario, 'printed', 'sum', 'real');
    if (why !== 0) throw new Error(`refused: ${why}`);
    extremes();
    for (let k = 0; k < 21; k++) point(floorAt((0.999 * k) / 20));
  }
  return operations.value;
}
interface Counted {
  extremes(): number;
  floorAt(t: number): number;
  point(floor: number): number;
  operations: WebAssembly.Global<'f64'>;
}

/** What ends a stretch of straight-line code; calls come back. */
const branches = /^(?:block|loop|if|else|end|br|br_if|br_table|return|unreachable)\b/;
const operation = /^(f64|f64x2)\.(?:add|sub|mul|div|sqrt)$/;

/** The same module with an exported global `operations` that counts. */
export async function withCounter(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const tools = await wabt();
  const module = tools.readWasm(bytes, { simd: true });
  const lines = module.toText({}).trimEnd().split('\n');
  module.destroy();
  const counter = lines.filter((line) => line.startsWith('  (global ')).length;
  const counted: string[] = [];
  let run = 0;
  const count = () => {
    if (run > 0)
      counted.push(`global.get ${counter}`, `f64.const ${run}`, 'f64.add', `global.set ${counter}`);
    run = 0;
  };
  for (const line of lines) {
    // instructions are indented by four and more; what is between is comments such as (;=0.5;)
    const instruction = /^ {4}\s*[a-z]/.test(line);
    const code = instruction ? line.replace(/\(;.*?;\)|;;.*/g, '').trim() : line;
    const closing = instruction && code.endsWith('))') ? 2 : instruction && /^[^(]*\)$/.test(code) ? 1 : 0;
    const plain = code.slice(0, code.length - closing);
    if (!instruction || branches.test(plain)) count();
    const match = operation.exec(plain);
    if (match) run += match[1] === 'f64' ? 1 : 2;
    counted.push(plain);
    if (closing > 0) {
      count();
      counted.push(')'.repeat(closing));
    }
  }
  // the module's own bracket is the last character
  const text = `${counted.join('\n').slice(0, -1)}
    (global (mut f64) (f64.const 0)) (export "operations" (global ${counter})))`;
  const whole = tools.parseWat('counted.wat', text, { simd: true });
  const { buffer } = whole.toBinary({});
  whole.destroy();
  return new Uint8Array(buffer);
}
