import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { malformed, valid } from '../support/malformed.js';
import { Folder, runBuilt, runHere, type Outcome } from '../support/cli.js';

let folder: Folder;
beforeAll(() => (folder = new Folder()));
afterAll(() => folder.remove());

/** Status 1, the message on standard error alone, and no file but the inputs. */
function expectRefused({ status, stdout, stderr }: Outcome, says: string[], files: string[]): void {
  for (const part of says) expect(stderr).toContain(part);
  expect(stderr).toMatch(/^isabc: /);
  expect(stderr).not.toContain('    at ');
  expect(stdout).toBe('');
  expect(status).toBe(1);
  expect(folder.names()).toEqual(files);
}

const outputs = () => ['--json', folder.file('out.json'), '--csv', folder.file('out.csv')];

describe('malformed scenarios', () => {
  test.each(malformed)('$what', async ({ input, text, says }) => {
    const file = folder.put('bad.json', text ?? JSON.stringify(input));
    const content = text ?? JSON.stringify(input);
    expectRefused(await runHere(['tradeoff', file, ...outputs()]), says, ['bad.json']);
    expectRefused(await runHere(['tradeoff', '-', '--json', '-'], { stdin: content }), says, ['bad.json']);
    expectRefused(await runHere(['evaluate', file, '--covariance', file]), says, ['bad.json']);
  });

  test.each(malformed.filter((_, index) => index % 6 === 0))(
    'built: $what',
    async ({ input, text, says }) => {
      const file = folder.put('bad.json', text ?? JSON.stringify(input));
      expectRefused(await runBuilt(['tradeoff', file, ...outputs()]), says, ['bad.json']);
    },
  );
});

describe('files that are not JSON', () => {
  const cases: [string, string, string][] = [
    ['nothing', '', 'bad.json:1:1 is not JSON'],
    ['words', 'hello', 'bad.json:1:1 is not JSON'],
    ['an object that is not closed', '{"devices": [', 'bad.json:1:14 is not JSON'],
    ['a comma too many', '{\n  "devices": [],\n}', 'bad.json:3:1 is not JSON'],
    ['single quotes', "{'devices': []}", 'bad.json:1:2 is not JSON'],
    ['NaN', '{"devices": [],\n "powerDbm": NaN}', 'bad.json:2:14 is not JSON'],
    ['a comment', '// scenario\n{}', 'bad.json:1:1 is not JSON'],
    ['two values', '{} {}', 'bad.json:1:4 is not JSON'],
    ['a line feed in a string', '{"na\nme": 1}', 'bad.json:1:5 is not JSON'],
    ['a leading zero', '[01]', 'bad.json:1:3 is not JSON'],
  ];
  test.each(cases)('%s', async (_, text, says) => {
    const file = folder.put('bad.json', text);
    expectRefused(await runHere(['tradeoff', file, ...outputs()]), [says], ['bad.json']);
    expectRefused(await runHere(['verify', file]), [says], ['bad.json']);
  });

  test('not UTF-8', async () => {
    const { status, stderr } = await runHere(['tradeoff', process.execPath]);
    expect(stderr).toContain('is not UTF-8 text');
    expect(status).toBe(1);
  });

  test('standard input is named as such', async () => {
    const { stderr } = await runHere(['tradeoff', '-'], { stdin: '{' });
    expect(stderr).toContain('standard input:1:2 is not JSON');
  });

  test('a byte-order mark is fine', async () => {
    const { status } = await runHere(['tradeoff', '-'], { stdin: '\ufeff' + JSON.stringify(valid) });
    expect(status).toBe(0);
  });
});

