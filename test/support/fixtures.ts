/** The reference optima in test/fixtures, all of them, and what the tests of the core do with points. */
import { readdirSync } from 'node:fs';
import type { Bounds, Objective } from '../../bindings/types.js';
import { complete, fixture, type Fixture, type PlaneScenario } from '../verify/helpers.js';

export const fixtureNames = readdirSync(new URL('../fixtures', import.meta.url))
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -5));

export interface Reference {
  name: string;
  scenario: PlaneScenario;
  expected: Fixture['expected'];
}

export const references = fixtureNames.map((name): Reference => {
  const { scenario, expected } = fixture(name);
  return { name, scenario: complete(scenario), expected };
});

/** The bound that an objective minimises. */
export const objectiveIn = (crb: Bounds, objective: Objective) =>
  crb[objective === 'sum' ? 'total' : objective]!;

/** |a/b − 1| */
export const relative = (a: number, b: number) => Math.abs(a / b - 1);
