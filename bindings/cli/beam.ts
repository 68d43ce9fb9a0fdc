/** isabc beam: what designs along the curve radiate, and how well they locate, as figures and as data. */

import { isInSpace, isLine } from '../input/arrays.js';
import type { InputIssue } from '../input/errors.js';
import { parseScenario } from '../input/scenario.js';
import { csvText } from '../input/text.js';
import { boundWords } from '../solver/bound-words.js';
import { align, jsonPieces } from '../solver/format.js';
import type { DesignView } from '../plot/beam.js';
import {
  boundOf,
  type Bounds,
  type Fidelity,
  type Objective,
  type Point,
  type Scenario,
  type SignalPart,
} from '../types.js';
import type { Solver } from '../solver/solver.js';
import { strongest } from '../solver/strongest.js';
import { designsAt } from './designs.js';
import { refuseExcluded } from './exclusion.js';
import { checkDistinct, checkWritable, exit, writeOutputs, type Output } from './io.js';
import { addModelOptions, numbers, type AddCommand, type ModelOptions } from './options.js';
import { watched } from './progress.js';
import { addPictureOptions, checkPicture, picture, pictureOptions, type PictureOptions } from './picture.js';
import { warn } from './warn.js';
import type { World } from './world.js';
import { addScenarioOptions, readScenario, scenarioOptions, type ScenarioOptions } from './scenario-file.js';

interface Options extends ModelOptions, ScenarioOptions, PictureOptions {
  rates?: number[];
  part?: SignalPart;
  plot?: string;
  map?: string;
  json?: string;
  csv?: string;
}

const help = `
The designs are the one with the smallest bound, those at --rates, and the one with the largest rate. --plot draws the
power they radiate over the angle from the transmitter's broadside; --map draws, for each of them, the plane with the
arrays, the devices with their error ellipses (one standard deviation of the bound, by a factor that is stated) and the
power that a device at each point would receive. In space patterns are over azimuth and elevation, and the map is of the
devices' mean height. CSV has the beampatterns, a line an angle: design,rateFloor,angle,power in degrees and W, in space
with azimuth,elevation for the angle. JSON has everything. Without an output a table goes to standard output. Of a superposed signal --part
chooses what is looked at; error ellipses are those of the sensing signal in any case.

Examples:
  isabc beam scenario.json --rates 0.7 --plot pattern.svg --map map.png
  isabc beam scenario.json --rates 0.6,0.7,0.8 --fidelity coupled --plot patterns.svg --csv patterns.csv
  isabc beam superposed.json --part sensing --plot sensing.svg
  isabc beam scenario.json --json -`;

export const beamCommand: AddCommand = (program, world, done) => {
  const command = program
    .command('beam')
    .summary('draw beampatterns and error ellipses along the curve')
    .description('Says what the designs along a curve radiate, and how well they locate.')
    .argument('<scenario>', 'scenario, a JSON file; - for standard input')
    .option(
      '--rates <list>',
      'rate floors of designs between the two ends, bps/Hz (default: half-way from the free to the largest rate)',
      numbers,
    );
  addScenarioOptions(addModelOptions(command))
    .option('--part <name>', 'of a superposed signal: both (default), communication or sensing')
    .option(
      '--plot <file>',
      'draw the beampatterns, as .svg, .png, .pdf or .tex; - for SVG on standard output',
    )
    .option('--map <file>', 'draw the maps; likewise')
    .option('--json <file>', 'write everything as JSON; - for standard output')
    .option('--csv <file>', 'write the beampatterns as CSV; - for standard output');
  addPictureOptions(command)
    .addHelpText('after', help)
    .action(async (file: string, options: Options) => done(await beam(file, options, world)));
};

async function beam(
  file: string,
  { rates, part, plot, map, json, csv, ...others }: Options,
  world: World,
): Promise<number> {
  checkDistinct([
    { option: '--plot', file: plot },
    { option: '--map', file: map },
    { option: '--json', file: json },
    { option: '--csv', file: csv },
  ]);
  checkPicture('--plot', plot);
  checkPicture('--map', map);
  const { figure, rest } = pictureOptions(others);
  const { source, rest: model } = scenarioOptions(rest);
  const input = await readScenario(file, source, world);
  await checkWritable([plot, map, json, csv]);
  const scenario = parseScenario(input);
  const solver = await world.loadSolver();
  const reports = await watched('the designs', world, () =>
    designReports(solver, scenario, { rates, part }, model),
  );

  const outputs: Output[] = [];
  if (plot !== undefined) {
    const { beampatternFigure } = await world.loadPlot();
    outputs.push(await picture(plot, beampatternFigure(reports.designs, scenario, figure), world));
  }
  if (map !== undefined) {
    const { mapFigure } = await world.loadPlot();
    outputs.push(await picture(map, mapFigure(reports.designs, scenario, figure), world));
  }
  if (json !== undefined) outputs.push({ file: json, text: jsonPieces({ scenario, ...reports }) });
  if (csv !== undefined) outputs.push({ file: csv, text: csvOf(reports.designs) });
  if (outputs.length === 0) outputs.push({ file: '-', text: table(reports, scenario) });
  await writeOutputs(outputs, world);
  await warn(reports.warnings ?? [], world);
  return exit.done;
}

