/** What a worker and its owner say to each other. */

import { InputError, type InputIssue } from '../input/errors.js';
import type { Experiment } from '../monte-carlo/types.js';

/** The first message to a worker: the compiled core, and what its tasks are about. Tasks follow, one at a time. */
export interface Start {
  module: WebAssembly.Module;
  /** Draws of an experiment, a task being the index of a chunk; or tasks of a solver, each a `Task`. */
  job: { kind: 'draws'; experiment: Experiment } | { kind: 'tasks' };
}

/** A worker's messages: `ready` once, then for each task any number of `event`s and one `done` or `failed`. */
export type Answer =
  | { type: 'ready' }
  | { type: 'event'; value: unknown }
  | { type: 'done'; value: unknown }
  | { type: 'failed'; error: Failure };

/** An error on its way to another thread: refused input keeps its issues. */
export interface Failure {
  message: string;
  issues?: readonly InputIssue[];
}

export function failureOf(error: unknown): Failure {
  if (error instanceof InputError) return { message: error.message, issues: error.issues };
  return { message: error instanceof Error ? error.message : String(error) };
}
