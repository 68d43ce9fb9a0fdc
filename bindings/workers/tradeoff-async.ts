/** A curve in a worker. */

import * as v from 'valibot';
import { InputError } from '../input/errors.js';
import type { HostSignal } from '../core/host-types.js';
import { compile, type LoadOptions } from '../core/load.js';
import { checkSize, checkTradeoffOptions } from '../input/options.js';
import { abortSignal, callback, check } from '../input/rules.js';
import { checkScenario } from '../input/scenario.js';
import type { Objective, Point, Result, ScenarioInput, TradeoffOptions } from '../types.js';
import type { Platform } from './platform.js';
import { Pool } from './pool.js';
import type { CurveTask, PointEvent } from './protocol.js';

export interface TradeoffAsyncOptions<Aim extends Objective = Objective>
  extends TradeoffOptions<Aim>, LoadOptions {
  /** Ends the worker at once; the promise rejects with the signal's reason. */
  signal?: HostSignal;
  /** Called with each point when it is done, in order. An error it throws ends the worker and is what is rejected with. */
  onPoint?: (point: Point, index: number) => void;
}

/** What `tradeoff` has not. */
const own = v.object({ signal: v.optional(abortSignal), onPoint: v.optional(callback) });

export async function runTradeoff(
  platform: Platform,
  input: ScenarioInput,
  { signal, onPoint, wasm, ...options }: TradeoffAsyncOptions,
): Promise<Result> {
  const scenario = checkScenario(input);
  const completed = checkTradeoffOptions(options);
  const issues = [
    ...scenario.issues,
    ...completed.issues,
    ...check(own, { signal, onPoint }, 'options').issues,
  ];
  if (issues.length === 0) issues.push(...checkSize(scenario.output, completed.output));
  if (issues.length > 0) throw new InputError(issues);
  signal?.throwIfAborted();
  const module = await compile(wasm ?? platform.wasm());
  signal?.throwIfAborted();
  const pool = new Pool<CurveTask, Result>(
    platform.startWorker,
    { module, job: { kind: 'curves' } },
    1,
    () => 'the curve',
  );
  const abort = () => pool.close(signal!.reason);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    // a worker that replaces another begins again: its points up to where the other came are known
    let told = 0;
    const onEvent = (value: unknown) => {
      const { index, point } = value as PointEvent;
      if (index !== told) return;
      told++;
      onPoint?.(point, index);
    };
    return await pool.run({ scenario: scenario.output, options: completed.output }, onEvent);
  } finally {
    signal?.removeEventListener('abort', abort);
    pool.close(null);
  }
}
