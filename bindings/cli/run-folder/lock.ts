/**
 * One process a folder. The lock is a file that says who holds it and beats while that process lives. On the same
 * machine the process itself is looked for; of one elsewhere (another node of a cluster, another container) only the
 * beat can be seen, and the lock is stale when that has stopped.
 *
 * Where a lock is taken from a process that was merely asleep, two compute the same chunks and write the same bytes
 * under names of their own before they rename: that costs time, and nothing else.
 */

import { open, readFile, readlink, rename, unlink } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError, exit, guarded } from '../io.js';
import { temporaryName } from '../whole-file.js';

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

/** A held lock. */
export class Lock {
  readonly #file: string;
  readonly #holder: Holder;
  readonly #timer: NodeJS.Timeout;
  #beats = 0;
  #beating: Promise<void> = Promise.resolve();

  private constructor(file: string, holder: Holder, interval: number, onLost: () => void) {
    this.#file = file;
    this.#holder = holder;
    this.#timer = setInterval(() => {
      this.#beating = this.#beat().catch(onLost);
    }, interval).unref();
  }

  /**
   * Takes the lock of a folder.
   *
   * @param options.wait whether to wait for the process that holds it, rather than to be refused
   * @param options.onLost called when another process has taken the lock away or the folder is gone
   * @param options.signal ends the waiting; the promise rejects with its reason
   * @throws CommandError 3 that names the holder, or where the lock cannot be written
   */
  static async take(
    folder: string,
    options: { wait?: boolean; onLost: () => void; signal?: AbortSignal; timing?: Timing },
  ): Promise<Lock> {
    const file = join(folder, lockName);
    const { wait = false, onLost, signal, timing = usual } = options;
    const self = await identify();
    const watch = new Watch(timing.stale);
    for (;;) {
      if (await guarded(file, () => create(file, text(self, 0))))
        return new Lock(file, self, timing.beat, onLost);
      const found = await readFile(file, 'utf8').catch(() => null);
      if (found === null) continue; // it was released just now
      const state = watch.state(found, isAlive(parse(found), self));
      if (state === 'stale') {
        await remove(file, found);
        continue;
      }
      if (state === 'alive' && !wait) {
        const { pid, host } = parse(found) ?? { pid: '?', host: '?' };
        throw new CommandError(exit.inputOutput, `${folder} is in use by process ${pid} on ${host}`);
      }
      await sleep(Math.min(1000, timing.beat), undefined, { signal }).catch(() => {});
      signal?.throwIfAborted();
    }
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.#beating;
    if (await this.#isOwn().catch(() => false)) await unlink(this.#file).catch(() => {});
  }

  async #beat(): Promise<void> {
    if (!(await this.#isOwn())) throw new Error('the lock is not ours any more');
    const handle = await open(this.#file, 'r+'); // makes none anew
    try {
      await handle.write(text(this.#holder, ++this.#beats), 0); // in one go, and never shorter than before
    } finally {
      await handle.close();
    }
  }

  async #isOwn(): Promise<boolean> {
    const { pid, started, system, host } = this.#holder;
    const found = parse(await readFile(this.#file, 'utf8'));
    return found?.pid === pid && found.started === started && found.system === system && found.host === host;
  }
}

/** What is known of a lock from looking at it again and again. */
class Watch {
  readonly #stale: number;
  #text = '';
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

/** null where the file is not whole: its writer was stopped in the middle, or is at it now. */
function parse(content: string): Holder | null {
  try {
    return JSON.parse(content) as Holder;
  } catch {
    return null;
  }
}

/** Creates a file; false where there is one. */
async function create(file: string, content: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(content).finally(() => handle.close());
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
  if ((await readFile(aside, 'utf8')) === stale) await unlink(aside);
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
