/** What the page and its worker say to each other. */
import type { InputIssue, Result, ScenarioInput, TradeoffOptions } from 'isabc';

/** A curve is asked for. */
export interface Question {
  id: number;
  scenario: ScenarioInput;
  options: Pick<TradeoffOptions, 'points' | 'fidelity' | 'objective'>;
  /** Keep covariances and certificates in the answer: large, and wanted for files only. */
  complete: boolean;
}

export type Answer = { id: number } & (
  | { result: Result; /** Time in the solver, ms. */ spent: number }
  | { refused: readonly InputIssue[] }
  | { failed: string }
);
