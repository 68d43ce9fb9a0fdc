/** What the page and its worker say to each other. */
import type { Proof, InputIssue, Result, ScenarioInput, TradeoffOptions } from 'isabc';
import type { Closeup } from './closeup.js';

/** What is wanted: a curve with a closeup of one design, the same with covariances for a file, or a proof of the design. */
export type Wanted = 'view' | 'file' | 'proof';

export interface Question {
  id: number;
  scenario: ScenarioInput;
  options: Pick<TradeoffOptions, 'points' | 'fidelity' | 'objective' | 'over'>;
  /** The point to be looked at, from 0. */
  index: number;
  wanted: Wanted;
}

export interface Drawn {
  result: Result;
  closeup: Closeup | null;
  /** Time in the solver, ms. */
  spent: number;
}

export type Answer = { id: number } & (
  | Drawn
  /** Enclosures of the chosen design, the only point, and of the ends. */
  | { proof: Proof; spent: number }
  | { refused: readonly InputIssue[] }
  | { failed: string }
);

/** How many points of the curve are done, between the question and its answer. */
export interface Progress {
  id: number;
  done: number;
  of: number;
}
