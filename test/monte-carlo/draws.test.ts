/** Where devices are placed, and that chunks do not matter. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rowStatuses } from '../../bindings/core/columns.js';
import { Core } from '../../bindings/core/core.js';
import { InputError } from '../../bindings/input/errors.js';
import { ChunkSolver } from '../../bindings/monte-carlo/chunk.js';
import { parseExperiment } from '../../bindings/monte-carlo/experiment.js';
import type { DrawBatch, ExperimentInput } from '../../bindings/monte-carlo/types.js';
import { Solver } from '../../bindings/solver/solver.js';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/isabc.wasm', import.meta.url)));

const base: ExperimentInput = {
  scenario: { transmitter: { antennas: 2 }, receiver: { antennas: 2 } },
  placement: { shape: 'disc', center: [1.5, -0.5], radius: 0.5, count: 1 },
  draws: 4096,
  fidelity: 'printed',
  fractions: [0],
};
const but = (rest: Partial<ExperimentInput>): ExperimentInput => ({ ...base, ...rest });

const chunkSolver = (input: ExperimentInput) => new ChunkSolver(new Core(module), parseExperiment(input));
function solveAll(input: ExperimentInput): DrawBatch[] {
  const solver = chunkSolver(input);
  return Array.from({ length: solver.plan.chunks }, (_, i) => solver.solve(i));
}
/** One column of all chunks. */
const join = (batches: DrawBatch[], column: (batch: DrawBatch) => ArrayLike<number>) =>
  batches.flatMap((batch) => Array.from(column(batch)));
const places = (input: ExperimentInput) => {
  const batches = solveAll(input);
  const xs = join(batches, ({ placements }) => placements.x);
  const ys = join(batches, ({ placements }) => placements.y);
  return xs.map((x, i) => ({ x, y: ys[i] }));
};

/** Largest distance of a sample's distribution from the uniform one on [0, 1], times √n; 1.95 is passed by 1 in 1,000. */
function kolmogorov(sample: number[]): number {
  const sorted = [...sample].sort((a, b) => a - b);
  const n = sorted.length;
  return Math.sqrt(n) * Math.max(...sorted.map((u, i) => Math.max(u - i / n, (i + 1) / n - u)));
}
/** Correlation of two samples, times √n: a standard normal variable where they are independent. */
function correlation(a: number[], b: number[]): number {
  const mean = (v: number[]) => v.reduce((s, x) => s + x, 0) / v.length;
  const [ma, mb] = [mean(a), mean(b)];
  const covariance = mean(a.map((x, i) => (x - ma) * (b[i] - mb)));
  const variance = (v: number[], m: number) => mean(v.map((x) => (x - m) ** 2));
  return (Math.sqrt(a.length) * covariance) / Math.sqrt(variance(a, ma) * variance(b, mb));
}

/** The two uniform numbers of a position, by the definition of the generator: words 0 to 3 at (draw, device, 0). */
function uniforms(draw: number, device: number, seed: number): [number, number] {
  const mask = 0xffffffffn;
  let c = [BigInt(draw) & mask, BigInt(draw) >> 32n, BigInt(device), 0n];
  let k = [BigInt(seed) & mask, BigInt(seed) >> 32n];
  for (let round = 0; round < 10; round++) {
    const [p, q] = [0xd2511f53n * c[0], 0xcd9e8d57n * c[2]];
    c = [(q >> 32n) ^ c[1] ^ k[0], q & mask, (p >> 32n) ^ c[3] ^ k[1], p & mask];
    k = [(k[0] + 0x9e3779b9n) & mask, (k[1] + 0xbb67ae85n) & mask];
  }
  const number = (high: bigint, low: bigint) => Number(((high << 32n) | low) >> 11n) / 2 ** 53;
  return [number(c[0], c[1]), number(c[2], c[3])];
}

