/** The line about how far a Monte Carlo run is. */

import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DrawProgress, Progress } from '../../bindings/cli/progress.js';
import { Terminal } from '../../bindings/cli/terminal.js';

let lines: string[];
const stream = (isTTY: boolean) =>
  Object.assign(
    new Writable({
      write(text: Buffer, _encoding, done) {
        lines.push(text.toString());
        done();
      },
    }),
    { isTTY },
  );
const line = (text: string) => `\r${text}\u001b[K`;

beforeEach(() => {
  lines = [];
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => void vi.useRealTimers());

test('tells what the run is doing, at the pace of that alone', () => {
  const progress = new DrawProgress(stream(true));
  progress.show('reading', 1000, 5000);
  vi.advanceTimersByTime(500);
  progress.show('reading', 2000, 5000);
  vi.advanceTimersByTime(20_000);
  progress.show('solving', 2000, 5000, 0);
  vi.advanceTimersByTime(1000);
  progress.show('solving', 2010, 5000, 0);
  vi.advanceTimersByTime(1000);
  progress.show('solving', 2100, 5000, 3);
  vi.advanceTimersByTime(100);
  progress.show('solving', 4469, 5000, 3);
  vi.advanceTimersByTime(1000);
  progress.show('assembling', 0, 5000);
  vi.advanceTimersByTime(1000);
  progress.show('assembling', 2500, 5000);
  progress.clear();
  expect(lines).toEqual([
    line('looking at what is there: 2000 of 5000 draws, 2 s left'),
    line('2000 of 5000 draws, 0 points unsolved'),
    line('2010 of 5000 draws, 10 draws/s, 5 min left, 0 points unsolved'),
    line('2100 of 5000 draws, 50 draws/s, 58 s left, 3 points unsolved'),
    line('4469 of 5000 draws, 1180 draws/s, 1 s left, 3 points unsolved'),
    line('writing the results: 0 of 5000 draws'),
    line('writing the results: 2500 of 5000 draws, 1 s left'),
    line(''),
  ]);
});

test('at most ten times a second, and only where it is seen', () => {
  const terminal = new DrawProgress(stream(true));
  for (let draw = 0; draw <= 1000; draw++, vi.advanceTimersByTime(1)) terminal.show('solving', draw, 1000, 0);
  expect(lines).toHaveLength(10);
  lines = [];
  const pipe = new DrawProgress(stream(false));
  for (let draw = 0; draw <= 1000; draw++, vi.advanceTimersByTime(1)) pipe.show('solving', draw, 1000, 0);
  pipe.clear();
  expect(lines).toEqual([]);
});

test('a line that stands for long tells how long, and what is said comes after it is gone', () => {
  vi.useFakeTimers();
  const terminal = new Terminal(stream(true) as unknown as NodeJS.WriteStream);
  const write = (text: Buffer, _encoding: string, done: () => void) => (
    terminal.write(text.toString()),
    done()
  );
  const progress = new Progress(Object.assign(new Writable({ write }), { isTTY: true }));
  progress.begin(() => 'gone before anybody can read it');
  vi.advanceTimersByTime(50);
  progress.clear();
  progress.begin(() => '0 of 2 points');
  vi.advanceTimersByTime(2500);
  progress.show(() => '1 of 2 points');
  vi.advanceTimersByTime(500);
  progress.clear();
  terminal.write('isabc: done\n');
  vi.advanceTimersByTime(5000);
  const steps = ['0 of 2 points', '0 of 2 points, 1 s', '0 of 2 points, 2 s', '1 of 2 points', ''];
  expect(lines).toEqual([...steps.map(line), 'isabc: done\n']);
});
