/**
 * npm run fuzz -- --count N --seed S [--signal superposed | --limits] [--from I] [--verify K] [--only I] [--most S]:
 * random scenarios, degenerate ones among them, every third of the general model, each solved at a few floors. Prints
 * counts by status, apart those floors beyond doubles where the last digit of the rate is worth more than certificates
 * may leave; exits 1 on anything else unsolved, wrong or unexplained, and on a case that takes longer than --most
 * seconds of the processor (default 300; --large: no end). Every K-th result (default 20), and those of the general
 * model, also go through the independent verifier. --limits adds limits, weights and the worst device. --from skips the
 * cases before I; --only runs one and prints it.
 */
import { parseArgs } from 'node:util';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { caseRunner, type CaseReport, type FuzzOptions } from './fuzz/run.js';

/** What the worker posts: the case that it begins, or what came of it. */
type Message = { begun: number } | { done: number; report: CaseReport };

if (isMainThread) await drive();
else await work();

/** In a worker, so that a case which takes for ever can be ended. */
async function work(): Promise<void> {
  const { options, from, end } = workerData as { options: FuzzOptions; from: number; end: number };
  const run = await caseRunner(options);
  for (let i = from; i < end; i++) {
    parentPort!.postMessage({ begun: i } satisfies Message);
    parentPort!.postMessage({ done: i, report: run(i) } satisfies Message);
  }
}

async function drive(): Promise<void> {
  const { values: args } = parseArgs({
    options: {
      count: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      signal: { type: 'string', default: 'reused' },
      limits: { type: 'boolean', default: false },
      verify: { type: 'string', default: '20' },
      from: { type: 'string', default: '0' },
      most: { type: 'string', default: '300' },
      only: { type: 'string' },
      large: { type: 'boolean', default: false },
    },
  });
  const { signal, limits, large } = args;
  if (signal !== 'reused' && signal !== 'superposed') throw new Error('--signal reused|superposed');
  if (limits && signal !== 'reused') throw new Error('--limits: of reused signals only');
  const only = args.only !== undefined;
  const first = Number(args.only ?? args.from),
    end = only ? first + 1 : first + Number(args.count);
  const options = {
    seed: Number(args.seed),
    signal,
    limits,
    large,
    verify: Number(args.verify),
    only,
  } as const;
  const most = large ? Infinity : 1e6 * Number(args.most);
  const spent = () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  };

  const statuses: Record<string, number> = {},
    refusals: Record<string, number> = {};
  const gaps: number[] = [];
  let failures = 0,
    worst = { ms: 0, case: first };
  const started = performance.now();
  for (let from = first; from < end;) {
    let current = from;
    const slow = await new Promise<boolean>((resolve, reject) => {
      const worker = new Worker(new URL(import.meta.url), { workerData: { options, from, end } });
      let begun = spent();
      const watch = setInterval(() => {
        if (spent() - begun > most) void worker.terminate();
      }, 1000);
      worker.on('error', reject);
      worker.on('exit', () => {
        clearInterval(watch);
        resolve(current < end);
      });
      worker.on('message', (message: Message) => {
        begun = spent();
        if ('begun' in message) {
          current = message.begun;
          return;
        }
        const { report } = message;
        current = message.done + 1;
        for (const line of report.lines) console.log(line);
        for (const status of report.statuses) statuses[status] = (statuses[status] ?? 0) + 1;
        for (const why of report.refusals) refusals[why] = (refusals[why] ?? 0) + 1;
        gaps.push(...report.gaps);
        failures += report.failures;
        if (report.ms > worst.ms) worst = { ms: report.ms, case: message.done };
      });
    });
    if (slow) {
      failures++;
      console.log(`case ${current}: takes longer than ${args.most} s`);
    }
    from = slow ? current + 1 : current;
  }
  gaps.sort((a, b) => a - b);
  const quantile = (t: number) =>
    gaps[Math.min(gaps.length - 1, Math.floor(t * gaps.length))]?.toExponential(1);
  console.log(JSON.stringify({ cases: end - first, ...statuses, failures }));
  console.log(
    `gaps: median ${quantile(0.5)}, 99 % ${quantile(0.99)}, largest ${quantile(1)}; ` +
      `${((performance.now() - started) / 1000).toFixed(0)} s, slowest case ${worst.case}: ${worst.ms.toFixed(0)} ms`,
  );
  for (const [why, count] of Object.entries(refusals)) console.log(`refused ${count}: ${why}…`);
  process.exitCode = failures > 0 ? 1 : 0;
}
