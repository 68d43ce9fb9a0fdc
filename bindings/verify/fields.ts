/**
 * Which fields a result has, so that one that is missing, unknown or out of place is noticed, and which of them nobody
 * can check, so that the verdict can say so.
 */
import type { AddCheck } from './checks.js';
import { FieldError, shortened } from './read.js';

type Fields = Record<string, unknown>;

/** What the verdict says nothing of, by path (`[]`: of each), and why. */
export interface NotChecked {
  field: string;
  why: string;
}

/** Without fields that are undefined, which JSON does not have. */
function names(fields: Fields): string[] {
  return Object.keys(fields).filter((key) => fields[key] !== undefined);
}

/** What is wrong with the names of an object's fields, in words; null where nothing is. */
function misnamed(fields: Fields, path: string, required: readonly string[], optional: readonly string[]) {
  const at = path === '' ? '' : `${path}.`;
  const missing = required.find((key) => fields[key] === undefined);
  if (missing !== undefined) return `${at}${missing}: is missing`;
  const unknown = names(fields).find((key) => !required.includes(key) && !optional.includes(key));
  return unknown === undefined ? null : `${at}${shortened(unknown)}: has no place here`;
}

const resultFields = [
  'schemaVersion',
  'version',
  'core',
  'scenario',
  'fidelity',
  'objective',
  'over',
  'maxRate',
  'maxRateBound',
  'freeRate',
  'silent',
  'points',
];

/** Throws a FieldError where a result has other fields than it must, or names of the wrong kind. */
export function checkResultFields(fields: Fields): void {
  const optional = ['warnings', 'maxRateFactor', 'maxRateCertificate', 'limitsCertificate'];
  const wrong = misnamed(fields, '', resultFields, optional);
  if (wrong !== null) throw new FieldError(wrong);
  if (fields.schemaVersion !== 1) throw new FieldError('schemaVersion: must be 1');
  for (const key of ['version', 'core']) {
    if (typeof fields[key] !== 'string') throw new FieldError(`${key}: must be a text`);
  }
  // --no-extremes: nothing of them, unless a point is judged by the largest rate
  if (fields.maxRate !== null) return;
  const left = ['maxRateBound', 'freeRate', 'maxRateFactor', 'maxRateCertificate'].filter(
    (key) => fields[key] !== null && fields[key] !== undefined,
  );
  if (left.length > 0) throw new FieldError(`maxRate: is null beside ${left.join(', ')}`);
}

const pointFields = [
  'rateFloor',
  'status',
  'crb',
  'rmse',
  'value',
  'devices',
  'rate',
  'slope',
  'lowerBound',
  'gap',
  'lmi',
  'iterations',
  'rank',
  'realizable',
];
/** What a status has besides; what another lacks. */
const statusFields: Record<string, string[]> = {
  optimal: ['covariance', 'factor', 'certificate'],
  stationary: ['covariance', 'factor', 'certificate', 'stationarity'],
  boundary: ['covariance', 'factor'],
  infeasible: [],
  unsolved: ['covariance', 'factor', 'certificate', 'stationarity', 'reason'],
};

export function checkPointFields(fields: Fields, path: string, check: AddCheck): void {
  const { status, bound, rateBound, iterations } = fields;
  const optional = ['limits', ...(statusFields[String(status)] ?? [])];
  if (bound !== undefined) optional.push('bound', 'rateBound');
  // a bound below all that can be had is refuted by the free optimum's certificate
  if (bound !== undefined && status === 'infeasible') optional.push('certificate');
  let wrong = misnamed(fields, path, pointFields, optional);
  if (bound !== undefined && rateBound === undefined) wrong ??= `${path}.rateBound: is missing`;
  if (!Number.isInteger(iterations) || (iterations as number) < 0)
    wrong ??= `${path}.iterations: must be an integer from 0`;
  check('fields', wrong === null, wrong ?? 'as they must be');
}

const witness = 'any that attain and prove these numbers will do';

/** Of a result whose fields are where they must be. */
export function notChecked(result: Fields, points: Fields[]): NotChecked[] {
  const list: NotChecked[] = [];
  const add = (field: string, why: string) => list.push({ field, why });
  for (const field of ['scenario', 'fidelity', 'objective', 'over', 'points[].rateFloor', 'points[].bound']) {
    if (field !== 'points[].bound' || points.some(({ bound }) => bound !== undefined))
      add(field, 'what was asked: the answer is held against it as it stands');
  }
  if (result.warnings !== undefined) add('warnings', 'words about the scenario');
  for (const field of ['version', 'core', 'points[].iterations']) add(field, 'how it was made');
  const absent = 'is not in the result';
  add(
    'freeRate',
    result.freeRate === null ? absent : 'that no other free optimum has more has no certificate',
  );
  for (const field of ['maxRateFactor', 'maxRateCertificate', 'limitsCertificate']) {
    if (result[field] !== undefined) add(field, witness);
  }
  for (const field of ['factor', 'certificate']) {
    if (points.some((point) => point[field] !== undefined)) add(`points[].${field}`, witness);
  }
  if (result.maxRate === null) add('maxRate', absent);
  for (const field of ['factor', 'covariance', 'certificate']) {
    const lacking = points.some(
      (point) => point[field] === undefined && statusFields[String(point.status)]?.includes(field),
    );
    if (lacking) add(`points[].${field}`, absent);
  }
  if (points.some(({ factor, rank }) => factor === undefined && rank !== null))
    add('points[].rank', 'a covariance alone bounds it from below only');
  if (points.some(({ stationarity }) => stationarity !== undefined))
    add(
      'points[].stationarity',
      'only that it is above 0, at most 1e-6 and no less than is found again: the rest is rounding',
    );
  return list;
}