describe('placements', () => {
  const center: [number, number] = [1.5, -0.5];
  const turn = (dx: number, dy: number) => (Math.atan2(dy, dx) / (2 * Math.PI) + 1) % 1;

  test('fill a disc evenly', () => {
    const at = places(base).map(({ x, y }) => ({ dx: x - center[0], dy: y - center[1] }));
    const area = at.map(({ dx, dy }) => (dx * dx + dy * dy) / 0.25);
    const angle = at.map(({ dx, dy }) => turn(dx, dy));
    expect(Math.max(...area)).toBeLessThan(1 + 1e-12);
    expect(kolmogorov(area)).toBeLessThan(1.95);
    expect(kolmogorov(angle)).toBeLessThan(1.95);
    expect(Math.abs(correlation(area, angle))).toBeLessThan(4);
  });

  test('fill a ring evenly', () => {
    const at = places(but({ placement: { shape: 'ring', center, inner: 0.3, outer: 0.4, count: 1 } }));
    const area = at.map(({ x, y }) => ((x - 1.5) ** 2 + (y + 0.5) ** 2 - 0.09) / 0.07);
    expect(Math.min(...area)).toBeGreaterThan(-1e-12);
    expect(Math.max(...area)).toBeLessThan(1 + 1e-12);
    expect(kolmogorov(area)).toBeLessThan(1.95);
    expect(kolmogorov(at.map(({ x, y }) => turn(x - 1.5, y + 0.5)))).toBeLessThan(1.95);
  });

  test('fill a rectangle evenly', () => {
    const at = places(but({ placement: { shape: 'rectangle', min: [1, -1], max: [3, -0.5], count: 1 } }));
    const u = at.map(({ x }) => (x - 1) / 2);
    const v = at.map(({ y }) => (y + 1) * 2);
    expect(Math.min(...u, ...v)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...u, ...v)).toBeLessThanOrEqual(1);
    expect(kolmogorov(u)).toBeLessThan(1.95);
    expect(kolmogorov(v)).toBeLessThan(1.95);
    expect(Math.abs(correlation(u, v))).toBeLessThan(4);
  });

  test('are those that are given', () => {
    const positions: [number, number][] = [
      [1, -0.5],
      [2, 0.25],
    ];
    const input = but({ placement: { shape: 'given', positions }, draws: 3 });
    expect(places(input).map(({ x, y }) => [x, y])).toEqual([...positions, ...positions, ...positions]);
  });

  test('are independent from device to device, draw to draw and seed to seed', () => {
    const two = but({ placement: { ...base.placement, count: 2 } as ExperimentInput['placement'] });
    const xs = places(two).map(({ x }) => x);
    const [one, other] = [0, 1].map((device) => xs.filter((_, i) => i % 2 === device));
    const elsewhere = places(but({ seed: 2 })).map(({ x }) => x);
    expect(Math.abs(correlation(one, other))).toBeLessThan(4);
    expect(Math.abs(correlation(one.slice(1), one.slice(0, -1)))).toBeLessThan(4);
    expect(Math.abs(correlation(one, elsewhere))).toBeLessThan(4);
    expect(new Set([...one, ...other, ...elsewhere]).size).toBe(3 * 4096);
  });

  test('have the bits of the generator at (draw, device), beyond 2^32 draws too', () => {
    const placement = { shape: 'rectangle', min: [0, 0], max: [1, 1], count: 2 } as const;
    const seed = 2 ** 53 - 2;
    const solver = chunkSolver(but({ placement: structuredClone(placement) as never, draws: 2 ** 50, seed }));
    for (const chunk of [0, 2 ** 33 / solver.plan.size]) {
      const { first, placements } = solver.solve(chunk);
      for (const row of [0, 1, 7]) {
        const [u, v] = uniforms(first + Math.floor(row / 2), row % 2, seed);
        expect([placements.x[row], placements.y[row]]).toEqual([u, v]);
      }
    }
  });

  test('in a disc have these very bits', () => {
    const [{ x, y }] = places(but({ draws: 1 }));
    expect([x, y]).toMatchInlineSnapshot(`
      [
        1.095029291625687,
        -0.7419990053755073,
      ]
    `);
  });
});

