/**
 * The vocabulary the validators are written in: valibot schemas that each say in one sentence what they allow,
 * so that every refused field makes one issue with a message of its own.
 */

import * as v from 'valibot';
import { InputError, formatPath, type InputIssue } from './errors.js';

/** Bounds of a number; an end that is left out is open to infinity. All numbers must be finite. */
export interface Range {
  min?: number;
  /** Excluded lower end. */
  above?: number;
  max?: number;
  integer?: boolean;
  /** Unit for the message, such as "m". */
  unit?: string;
}

/** A finite number in a range; what it allows is worded from the range. */
export function numberIn(range: Range): v.CustomSchema<number, string> {
  const { min = -Infinity, above = -Infinity, max = Infinity, integer = false } = range;
  const accepts = (value: unknown): boolean =>
    typeof value === 'number' &&
    Number.isFinite(value) &&
    value >= min &&
    value > above &&
    value <= max &&
    (!integer || Number.isInteger(value));
  return v.custom<number, string>(accepts, 'must be ' + describeRange(range));
}

/** "an integer from 1 to 64", "a finite number > 0 (m)". */
export function describeRange({ min, above, max, integer, unit }: Range): string {
  const noun = integer ? 'an integer' : max === undefined ? 'a finite number' : 'a number';
  let bounds = '';
  if (min !== undefined) bounds = max === undefined ? ` ≥ ${min}` : ` from ${min} to ${max}`;
  else if (above !== undefined) bounds = ` > ${above}` + (max === undefined ? '' : ` and ≤ ${max}`);
  else if (max !== undefined) bounds = ` ≤ ${max}`;
  return noun + bounds + (unit === undefined ? '' : ` (${unit})`);
}

/** One of some strings. */
export function oneOf<const T extends readonly string[]>(names: T): v.CustomSchema<T[number], string> {
  const list = names.map((name) => JSON.stringify(name));
  const last = list.pop();
  return v.custom<T[number], string>(
    (value) => names.includes(value as string),
    `must be ${list.join(', ')} or ${last}`,
  );
}

/** true or false. */
export const flag = v.custom<boolean, string>((value) => typeof value === 'boolean', 'must be true or false');

export const callback = v.custom<() => void>((value) => typeof value === 'function', 'must be a function');

/** By what it can do, as it may come from another realm. */
export const abortSignal = v.custom(
  (value) => isObject(value) && 'aborted' in value && 'addEventListener' in value,
  'must be an AbortSignal',
);

/** So many unknown keys of an object are named, as an error names no more. */
const mostUnknown = 100;

/** Entries of an object schema. */
type Entries = Record<string, v.GenericSchema>;

/**
 * An object with no keys but the given ones. Every unknown key is an issue (valibot's strictObject reports the
 * first only, and takes `constructor` for a known one), and so is an array or null.
 */
export function strictObject<const E extends Entries>(
  entries: E,
  allowed: string,
): v.GenericSchema<unknown, v.InferOutput<v.ObjectSchema<E, undefined>>> {
  const names = Object.keys(entries);
  const allNames = new Set(names);
  const of = (all: Entries) => v.object(all, (issue) => missing(entries, issue, allowed));
  const known = of(entries);
  return objectOf((input) => {
    const unknown = unknownOf(input, allNames);
    if (unknown.length === 0) return known;
    const never = v.never(notAmong(names));
    return of({ ...entries, ...Object.fromEntries(unknown.map((key) => [key, never])) });
  }, allowed);
}

/** The keys of an object that are not among the names, an issue each. */
export function unknownKeys(
  given: Record<string, unknown>,
  names: readonly string[],
  inside: readonly string[] = [],
): InputIssue[] {
  const message = notAmong(names);
  return unknownOf(given, new Set(names)).map((key) => ({
    path: formatPath([...inside, key]),
    value: given[key],
    message,
  }));
}

function unknownOf(given: object, known: ReadonlySet<string>): string[] {
  const unknown = Object.keys(given).filter((key) => !known.has(key));
  return unknown.slice(0, mostUnknown);
}

const notAmong = (names: readonly string[]) => `unknown key; allowed are ${names.join(', ') || 'none'}`;

