/** Results as text: a table for people, CSV for spreadsheets, JSON for programs. */

import { limitsOf } from '../core/limits.js';
import { limitsInOrder } from '../limit-kinds.js';
import { boundWords, overWords } from './bound-words.js';
import type { Adjustment, Beamforming, Evaluation, Point, Result, RootMeanSquares } from '../types.js';

/** Columns of the CSV, in order. */
export const csvColumns = [
  'rateFloor',
  'status',
  'rate',
  'total',
  'delay',
  'angle',
  'position',
  'slope',
  'lowerBound',
  'gap',
  'lmi',
  'iterations',
] as const;

/** What follows them where bounds were asked for. */
const boundColumns = ['bound', 'rateBound'] as const;

/** Then the bounds as errors of a device, in s, degrees and m. */
const errorColumns = { rmseDelay: 'delay', rmseAngle: 'angle', rmsePosition: 'position' } as const;

/**
 * One line a point under a line of column names, each ended by a line feed. Numbers are the shortest decimals that
 * read back to the same double, null is empty; no field needs quotes. Within limits the last columns are the power
 * (W) and the price (objective per W) of each, such as `powerAntenna0`, `priceAntenna0`.
 */
export function formatCsv(result: Result<unknown>): string {
  const columns: Column[] = [
    ...csvColumns,
    ...(answersBounds(result) ? boundColumns : []),
    ...(Object.keys(errorColumns) as (keyof typeof errorColumns)[]),
  ];
  const limited = limitsOf(result.scenario).flatMap(({ kind, index }) =>
    ['power', 'price'].map((what) => what + kind[0].toUpperCase() + kind.slice(1) + index),
  );
  const lines = result.points.map((point) => {
    const limits = point.limits ? limitsInOrder(point.limits) : [];
    const values = limits.flatMap(({ limit: { power, price } }) => [power, price]);
    return [...columns.map((column) => field(point, column)), ...limited.map((_, i) => values[i] ?? null)]
      .map(cell)
      .join(',');
  });
  return [[...columns, ...limited].join(','), ...lines, ''].join('\n');
}

/** Whether bounds were asked for, and not rates. */
function answersBounds({ points }: Result<unknown>): boolean {
  return points.some(({ bound }) => bound !== undefined);
}

type Column = (typeof csvColumns)[number] | (typeof boundColumns)[number] | keyof typeof errorColumns;

function field(point: Point<unknown>, column: Column): string | number | null {
  switch (column) {
    case 'total':
    case 'delay':
    case 'angle':
    case 'position':
      return point.crb?.[column] ?? null;
    case 'rmseDelay':
    case 'rmseAngle':
    case 'rmsePosition':
      return point.rmse?.[errorColumns[column]] ?? null;
    default:
      return point[column] ?? null;
  }
}

function cell(value: string | number | null): string {
  return value === null ? '' : String(value);
}

/**
 * JSON with two spaces of indentation, arrays of plain values on one line each, and a line feed at the end.
 *
 * @throws RangeError where the text would be longer than a string can be (half a gigabyte)
 */
export function formatJson(value: unknown): string {
  return [...jsonPieces(value)].join('');
}

/** The same text in pieces, which may be longer than any string together. */
export function* jsonPieces(value: unknown): Generator<string, void, undefined> {
  yield* pieces(value, '');
  yield '\n';
}

function* pieces(value: unknown, indent: string): Generator<string, void, undefined> {
  if (isLine(value)) return yield line(value);
  const inner = indent + '  ';
  const items = Array.isArray(value)
    ? value.map((item: unknown) => ['', item] as const)
    : definedEntries(value).map(([key, item]) => [`${JSON.stringify(key)}: `, item] as const);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  let before = open + '\n';
  for (const [key, item] of items) {
    yield before + inner + key;
    yield* pieces(item, inner);
    before = ',\n';
  }
  yield `\n${indent}${close}`;
}

const isScalar = (value: unknown) => typeof value !== 'object' || value === null;

