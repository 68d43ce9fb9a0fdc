/** isabc verify: a second opinion on a result, without the core. */

import { InputError, type InputIssue } from '../input/errors.js';
import { align, digits } from '../solver/format.js';
import { isObject } from '../input/rules.js';
import { checkScenario } from '../input/scenario.js';
import type { Result } from '../types.js';
import {
  verifyResult,
  type Check,
  type PointProof,
  type Proof,
  type Verdict,
  type VerifyOptions,
} from '../verify/index.js';
import { exit, print, readJson, say } from './io.js';
import type { AddCommand } from './options.js';
import { watched } from './progress.js';
import type { World } from './world.js';

const help = `
The result must have been made with --covariance. Rate, bounds, LMI blocks and the lower bound of every point are
recomputed from the scenario, the factor (or the covariance) and the dual variables by code that shares no
arithmetic with the solver. --rigorous prints beside it what each optimum is shown to lie between, or what could not
be shown. Exit status 2 where anything is not verified, or not proved.

Example:
  isabc tradeoff scenario.json --covariance --json - | isabc verify -`;

export const verifyCommand: AddCommand = (program, world, done) => {
  program
    .command('verify')
    .summary('check a result independently of the solver')
    .description('Recomputes every point of a result in code of its own, and prints a verdict on each.')
    .argument('<result>', 'result, a JSON file made by tradeoff --covariance; - for standard input')
    .option('--rigorous', 'also enclose the optima, with every rounding accounted for')
    .addHelpText('after', help)
    .action(async (file: string, options: VerifyOptions) => done(await verify(file, options, world)));
};

async function verify(file: string, options: VerifyOptions, world: World): Promise<number> {
  const result = readable(await readJson(file, world));
  const count = result.points.length;
  const what = `${count} point${count === 1 ? '' : 's'} to check`;
  const verdict = await watched(what, world, () => verifyResult(result, options));
  const ends = result.limitsCertificate ? 'limits exclude each other' : 'maxRate';
  await print(world.stdout, formatVerdict(verdict, ends));
  if (verdict.proof) await print(world.stdout, formatProof(verdict.proof, ends));
  const failed = [
    ...(verdict.verified ? [] : ['verified']),
    ...(verdict.proof?.proved === false ? ['proved'] : []),
  ];
  if (failed.length === 0) return exit.done;
  await say(world.stderr, `not ${failed.join(', not ')}`);
  return exit.notCertified;
}

/** Refuses what is no result at all; whether a result is right is for verifyResult to say. */
export function readable(value: unknown): Result {
  if (!isObject(value)) {
    throw new InputError([
      { path: 'result', value, message: 'must be a result: an object as tradeoff --json writes it' },
    ]);
  }
  const issues: InputIssue[] = [];
  if (value.schemaVersion !== 1) {
    issues.push({ path: 'schemaVersion', value: value.schemaVersion, message: 'must be 1' });
  }
  issues.push(...checkScenario(value.scenario, ['scenario']).issues);
  if (!Array.isArray(value.points) || value.points.length === 0) {
    issues.push({ path: 'points', value: value.points, message: 'must be an array of one or more points' });
  }
  if (issues.length > 0) throw new InputError(issues);
  return value as unknown as Result;
}

/**
 * One line a point, and under it what failed; then what went unchecked.
 *
 * @param ends what the first line is about, where the result has it: the largest rate, or that no covariance has any
 */
export function formatVerdict(
  { verified, reason, maxRate, points, notChecked }: Verdict,
  ends: string,
): string {
  const rows: { cells: string[]; failed: Check[] }[] = points.map((point, index) => ({
    cells: [`points[${index}]`, `${point.rateFloor} bps/Hz`, point.status, word(point.verified)],
    failed: point.checks.filter(({ ok }) => !ok),
  }));
  if (maxRate !== null) {
    const failed = maxRate.checks.filter(({ ok }) => !ok);
    rows.unshift({ cells: [ends, '', '', word(maxRate.verified)], failed });
  }
  const lines = align(
    rows.map(({ cells }) => cells),
    [0, 2, 3],
  );
  const text = rows.flatMap(({ failed }, i) => [
    lines[i],
    ...failed.map(({ name, detail }) => `  ${name}: ${detail}`),
  ]);
  const count = points.filter((point) => point.verified).length;
  if (reason !== undefined) text.push(reason);
  for (const why of new Set(notChecked.map((entry) => entry.why))) {
    const fields = notChecked.filter((entry) => entry.why === why).map(({ field }) => field);
    text.push(`not checked: ${fields.join(', ')} (${why})`);
  }
  text.push(
    verified ? `verified: all ${count} points` : `NOT verified: ${count} of ${points.length} points are`,
  );
  return text.join('\n') + '\n';
}

/** One line a point: what its optimum is shown to lie between, or the first thing that could not be shown. */
export function formatProof({ proved, maxRate, points }: Proof, ends: string): string {
  const row = (name: string, of: string, proof: Pick<PointProof, 'enclosure' | 'reason' | 'proved'>) => {
    const { enclosure, reason } = proof;
    if (!proof.proved) return [name, of, `not proved: ${reason}`];
    if (enclosure === null) return [name, of, 'proved'];
    const { lower, upper, width } = enclosure;
    const most = Number.isFinite(upper) ? `${upper}, width ${digits(width)}` : 'any larger number';
    return [name, of, `proved: between ${lower} and ${most}`];
  };
  const rows = points.map((point, i) => row(`points[${i}]`, point.status, point));
  if (maxRate !== null) rows.unshift(row(ends, '', maxRate));
  const count = points.filter((point) => point.proved).length;
  const all = proved ? `proved: all ${count} points` : `NOT proved: ${count} of ${points.length} points are`;
  return [...align(rows, [0, 1, 2]), all].join('\n') + '\n';
}

function word(verified: boolean): string {
  return verified ? 'verified' : 'NOT verified';
}
