/** What the page is about: a scenario, how its curve is asked for, and which of its designs is looked at. */
import { parseScenario, type Fidelity, type Objective, type Over, type Scenario } from 'isabc';

export interface Session {
  scenario: Scenario;
  fidelity: Fidelity;
  objective: Objective;
  over: Over;
  /** Points of the curve, 2 to 201. */
  points: number;
  /** The selected point, from 0. */
  index: number;
}

/** How a change enters the browser's history: as a step to go back to, in place of the present one, or not yet. */
export type Commit = 'push' | 'replace' | 'none';

export interface Change {
  session: Session;
  commit: Commit;
  /** Time of the event behind it, ms since the page was opened. */
  at: number;
}

type Listener = (change: Change) => void;

/** Holds the session and tells everybody about changes. Sessions are replaced, never changed in place. */
export class Store {
  #session: Session;
  readonly #listeners: Listener[] = [];

  constructor(session: Session) {
    this.#session = session;
  }

  get session(): Session {
    return this.#session;
  }

  subscribe(listener: Listener): void {
    this.#listeners.push(listener);
  }

  update(patch: Partial<Session>, commit: Commit, at = performance.now()): void {
    this.#session = { ...this.#session, ...patch };
    for (const listener of this.#listeners) listener({ session: this.#session, commit, at });
  }

  /**
   * Changes a copy of the scenario.
   * @throws InputError where the changed one is not accepted; then nothing happens
   */
  edit(change: (scenario: Scenario) => void, commit: Commit, at?: number): void {
    const scenario = structuredClone(this.#session.scenario);
    change(scenario);
    this.update({ scenario: parseScenario(scenario) }, commit, at);
  }
}

/** Nine devices in front of two arrays: examples/scenario-2.json. */
const example: [x: number, y: number, symbol: number][] = [
  [1.449649, -0.942063, 0.75],
  [1.255165, -0.207985, 0.625],
  [1.692327, -0.241687, 0.75],
  [1.494247, -0.986545, 0.125],
  [1.686323, -0.531142, 0.25],
  [1.826271, -0.597845, 0.75],
  [1.601274, -0.873402, 0.5],
  [1.85135, -0.391726, 0.375],
  [1.665208, -0.087156, 0.875],
];

/** What an address without a scenario shows. */
export function firstSession(): Session {
  const devices = example.map(([x, y, symbol]) => ({ position: [x, y] as [number, number], symbol }));
  return {
    scenario: parseScenario({ devices }),
    fidelity: 'coupled',
    objective: 'sum',
    over: 'sum',
    points: 21,
    index: 10,
  };
}
