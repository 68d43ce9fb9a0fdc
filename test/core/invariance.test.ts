/** What must not matter does not: the order of the devices, where the scene stands, the unit of power, phases. */
import { readFileSync } from 'node:fs';
import { loadSolver } from 'isabc';
import { describe, expect, test } from 'vitest';
import { Core } from '../../bindings/core/core.js';
import type { Fidelity, Objective, Result, Vector2 } from '../../bindings/types.js';
import { fidelities } from '../../bindings/types.js';
import { objectiveIn, references, relative } from '../support/fixtures.js';
import { build, product, random, seeded } from '../support/naive.js';
import { Terms } from '../support/probes.js';
import type { PlaneScenario } from '../verify/helpers.js';

const solver = await loadSolver();
const core = new Core(
  new WebAssembly.Module(readFileSync(new URL('../../build/isabc.wasm', import.meta.url))),
);

/** Moves and turns everything: arrays, their axes and devices. */
function moved(scenario: PlaneScenario, degrees: number, [dx, dy]: Vector2): PlaneScenario {
  const angle = (degrees * Math.PI) / 180;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const at = ([x, y]: Vector2): Vector2 => [c * x - s * y + dx, s * x + c * y + dy];
  const array = (a: PlaneScenario['receiver']) => ({
    ...a,
    position: at(a.position),
    orientation: a.orientation + degrees,
  });
  return {
    ...scenario,
    transmitter: array(scenario.transmitter),
    receiver: array(scenario.receiver),
    devices: scenario.devices.map((device) => ({ ...device, position: at(device.position) })),
  };
}

const permuted = <T>(devices: T[]): T[] => [...devices.slice(2), ...devices.slice(0, 2)].reverse();

const changes: Record<string, (scenario: PlaneScenario) => PlaneScenario> = {
  permuted: (scenario) => ({ ...scenario, devices: permuted(scenario.devices) }),
  translated: (scenario) => moved(scenario, 0, [5.25, -3.5]),
  rotated: (scenario) => moved(scenario, 37, [0, 0]),
  'turned by 90° and moved': (scenario) => moved(scenario, 90, [-1, 2]),
  'in other units of power': (scenario) => ({
    ...scenario,
    powerDbm: scenario.powerDbm + 17.5,
    noiseDbm: scenario.noiseDbm + 17.5,
    clutterDbm: scenario.clutterDbm === null ? null : scenario.clutterDbm + 17.5,
  }),
};

/** Where the given scenario's curve is steep and where it is not. */
const fractions = [0.2, 0.7, 0.97];

describe.each(references)('$name', ({ scenario, expected: { objective } }) => {
  describe.each(fidelities)('%s', (fidelity) => {
    const free = { rates: [0], fidelity, objective };
    const { maxRate, freeRate } = solver.tradeoff(scenario, free) as { maxRate: number; freeRate: number };
    const flat = maxRate - freeRate <= 1e-6 * maxRate;
    const rates = [0, ...fractions.map((t) => (flat ? t * maxRate : freeRate + t * (maxRate - freeRate)))];
    const options = { rates, fidelity, objective };
    const before = solver.tradeoff(scenario, options);

    test.each(Object.keys(changes))('%s', (change) => {
      expectSame(solver.tradeoff(changes[change](scenario), options), before, objective);
    });

    test('permuted devices keep their own bounds', () => {
      const after = solver.tradeoff(changes.permuted(scenario), options);
      after.points.forEach(({ devices }, i) => {
        const own = permuted(before.points[i].devices!);
        devices!.forEach((device, l) => {
          // one device's share moves by the root of what the sum does
          expect(relative(device!.delay!, own[l]!.delay!)).toBeLessThan(1e-4);
          expect(relative(device!.angle!, own[l]!.angle!)).toBeLessThan(1e-4);
        });
      });
    });
  });
});

