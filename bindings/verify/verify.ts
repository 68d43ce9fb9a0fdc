/**
 * The verdict on a result: every number of every point recomputed from the scenario, the point's covariance and its
 * dual variables, and held against what was reported. Never throws: what cannot be read is not verified.
 */
import type { Result, SignalPair } from '../types.js';
import { exclusion, rateUpperBound } from './certificate.js';
import { checkKept, readPrices } from './limits.js';
import {
  checkPower,
  compare,
  missing,
  show,
  type AddCheck,
  type Check,
  type Claim,
  type Context,
} from './checks.js';
import { squares } from './linalg.js';
import { checkPointFields, checkResultFields, notChecked, type NotChecked } from './fields.js';
import { model, type Model } from './model.js';
import { checkBound, checkBoundary, checkBoundInfeasible, checkInfeasible, checkOptimal } from './points.js';
import { rateOf } from './rate.js';
import { proveResult, type Proof } from './rigorous/prove.js';
import { readScenario } from './read-scenario.js';
import { roundingOf, shakenModels } from './rounding.js';
import { checkSuperposed, checkSuperposedBound } from './superposed.js';
import {
  FieldError,
  readComplex,
  readFidelity,
  readList,
  readNullable,
  readNumber,
  readObject,
  readObjective,
  readOver,
  readTriangular,
  shortened,
} from './read.js';

export interface PointVerdict {
  rateFloor: number;
  status: string;
  verified: boolean;
  checks: Check[];
}

export interface Verdict {
  verified: boolean;
  /** null where the result names no maxRate. */
  maxRate: { verified: boolean; checks: Check[] } | null;
  points: PointVerdict[];
  /** What of the result was not checked, or not in full. */
  notChecked: NotChecked[];
  /** With `rigorous`: what of it could be proved. Apart from `verified`, which allows for rounding. */
  proof?: Proof;
  /** Why the result as a whole could not be read. */
  reason?: string;
}

type Fields = Record<string, unknown>;

export interface VerifyOptions {
  /** Also enclose the optima with every rounding accounted for (docs/proofs.md). Default false. */
  rigorous?: boolean;
}

export function verifyResult(
  result: Result | Result<SignalPair>,
  { rigorous = false }: VerifyOptions = {},
): Verdict {
  const verdict = judge(result);
  return rigorous ? { ...verdict, proof: proveResult(result) } : verdict;
}

function judge(result: Result | Result<SignalPair>): Verdict {
  try {
    const fields = readObject(result, 'result');
    checkResultFields(fields);
    const scenario = readScenario(fields.scenario);
    const context: Context = {
      model: modelOf(scenario),
      shaken: shakenModels(scenario),
      fidelity: readFidelity(fields.fidelity),
      objective: readObjective(fields.objective),
      over: readOver(fields.over),
      excluded: false,
      superposed: scenario.signal === 'superposed',
      freeRate: readNullable(fields.freeRate, 'freeRate'),
      attainedRate: null,
      rateBound: null,
      maxRateBound: null,
    };
    compareSilent(context.model, fields.silent);
    const maxRate = verifyExclusion(context, fields) ?? verifyMaxRate(context, fields);
    const list = readList(fields.points, 'points', 1);
    const points = list.map((point, i) => verifyPoint(context, point, i));
    const verified = points.every((point) => point.verified) && (maxRate === null || maxRate.verified);
    const objects = list.filter((point) => typeof point === 'object' && point !== null);
    return { verified, maxRate, points, notChecked: notChecked(fields, objects as Fields[]) };
  } catch (error) {
    return { verified: false, maxRate: null, points: [], notChecked: [], reason: messageOf(error) };
  }
}

function modelOf(scenario: Result['scenario']): Model {
  try {
    return model(scenario);
  } catch (error) {
    throw new FieldError(`scenario.${messageOf(error)}`);
  }
}

function compareSilent(model: Model, value: unknown): void {
  const silent = readList(value, 'silent');
  if (silent.length !== model.silent.length || silent.some((index, i) => index !== model.silent[i])) {
    throw new FieldError(`silent: must be [${model.silent.join(', ')}]`);
  }
  if (model.devices.length === 0) throw new FieldError('scenario.devices: all are silent');
}

