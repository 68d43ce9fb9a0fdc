/** A run that can be interrupted: one line of JSON a placement, and a first line that says what the run is about. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Design, Failure } from './compare.js';

/** Of one placement: by number of devices, by floor, what each design loses (null: all), or why there is no answer. */
export type Row = (Record<Design, number | null> | Failure)[][];

/** What must be the same for rows to belong together. */
export interface About {
  seed: number;
  sizes: readonly number[];
  floors: readonly number[];
  core: string;
}

/** The rows there are of this very run; starts the file anew where it is about another one. */
export function resume(file: string, about: About): Row[] {
  const head = JSON.stringify(about);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  if (lines[0] !== head) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${head}\n`);
    return [];
  }
  // what follows the last line break was cut off: it is written over
  const whole = lines.slice(0, -1);
  writeFileSync(file, `${whole.join('\n')}\n`);
  return whole.slice(1).map((line) => JSON.parse(line) as Row);
}

export function keep(file: string, row: Row): void {
  appendFileSync(file, `${JSON.stringify(row)}\n`);
}
