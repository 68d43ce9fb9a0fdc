/** The published declarations, as strict users see them: without the DOM library, and under the pages' own examples. */
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from './support/cli.js';

let project: string;
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'isabc-types-'));
  mkdirSync(join(project, 'node_modules/@types'), { recursive: true });
  symlinkSync(root, join(project, 'node_modules/isabc'));
  for (const name of ['@types/node', 'undici-types'])
    symlinkSync(join(root, 'node_modules', name), join(project, 'node_modules', name));
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

/** What the compiler says of these files. */
function compile(files: Record<string, string>, options: object): string {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(project, name), text);
  const compilerOptions = {
    target: 'es2022', lib: ['es2022'], types: [], module: 'nodenext', strict: true, noEmit: true, ...options,
  }; // prettier-ignore
  const config = join(project, 'tsconfig.json');
  writeFileSync(config, JSON.stringify({ compilerOptions, files: Object.keys(files) }));
  try {
    execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', config], {
      encoding: 'utf8',
    });
    return '';
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

const uses = `
  import { loadSolver, tradeoffAsync, type Point, type ScenarioInput } from 'isabc';
  import * as inline from 'isabc/inline';
  import { chart } from 'isabc/plot';
  const solver = await loadSolver();
  // plain lists of numbers and frozen ones
  const places: number[][] = [[1, 2]];
  const devices = places.map((position) => ({ position }));
  const rates = [0.1, 0.2] as const;
  const fixed: ScenarioInput = { devices: Object.freeze(devices), pulse: { samples: Object.freeze([1, 2]) } };
  const { points } = solver.tradeoff(fixed, { rates });
  for (const point of points) {
    if (point.status === 'optimal') {
      const { total, delay, angle } = point.crb;
      const numbers: number[] = [total, delay, angle, point.slope, point.lowerBound, point.gap, point.rate, point.rank];
    }
    if (point.status === 'infeasible') { const nothing: null = point.crb; }
    if (point.status === 'unsolved') { const why: string = point.reason; }
  }
  const [first] = solver.tradeoff(fixed, { rates, objective: 'position' }).points;
  if (first.status === 'optimal') { const square: number = first.crb.position; }
  const [other] = solver.tradeoff(fixed, { rates, objective: 'delay' }).points;
  // @ts-expect-error: with one receive antenna there is no angle
  if (other.status === 'optimal') { const square: number = other.crb.angle; }
  // @ts-expect-error: not before one has looked at the status
  const unseen: number = other.slope;
  const same: Point = other;
  const evaluation = solver.evaluate(fixed, { re: [[1]], im: [[0]] } as const);
  const later = await tradeoffAsync(fixed, { points: 2, onPoint: (point, index: number) => {} });
  if (later.points[0].status === 'optimal') { const total: number = later.points[0].crb.total; }
  export { inline, chart, same, evaluation };`;

test('without the DOM library and without skipLibCheck', () => {
  expect(compile({ 'uses.ts': uses }, { skipLibCheck: false })).toBe('');
});

test('with the DOM library, the host’s own types', () => {
  const text = `
    import { loadSolver, monteCarlo } from 'isabc';
    await loadSolver({ wasm: fetch('x') });
    await loadSolver({ wasm: new URL('http://x') });
    await loadSolver({ wasm: new WebAssembly.Module(new Uint8Array(8)) });
    const experiment = { scenario: {}, placement: { shape: 'disc', center: [0, 1], radius: 1, count: 2 }, draws: 2 } as const;
    for await (const { draws } of monteCarlo(experiment, { signal: AbortSignal.timeout(5) })) draws.total.length;`;
  expect(compile({ 'dom.ts': text }, { lib: ['es2022', 'dom'], skipLibCheck: false })).toBe('');
});

test('the examples of README and of the pages', () => {
  const pages = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)];
  const examples = pages
    .filter((page) => page.endsWith('.md'))
    .flatMap((page) =>
      [...readFileSync(join(root, page), 'utf8').matchAll(/```[jt]s\n(.*?)```/gs)]
        .map((match) => match[1])
        .filter((text) => /from 'isabc/.test(text) && /^for|console/m.test(text))
        .map((text, i) => [`${page.replace(/\W/g, '-')}-${i + 1}.ts`, `${text}\nexport {};`]),
    );
  expect(examples.length).toBeGreaterThanOrEqual(4);
  expect(compile(Object.fromEntries(examples), { types: ['node'], skipLibCheck: true })).toBe('');
});