describe('symbols', () => {
  const symbolsOf = (input: ExperimentInput) => join(solveAll(input), ({ placements }) => placements.symbol);

  test('are the value that is given', () => {
    expect(new Set(symbolsOf(but({ symbols: { value: 0.3 }, draws: 5 })))).toEqual(new Set([0.3]));
  });

  test('are drawn with equal chances, whatever the position', () => {
    const alphabet = [0, 0.25, 0.5, 1];
    const all = symbolsOf(but({ symbols: { alphabet } }));
    for (const symbol of alphabet) {
      const count = all.filter((s) => s === symbol).length;
      // binomial: 4 standard deviations of √(4096·¼·¾)
      expect(Math.abs(count - 1024)).toBeLessThan(4 * 27.7);
    }
    expect(new Set(all)).toEqual(new Set(alphabet));
    expect(
      Math.abs(
        correlation(
          all,
          places(base).map(({ x }) => x),
        ),
      ),
    ).toBeLessThan(4);
  });
});

describe('a draw', () => {
  const nine: ExperimentInput = {
    scenario: {},
    placement: { shape: 'disc', center: [1.5, -0.5], radius: 0.5, count: 9 },
    symbols: { alphabet: [0, 0.5, 1] },
    draws: 3,
    seed: 5,
    fractions: [0, 0.5],
  };

  test('is solved as a scenario of its own would be', () => {
    const [batch] = solveAll(nine);
    const { x, y, symbol } = batch.placements;
    for (let draw = 0; draw < 3; draw++) {
      const devices = Array.from({ length: 9 }, (_, l) => ({
        position: [x[9 * draw + l], y[9 * draw + l]] as [number, number],
        symbol: symbol[9 * draw + l],
      }));
      const alone = new Solver(new Core(module)).batch([{ devices }], { fractions: [0, 0.5] });
      for (const name of [
        'rateFloor',
        'maxRate',
        'freeRate',
        'total',
        'lowerBound',
        'gap',
        'iterations',
      ] as const)
        expect(batch.draws[name].slice(2 * draw, 2 * draw + 2), name).toEqual(alone[name]);
    }
    expect([...batch.draws.draw]).toEqual([0, 0, 1, 1, 2, 2]);
    expect([...batch.draws.floor]).toEqual([0, 1, 0, 1, 0, 1]);
    expect([...batch.placements.draw.slice(7, 11)]).toEqual([0, 0, 1, 1]);
    expect([...batch.placements.device.slice(7, 11)]).toEqual([7, 8, 0, 1]);
  });

  test('of a superposed signal has the numbers of its curve, and is stationary', () => {
    for (const [count, status] of [
      [1, 'optimal'],
      [3, 'stationary'],
    ] as const) {
      const input = but({
        scenario: { signal: 'superposed', clutterDbm: -30, noiseDbm: -30 },
        placement: { ...base.placement, count } as ExperimentInput['placement'],
        draws: 2,
        fractions: undefined,
        rates: [0, 0.02, 1],
      });
      const [batch] = solveAll(input);
      const { x, y } = batch.placements;
      for (let draw = 0; draw < 2; draw++) {
        const devices = Array.from({ length: count }, (_, l) => ({
          position: [x[count * draw + l], y[count * draw + l]] as [number, number],
        }));
        const alone = new Solver(new Core(module));
        const curve = alone.tradeoff(
          { ...input.scenario, devices },
          { rates: input.rates, fidelity: 'printed' },
        );
        expect(curve.points.map((point) => point.status)).toEqual([status, status, 'infeasible']);
        curve.points.forEach((point, k) => {
          const row = 3 * draw + k;
          const { draws } = batch;
          expect(rowStatuses[draws.status[row]]).toBe(point.status);
          expect([draws.maxRate[row], draws.freeRate[row]]).toEqual([curve.maxRate, 0]);
          for (const name of ['rate', 'lowerBound', 'gap', 'iterations'] as const)
            expect(draws[name][row]).toBe(point[name] ?? NaN);
          for (const name of ['total', 'delay', 'angle', 'position'] as const)
            expect(draws[name][row]).toBe(point.crb?.[name] ?? NaN);
        });
      }
    }
  });

  test('is the same whatever the chunks, the draws before it and the number of devices', () => {
    const input = but({ draws: 5000 });
    const solver = chunkSolver(input);
    expect(solver.plan).toEqual({ size: 2048, chunks: 3 });
    const later = solver.solve(2);
    // a fresh core, the chunks the other way round
    const fresh = chunkSolver(input);
    expect(fresh.solve(2)).toEqual(later);
    expect(fresh.solve(0)).toEqual(solver.solve(0));
    expect(later.first).toBe(4096);
    expect(later.count).toBe(904);
    const pairs = places(but({ placement: { ...base.placement, count: 2 } as ExperimentInput['placement'] }));
    expect(places(base)).toEqual(pairs.filter((_, i) => i % 2 === 0));
  });

  test('is the same for every combination of a sweep', () => {
    const sweep = { powerDbm: [20, 30], 'receiver.antennas': [4, 8] };
    const [swept] = solveAll({ ...nine, sweep });
    expect(swept.draws.total).toHaveLength(3 * 4 * 2);
    expect([...swept.swept['receiver.antennas']!.slice(0, 9)]).toEqual([4, 4, 4, 4, 8, 8, 8, 8, 4]);
    expect([...swept.swept.powerDbm!.slice(0, 5)]).toEqual([20, 20, 30, 30, 20]);
    let combination = 0;
    for (const antennas of sweep['receiver.antennas']) {
      for (const powerDbm of sweep.powerDbm) {
        const [alone] = solveAll({ ...nine, scenario: { powerDbm, receiver: { antennas } } });
        expect(swept.placements).toEqual(alone.placements);
        const rows = [...swept.draws.total].filter((_, row) => Math.floor(row / 2) % 4 === combination);
        expect(rows).toEqual([...alone.draws.total]);
        combination++;
      }
    }
  });

  test('that the model refuses is a row with the reason; one of silent devices is silent', () => {
    const positions: [number, number][] = [
      [1, 1],
      [0, 0],
    ];
    const given = but({
      placement: { shape: 'given', positions },
      symbols: { alphabet: [0, 1] },
      draws: 64,
      rates: [0.01],
      fractions: undefined,
    });
    const [batch] = solveAll(given);
    const { symbol } = batch.placements;
    const { status, reason, total, rateFloor, fraction } = batch.draws;
    for (let row = 0; row < 64; row++) {
      const [one, onArray] = [symbol[2 * row], symbol[2 * row + 1]];
      const expected = onArray ? 'refused' : one ? 'optimal' : 'silent';
      expect(rowStatuses[status[row]]).toBe(expected);
      expect(Number.isNaN(total[row])).toBe(expected !== 'optimal');
      expect(batch.reasons[reason[row]]).toBe(
        onArray
          ? 'devices[1].position lies on the transmitter: must be farther from it than 1e-9 of the scene'
          : '',
      );
      expect(rateFloor[row]).toBe(0.01);
      expect(fraction[row]).toBeNaN();
    }
    expect(new Set(status).size).toBe(3);
    expect(batch.reasons).toHaveLength(2);
  });

  test('of a pulse that carries nothing is refused before any is made', () => {
    const flat = { samples: Array(8).fill(1) as number[] };
    expect(() => chunkSolver(but({ scenario: { pulse: flat } }))).toThrow(InputError);
    expect(() => chunkSolver(but({ scenario: { pulse: { samples: Array(8).fill(0) } } }))).toThrow(
      'scenario.pulse.samples',
    );
    const falling = { samples: Array.from({ length: 8 }, (_, i) => 8 - i) };
    // the core looks at the pulse before it looks at devices: one on the transmitter does not matter
    expect(() => chunkSolver(but({ scenario: { pulse: falling } }))).not.toThrow();
  });
});
