/** One device that needs all, or barely more, of what limits let arrive: rounding alone excludes nothing. */
import { loadSolver, verifyResult, type Limits, type ScenarioInput } from 'isabc';
import { describe, expect, test } from 'vitest';

const solver = await loadSolver();
const asked = { rates: [0], fidelity: 'decoupled', objective: 'delay', covariance: true } as const;
const position: [number, number] = [1.3, 0.4];
const kinds: Record<string, (antennas: number) => Partial<Limits>> = {
  'the power': () => ({}),
  'the antennas': (antennas) => ({ antennaDbm: 20 - 10 * Math.log10(2 * antennas) }),
  'a quiet place where it stands': () => ({ quiet: [{ position, limitDbm: -30 }] }),
};

describe.each(Object.entries(kinds))('bounded by %s', (_, limitsOf) => {
  /** What comes of a device that needs `share` of the most that arrives. */
  const needing = (antennas: number) => {
    const limits = limitsOf(antennas);
    const scenario = (sensitivityDbm: number): ScenarioInput => ({
      transmitter: { position: [0, 0], antennas, spacing: 0.5 },
      receiver: { position: [1, -2], antennas: 4, spacing: 0.5 },
      devices: [{ position, symbol: 1 }],
      powerDbm: 20,
      noiseDbm: -80,
      limits: { ...limits, sensitivityDbm },
    });
    const [{ limits: within }] = solver.tradeoff(scenario(-200), asked).points;
    const most = 10 * Math.log10(within!.sensitivity[0].power) + 30;
    return (share: number) =>
      solver.tradeoff(scenario(most + 10 * Math.log10(share)), { ...asked, extremes: false });
  };

  test.each([2, 3, 4, 5, 6, 7, 8])('%i antennas', (antennas) => {
    const result = needing(antennas);
    for (const off of [-1e-14, -1e-15, 0, 1e-15, 2e-15, 5e-15, 1e-14])
      expect(result(1 + off).points[0].status).not.toBe('infeasible');
    expect(result(1 - 1e-9).points[0].status).toBe('optimal');
    for (const off of [1e-10, 1e-9, 1e-7]) {
      const beyond = result(1 + off);
      expect(beyond.points[0].status).toBe('infeasible');
      expect(verifyResult(beyond).verified).toBe(true);
    }
  });
});
