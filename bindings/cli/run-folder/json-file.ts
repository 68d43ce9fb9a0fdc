/** JSON files of a run's folder: whatever is read from one passes a rule before anybody believes it. */

import type * as v from 'valibot';
import { InputError, describeIssue, type InputIssue } from '../../input/errors.js';
import { parseJson } from '../../input/json.js';
import { check } from '../../input/rules.js';
import { reason } from '../io.js';
import { damaged, readPlain } from './plain-file.js';

/** A SHA-256, in hexadecimal. */
export const sha256Pattern = /^[0-9a-f]{64}$/;

/** What a file says, or what is wrong with it. */
export type Judge<T> = (value: unknown) => { output: T; issues: InputIssue[] };

/** Judges by a schema alone. */
export const byRule =
  <T>(rule: v.GenericSchema<unknown, T>, root: string): Judge<T> =>
  (value) =>
    check(rule, value, root);

/**
 * What a file says; null where there is no such file.
 *
 * @param most bytes that it may have
 * @throws CommandError 3 where it is no plain file, no JSON, or not what `judge` takes: the fields are named
 */
export async function readJsonFile<T>(file: string, most: number, judge: Judge<T>): Promise<T | null> {
  const bytes = await readPlain(file, most);
  if (bytes === null) return null;
  let value: unknown;
  try {
    value = parseJson(bytes, 'it');
  } catch (error) {
    throw damaged(file, reason(error), error);
  }
  const { output, issues } = judge(value);
  if (issues.length > 0) throw damagedBy(file, issues);
  return output;
}

/** One field on the line of the file, more of them on lines of their own. */
export function damagedBy(file: string, issues: readonly InputIssue[]): Error {
  if (issues.length === 1) return damaged(file, describeIssue(issues[0]));
  const [, ...lines] = new InputError(issues).message.split('\n');
  return damaged(file, ['', ...lines].join('\n'));
}
