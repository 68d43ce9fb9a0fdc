/** isabc serve: one process that answers requests, a line each, for callers in other languages. */

import { join } from 'node:path';
import { Writable } from 'node:stream';
import { InputError, type InputIssue } from '../input/errors.js';
import { parseJson } from '../input/json.js';
import { isObject, unknownKeys } from '../input/rules.js';
import type { Solver } from '../solver/solver.js';
import { verifyResult } from '../verify/index.js';
import { CommandError, exit, readJson, reason, write } from './io.js';
import { recordOf, runRecord, type MonteCarloOptions } from './montecarlo.js';
import type { AddCommand } from './options.js';
import { summaryName } from './run-folder/manifest.js';
import { experimentWarnings } from './warn.js';
import type { World } from './world.js';
import { readable } from './verify.js';

const help = `
A request is {"id"?, "method", "params"}, JSON on one line; its answer {"id", "result"} or {"id", "error"}, JSON on one
line, in the order of the requests. An error is {"name", "message"}, an InputError with "issues", a list of {"path",
"value", "message"}. The end of standard input ends the process. The methods, and the members of their params:

  version                                     {"version", "core"}
  tradeoff    scenario, options?              a result, as isabc tradeoff --json writes it
  evaluate    scenario, covariance, options?  an evaluation
  beamform    scenario, covariance, options?  waveforms
  verify      result                          the verdict on each point
  monteCarlo  experiment, out, options?       a run in the folder out; {"status", "summary", "warnings"?};
                                              options draws, seed, workers, format, placements, resume,
                                              wait, shard, as of isabc montecarlo

Example:
  echo '{"method": "tradeoff", "params": {"scenario": {"devices": [{"position": [2, 1]}]}}}' | isabc serve`;

export const serveCommand: AddCommand = (program, world, done) => {
  program
    .command('serve')
    .summary('answer requests of other programs, a line of JSON each')
    .description(
      'Answers requests on standard input, a line of JSON each, by a line of JSON on standard output.',
    )
    .addHelpText('after', help)
    .action(async () => done(await serve(world)));
};

/** The longest request, in bytes: a thousand scenarios of the largest kind. */
const longest = 64 << 20;

async function serve(world: World): Promise<number> {
  const solver = await world.loadSolver();
  for await (const line of lines(world.stdin)) {
    if (line.toString('latin1', 0, 64).trim() === '' && line.toString().trim() === '') continue;
    await write(world.stdout, `${JSON.stringify(await answer(line, solver, world))}\n`);
  }
  return exit.done;
}

/** The lines of a stream, without their ends. */
async function* lines(stream: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    let rest = Buffer.from(chunk);
    for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
      yield Buffer.concat([...parts, rest.subarray(0, end)]);
      rest = rest.subarray(end + 1);
      [parts, length] = [[], 0];
    }
    parts.push(rest);
    length += rest.length;
    if (length > longest)
      throw new CommandError(exit.badInput, `a request is longer than the ${longest} bytes allowed`);
  }
  if (length > 0) yield Buffer.concat(parts);
}

async function answer(line: Uint8Array, solver: Solver, world: World): Promise<Record<string, unknown>> {
  let id: unknown = null;
  try {
    const request = parseJson(line, 'the request');
    if (isObject(request)) id = request.id ?? null;
    return { id, result: await result(request, solver, world) };
  } catch (error) {
    return { id, error: described(error) };
  }
}

type Params = Record<string, unknown>;

interface Method {
  takes: readonly string[];
  answer: (params: Params, solver: Solver, world: World) => unknown;
}

/** What each method does with its params; what those must be, the solver and the experiment say. */
const methods: Record<string, Method> = {
  version: { takes: [], answer: () => ({ version: __VERSION__, core: __CORE_HASH__ }) },
  tradeoff: {
    takes: ['scenario', 'options'],
    answer: ({ scenario, options }, solver) => solver.tradeoff(scenario as never, (options ?? {}) as never),
  },
  evaluate: {
    takes: ['scenario', 'covariance', 'options'],
    answer: ({ scenario, covariance, options }, solver) =>
      solver.evaluate(scenario as never, covariance as never, (options ?? {}) as never),
  },
  beamform: {
    takes: ['scenario', 'covariance', 'options'],
    answer: ({ scenario, covariance, options }, solver) =>
      solver.beamform(scenario as never, covariance as never, (options ?? {}) as never),
  },
  verify: { takes: ['result'], answer: ({ result: claimed }) => verifyResult(readable(claimed)) },
  monteCarlo: {
    takes: ['experiment', 'out', 'options'],
    answer: ({ experiment, out, options }, _, world) => runFolder(experiment, out, options, world),
  },
};

function result(request: unknown, solver: Solver, world: World): unknown {
  const { method, params = {}, id: _, ...rest } = (isObject(request) ? request : {}) as Params;
  const known = Object.keys(methods);
  if (
    typeof method !== 'string' ||
    !known.includes(method) ||
    !isObject(params) ||
    Object.keys(rest).length > 0
  ) {
    const message = `must be {"id", "method", "params"} with one of the methods ${known.join(', ')}`;
    throw new InputError([{ path: 'request', value: request, message }]);
  }
  const { takes, answer } = methods[method];
  const issues = unknownKeys(params, takes, ['params']);
  if (issues.length > 0) throw new InputError(issues);
  return answer(params, solver, world);
}

/** What `isabc montecarlo` takes beside the experiment, with the defaults of its command line. */
const folderDefaults = { format: 'parquet', placements: true, resume: false, wait: false };
const folderOptions = ['draws', 'seed', 'workers', 'shard', ...Object.keys(folderDefaults)];

/** `isabc montecarlo`, without its words: what it has to say is in status and summary. */
async function runFolder(
  experiment: unknown,
  out: unknown,
  options: unknown,
  world: World,
): Promise<unknown> {
  const issues: InputIssue[] = [];
  if (typeof out !== 'string') issues.push({ path: 'out', value: out, message: 'must name a folder' });
  const asked = options ?? {};
  if (isObject(asked)) issues.push(...unknownKeys(asked, folderOptions));
  else issues.push({ path: 'options', value: options, message: 'must be an object' });
  if (issues.length > 0) throw new InputError(issues);
  const folder = out as string;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const given = { ...folderDefaults, ...(options as Partial<MonteCarloOptions>), out: folder };
  const record = recordOf(experiment, given);
  const status = await runRecord(record, given, { ...world, stdout: silent, stderr: silent });
  const whole = given.shard === undefined && [exit.done, exit.notCertified].includes(status as never);
  const warnings = experimentWarnings(record.experiment);
  return {
    status,
    summary: whole ? await readJson(join(folder, summaryName), world) : null,
    ...(warnings.length > 0 && { warnings }),
  };
}

/** An error as its answer. */
function described(error: unknown): Record<string, unknown> {
  if (error instanceof InputError) {
    const issues = error.issues.map(({ path, value, message }) => ({
      path,
      value: jsonValue(value),
      message,
    }));
    return { name: error.name, message: error.message, issues };
  }
  if (error instanceof SyntaxError || error instanceof CommandError)
    return { name: error.constructor.name, message: error.message };
  return { name: 'Error', message: `this should not have happened, please report it: ${reason(error)}` };
}

/** A refused value: left out where it is large, as the path says where it stands. */
function jsonValue(value: unknown): unknown {
  const text = JSON.stringify(value) ?? 'null';
  return text.length <= 200 ? value : null;
}
