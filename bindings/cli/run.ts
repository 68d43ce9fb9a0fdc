/** The command line as a function, so that tests can run it in their own process. */

import { Command, CommanderError } from 'commander';
import { InputError } from '../input/errors.js';
import { batchCommand } from './batch.js';
import { beamCommand } from './beam.js';
import { beamformCommand } from './beamform.js';
import { evaluateCommand } from './evaluate.js';
import { figureCommand } from './figure.js';
import { CommandError, exit, isSystemError, print, reason, say, type Streams } from './io.js';
import { initCommand } from './init.js';
import { mergeCommand } from './merge.js';
import { montecarloCommand } from './montecarlo.js';
import { spelled } from './options.js';
import { serveCommand } from './serve.js';
import { simulateCommand } from './simulate.js';
import { plotCommand } from './plot.js';
import { tradeoffCommand } from './tradeoff.js';
import { verifyCommand } from './verify.js';
import type { World } from './world.js';

const description = `Certified trade-offs between communication rate and localization bounds
in integrated sensing and backscatter communication.`;

const epilogue = `
Everywhere, - stands for standard input or output. Files are written whole or not at all.

Exit status: 0 done; 1 bad input or usage, nothing is written; 2 some point is unsolved, or not verified;
3 input/output error; 128 and the number of the signal where one ended it: 129, 130, 138, 140, 143.`;

/**
 * Runs one command line.
 *
 * @param argv the arguments alone, without node and script
 * @returns the exit status, one of `exit`: it never throws, as long as standard error can be written
 */
export async function run(argv: readonly string[], world: World): Promise<number> {
  let status: number = exit.done;
  const texts: { stream: Streams['stdout']; text: string }[] = [];
  const program = new Command('isabc')
    .description(description)
    .version(__VERSION__, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', epilogue)
    .configureOutput({
      writeOut: (text) => texts.push({ stream: world.stdout, text }),
      writeErr: (text) =>
        texts.push({ stream: world.stderr, text: `isabc: ${text}`.replace(/^isabc: error: /, 'isabc: ') }),
    })
    .exitOverride();
  const commands = [
    initCommand,
    tradeoffCommand,
    evaluateCommand,
    verifyCommand,
    beamCommand,
    beamformCommand,
    batchCommand,
    montecarloCommand,
    mergeCommand,
    simulateCommand,
    figureCommand,
    plotCommand,
    serveCommand,
  ];
  for (const command of commands) {
    command(program, world, (result) => (status = result));
  }
  try {
    await program.parseAsync(spelled(argv), { from: 'user' });
  } catch (error) {
    status = await report(error, world);
  }
  for (const { stream, text } of texts) await print(stream, text);
  return status;
}

/** Says what went wrong on standard error, and with which status to exit. */
async function report(error: unknown, { stderr }: Streams): Promise<number> {
  // Commander has said it already, by writeErr; help and version are its errors as well.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.badInput;
  if (error instanceof InputError) {
    await say(stderr, error.message);
    return exit.badInput;
  }
  if (error instanceof CommandError) {
    await say(stderr, error.message);
    return error.status;
  }
  if ((error as NodeJS.ErrnoException | null)?.code === 'EPIPE') return exit.done; // the reader has seen enough
  if (isSystemError(error)) {
    await say(stderr, reason(error));
    return exit.inputOutput;
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  await say(stderr, `this should not have happened, please report it: ${trace}`);
  return exit.internal;
}
