/** Reading and writing for the commands: JSON in, whole files out, and errors that say which file. */

import { constants as buffers } from 'node:buffer';
import { access, constants, lstat, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Stats } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { parseJson } from '../input/json.js';
import { printableLines } from '../input/text.js';
import { WholeFile } from './whole-file.js';

/** Where a command reads and writes; the process's own streams, or those of a test. */
export interface Streams {
  stdin: Readable;
  stdout: Writable;
  stderr: Writable & { isTTY?: boolean };
}

/** Exit statuses. `internal` is a mistake of the program's own. */
export const exit = { done: 0, badInput: 1, notCertified: 2, inputOutput: 3, internal: 70 } as const;

/** An error that ends the command with a message of its own and a status. */
export class CommandError extends Error {
  readonly status: number;

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/**
 * The JSON in a file, or on standard input where the name is `-`.
 *
 * @throws CommandError 3 where it cannot be read, 1 where it is not JSON, with line and column
 */
export async function readJson(file: string, streams: Streams): Promise<unknown> {
  const bytes = await readBytes(file, streams);
  if (bytes.length > buffers.MAX_STRING_LENGTH) {
    const [size, most] = [bytes.length, buffers.MAX_STRING_LENGTH].map((length) => Math.ceil(length / 1e6));
    throw new CommandError(
      exit.badInput,
      `${nameOf(file)} has ${size} MB, of at most ${most} that can be read at once`,
    );
  }
  try {
    return parseJson(bytes, nameOf(file));
  } catch (error) {
    throw new CommandError(exit.badInput, reason(error));
  }
}

/**
 * The bytes of a file, or of standard input where the name is `-`.
 *
 * @throws CommandError 3 where it cannot be read
 */
export async function readBytes(file: string, { stdin }: Streams): Promise<Uint8Array> {
  try {
    return file === '-' ? await readAll(stdin) : await readFile(file);
  } catch (error) {
    throw new CommandError(exit.inputOutput, `cannot read ${nameOf(file)}: ${reason(error)}`, {
      cause: error,
    });
  }
}

const nameOf = (file: string): string => (file === '-' ? 'standard input' : file);

async function readAll(stream: Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}

/** A file to be written, `-` for standard output. */
export interface Output {
  file: string;
  /** Pieces where the whole may be longer than a string can be. */
  text: string | Uint8Array | Iterable<string>;
  /** Whether a link of this name gives way to the file, as in a folder that somebody else has made, or is followed. */
  replacesLinks?: boolean;
}

/** Characters to write at a time. */
const blockLength = 1 << 20;

/** What there is to write, in blocks of a useful size. */
function* blocksOf(text: Output['text']): Generator<string | Uint8Array> {
  if (typeof text === 'string' || text instanceof Uint8Array) return yield text;
  let pieces: string[] = [];
  let length = 0;
  for (const piece of text) {
    pieces.push(piece);
    length += piece.length;
    if (length < blockLength) continue;
    yield pieces.join('');
    pieces = [];
    length = 0;
  }
  yield pieces.join('');
}

/** Refuses two outputs to the same place, standard output included, before anything is computed. */
export function checkDistinct(outputs: readonly { option: string; file: string | undefined }[]): void {
  const seen = new Map<string, string>();
  for (const { option, file } of outputs) {
    if (file === undefined) continue;
    const other = seen.get(file);
    if (other !== undefined) {
      const where = file === '-' ? 'standard output' : file;
      throw new CommandError(exit.badInput, `${other} and ${option} cannot both go to ${where}`);
    }
    seen.set(file, option);
  }
}

/** Refuses outputs that could not be written, before anything is computed. */
export async function checkWritable(files: readonly (string | undefined)[]): Promise<void> {
  for (const file of files) if (file !== undefined && file !== '-') await targetOf(file);
}

/**
 * Writes all outputs: the files under temporary names beside their targets first, and only when all are there
 * are they renamed, so that a file is either as it was or whole. Standard output comes last.
 *
 * @throws CommandError 3; no temporary file is left then
 */
export async function writeOutputs(outputs: readonly Output[], { stdout }: Streams): Promise<void> {
  const ready: WholeFile[] = [];
  try {
    for (const { file, text, replacesLinks = false } of outputs) {
      if (file === '-') continue;
      const target = await targetOf(file, replacesLinks);
      await guarded(file, async () => {
        if (!target.renames) return writeFile(target.path, blocksOf(text));
        const whole = await WholeFile.create(target.path);
        ready.push(whole);
        for (const block of blocksOf(text)) await whole.write(block);
        await whole.finish();
      });
    }
    for (const whole of ready) await guarded(whole.target, () => whole.publish());
  } finally {
    for (const whole of ready) await whole.discard();
  }
  for (const { file, text } of outputs)
    if (file === '-') for (const block of blocksOf(text)) await write(stdout, block);
}

/** Whether there is anything of this name. */
export async function exists(file: string): Promise<boolean> {
  return guarded(file, async () => (await statOf(file)) !== null);
}

/** null where there is nothing of this name. */
async function statOf(file: string, ask: typeof lstat = stat): Promise<Stats | null> {
  return ask(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

/**
 * Where a file really goes. Links are followed, and what is no regular file (/dev/null, a pipe) is not renamed over,
 * unless `replaces` is set.
 */
async function targetOf(file: string, replaces = false): Promise<{ path: string; renames: boolean }> {
  return guarded(file, async () => {
    const existing = await statOf(file, replaces ? lstat : stat);
    if (existing?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    if (existing !== null && !existing.isFile() && !replaces) return { path: file, renames: false };
    const path = existing === null || replaces ? file : await realpath(file);
    await access(dirname(path), constants.W_OK);
    return { path, renames: true };
  });
}

/** Turns a failure to write into a CommandError that names the file. */
export function guarded<T>(file: string, action: () => Promise<T>): Promise<T> {
  return named(`cannot write ${file}`, action);
}

/** The same of a failure to read. */
export function reading<T>(file: string, action: () => Promise<T>): Promise<T> {
  return named(`cannot read ${file}`, action);
}

async function named<T>(what: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof CommandError) throw error; // says it already
    throw new CommandError(exit.inputOutput, `${what}: ${reason(error)}`, { cause: error });
  }
}

/** Writes lines for people: whatever of a file's texts is in them, no terminal acts on it. */
export function print(stream: Writable, text: string): Promise<void> {
  return write(stream, printableLines(text));
}

/** Says something beside the results, on standard error. Where nobody listens, the work goes on. */
export async function say(stderr: Writable, text: string): Promise<void> {
  await print(stderr, `isabc: ${text}\n`).catch(() => {});
}

/** Writes data as they are and waits until the stream has taken them. */
export function write(stream: Writable, text: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

const reasons: Record<string, string> = {
  ENOENT: 'no such file or folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  EEXIST: 'there is something else in its place',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left',
  EDQUOT: 'the quota is used up',
  EMFILE: 'too many open files: see ulimit -n',
  ENFILE: 'too many open files on this machine',
  ELOOP: 'it is a link, or behind too many of them',
};

/** What a system error means, in words. */
export function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  const text = reasons[code] ?? (error instanceof Error ? error.message : String(error));
  return /allocate (?:Wasm )?memory|could not allocate/i.test(text) ? `${text} (${addressSpace})` : text;
}

const addressSpace =
  'each WebAssembly memory reserves some 10 GB of addresses, used or not: raise ulimit -v, or set NODE_OPTIONS=--disable-wasm-trap-handler';

/** Refusals that come as words alone: of a worker's start, and of the memory of WebAssembly. */
const refusals = /\bE[MN]FILE\b|Worker initialization failure|allocate Wasm memory|Out of memory/;

/** Whether the system has refused something: a file, memory, a thread. */
export function isSystemError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return 'syscall' in error || refusals.test(error.message) || isSystemError(error.cause);
}
