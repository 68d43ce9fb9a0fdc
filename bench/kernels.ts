/** The kernels against the machine's f64x2 peak, measured inside WebAssembly in the same run. */
import { execFileSync } from 'node:child_process';
import { Probes } from '../test/support/probes.js';
import { time } from './measure.js';

export interface Kernel {
  name: string;
  n: number;
  gflops: number;
  /** Of the peak. */
  share: number;
}

export interface Kernels {
  /** GFLOP/s: the better of eight independent multiply–add chains and the 64×64 multiply. */
  peak: number;
  kernels: Kernel[];
}

/** Operations a sample, at least: some tens of microseconds, so that the clock does not show. */
const SAMPLE = 2e6;

export function kernels(seconds: number): Kernels {
  execFileSync(process.execPath, ['scripts/build-probes.mjs'], { stdio: 'inherit' });
  const { call, put } = fresh();
  const gflops = (name: string, operations: number, run: () => void) => {
    const repeats = Math.ceil(SAMPLE / operations);
    const sample = () => {
      for (let i = 0; i < repeats; i++) run();
    };
    return (repeats * operations) / time(name, sample, seconds).cpu / 1e9;
  };

  const steps = 50_000;
  const chains = gflops('multiply-add chains', 32 * steps, () => call.multiplyAddChains(steps));
  const measured: Omit<Kernel, 'share'>[] = [];
  for (const n of [16, 24, 32, 64]) {
    const [a, b, c] = [put(n * n), put(n * n), put(n * n)];
    measured.push({
      name: 'multiply',
      n,
      gflops: gflops(`multiply ${n}`, 2 * n ** 3, () => call.multiply(0, c, a, b, n, n, n)),
    });
    // as the Newton system has it: many more rows than unknowns
    const rows = 3 * n;
    const [h, g] = [put(n * n), put(rows * n)];
    measured.push({
      name: 'rank update',
      n,
      gflops: gflops(`rank update ${n}`, rows * n * (n + 1), () => call.rankUpdate(h, g, rows, n)),
    });
  }
  const largest = measured.find(({ name, n }) => name === 'multiply' && n === 64)!;
  const peak = Math.max(chains, largest.gflops);
  return { peak, kernels: measured.map((kernel) => ({ ...kernel, share: kernel.gflops / peak })) };
}

/** Buffers with small entries, so that sums neither overflow nor vanish however often they are added to. */
function fresh() {
  const probes = new Probes();
  const put = (count: number) =>
    probes.put(Array.from({ length: count }, (_, i) => (((i * 7919) % 1009) - 504) * 1e-6));
  return { call: probes.call, put };
}
