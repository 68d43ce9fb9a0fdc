/** What the page and its worker say to each other. */
import type { Closeup } from './closeup.js';
import type { InputIssue, Result, ScenarioInput, TradeoffOptions } from 'isabc';

/** A curve, and one of its designs to be looked at closely. */
export interface Question {
  id: number;
  scenario: ScenarioInput;
  options: Pick<TradeoffOptions, 'points' | 'fidelity' | 'objective'>;
  /** The point to be looked at, from 0. */
  index: number;
  /** Keep covariances and certificates in the answer: large, and wanted for files only. */
  complete: boolean;
}

export type Answer = { id: number } & (
  | { result: Result; closeup: Closeup | null; /** Time in the solver, ms. */ spent: number }
  | { refused: readonly InputIssue[] }
  | { failed: string }
);
