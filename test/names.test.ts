/** Texts of other people on their way out: to terminals, SVG and CSV. */

import { describe, expect, test } from 'vitest';
import { show } from '../bindings/input/errors.js';
import { parseScenario } from '../bindings/input/scenario.js';
import { csvText, isPrintable, printable, printableLines } from '../bindings/input/text.js';
import { Folder, runHere } from './support/cli.js';

const escape = '\u001b';
/** A kind of each: erase the screen, the same in one byte, right to left, a new line, half a character, no character. */
const unfit = [
  `a${escape}[2J`,
  'a\u009b2J',
  'a\u202egnp',
  'a\u2066b',
  'a\nb',
  'a\u2028b',
  'a\ud800',
  'a\uffff',
  '\0',
];

describe('a name', () => {
  test.each(unfit)('%j is refused of a device', (name) => {
    expect(() => parseScenario({ devices: [{ position: [1, 1], name }] })).toThrow(/devices\[0\]\.name = /);
    expect(isPrintable(name)).toBe(false);
    expect(isPrintable(printable(name))).toBe(true);
    expect(isPrintable(show(name))).toBe(true);
    expect(printableLines(name).split('\n').every(isPrintable)).toBe(true);
  });

  test.each(['Tür 3', '标签', 'תג', '=cmd', '👩‍🔧', ''])('%j is taken as it is', (name) => {
    expect(parseScenario({ devices: [{ position: [1, 1], name }] }).devices[0].name).toBe(name);
    expect(printable(name)).toBe(name);
  });
});

test.each([
  ['=cmd|calc', "'=cmd|calc"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@sum', "'@sum"],
  ['＝1', "'＝1"],
  [' =1', "' =1"],
  ['\t=1', "'\\u0009=1"],
  ['=a,"b"', '"\'=a,""b"""'],
  ['a=b', 'a=b'],
  ['a, b', '"a, b"'],
  ['a\nb', 'a\\u000ab'],
])('the cell of %j is %s', (text, cell) => {
  expect(csvText(text)).toBe(cell);
});

describe('the command line', () => {
  const scenario = { devices: [{ position: [1.5, -0.5] }] };

  test('prints no escape sequence of a file, a name or an option', async () => {
    const folder = new Folder();
    const one = folder.put(`=cmd|${escape}[2J\u202e.json`, scenario);
    const other = folder.put('b.json', scenario);
    const broken = folder.put(`${escape}]0;x.json`, `{"${escape}[31m": 1`);
    const result = {
      schemaVersion: 1,
      scenario,
      points: [{ status: `${escape}[2J`, rateFloor: '\u202e', [`${escape}[1m`]: 1 }],
    };
    for (const args of [
      ['tradeoff', one, other],
      ['tradeoff', broken],
      ['tradeoff', folder.file(`${escape}[2J`)],
      ['tradeoff', `--${escape}[2J`],
      [`${escape}[2J`],
      ['verify', folder.put('result.json', result)],
      [
        'verify',
        folder.put('result.json', { ...result, fidelity: `${escape}[2J`, objective: `${escape}[2J` }),
      ],
      ['montecarlo', other, '--out', `${escape}[2J`, '--shard', `${escape}[2J`],
    ]) {
      const { stdout, stderr } = await runHere(args);
      expect((stdout + stderr).split('\n').every(isPrintable), JSON.stringify(args)).toBe(true);
      expect(stdout + stderr).not.toBe('');
    }
    folder.remove();
  });

  test('gives spreadsheets no formula, and viewers an SVG that opens', async () => {
    const folder = new Folder();
    const one = folder.put(`=cmd|${escape}\u0001.json`, scenario);
    const other = folder.put('b.json', scenario);
    const { status, stdout } = await runHere(['tradeoff', one, other, '--points', '2', '--csv', '-']);
    expect(status).toBe(0);
    expect(stdout.split('\n')[1]).toMatch(/^'=cmd\|\\u001b\\u0001,/);
    const svg = await runHere(['tradeoff', one, other, '--points', '2', '--plot', '-']);
    expect(svg.status).toBe(0);
    expect(svg.stdout.split('\n').every(isPrintable)).toBe(true);
    folder.remove();
  });
});
