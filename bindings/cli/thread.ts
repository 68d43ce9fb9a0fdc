/** What the two threads of the command line tell each other: the one that works, and the one that is always free. */

/** From the thread of the command. */
export type FromCommand =
  /** For standard error, which shows progress too. */
  | { kind: 'stderr'; text: string }
  /** Standard input is wanted. */
  | { kind: 'stdin' }
  /** A temporary file is about to be made, or is no more. */
  | { kind: 'temporary'; file: string; there: boolean }
  /** A signal has been heard. */
  | { kind: 'heard' };

/** To it: a signal has come, of this exit status. */
export interface ToCommand {
  status: number;
}

/** What a thread is started with. */
export interface ForCommand {
  command: 'isabc';
  /** Whether standard error is a terminal. */
  isTTY: boolean;
}

/** Whether a thread has been started for a command, and not by somebody who imports this. */
export function isForCommand(data: unknown): data is ForCommand {
  return typeof data === 'object' && data !== null && (data as ForCommand).command === 'isabc';
}