/** A design in numbers. */
interface DesignReport extends DesignView {
  rateFloor: number;
  rate: number;
  /** null where nothing is sensed. */
  crb: Bounds | null;
  rank: number;
}

interface Reports {
  fidelity: Fidelity;
  objective: Objective;
  /** Of a superposed signal: what patterns and maps are of. */
  part?: SignalPart;
  /** As of a {@link Result}. */
  warnings?: InputIssue[];
  designs: DesignReport[];
}

/** The designs of the command, from the smallest bound to the largest rate. */
function designReports(
  solver: Solver,
  scenario: Scenario,
  { rates, part }: { rates?: number[]; part?: SignalPart },
  model: ModelOptions,
): Reports {
  const ends = solver.tradeoff(scenario, { ...model, points: 1 });
  refuseExcluded(ends);
  const { freeRate, maxRate, warnings } = ends;
  const between = rates ?? [(freeRate! + maxRate!) / 2];
  const { points, fidelity, objective } = designsAt(
    solver,
    scenario,
    [freeRate!, ...between, maxRate!],
    model,
  );
  const grid = gridOf(scenario);
  const only = part === undefined ? {} : { part };
  // a line by quarters of a degree, other arrays all around
  const fine = Array.from({ length: 721 }, (_, i) => (i - 360) / 4);
  const directions = isLine(scenario.transmitter) && !isInSpace(scenario.transmitter) ? { angles: fine } : {};
  const designs = points.map((point, i) => ({
    name: nameOf(point, i, points.length) + (part === undefined || part === 'both' ? '' : ` (${part})`),
    rateFloor: point.rateFloor,
    rate: point.rate!,
    crb: point.crb,
    rank: point.rank!,
    pattern: solver.beampattern(scenario, point, { ...directions, ...only }),
    map: { ...grid, power: solver.powerMap(scenario, point, { ...grid, ...only }) },
    errors: solver.positionErrors(scenario, point, { fidelity }),
  }));
  const of = scenario.signal === 'superposed' ? { part: part ?? ('both' as const) } : {};
  return { fidelity, objective, ...of, ...(warnings && { warnings }), designs };
}

function nameOf({ rateFloor }: Point, i: number, count: number): string {
  if (i === 0) return 'CRB-optimal';
  return i === count - 1 ? 'rate-optimal' : `rate floor ${rateFloor.toPrecision(3)} bps/Hz`;
}

/** A grid over arrays and devices with some air around them: 101 points on the longer side; in space at the devices' mean height. */
function gridOf({ transmitter, receiver, devices }: Scenario): { x: number[]; y: number[]; z?: number } {
  const places = [transmitter, receiver, ...devices].map(({ position }) => position);
  const bounds = ([0, 1] as const).map((axis) => {
    const values = places.map((position) => position[axis]);
    return [Math.min(...values), Math.max(...values)];
  });
  const longest = Math.max(...bounds.map(([low, high]) => high - low));
  const step = (longest * 1.3) / 100;
  const [x, y] = bounds.map(([low, high]) => {
    // at least half as wide as the other way
    const half = Math.max((high - low) / 2 + 0.15 * longest, 0.35 * longest);
    const count = Math.round(half / step);
    return Array.from({ length: 2 * count + 1 }, (_, i) => (low + high) / 2 + (i - count) * step);
  });
  if (!isInSpace(transmitter)) return { x, y };
  return { x, y, z: devices.reduce((sum, { position: [, , z = 0] }) => sum + z, 0) / devices.length };
}

function csvOf(designs: readonly DesignReport[]): string {
  const inSpace = designs[0].pattern.elevations !== undefined;
  const lines = designs.flatMap(({ name, rateFloor, pattern: { angles, elevations, power } }) =>
    power.map((watts, i) => {
      const elevation = elevations ? [elevations[Math.floor(i / angles.length)]] : [];
      return [csvText(name), rateFloor, angles[i % angles.length], ...elevation, watts].join(',');
    }),
  );
  return [`design,rateFloor,${inSpace ? 'azimuth,elevation' : 'angle'},power`, ...lines, ''].join('\n');
}

function table({ fidelity, objective, designs }: Reports, scenario: Scenario): string {
  const rows = designs.map(({ name, rate, crb, rank, pattern, errors }) => {
    const { power, towards } = strongest(pattern);
    const axes = errors.flatMap((error) => (error === null ? [] : [error.semiAxes[0]]));
    return [
      name,
      rate.toPrecision(6),
      crb?.[boundOf[objective].key]?.toPrecision(6) ?? '–',
      String(rank),
      `${power.toPrecision(4)} W`,
      towards.map((degrees) => `${degrees}°`).join(', '),
      axes.length === 0 ? '–' : Math.max(...axes).toPrecision(4),
    ];
  });
  const inSpace = isInSpace(scenario.transmitter);
  const head = [
    ['design', 'rate', objective, 'rank', 'most power', 'towards', 'largest error'],
    ['', 'bps/Hz', 'CRB', '', 'radiated', inSpace ? 'azimuth, elevation' : 'broadside 0°', 'm, 1σ'],
  ];
  return [`fidelity   ${boundWords(scenario, fidelity)}`, '', ...align([...head, ...rows], [0]), ''].join(
    '\n',
  );
}
