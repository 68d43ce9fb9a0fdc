/**
 * Damage to the folders of runs: every field of every file replaced, every file replaced by what is none. Whatever
 * comes of it is a finished run with the right bytes, or an error that names the place.
 */

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from './cli.js';
import { recorded, type Runs } from './runs.js';

/** A folder of the kind `of`, and what is done to it. */
export interface Damage {
  of: 'finished' | 'finished as CSV' | 'under way' | 'shard';
  name: string;
  /** Named by an error, if there is one. */
  field?: string;
  /** The hashes say nothing of it: values that could be true are believed. */
  forged?: boolean;
  /** The run is extended, too: from what stands there. */
  extended?: boolean;
  apply(folder: string): void;
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const values: Json[] = [
  null,
  [],
  {},
  'x',
  '../../../precious',
  7,
  -1,
  0.5,
  1e15,
  1e300,
  true,
  2 ** 40,
  '\u001b[2J',
];

/** Every place in a value, by its keys; of long lists the first and the last item. */
function* places(value: Json, keys: (string | number)[] = []): Generator<(string | number)[]> {
  yield keys;
  if (Array.isArray(value)) {
    for (const i of new Set([0, value.length - 1])) if (i in value) yield* places(value[i], [...keys, i]);
  } else if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) yield* places(value[key], [...keys, key]);
  }
}

function replaced(value: Json, keys: (string | number)[], by: Json | undefined): Json {
  if (keys.length === 0) return by ?? null;
  const copy = structuredClone(value) as Record<string | number, Json>;
  const [last, ...inner] = [...keys].reverse();
  const target = inner
    .reverse()
    .reduce<Record<string | number, Json>>((at, key) => at[key] as typeof at, copy);
  if (by === undefined) Reflect.deleteProperty(target, last);
  else target[last] = by;
  return copy as Json;
}

/** Changes of a JSON text, each with the name of the field; `write` puts the changed text back into the folder. */
function* fields(
  about: Pick<Damage, 'of' | 'forged'> & { file: string },
  text: string,
  write: (folder: string, text: string) => void,
): Generator<Damage> {
  const value = JSON.parse(text) as Json;
  let turn = 0;
  for (const keys of places(value)) {
    const field = keys.filter((key) => typeof key === 'string').at(-1);
    // a few of the values, other ones at each place
    turn = (turn + 5) % values.length;
    const some = [0, 4, 9].map((i) => values[(turn + i) % values.length]);
    for (const by of [...some, ...(keys.length > 0 ? [undefined] : [])]) {
      const changed = replaced(value, keys, by);
      if (JSON.stringify(changed) === JSON.stringify(value)) continue;
      const name = `${about.file}: ${keys.join('.') || 'all'} = ${JSON.stringify(by) ?? 'missing'}`;
      yield { ...about, name, field, apply: (folder) => write(folder, JSON.stringify(changed)) };
    }
  }
}

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes);

/** Puts a text in the place of a finished run's file, and its hash into the manifest: nobody can see the change by that. */
function forge(folder: string, file: string, text: string | Uint8Array): void {
  writeFileSync(join(folder, file), text);
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as { files: Record<string, unknown> };
  manifest.files[file] = { bytes: Buffer.byteLength(text), sha256: digest(Buffer.from(text)).digest('hex') };
  writeFileSync(path, JSON.stringify(manifest));
}

/** The header of a chunk as text, and a chunk with another one, its digest made right. */
function chunkHeader(bytes: Buffer): string {
  return bytes.subarray(4, 4 + bytes.readUInt32LE(0)).toString();
}
function withHeader(bytes: Buffer, header: string): Buffer {
  const text = Buffer.from(header);
  const padded = (length: number) => Math.ceil(length / 8) * 8;
  const head = Buffer.alloc(padded(4 + text.length));
  head.writeUInt32LE(text.length);
  text.copy(head, 4);
  const body = bytes.subarray(padded(4 + bytes.readUInt32LE(0)), -32);
  const all = Buffer.concat([head, body]);
  return Buffer.concat([all, digest(all).digest()]);
}

