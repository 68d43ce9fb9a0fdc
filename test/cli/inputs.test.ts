/** What commands read beside a scenario: covariances and devices of other programs, ranges, single values. */
import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeMat } from '../../bindings/cli/files/mat.js';
import { writeNpy } from '../../bindings/cli/files/npy.js';
import { writeNpz } from '../../bindings/cli/files/npz.js';
import { numbers } from '../../bindings/cli/options.js';
import type { Result } from '../../bindings/types.js';
import { Folder, runHere } from '../support/cli.js';
import { FakeCore } from '../support/fake-core.js';
import { valid } from '../support/malformed.js';

let folder: Folder;
let scenario: string;
beforeEach(() => {
  folder = new Folder();
  scenario = folder.put('scenario.json', { ...valid, transmitter: { antennas: 2 } });
});
afterEach(() => folder.remove());

const put = (name: string, bytes: Uint8Array): string => {
  writeFileSync(folder.file(name), bytes);
  return folder.file(name);
};
/** The completed scenario of a curve with these arguments. */
async function completed(...args: string[]) {
  const { status, stdout, stderr } = await runHere([
    'tradeoff',
    scenario,
    '--points',
    '1',
    '--json',
    '-',
    ...args,
  ]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return (JSON.parse(stdout) as Result).scenario;
}
async function refusal(...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await runHere(args);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  return stderr;
}

describe('--covariance', () => {
  const R = { re: [[0.25, 0.125], [0.125, 0.5]], im: [[0, -0.0625], [0.0625, 0]] }; // prettier-ignore
  const array = { shape: [2, 2], re: Float64Array.from(R.re.flat()), im: Float64Array.from(R.im.flat()) };

  test('is the same from every format', async () => {
    const files = [
      put('R.npy', writeNpy(array)),
      put('R.npz', writeNpz({ other: array, R: array })),
      put('R.MAT', writeMat({ covariance: array })),
      folder.put('R.csv', '0.25,0.125-0.0625i\n0.125+0.0625i,0.5\n'),
      folder.put('R.json', R),
      folder.put('pairs.json', [[0.25, [0.125, -0.0625]], [[0.125, 0.0625], 0.5]]), // prettier-ignore
    ];
    for (const file of files) {
      const core = new FakeCore();
      const { status, stderr } = await runHere(['evaluate', scenario, '--covariance', file], { core });
      expect({ file, status, stderr }).toEqual({ file, status: 0, stderr: '' });
      expect({ file, given: core.given }).toMatchObject({ file, given: { covariance: R } });
    }
  });

  test('what does not fit is named, with the file', async () => {
    const line = { ...array, shape: [4] };
    expect(await refusal('evaluate', scenario, '--covariance', put('R.npy', writeNpy(line)))).toMatch(
      /covariance = ".*R\.npy": has an array of 1 dimensions \(4\) where a matrix is needed/,
    );
    expect(await refusal('evaluate', scenario, '--covariance', put('R.npz', writeNpz({ A: array })))).toMatch(
      /R\.npz": has no array named covariance or R: it has "A"/,
    );
    expect(await refusal('evaluate', scenario, '--covariance', folder.put('x.csv', '1\n'))).toMatch(
      /covariance\.re = \[\[1\]\]: must be 2 rows of 2/,
    );
    expect(
      await refusal(
        'evaluate',
        scenario,
        '--covariance',
        folder.put('R.json', [
          [1, 2],
          ['a', 1],
        ]),
      ),
    ).toMatch(/covariance\.re\[1\]\[0\] = "a"/);
    expect((await runHere(['evaluate', scenario, '--covariance', folder.file('no.npy')])).status).toBe(3);
  });
});

describe('--devices', () => {
  test('takes the place of the devices, with defaults for what is empty', async () => {
    const file = folder.put('tags.csv', 'name,y,x,symbol\n"tag, left",1,2,0.5\n,-1,3,\n');
    expect((await completed('--devices', file)).devices).toEqual([
      { position: [2, 1], symbol: 0.5, name: 'tag, left' },
      { position: [3, -1], symbol: 1 },
    ]);
  });

  test('names fields as if they stood in the scenario', async () => {
    const file = folder.put('tags.csv', 'x,y\n1,north\n2\n');
    const said = await refusal('tradeoff', scenario, '--devices', file);
    expect(said).toMatch(/devices\[0\]\.position\[1\] = "north"/);
    expect(said).toMatch(/devices\[1\]\.position\[1\] = ""/);
    expect(await refusal('tradeoff', scenario, '--devices', folder.put('no.csv', 'x\n1\n'))).toMatch(
      /devices = ".*no\.csv": has no columns x and y/,
    );
  });
});

describe('--set', () => {
  test('changes one value after the other', async () => {
    const changed = await completed(
      ...['--set', 'devices[0].symbol=0.25', '--set', 'pathLoss.exponent=2', '--set', 'clutterDbm=null'],
      ...['--set', 'pulse=sinc', '--set', 'receiver={"antennas": 3}', '--set', 'receiver.spacing=0.25'],
    );
    expect(changed.devices[0].symbol).toBe(0.25);
    expect(changed.pathLoss).toEqual({ referenceDb: 30, exponent: 2 });
    expect(changed.clutterDbm).toBeNull();
    expect(changed.pulse).toBe('sinc');
    expect(changed.receiver).toMatchObject({ antennas: 3, spacing: 0.25 });
  });

  test.each([
    ['powerDbm', /must be PATH=VALUE/],
    ['a..b=1', /must be PATH=VALUE/],
    ['devices[9].symbol=1', /leads to entry 9 of a list of \d/],
    ['pulse.samples[0]=1', /leads to entry 0 of what is no list/],
    ['devices[0].symbol.x=1', /leads to x of what is no object|symbol/],
    ['power=1', /power = 1: unknown key/],
    ['__proto__.powerDbm=1', /__proto__/],
  ])('%s is refused', async (text, reason) => {
    expect(await refusal('tradeoff', scenario, '--set', text)).toMatch(reason);
  });

  test('is taken by every command that reads a scenario, and by montecarlo', async () => {
    for (const command of [
      ['beam'],
      ['beamform', '--rates', '0.3'],
      ['simulate', '--rates', '0'],
      ['tradeoff'],
      ['evaluate', '--covariance', scenario],
    ])
      expect(await refusal(...command, scenario, '--set', 'noiseDbm=loud')).toMatch(/noiseDbm = "loud"/);
    const experiment = folder.put('experiment.json', { scenario: {}, draws: 1, placement: {} });
    expect(
      await refusal('montecarlo', experiment, '--out', folder.file('out'), '--set', 'scenario.noiseDbm=loud'),
    ).toMatch(/scenario\.noiseDbm = "loud"/);
  });
});

describe('--rates', () => {
  test('ranges end exactly where they say', () => {
    expect(numbers('0:0.1:0.3')).toEqual([0, 0.1, 0.2, 0.3]);
    expect(numbers('0:0.05:0.8')).toHaveLength(17);
    expect(numbers('0.5,1e-3:1e-3:3.5e-3,0.5')).toEqual([0.5, 0.001, 0.002, 0.003, 0.5]);
    expect(numbers('1:-0.25:0')).toEqual([1, 0.75, 0.5, 0.25, 0]);
    expect(numbers('2:1:2')).toEqual([2]);
  });

  test.each(['0:1', '0:0:1', '1:0.1:0', '0:1e-9:1', '0:x:1', '0:.1:1:2', ':::', '0:1e-300:1'])(
    '%s is refused',
    (text) => expect(() => numbers(text)).toThrow(/START:STEP:END/),
  );

  test('is spelled the same everywhere, and --rate is still taken', async () => {
    for (const option of ['--rates', '--rate']) {
      const { status, stderr } = await runHere(['simulate', scenario, option, '0.3', '--trials', '2']);
      expect({ option, status, stderr }).toEqual({ option, status: 0, stderr: '' });
    }
    expect((await runHere(['tradeoff', scenario, '--rate=0.3', '--csv', '-'])).stdout).toMatch(/^0\.3,/m);
    expect(await refusal('simulate', scenario, '--rates', '0,0.1')).toMatch(
      /rates = \[0,0\.1\]: must be one/,
    );
  });
});