/** Whether a value is written on one line. */
function isLine(value: unknown): boolean {
  if (isScalar(value)) return true;
  if (Array.isArray(value)) return value.every(isScalar);
  return definedEntries(value).every(([, item]) => isPlain(item));
}

function line(value: unknown): string {
  if (isScalar(value) || Array.isArray(value)) return JSON.stringify(value);
  const entries = definedEntries(value).map(([key, item]) => `${JSON.stringify(key)}: ${line(item)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

const definedEntries = (value: unknown) =>
  Object.entries(value as object).filter(([, item]) => item !== undefined);

/** Short enough for a line of its own: no object, and no array but a pair of numbers. */
function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.length <= 2 && value.every((item) => typeof item === 'number');
  return typeof value !== 'object' || value === null;
}

/** Six significant digits for people; a dash for null. */
export function digits(value: number | null): string {
  return value === null ? '–' : value.toPrecision(6);
}

/** The errors of a device as people speak of them, and their units. */
const errorNames = [
  ['delay', 'ns'],
  ['angle', '°'],
  ['position', 'm'],
] as const;

function errorCells(rmse: RootMeanSquares | null): string[] {
  return errorNames.map(([name, unit]) => {
    const error = rmse?.[name] ?? null;
    return error === null ? '–' : (unit === 'ns' ? 1e9 * error : error).toPrecision(3);
  });
}

/** A curve as a table: what was computed, the extremes, then one line a point. Ends with a line feed. */
export function formatTable(result: Result<unknown>): string {
  const { points, silent } = result;
  const facts: [string, string][] = [
    ['fidelity', boundWords(result.scenario, result.fidelity)],
    ['objective', overWords(result.objective, result.over)],
    ['maxRate', withUnit(result.maxRate, 'bps/Hz')],
    [
      'freeRate',
      withUnit(result.freeRate, 'bps/Hz') + (result.freeRate === null ? '' : ', free of cost up to here'),
    ],
  ];
  if (silent.length > 0) facts.push(['silent', silent.map((index) => `devices[${index}]`).join(', ')]);
  const asked = answersBounds(result);
  // with weights, or of the worst device, none of the sums is what is minimised
  const apart = result.over === 'worst' || result.scenario.devices.some(({ weight }) => (weight ?? 1) !== 1);
  const rows = points.map(({ bound, rateFloor, status, rate, value, crb, rmse, slope, gap, iterations }) => [
    ...(asked ? [digits(bound ?? null)] : []),
    digits(rateFloor),
    status,
    digits(rate),
    ...(apart ? [digits(value)] : []),
    digits(crb?.total ?? null),
    digits(crb?.delay ?? null),
    digits(crb?.angle ?? null),
    digits(crb?.position ?? null),
    ...errorCells(rmse),
    digits(slope),
    gap === null ? '–' : gap.toExponential(1),
    String(iterations),
  ]);
  const head = [
    [
      ...(asked ? ['within'] : []),
      ...['floor', 'status', 'rate', ...(apart ? ['value'] : []), 'total', 'delay', 'angle', 'position'],
      ...errorNames.map(() => 'RMSE'),
      ...['slope', 'gap', 'iterations'],
    ],
    [
      ...(asked ? [result.objective] : []),
      ...['bps/Hz', '', 'bps/Hz', ...(apart ? [result.objective] : []), 's²+rad²', 's²', 'rad²', 'm²'],
      ...errorNames.map(([, unit]) => unit),
      ...['per bps/Hz', 'relative', ''],
    ],
  ];
  const reasons = points.flatMap(({ rateFloor, reason }) =>
    reason === undefined ? [] : [`at ${digits(rateFloor)} bps/Hz: ${reason}`],
  );
  const table = align([...head, ...rows], [asked ? 2 : 1]);
  return [...align(facts, [0, 1]), '', ...table, ...reasons, ...infeasible(result), ''].join('\n');
}

/** The line that names what no covariance reaches: at most ten of the floors, or bounds. */
function infeasible({ points, limitsCertificate }: Result<unknown>): string[] {
  if (limitsCertificate) return ['the limits exclude each other'];
  const out = points.filter(({ status }) => status === 'infeasible');
  if (out.length === 0) return [];
  const asked = out.slice(0, 10).map(({ bound, rateFloor }) => digits(bound ?? rateFloor));
  const list = asked.join(', ') + (out.length > asked.length ? ', …' : '');
  const what = out[0].bound === undefined ? `${list} bps/Hz` : `a bound of ${list}`;
  return [`${out.length} of ${points.length} points infeasible: no covariance reaches ${what}`];
}

/**
 * An evaluation for people: what the covariance achieves beside the certified optimum.
 *
 * @param bound which bound it is, in words ({@link boundWords})
 */
export function formatEvaluation(evaluation: Evaluation, bound: string): string {
  const { rate, power, crb, rmse, lmi, optimum, excess, reason, adjusted } = evaluation;
  const best = optimum.crb;
  const [given, least] = [rmse, optimum.rmse].map(errorCells);
  const rows = [
    ['', 'given', `optimum (${optimum.status})`, ''],
    ['total', digits(crb.total), digits(best?.total ?? null), 's²+rad²'],
    ['delay', digits(crb.delay), digits(best?.delay ?? null), 's²'],
    ['angle', digits(crb.angle), digits(best?.angle ?? null), 'rad²'],
    ['position', digits(crb.position), digits(best?.position ?? null), 'm²'],
    ...errorNames.map(([name, unit], i) => [`${name} RMSE`, given[i], least[i], `${unit}, of a device`]),
    ['lower bound', '', digits(optimum.lowerBound), 'of the objective'],
  ];
  const no = reason === undefined ? '–' : `–: ${reason}`;
  const facts = [
    ['fidelity', bound],
    ['rate', withUnit(rate, 'bps/Hz')],
    ['power', withUnit(power, 'W')],
    ['lmi', digits(lmi)],
    ['excess', excess === null ? no : `${digits(excess)} above the lower bound, relative`],
    ...(adjusted === null ? [] : [['adjusted', adjustments(adjusted)]]),
  ];
  return [...align(facts, [0, 1]), '', ...align(rows, [0, 3]), ''].join('\n');
}

function adjustments({ asymmetry, negative, power }: Adjustment): string {
  const parts = [
    [asymmetry, 'made Hermitian: it was off by ', 'of its largest entry'],
    [negative, 'made positive semidefinite: λ_min was −', 'of λ_max'],
    [power, 'scaled to P0: its power was above by ', 'of it'],
  ] as const;
  return parts
    .filter(([amount]) => amount > 0)
    .map(([amount, what, of]) => what + digits(amount) + ' ' + of)
    .join('; ');
}

function withUnit(value: number | null, unit: string): string {
  return value === null ? '–' : `${digits(value)} ${unit}`;
}

/** Rows of cells as lines; the columns in `left` are flush left, the others flush right. */
export function align(rows: readonly (readonly string[])[], left: readonly number[]): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((text, i) => (widths[i] = Math.max(widths[i] ?? 0, text.length)));
  return rows.map((row) =>
    row
      .map((text, i) => (left.includes(i) ? text.padEnd(widths[i]) : text.padStart(widths[i])))
      .join('  ')
      .trimEnd(),
  );
}

/** One line an entry of the beamformer, the excitation and its symbols; indices from 0. */
export function formatBeamformingCsv({ beamformer, excitation, symbols }: Beamforming): string {
  const parts = { beamformer, excitation, symbols };
  const lines = Object.entries(parts).flatMap(([name, matrix]) =>
    matrix === null
      ? []
      : matrix.re.flatMap((row, i) => row.map((re, j) => `${name},${i},${j},${re},${matrix.im[i][j]}`)),
  );
  return ['matrix,row,column,re,im', ...lines, ''].join('\n');
}
