/** Ctrl-C, SIGTERM and their like, for commands that have something to finish first. */

import { CommandError, say } from './io.js';
import { clearLine } from './progress.js';
import type { World } from './world.js';

/** Of commands that keep what they have done. */
export const howToGoOn = 'the same command with --resume goes on from there';

export class Interruption {
  readonly #world: World;
  readonly #abort = new AbortController();

  /**
   * From here on the first signal only asks, and the next one ends the process.
   *
   * @param notice what is done about the first one
   * @param message of the error that `signal` is aborted with
   */
  constructor(world: World, notice: string, message: string) {
    this.#world = world;
    world.onInterrupt((status) => {
      this.#abort.abort(new CommandError(status, message));
      // not at the end of a line about progress
      if (world.stderr.isTTY) world.stderr.write(clearLine);
      void say(world.stderr, notice);
    });
  }

  /** For a command that keeps what it has done, piece by piece: the first signal lets it finish those in hand. */
  static ofPieces(world: World, pieces: string): Interruption {
    const notice = `finishing the ${pieces} in hand; once more to stop at once`;
    return new Interruption(world, notice, `interrupted; ${howToGoOn}`);
  }

  /** Aborted by the first signal, with a CommandError of its exit status. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Exit status after an interruption; null where there was none. */
  get status(): number | null {
    return this.signal.aborted ? (this.signal.reason as CommandError).status : null;
  }

  /** Gives the signals back. */
  end(): void {
    this.#world.onInterrupt(null);
  }
}