const kinds: Record<string, (path: string) => void> = {
  missing: (path) => rmSync(path, { recursive: true }),
  'a folder': (path) => (rmSync(path, { recursive: true }), mkdirSync(path)),
  'a pipe': (path) => (rmSync(path, { recursive: true }), execFileSync('mkfifo', [path])),
  'a link to itself as it was': (path) => (
    renameSync(path, `${path}.moved`),
    symlinkSync(`${path}.moved`, path)
  ),
  'a link to nothing': (path) => (rmSync(path, { recursive: true }), symlinkSync(`${path}.nothing`, path)),
  'a link to /dev/zero': (path) => (rmSync(path, { recursive: true }), symlinkSync('/dev/zero', path)),
  empty: (path) => (rmSync(path, { recursive: true }), writeFileSync(path, '')),
  'cut in half': (path) => truncateSync(path, statSync(path).isFile() ? statSync(path).size >> 1 : 0),
  'followed by more': (path) => writeFileSync(path, 'more', { flag: 'a' }),
  'not UTF-8': (path) => writeFileSync(path, Buffer.from([0x7b, 0xff, 0xfe, 0x7d])),
  'nested without end': (path) => writeFileSync(path, '['.repeat(100_000)),
};

/** Everything above, over good folders of a finished run, of one under way, and of a shard. */
export function* damages(runs: Runs): Generator<Damage> {
  const read = (...names: string[]) => readFileSync(runs.path(...names), 'utf8');
  const manifest = read('finished', 'manifest.json');
  const put = (file: string) => (folder: string, text: string) => writeFileSync(join(folder, file), text);
  yield* fields({ of: 'finished', file: 'manifest.json' }, manifest, put('manifest.json'));
  const summary = { of: 'finished', file: 'summary.json', forged: true } as const;
  yield* fields(summary, read('finished', 'summary.json'), (folder, text) =>
    forge(folder, 'summary.json', text),
  );
  const record = read('under way', 'chunks', 'run.json');
  yield* fields({ of: 'under way', file: 'run.json' }, record, put('chunks/run.json'));
  yield* fields(
    { of: 'shard', file: 'run.json' },
    read('shard', 'chunks', 'run.json'),
    put('chunks/run.json'),
  );
  for (const of of ['under way', 'shard'] as const) {
    const bytes = readFileSync(runs.chunk(of, 0));
    yield* fields({ of, file: '00000000.chunk' }, chunkHeader(bytes), (folder, text) =>
      writeFileSync(join(folder, 'chunks', '00000000.chunk'), withHeader(bytes, text)),
    );
  }
  const lock = '{"host":"h","system":"s","pid":1,"started":"1","beats":0}';
  yield* fields({ of: 'under way', file: 'lock' }, lock, put('lock'));
  for (const [what, apply] of Object.entries(kinds)) {
    for (const of of ['finished', 'under way', 'shard'] as const)
      for (const file of listing(runs.path(of))) {
        if (what.startsWith('cut') && !statSync(runs.path(of, file)).isFile()) continue;
        if (/more|UTF|nested/.test(what) && !statSync(runs.path(of, file)).isFile()) continue;
        yield { of, name: `${file}: ${what}`, apply: (folder) => apply(join(folder, file)) };
      }
    if (what === 'missing' || /link to itself|cut|more|nothing/.test(what)) continue;
    const place = (folder: string) => (writeFileSync(join(folder, 'lock'), ''), apply(join(folder, 'lock')));
    if (!/empty|UTF|nested/.test(what)) yield { of: 'under way', name: `lock: ${what}`, apply: place };
  }
}