function expectSame(after: Result, before: Result, objective: Objective): void {
  expect(relative(after.maxRate!, before.maxRate!)).toBeLessThan(1e-10);
  expect(relative(after.freeRate!, before.freeRate!)).toBeLessThan(1e-8);
  after.points.forEach((point, i) => {
    const other = before.points[i];
    expect([point.status, other.status]).toEqual(['optimal', 'optimal']);
    expect(relative(objectiveIn(point.crb!, objective), objectiveIn(other.crb!, objective))).toBeLessThan(
      1e-9,
    );
    expect(relative(point.lowerBound!, other.lowerBound!)).toBeLessThan(1e-8);
    // the free point's rate is any that a minimiser has; elsewhere the floor is met to rounding
    if (other.slope! > 0) {
      expect(relative(point.rate!, other.rate!)).toBeLessThan(1e-10);
      expect(relative(point.slope!, other.slope!)).toBeLessThan(1e-8);
    } else expect(point.slope).toBe(0);
  });
}

describe('a phase on any steering vector', () => {
  const separate: Fidelity[] = ['printed', 'decoupled'];

  // The complex path counts phases from element 0, the real one from the arrays' centres.
  test.each(references)(
    '$name: phases from element 0 or from the centre',
    ({ scenario, expected: { objective } }) => {
      for (const fidelity of separate) {
        core.load(scenario, fidelity, objective);
        const { maxRate, freeRate } = core.extremes();
        const floors = fractions.map((t) => freeRate + t * (maxRate - freeRate));
        const real = floors.map((floor) => objectiveIn(core.point(floor, false).crb!, objective));
        core.load(scenario, fidelity, objective, 'complex');
        const extremes = core.extremes();
        expect(relative(extremes.maxRate, maxRate)).toBeLessThan(1e-10);
        expect(relative(extremes.freeRate, freeRate)).toBeLessThan(1e-7);
        floors.forEach((floor, i) => {
          const value = objectiveIn(core.point(floor, false).crb!, objective);
          expect(relative(value, real[i])).toBeLessThan(1e-9);
        });
      }
    },
  );

  // Phases of one's own on every vector, in both arrays, at any covariance.
  test.each(references)('$name: a phase of its own', ({ scenario, expected: { objective } }) => {
    const next = seeded(5);
    for (const fidelity of separate) {
      const terms = new Terms(scenario, fidelity, objective, 'complex');
      const { probes, L, r } = terms;
      const V = random(next, 'complex', r, Math.min(r, 2));
      const values = () => [terms.value('rate', V), terms.value('objective', V)];
      const before = values();
      const phases = () => {
        const angles = Array.from({ length: L }, () => 2 * Math.PI * next());
        return build(L, L, (i, j) => (i === j ? [Math.cos(angles[i]), Math.sin(angles[i])] : [0, 0]));
      };
      const columns = probes.call.receiveColumns();
      const receive = product(phases(), probes.matrix(probes.call.receiveAt(), L, columns, 'complex'));
      const entries = [...receive.re.flat(), ...receive.im.flat()];
      new Float64Array(probes.call.memory.buffer, probes.call.receiveAt(), entries.length).set(entries);
      Object.assign(terms.span, product(phases(), terms.span));
      const after = values();
      before.forEach((value, i) => expect(relative(after[i], value)).toBeLessThan(1e-11));
    }
  });

  test('matters for coupled', () => {
    const { scenario, expected } = references.find(({ name }) => name === 'coupled-three')!;
    const terms = new Terms(scenario, 'coupled', expected.objective, 'complex');
    const V = random(seeded(6), 'complex', terms.r, 2);
    const before = terms.value('objective', V);
    const turn = build(terms.L, terms.L, (i, j) => (i !== j ? [0, 0] : i === 0 ? [0, 1] : [1, 0]));
    Object.assign(terms.span, product(turn, terms.span));
    expect(relative(terms.value('objective', V), before)).toBeGreaterThan(1e-3);
  });
});
