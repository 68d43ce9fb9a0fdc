/** What is thrown where input is refused, and how a refused value is shown. */

import { printable } from './text.js';

/** One refused field. */
export interface InputIssue {
  /** Where it is, as one would write it in code: `devices[3].position[1]`. */
  path: string;
  /** What stands there; undefined where the field is missing. */
  value: unknown;
  /** What is wrong, or what is allowed: "must be an integer from 1 to 64". */
  message: string;
}

/** The most fields that an error names: nobody reads more, and input may have millions. */
const mostIssues = 100;

/**
 * Input that is not accepted. `issues` has the refused fields, the first 100 of them, and `message` names them, one
 * a line: `devices[3].position[1] = "north": must be a finite number (m)`; where there are more, it says how many.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly issues: readonly InputIssue[];

  constructor(issues: readonly InputIssue[]) {
    const named = issues.slice(0, mostIssues);
    const lines = named.map((issue) => '  ' + describeIssue(issue));
    if (issues.length > named.length) lines.push(`  … and ${issues.length - named.length} more`);
    super(['invalid input:', ...lines].join('\n'));
    this.issues = named;
  }
}

/** `path = value: message`, or `path is missing: message`. */
export function describeIssue({ path, value, message }: InputIssue): string {
  return value === undefined ? `${path} is missing: ${message}` : `${path} = ${show(value)}: ${message}`;
}

/** The longest text of a value in a message, in characters. */
const shownLength = 80;

/** A value as text for a message: like JSON, but for NaN, Infinity and what JSON has no word for; shortened. */
export function show(value: unknown): string {
  const text = printable(literal(value));
  return text.length <= shownLength ? text : text.slice(0, shownLength - 1) + '…';
}

function literal(value: unknown): string {
  switch (typeof value) {
    case 'string':
      // A megabyte of text need not be quoted to show its first eighty characters.
      return JSON.stringify(value.slice(0, shownLength + 1));
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'bigint':
      return `${value}n`;
    case 'function':
      return 'a function';
    case 'object':
      return value === null ? 'null' : structure(value);
    default:
      return String(value);
  }
}

/** Arrays and objects, one level after the other as long as there is room. */
function structure(value: object, depth = 0): string {
  if (depth > 6) return Array.isArray(value) ? '[…]' : '{…}';
  const entries: string[] = [];
  let length = 0;
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value); // no million names of an array's items
  for (const key of keys) {
    const item: unknown = (value as Record<string | number, unknown>)[key];
    const text = typeof item === 'object' && item !== null ? structure(item, depth + 1) : literal(item);
    entries.push(Array.isArray(value) ? text : `${literal(key)}:${text}`);
    length += entries[entries.length - 1].length;
    if (length > shownLength) break; // show cuts the rest
  }
  return Array.isArray(value) ? `[${entries.join(',')}]` : `{${entries.join(',')}}`;
}

/** `devices`, 3, `position`, 1 → `devices[3].position[1]`; odd keys are quoted, and long ones shortened: `["my key"]`. */
export function formatPath(keys: readonly unknown[]): string {
  let path = '';
  for (const key of keys) {
    if (typeof key === 'number') path += `[${key}]`;
    else if (typeof key === 'string' && /^[A-Za-z_$][\w$]{0,79}$/.test(key))
      path += path === '' ? key : `.${key}`;
    else path += `[${show(key)}]`;
  }
  return path;
}
