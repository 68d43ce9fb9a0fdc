/** Timing by benchmark.js, which warms up, chooses how often to repeat and takes the samples. */
import Benchmark from 'benchmark';

/** Medians in seconds a run. */
export interface Timing {
  /** Processor time of this process: what a run costs, whoever else uses the machine. */
  cpu: number;
  /** Wall time: the same on an idle machine. */
  wall: number;
}

/**
 * @param name for messages
 * @param seconds how long to go on sampling; at least five samples are taken in any case
 */
export function time(name: string, run: () => void, seconds: number): Timing {
  const cpu: number[] = [];
  const wall: number[] = [];
  const suite = new Benchmark.Suite();
  let failure: unknown;
  suite.add(
    name,
    () => {
      const before = process.cpuUsage();
      const started = performance.now();
      run();
      wall.push((performance.now() - started) / 1e3);
      const { user, system } = process.cpuUsage(before);
      cpu.push((user + system) / 1e6);
    },
    { maxTime: seconds, minSamples: 5, onError: (event: Benchmark.Event) => (failure = event.target) },
  );
  suite.run();
  if (failure) throw new Error(`${name}: ${String((failure as { error?: unknown }).error)}`);
  return { cpu: median(cpu), wall: median(wall) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