/** A strict object that is a file of its own: it may say where its JSON Schema is, which is left out of the output. */
export function documentOf<const E extends Entries>(
  entries: E,
  allowed: string,
): v.GenericSchema<unknown, v.InferOutput<v.ObjectSchema<E, undefined>>> {
  type Document = v.InferOutput<v.ObjectSchema<E, undefined>>;
  const withSchema: Entries = { ...entries, $schema: v.optional(v.string('must be a string')) };
  const withoutSchema = v.transform((output: Record<string, unknown>) => {
    delete output.$schema;
    return output as Document;
  });
  return v.pipe(strictObject(withSchema, allowed), withoutSchema);
}

/** An object whose schema depends on what it holds, so that the issues are those of what was meant. */
export function objectOf<T>(
  schemaOf: (input: Record<string, unknown>) => v.GenericSchema,
  allowed: string,
): v.GenericSchema<unknown, T> {
  const none = v.never(allowed);
  const schema = v.lazy((input) => (isObject(input) ? schemaOf(input) : none));
  // where `missing` looks for it
  return Object.assign(schema, { message: allowed }) as unknown as v.GenericSchema<unknown, T>;
}

/** What a missing key should have been: its own schema's message. */
function missing(entries: Entries, issue: v.BaseIssue<unknown>, allowed: string): string {
  const key = issue.path?.at(-1)?.key;
  const schema = typeof key === 'string' ? entries[key] : undefined;
  return schema === undefined ? allowed : wording(schema, allowed);
}

function wording(schema: v.GenericSchema, fallback: string): string {
  const parts = 'pipe' in schema ? (schema.pipe as unknown[]) : [schema];
  const message = (parts[0] as { message?: unknown }).message;
  return typeof message === 'string' ? message : fallback;
}

/** An object, and not an array or null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list of min to max items. Of one that is too long no item is looked at: there may be millions. */
export function list<const S extends v.GenericSchema>(
  item: S,
  min: number,
  max: number,
  allowed: string,
): v.GenericSchema<unknown, v.InferOutput<S>[]> {
  type List = v.GenericSchema<unknown, v.InferOutput<S>[]>;
  const short = v.rawCheck<v.InferOutput<S>[]>(({ dataset, addIssue }) => {
    const value: unknown = dataset.value;
    if (Array.isArray(value) && value.length < min) addIssue({ message: allowed });
  });
  const each = v.pipe(
    v.custom<unknown[]>((value) => Array.isArray(value) && value.length <= max, allowed),
    v.array(item, allowed),
    short,
  ) as List;
  if (!accepts(item)) return each;
  // items that are taken as they are need a schema each only where one is wrong
  const copied = v.pipe(
    v.any(),
    v.transform((items: unknown[]) => items.slice()),
  ) as List;
  const fits = (value: unknown) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) return false;
    for (let i = 0; i < value.length; i++) if (!item.check(value[i])) return false; // gaps too
    return true;
  };
  return Object.assign(
    v.lazy((value) => (fits(value) ? copied : each)),
    { message: allowed },
  ) as unknown as List;
}

/** Whether a schema takes what passes its check as it is. */
const accepts = (schema: v.GenericSchema): schema is v.CustomSchema<unknown, string> =>
  schema.type === 'custom';

/** The issues of an input under a schema, or its output. `root` names the input as a whole. */
export function check<T>(
  schema: v.GenericSchema<unknown, T>,
  input: unknown,
  root: string,
  prefix: readonly unknown[] = [],
): { output: T; issues: InputIssue[] } {
  const outcome = v.safeParse(schema, input);
  const issues = (outcome.issues ?? []).map((issue): InputIssue => {
    const keys = [...prefix, ...(issue.path ?? []).map((item) => item.key)];
    return { path: formatPath(keys) || root, value: issue.input, message: issue.message };
  });
  return { output: outcome.output as T, issues };
}

/** The output of a schema; throws InputError with all issues. */
export function parse<T>(schema: v.GenericSchema<unknown, T>, input: unknown, root: string): T {
  const { output, issues } = check(schema, input, root);
  if (issues.length > 0) throw new InputError(issues);
  return output;
}
