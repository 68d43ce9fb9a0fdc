/**
 * Files of a run's folder, which may have been anywhere since: only regular files are opened, under the names they have
 * in this folder. No link is followed, and nothing is waited for: a pipe without a writer would keep its reader forever.
 */

import { constants } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';
import { CommandError, exit, reason } from '../io.js';

// Both are missing on Windows, where links are found by lstat, and pipes have places of their own.
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

/** A file that is not what a run's folder holds: exit status 3. */
export function damaged(file: string, what: string, cause?: unknown): CommandError {
  return new CommandError(exit.inputOutput, `${file} is damaged: ${what}`, { cause });
}

/**
 * Opens a regular file.
 *
 * @param flags beside O_NOFOLLOW and O_NONBLOCK
 * @returns null where there is none of that name
 * @throws CommandError 3 where there is something else, or where it cannot be opened
 */
export async function openPlain(file: string, flags: number = O_RDONLY): Promise<FileHandle | null> {
  let handle: FileHandle | undefined;
  try {
    const before = await lstat(file); // a device may act on being opened
    if (!before.isFile()) throw damaged(file, `it is ${kind(before)}, and no file`);
    handle = await open(file, flags | O_NOFOLLOW | O_NONBLOCK); // it may have been replaced just now
    const after = await handle.stat();
    if (!after.isFile()) throw damaged(file, `it is ${kind(after)}, and no file`);
    return handle;
  } catch (error) {
    await handle?.close();
    if (error instanceof CommandError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new CommandError(exit.inputOutput, `cannot read ${file}: ${reason(error)}`, { cause: error });
  }
}

function kind(stats: Awaited<ReturnType<typeof lstat>>): string {
  if (stats.isSymbolicLink()) return 'a link';
  if (stats.isDirectory()) return 'a folder';
  return stats.isFIFO() ? 'a pipe' : 'a device';
}

/** The bytes of a regular file of at most so many; null where there is none. Throws CommandError 3 as openPlain does. */
export async function readPlain(file: string, most: number): Promise<Buffer | null> {
  const handle = await openPlain(file);
  if (handle === null) return null;
  try {
    const { size } = await handle.stat();
    if (size > most) throw damaged(file, `it has ${size} bytes, more than the ${most} there can be`);
    return await handle.readFile();
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(exit.inputOutput, `cannot read ${file}: ${reason(error)}`, { cause: error });
  } finally {
    await handle.close();
  }
}

/** Whether there is a folder, and not a link to one. Throws CommandError 3 where there is something else. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    const stats = await lstat(path);
    if (stats.isDirectory()) return true;
    throw damaged(path, `it is ${stats.isFile() ? 'a file' : kind(stats)}, and no folder`);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw new CommandError(exit.inputOutput, `cannot read ${path}: ${reason(error)}`, { cause: error });
  }
}
