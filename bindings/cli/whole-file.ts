/** Files that are either as they were or whole: written beside their target, flushed to the disk, then renamed. */

import { createHash, randomBytes, type Hash } from 'node:crypto';
import { mkdir, open, readdir, rename, stat, unlink, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export type TemporaryListener = (file: string, there: boolean) => void;

let tell: TemporaryListener = () => {};

/** Who is told of each temporary file, before it is made and when it is no more: whatever ends the process removes it. */
export function watchTemporaries(listener: TemporaryListener): void {
  tell = listener;
}

/**
 * Makes a folder and those it lies in. Not Node's `recursive`, which never ends where an existing folder answers
 * "no such file", as /proc does.
 *
 * @returns the first folder that was made, undefined where all existed
 */
export async function makeFolder(path: string): Promise<string | undefined> {
  try {
    return (await made(path)) ? path : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(path) === path) throw error;
  }
  const first = await makeFolder(dirname(path));
  // Once more in any case: another process may just have made what was missing.
  const own = await made(path);
  return first ?? (own ? path : undefined);
}

/** Makes one folder; false where it exists. */
async function made(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' && (await stat(path)).isDirectory()) return false;
    throw error;
  }
}

/** A name beside a target that nobody else uses. */
export function temporaryName(target: string): string {
  return join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
}

/** Whether a name is one that `temporaryName` gives. */
export const isTemporary = (name: string): boolean => /^\..*\.[0-9a-f]{12}\.tmp$/.test(name);

/** Removes what killed processes have left behind in a folder that nobody else writes to. */
export async function sweepTemporaries(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (isTemporary(entry.name) && !entry.isDirectory()) await unlink(join(folder, entry.name));
}

/** Bytes after which a file is flushed as it grows: a signal should not wait for gigabytes in the end. */
const flushBytes = 64 << 20;

/** A file in the making. */
export class WholeFile {
  readonly target: string;
  readonly #temporary: string;
  readonly #handle: FileHandle;
  readonly #hash: Hash = createHash('sha256');
  #unflushed = 0;
  /** Whether the file still has its temporary name. */
  #there = true;
  bytes = 0;

  private constructor(target: string, temporary: string, handle: FileHandle) {
    this.target = target;
    this.#temporary = temporary;
    this.#handle = handle;
  }

  /** Opens a temporary file beside a target, which must not be a link. */
  static async create(target: string): Promise<WholeFile> {
    const temporary = temporaryName(target);
    tell(temporary, true);
    return new WholeFile(target, temporary, await open(temporary, 'wx'));
  }

  async write(content: string | Uint8Array): Promise<void> {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    await this.#handle.writeFile(bytes);
    this.#hash.update(bytes);
    this.bytes += bytes.length;
    this.#unflushed += bytes.length;
    if (this.#unflushed < flushBytes) return;
    await this.#handle.datasync();
    this.#unflushed = 0;
  }

  /** Flushes the file to the disk and closes it; it still has its temporary name. */
  async finish(): Promise<void> {
    await flush(this.#handle);
    await this.#handle.close();
  }

  /** SHA-256 of what was written, in hexadecimal. */
  sha256(): string {
    return this.#hash.copy().digest('hex');
  }

  /** Puts the finished file in the place of its target. */
  async publish(): Promise<void> {
    await rename(this.#temporary, this.target);
    this.#gone();
  }

  /** Gives up; to be called in any state. */
  async discard(): Promise<void> {
    await this.#handle.close().catch(() => {}); // closed before
    if (!this.#there) return;
    await unlink(this.#temporary).catch(() => {}); // the folder may be gone
    this.#gone();
  }

  #gone(): void {
    this.#there = false;
    tell(this.#temporary, false);
  }
}

/** Writes a whole file at once, its name included: after a power cut it is there. */
export async function writeWhole(target: string, content: string | Uint8Array): Promise<void> {
  const file = await WholeFile.create(target);
  try {
    await file.write(content);
    await file.finish();
    await file.publish();
  } finally {
    await file.discard();
  }
  await syncFolder(dirname(target));
}

/** Flushes a folder's names to the disk, where the system can do that. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => null); // Windows opens no folders
  await handle?.sync().catch(() => {}); // some network file systems do not flush them
  await handle?.close();
}

/** The errors of a disk, as opposed to those of a file system that cannot flush: network, FUSE, an archive (Yarn PnP). */
const diskErrors = new Set(['EIO', 'ENOSPC', 'EDQUOT', 'EROFS', 'EBADF', 'ESTALE']);

/** Flushes a file to the disk, as far as its file system can do that. */
async function flush(handle: FileHandle): Promise<void> {
  try {
    await handle.sync();
  } catch (error) {
    if (diskErrors.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