/** maxRate and maxRateBound against their factor and certificate, which are also what the points are judged by. */
function verifyMaxRate(context: Context, fields: Fields): Verdict['maxRate'] {
  if (fields.maxRate === null) return null;
  const { model, shaken } = context;
  return collect((check) => {
    const maxRate = readNumber(fields.maxRate, 'maxRate', 0);
    const maxRateBound = readNumber(fields.maxRateBound, 'maxRateBound', 0);
    if (fields.maxRateFactor === undefined || fields.maxRateCertificate === undefined) {
      check(fields.maxRateFactor === undefined ? 'maxRateFactor' : 'maxRateCertificate', false, missing);
      return;
    }
    const V = readComplex(fields.maxRateFactor, 'maxRateFactor', model.transmitAntennas);
    checkPower(model, squares(V), check);
    const attained = rateOf(model, V);
    const rounding = roundingOf(shaken, attained, (other) => rateOf(other, V));
    compare(check, 'maxRate', attained, maxRate, 1e-10, rounding);
    const certificate = readObject(fields.maxRateCertificate, 'maxRateCertificate', ['K', 'limits']);
    const dual = readTriangular(certificate.K, 'maxRateCertificate.K', model.devices.length);
    const prices = readPrices(model, certificate.limits, 'maxRateCertificate.limits');
    checkKept(model, V, check);
    const bound = rateUpperBound(model, dual, prices);
    // rounding of the rate and of its bound, relative
    const open =
      (rounding + roundingOf(shaken, bound, (other) => rateUpperBound(other, dual, prices))) / bound;
    compare(check, 'maxRateBound', bound, maxRateBound, 1e-9, open * bound);
    const gap = (bound - attained) / bound;
    // 1e-9 apart, and the bound not below what is attained by more than rounding.
    check(
      'gap',
      gap <= 1.001e-9 + open && gap >= -1e-10 - open,
      `(maxRateBound − maxRate)/maxRateBound = ${show(gap)}`,
    );
    if (context.freeRate !== null) {
      const within = context.freeRate >= 0 && context.freeRate <= bound * (1 + 1e-9) + rounding;
      check('freeRate', within, `${show(context.freeRate)} within 0 and ${show(bound)}`);
    }
    context.attainedRate = attained;
    context.rateBound = bound;
    context.maxRateBound = maxRateBound;
  });
}

/** Multipliers that prove that no covariance keeps to the limits; null where the result does not claim it. */
function verifyExclusion(context: Context, fields: Fields): Verdict['maxRate'] {
  if (fields.limitsCertificate === undefined) return null;
  const { model, shaken } = context;
  return collect((check) => {
    const { limits } = readObject(fields.limitsCertificate, 'limitsCertificate', ['limits']);
    const prices = readPrices(model, limits, 'limitsCertificate.limits');
    const least = exclusion(model, prices);
    const open = roundingOf(shaken, least, (other) => exclusion(other, prices));
    check(
      'limits',
      least < -open,
      `Σ ν b + P0·max(0, λ_max(−Σ ν A)) = ${show(least)}, below 0 as no covariance allows`,
    );
    check('maxRate', fields.maxRate === null, 'must be null where no covariance keeps to the limits');
    context.excluded = least < -open;
  });
}

function verifyPoint(context: Context, point: unknown, index: number): PointVerdict {
  const path = `points[${index}]`;
  let rateFloor = 0;
  let status = 'unreadable';
  const { verified, checks } = collect((check) => {
    const fields = readObject(point, path);
    status = shortened(String(fields.status));
    checkPointFields(fields, path, check);
    rateFloor = readNumber(fields.rateFloor, `${path}.rateFloor`, 0);
    const claim: Claim = { context, point: fields, path, rateFloor, check };
    const bounded = fields.bound !== undefined;
    if (bounded && context.superposed) checkSuperposedBound(claim);
    if (bounded && context.superposed && status === 'infeasible') return;
    if (bounded && status === 'infeasible') return checkBoundInfeasible(claim);
    const known = ['optimal', 'stationary', 'boundary'].includes(status);
    if (context.superposed && known) return checkSuperposed(claim);
    if (status === 'optimal') checkOptimal(claim);
    else if (status === 'boundary') checkBoundary(claim);
    else if (status === 'infeasible') checkInfeasible(claim);
    else if (status === 'unsolved')
      check('status', false, `unsolved: ${shortened(String(fields.reason ?? 'no reason given'))}`);
    else throw new FieldError(`${path}.status: must be optimal, boundary, infeasible or unsolved`);
    if (bounded && status !== 'unsolved') checkBound(claim);
  });
  return { rateFloor, status, verified, checks };
}

/** Runs a list of checks; one that throws fails, and ends the list. */
function collect(run: (check: AddCheck) => void): { verified: boolean; checks: Check[] } {
  const checks: Check[] = [];
  try {
    run((name, ok, detail) => checks.push({ name, ok, detail }));
  } catch (error) {
    const message = messageOf(error);
    const name = error instanceof FieldError ? message.slice(0, message.indexOf(':')) : 'arithmetic';
    checks.push({ name, ok: false, detail: message });
  }
  return { verified: checks.length > 0 && checks.every(({ ok }) => ok), checks };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