describe('usage', () => {
  const cases: [string[], string][] = [
    [['tradeoff'], "missing required argument 'scenario'"],
    [['trade'], "unknown command 'trade'"],
    [['tradeoff', 'SCENARIO', '--fast'], "unknown option '--fast'"],
    [['verify', 'SCENARIO', 'more'], 'too many arguments'],
    [['tradeoff', 'SCENARIO', '--rates'], 'argument missing'],
    [
      ['tradeoff', 'SCENARIO', '--rates', '0.1', '--points', '3'],
      'points = 3: cannot be given together with rates',
    ],
    [['tradeoff', 'SCENARIO', '--rates', ''], 'rates[0] = "": must be a finite number ≥ 0 (bps/Hz)'],
    [['tradeoff', 'SCENARIO', '--rates', '0.1,x,-2'], 'rates[1] = "x"'],
    [['tradeoff', 'SCENARIO', '--rates', '0.1,x,-2'], 'rates[2] = -2: must be a finite number ≥ 0'],
    [['tradeoff', 'SCENARIO', '--rates', '-0.5'], 'rates[0] = -0.5'],
    [['tradeoff', 'SCENARIO', '--rates', 'NaN'], 'rates[0] = "NaN"'],
    [['tradeoff', 'SCENARIO', '--rates', '0x10'], 'rates[0] = "0x10"'],
    [['tradeoff', 'SCENARIO', '--rates', '1e999'], 'rates[0] = Infinity'],
    [['tradeoff', 'SCENARIO', '--points', '0'], 'points = 0: must be an integer from 1 to 100000'],
    [['tradeoff', 'SCENARIO', '--points', '2.5'], 'points = 2.5'],
    [['tradeoff', 'SCENARIO', '--points', 'many'], 'points = "many"'],
    [['tradeoff', 'SCENARIO', '--points', '100001'], 'points = 100001'],
    [
      ['tradeoff', 'SCENARIO', '--fidelity', 'exact'],
      'fidelity = "exact": must be "printed", "decoupled" or "coupled"',
    ],
    [['tradeoff', 'SCENARIO', '--objective', 'rate'], 'objective = "rate"'],
    [['tradeoff', 'SCENARIO', '--no-extremes'], 'extremes = false: can be false only with rates'],
    [
      ['tradeoff', 'SCENARIO', '--json', '-', '--csv', '-'],
      '--json and --csv cannot both go to standard output',
    ],
    [['tradeoff', 'SCENARIO', '--json', 'x', '--csv', 'x'], '--json and --csv cannot both go to x'],
    [['evaluate', 'SCENARIO'], "required option '--covariance <file>' not specified"],
    [['evaluate', '-', '--covariance', '-'], 'cannot both come from standard input'],
    [['evaluate', 'SCENARIO', '--covariance', 'SCENARIO'], 'covariance.re is missing: must be 8 rows of 8'],
    [
      ['evaluate', 'SCENARIO', '--covariance', 'SCENARIO', '--rates', '0.1,0.2'],
      'rates = [0.1,0.2]: must be one rate',
    ],
    [['evaluate', 'SCENARIO', '--covariance', 'SCENARIO', '--rates', 'x'], 'rate = "x"'],
    [['verify'], "missing required argument 'result'"],
    [['verify', 'SCENARIO'], 'schemaVersion is missing: must be 1'],
    [['verify', 'SCENARIO'], 'points is missing: must be an array of one or more points'],
  ];
  test.each(cases)('%j', async (args, says) => {
    const file = folder.put('bad.json', valid);
    const outcome = await runHere(args.map((arg) => (arg === 'SCENARIO' ? file : arg)));
    expectRefused(outcome, [says], ['bad.json']);
  });

  test('no command at all prints the help, as an error', async () => {
    const { status, stdout, stderr } = await runHere([]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('Usage: isabc');
  });
});

describe('a result that is none', () => {
  test.each([
    ['[]', 'result = []: must be a result'],
    ['{"schemaVersion":2,"points":[]}', 'schemaVersion = 2: must be 1'],
    ['{"schemaVersion":1,"points":[]}', 'points = []'],
    [
      '{"schemaVersion":1,"points":[{}],"scenario":{"devices":[{"position":[0]}]}}',
      'scenario.devices[0].position = [0]',
    ],
  ])('%s', async (text, says) => {
    const outcome = await runHere(['verify', folder.put('bad.json', text)]);
    expectRefused(outcome, [says], ['bad.json']);
  });
});
