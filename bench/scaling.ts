/**
 * npm run bench:scaling [-- --quick]: the time of a certified point for 1 to 32 devices and 4 to 64 antennas in each
 * array, `printed`, and `coupled` to 16 devices, with reflections known and unknown. Writes the tables into
 * docs/performance.md, between its markers, and draws docs/scaling.svg; with --quick it only prints a corner of them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { InputError, loadSolver, type Fidelity, type ScenarioInput, type Unknown } from 'isabc';
import { format } from 'prettier';
import { chart, line, markers, panels, renderSvg } from 'isabc/plot';
import { median } from './measure.js';
import { scenarioTwo } from './placements.js';
import { Random } from './random.js';

const { values: args } = parseArgs({ options: { quick: { type: 'boolean' } } });
const deviceCounts = args.quick ? [1, 4, 8] : [1, 2, 4, 8, 16, 32];
const antennaCounts = args.quick ? [4, 8, 16] : [4, 8, 16, 32, 64];
interface Sweep {
  fidelity: Fidelity;
  unknown: Unknown;
}
const sweeps: Sweep[] = [
  { fidelity: 'printed', unknown: 'none' },
  { fidelity: 'coupled', unknown: 'none' },
  { fidelity: 'coupled', unknown: 'reflections' },
];
const unknownToo = ({ unknown }: Sweep) => (unknown === 'none' ? '' : `, ${unknown} unknown`);
/** Points of a curve; curves of a cell, fewer where one takes longer than this many seconds. */
const POINTS = 21;
const CURVES = 9;
const LONG = 2;

interface Cell {
  devices: number;
  antennas: number;
  /** Median over the curves; null where the placements were refused, the devices being too many to be told apart. */
  seconds: number | null;
  /** Points of those curves that are certified, and all. */
  certified: number;
  points: number;
}

const solver = await loadSolver();

/** Devices in the disc of Scenario II, the same numbers of antennas on both sides. */
function scenario(unknown: Unknown, devices: number, antennas: number, seed: number): ScenarioInput {
  const random = new Random(10_000 * seed + 100 * devices + antennas);
  return { ...scenarioTwo(random, devices), transmitter: { antennas }, receiver: { antennas }, unknown };
}

/** Processor time a point along curves with their extremes. */
function measure({ fidelity, unknown }: Sweep, devices: number, antennas: number): Cell {
  const seconds: number[] = [];
  let certified = 0;
  for (let seed = 1; seed <= 10 * CURVES && seconds.length < CURVES; seed++) {
    const started = process.cpuUsage();
    try {
      const { points } = solver.tradeoff(scenario(unknown, devices, antennas, seed), {
        points: POINTS,
        fidelity,
      });
      const { user, system } = process.cpuUsage(started);
      const took = (user + system) / 1e6;
      seconds.push(took / POINTS);
      certified += points.filter(({ status }) => status === 'optimal').length;
      if (took > LONG) break;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
  const points = POINTS * seconds.length;
  return { devices, antennas, seconds: seconds.length > 0 ? median(seconds) : null, certified, points };
}

const measured = sweeps.map((sweep) => ({
  sweep,
  cells: antennaCounts.flatMap((antennas) =>
    deviceCounts.map((devices) => {
      measure(sweep, Math.min(devices, 8), Math.min(antennas, 8)); // warm
      const cell = measure(sweep, devices, antennas);
      console.error(sweep.fidelity, sweep.unknown, JSON.stringify(cell));
      return cell;
    }),
  ),
}));

/** Least-squares slope of log seconds against log of the number, from `from` on; null for fewer than three points. */
function exponent(points: { x: number; seconds: number | null }[], from: number): number | null {
  const known = points.flatMap(({ x, seconds }) =>
    x >= from && seconds !== null ? [[Math.log(x), Math.log(seconds)]] : [],
  );
  if (known.length < 3) return null;
  const mean = (k: number) => known.reduce((sum, p) => sum + p[k], 0) / known.length;
  const [mx, my] = [mean(0), mean(1)];
  const above = known.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return above / known.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
}

const milliseconds = (seconds: number | null) =>
  seconds === null ? '–' : String(Number((1e3 * seconds).toPrecision(2)));
const power = (x: number | null) => (x === null ? '–' : x.toFixed(1));

function table({ sweep, cells }: (typeof measured)[number]): string {
  const counts = [...new Set(cells.map(({ devices }) => devices))];
  const at = (devices: number, antennas: number) =>
    cells.find((cell) => cell.devices === devices && cell.antennas === antennas)!;
  const row = (...entries: string[]) => `| ${entries.join(' | ')} |`;
  const rows = antennaCounts.map((antennas) => {
    const along = counts.map((devices) => ({ x: devices, ...at(devices, antennas) }));
    const times = along.map(({ seconds }) => milliseconds(seconds));
    return row(`${antennas}×${antennas}`, ...times, power(exponent(along, 4)));
  });
  const across = counts.map((devices) =>
    power(
      exponent(
        antennaCounts.map((antennas) => ({ x: antennas, ...at(devices, antennas) })),
        8,
      ),
    ),
  );
  const total = (key: 'certified' | 'points') => cells.reduce((sum, cell) => sum + cell[key], 0);
  return [
    `\`${sweep.fidelity}\`${unknownToo(sweep)}, ms a point; ${total('certified')} of ${total('points')} points certified:`,
    '',
    row('antennas', ...counts.map((n) => (n === 1 ? '1 device' : String(n))), 'exponent in L'),
    row(...['antennas', ...counts, 'exponent'].map(() => '--:')),
    ...rows,
    row('exponent in M', ...across, ''),
  ].join('\n');
}

const text = await format(measured.map(table).join('\n\n'), { parser: 'markdown' });
console.log(text);

if (!args.quick) {
  const file = 'docs/performance.md';
  const [begin, end] = ['<!-- scaling: written by npm run bench:scaling -->', '<!-- /scaling -->'];
  const page = readFileSync(file, 'utf8');
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has no markers for the scaling tables`);
  writeFileSync(file, `${page.slice(0, from + begin.length)}\n\n${text}\n${page.slice(to)}`);
  writeFileSync('docs/scaling.svg', renderSvg(figure()));
  console.log(`wrote ${file} and docs/scaling.svg`);
}

/** Time against devices, a line for each number of antennas, one panel a table. */
function figure() {
  const series = antennaCounts.map((antennas) => `${antennas}×${antennas} antennas`);
  const charts = measured.map(({ sweep, cells }) =>
    chart({
      title: sweep.fidelity + unknownToo(sweep),
      x: { label: 'devices', scale: 'log' },
      y: { label: 'time a certified point', unit: 'ms', scale: 'log' },
      width: 380,
      series,
      layers: antennaCounts.flatMap((antennas, i) => {
        const points = cells
          .filter((cell) => cell.antennas === antennas)
          .map(({ devices, seconds }) => ({ x: devices, y: seconds === null ? null : 1e3 * seconds }));
        return [line(points, { name: series[i] }), markers(points, { name: series[i] })];
      }),
    }),
  );
  const slowest = measured.map(({ sweep, cells }) => {
    const most = Math.max(...cells.map(({ seconds }) => 1e3 * (seconds ?? 0)));
    return `${most.toFixed(0)} ms for ${sweep.fidelity} bounds${unknownToo(sweep)}`;
  });
  return panels(charts, {
    title: 'Time of a certified point by size',
    description: `Milliseconds a certified point against the number of devices, on logarithmic axes, for 4 to 64 antennas on each side. The slowest: ${slowest.join('; ')}.`,
  });
}
