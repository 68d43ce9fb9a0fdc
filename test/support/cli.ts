/** The command line within the test's own process, and the built one in a process of its own. */

import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { batches } from 'isabc';
import type { MonteCarlo } from '../../bindings/cli/run-folder/run.js';
import { run } from '../../bindings/cli/run.js';
import type { World } from '../../bindings/cli/world.js';
import type { DrawBatch } from '../../bindings/monte-carlo/types.js';
import { Solver } from '../../bindings/solver/solver.js';
import { FakeCore } from './fake-core.js';
import { syntheticChunk } from './synthetic-draws.js';

export interface Outcome {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs arguments in this process, over a fake core and a fake pool. */
export async function runHere(
  args: string[],
  {
    stdin = '',
    core = new FakeCore(),
    isTTY = false,
    monteCarlo = syntheticRun,
    onInterrupt = () => {},
  }: {
    stdin?: string;
    core?: FakeCore;
    isTTY?: boolean;
    monteCarlo?: MonteCarlo;
    onInterrupt?: World['onInterrupt'];
  } = {},
): Promise<Outcome> {
  const stdout = collector();
  const stderr = collector();
  const status = await run(args, {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: stdout.stream,
    stderr: Object.assign(stderr.stream, { isTTY }),
    loadSolver: () => Promise.resolve(new Solver(core)),
    loadPlot: () => import('isabc/plot'),
    loadPdf: () => import('isabc/pdf'),
    monteCarlo,
    batches,
    onInterrupt,
  });
  return { status, stdout: stdout.text(), stderr: stderr.text() };
}

/** Made-up results instead of `monteCarlo`. */
export async function* syntheticRun(
  ...[experiment, { chunks = [], stop }]: Parameters<MonteCarlo>
): AsyncGenerator<DrawBatch> {
  for (const chunk of chunks) {
    await new Promise((resolve) => setImmediate(resolve));
    if (stop?.aborted) return;
    yield syntheticChunk(experiment, chunk);
  }
}

function collector() {
  let text = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  return { stream, text: () => text };
}

export const cliFile = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs the built command line. */
export function runBuilt(args: string[], stdin = '', cwd = root): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cliFile, ...args], { cwd });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
    child.stdin.on('error', () => {}); // a program that stops early need not read all of it
    child.stdin.end(stdin);
  });
}

/** A folder that goes away with the test. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'isabc-test-'));

  file(name: string): string {
    return join(this.path, name);
  }

  /** Writes text, or a value as JSON, and returns where. */
  put(name: string, content: unknown): string {
    writeFileSync(this.file(name), typeof content === 'string' ? content : JSON.stringify(content));
    return this.file(name);
  }

  names(): string[] {
    return readdirSync(this.path).sort();
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