/** Tables of finished runs with bytes changed, cut off or put in at random, and the hash in the manifest made right. */
export function* spoiltTables(runs: Runs, count: number, random: () => number): Generator<Damage> {
  const below = (n: number) => Math.floor(random() * n);
  for (let i = 0; i < count; i++) {
    const format = i % 2 === 0 ? 'parquet' : 'csv';
    const of = format === 'csv' ? 'finished as CSV' : 'finished';
    const file = `${below(3) > 0 ? 'draws' : 'placements'}.${format}`;
    const bytes = readFileSync(runs.path(of, file));
    // what Parquet says of itself stands at the end
    const at = format === 'parquet' && below(2) === 0 ? bytes.length - 1 - below(3000) : below(bytes.length);
    const flipped = Buffer.from(bytes);
    flipped[at] ^= 1 << below(8);
    const more = Buffer.alloc(1 + below(50), below(256));
    const [what, spoilt] = (
      [
        ['a bit is another', flipped],
        ['cut', bytes.subarray(0, at)],
        ['longer', Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)])],
      ] as const
    )[below(3)];
    const name = `${file}: ${what} at ${at}`;
    yield { of, name, forged: true, extended: true, apply: (folder) => forge(folder, file, spoilt) };
  }
}

function listing(folder: string): string[] {
  return readdirSync(folder).flatMap((name) =>
    statSync(join(folder, name)).isDirectory()
      ? [name, ...listing(join(folder, name)).map((inner) => join(name, inner))]
      : [name],
  );
}

/** Makes the good folders. */
export async function prepare(runs: Runs): Promise<void> {
  await runs.montecarlo('finished', small);
  await runs.montecarlo('finished as CSV', [...small, '--format', 'csv']);
  await runs.montecarlo('under way', small, recorded(1));
  await runs.montecarlo('shard', [...small, '--shard', '1/2']);
  await runs.montecarlo('other', [...small, '--shard', '2/2']);
}
export const small = ['--draws', '100'];

/** What comes of damage: null where all is well, and a sentence otherwise. */
export async function judge(runs: Runs, damage: Damage): Promise<string | null> {
  const work = runs.path('work');
  rmSync(work, { recursive: true, force: true });
  rmSync(runs.path('merged'), { recursive: true, force: true });
  cpSync(runs.path(damage.of), work, { recursive: true });
  writeFileSync(runs.path('precious'), 'precious');
  damage.apply(work);
  const commands: [string, () => Promise<Outcome>][] =
    damage.of === 'shard'
      ? [['merged', () => runs.merge('merged', 'work', 'other')]]
      : [['work', () => runs.montecarlo('work', [...small, '--resume'])]];
  if (damage.of.startsWith('finished')) commands.unshift(['', () => runs.plot('work')]);
  if (damage.forged) commands.pop(); // pictures are made of all that stands there
  const format = damage.of === 'finished as CSV' ? 'csv' : 'parquet';
  const more = ['--draws', '200', '--resume', '--format', format];
  if (damage.extended) commands.push(['', () => runs.montecarlo('work', more)]);
  for (const [out, command] of commands) {
    const wrong = verdict(runs, damage, out, await command());
    if (wrong !== null) return `${damage.of}, ${damage.name}: ${wrong}`;
  }
  return null;
}

function verdict(runs: Runs, { field }: Damage, out: string, { status, stderr }: Outcome): string | null {
  if (readFileSync(runs.path('precious'), 'utf8') !== 'precious') return 'a file outside was written';
  const said = `status ${status}: ${stderr.slice(0, 300)}`;
  if (/\n {4}at |should not have happened|\u001b/.test(stderr)) return said;
  if (status === 0 || status === 2) {
    if (out === '') return null;
    const found = runs.hashes(out);
    const right = runs.hashes('finished');
    const names = Object.keys(right);
    return names.every((name) => found[name] === right[name]) ? null : `other bytes, ${said}`;
  }
  if (status === 1) {
    const sayings =
      /holds another run|holds no (run|shard)|no finished run|shards of one run|are missing|by version|holds a finished/;
    return sayings.test(stderr) ? null : said;
  }
  if (status !== 3 || !/is damaged|cannot read|cannot write|in use|missing/.test(stderr)) return said;
  return field === undefined || stderr.includes(field) || /experimentHash/.test(stderr)
    ? null
    : `names no ${field}, ${said}`;
}
