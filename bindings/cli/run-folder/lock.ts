/**
 * One process a folder. The lock is a file that says who holds it and beats while that process lives. On the same
 * machine the process itself is looked for; of one elsewhere (another node of a cluster, another container) only the
 * beat can be seen, and the lock is stale when that has stopped.
 *
 * Where a lock is taken from a process that was merely asleep, two compute the same chunks and write the same bytes
 * under names of their own before they rename: that costs time, and nothing else.
 */

import { open, readFile, readlink, rename, unlink } from 'node:fs/promises';
import { constants, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { check, numberIn, strictObject } from '../../input/rules.js';
import { isPrintable } from '../../input/text.js';
import { CommandError, exit, guarded, reason } from '../io.js';
import { temporaryName } from '../whole-file.js';
import { damagedBy } from './json-file.js';
import { openPlain, readPlain } from './plain-file.js';

export const lockName = 'lock';

/** How often a lock beats, and how long it must have been still to be stale, ms. */
export interface Timing {
  beat: number;
  stale: number;
}

const usual: Timing = { beat: 5000, stale: 30_000 };

/** Who holds a lock. */
interface Holder {
  host: string;
  /** Which boot of the host, and which of its process tables; empty where the system does not say. */
  system: string;
  pid: number;
  /** When the process was started, in the system's ticks: a pid is used again. */
  started: string;
}

const word = v.custom<string>(
  (value) => typeof value === 'string' && value.length <= 500 && isPrintable(value),
  'must be a text of at most 500 characters on one line',
);
const rule = strictObject(
  {
    host: word,
    system: word,
    pid: numberIn({ min: 1, max: 2147483647, integer: true }),
    started: word,
    beats: numberIn({ min: 0, max: Number.MAX_SAFE_INTEGER, integer: true }),
  },
  'must be an object with host, system, pid, started and beats',
) as v.GenericSchema<unknown, Holder>;

/** The largest lock file. */
const lockBytes = 10_000;

/** A held lock. */
export class Lock {
  readonly #file: string;
  readonly #holder: Holder;
  readonly #timer: NodeJS.Timeout;
  #beats = 0;
  #beating: Promise<void> = Promise.resolve();

  private constructor(file: string, holder: Holder, { beat, stale }: Timing, onLost: Options['onLost']) {
    this.#file = file;
    this.#holder = holder;
    let last = performance.now();
    this.#timer = setInterval(() => {
      this.#beating = this.#beat().then(
        () => void (last = performance.now()),
        (error: unknown) => {
          // A beat that fails (EIO, ESTALE) may be followed by one that does not. Without any, others take the lock.
          if (!(error instanceof Lost) && performance.now() - last < stale) return;
          clearInterval(this.#timer);
          onLost(reason(error));
        },
      );
    }, beat).unref();
  }

  /**
   * Takes the lock of a folder.
   *
   * @throws CommandError 3 that names the holder, or where the lock cannot be written or read or is none
   */
  static async take(folder: string, options: Options): Promise<Lock> {
    const file = join(folder, lockName);
    const { wait = false, onLost, notice = () => {}, signal, timing = usual } = options;
    let told = false;
    const self = await identify();
    const watch = new Watch(timing.stale);
    for (;;) {
      signal?.throwIfAborted();
      if (await guarded(file, () => create(file, text(self, 0)))) return new Lock(file, self, timing, onLost);
      const found = await read(file);
      if (found === null) continue; // it was released just now
      const state = watch.state(found, isAlive(parse(file, found), self));
      if (state === 'stale') {
        await remove(file, found);
        continue;
      }
      if (state === 'alive' && !wait) {
        const { pid, host } = parse(file, found) ?? { pid: '?', host: '?' };
        throw new CommandError(exit.inputOutput, `${folder} is in use by process ${pid} on ${host}`);
      }
      if (state === 'unknown' && !told) {
        told = true;
        notice(whyWaiting(file, parse(file, found), timing.stale));
      }
      await sleep(Math.min(1000, timing.beat), undefined, { signal }).catch(() => {});
    }
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.#beating;
    await this.#checkOwn()
      .then(() => unlink(this.#file))
      .catch(() => {});
  }

  async #beat(): Promise<void> {
    await this.#checkOwn();
    const handle = await openPlain(this.#file, constants.O_WRONLY); // makes none anew
    if (handle === null) throw new Lost('it is gone');
    try {
      await handle.write(text(this.#holder, ++this.#beats), 0); // in one go, and never shorter than before
    } finally {
      await handle.close();
    }
  }

  /** Throws Lost where the lock is not ours any more, and another error where that cannot be seen. */
  async #checkOwn(): Promise<void> {
    const content = await read(this.#file);
    if (content === null) throw new Lost('it is gone');
    const found = parse(this.#file, content);
    if (found === null) throw new Error(`${this.#file} is not whole`);
    const { pid, started, system, host } = this.#holder;
    const own =
      found.pid === pid && found.started === started && found.system === system && found.host === host;
    if (!own) throw new Lost(`process ${found.pid} on ${found.host} has taken it over`);
  }
}

interface Options {
  /** Whether to wait for the process that holds it, rather than to be refused. */
  wait?: boolean;
  /** Called, with the reason, when another process has taken the lock away or the folder is gone. */
  onLost: (why: string) => void;
  /** Called with what is being waited for, where that takes long. */
  notice?: (text: string) => void;
  /** Ends the waiting; the promise rejects with its reason. */
  signal?: AbortSignal;
  timing?: Timing;
}

/** The lock is another's, or gone: no passing trouble. */
class Lost extends Error {}

function whyWaiting(file: string, holder: Holder | null, stale: number): string {
  const seconds = Math.ceil(stale / 1000);
  if (holder !== null)
    return `waiting up to ${seconds} s for a sign of life from process ${holder.pid} on ${holder.host}, which holds ${file}`;
  return `${file} names no process, as a full disk leaves it: waiting ${seconds} s, lest one is just writing it`;
}

/** What is known of a lock from looking at it again and again. */
class Watch {
  readonly #stale: number;
  #text: string | null = null; // an empty lock is one, too
  #changes = -1;
  #since = 0;

  constructor(stale: number) {
    this.#stale = stale;
  }

  /** @param alive whether the holder lives, null where that cannot be seen from here */
  state(found: string, alive: boolean | null): 'alive' | 'stale' | 'unknown' {
    if (alive !== null) return alive ? 'alive' : 'stale';
    const now = performance.now();
    if (found !== this.#text) {
      this.#text = found;
      this.#since = now;
      this.#changes++;
    }
    if (now - this.#since > this.#stale) return 'stale';
    return this.#changes > 0 ? 'alive' : 'unknown';
  }
}

function text(holder: Holder, beats: number): string {
  return JSON.stringify({ ...holder, beats }) + '\n';
}

/** The text of a lock; null where there is none. Throws CommandError 3 where it cannot be read, or is no file. */
async function read(file: string): Promise<string | null> {
  const bytes = await readPlain(file, lockBytes);
  return bytes === null ? null : bytes.toString('utf8');
}

/**
 * null where the file is not whole: its writer was stopped in the middle, or is at it now.
 *
 * @throws CommandError 3 where it is whole, and no lock
 */
function parse(file: string, content: string): Holder | null {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return null;
  }
  const { output, issues } = check(rule, value, 'the lock');
  if (issues.length > 0) throw damagedBy(file, issues);
  return output;
}

/** Creates a file; false where there is one. */
async function create(file: string, content: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    try {
      await handle.writeFile(content).finally(() => handle.close());
    } catch (error) {
      await unlink(file).catch(() => {}); // a full disk: nobody need wait for the rest of it
      throw error;
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes a stale lock, and no other that may have come in its place. */
async function remove(file: string, stale: string): Promise<void> {
  const aside = temporaryName(file);
  try {
    await rename(file, aside);
  } catch {
    return; // somebody else was faster
  }
  if ((await read(aside)) === stale) await unlink(aside);
  else await rename(aside, file);
}

async function identify(): Promise<Holder> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  const processes = await readlink('/proc/self/ns/pid').catch(() => '');
  const system = [boot.trim(), processes].join(' ');
  return { host: hostname(), system, pid: process.pid, started: startOf(process.pid) ?? '' };
}

/** Field 22 of /proc/PID/stat; '' where there is no /proc, null where there is no such process. */
function startOf(pid: number): string | null {
  try {
    // the second field is a name in parentheses, with anything in it
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').pop()!.split(' ');
    return fields[0] === 'Z' ? null : fields[19]; // a dead process that nobody has waited for computes nothing
  } catch {
    return process.platform === 'linux' ? null : '';
  }
}

/** Whether the holder of a lock lives, or null where that cannot be seen from here. */
function isAlive(holder: Holder | null, self: Holder): boolean | null {
  if (holder === null || holder.host !== self.host || holder.system !== self.system) return null;
  if (holder.pid === self.pid) return holder.started === self.started;
  const started = startOf(holder.pid);
  if (started !== '') return started === holder.started;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
