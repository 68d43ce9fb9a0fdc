// Many scenarios in one crossing of the border: the caller lays out the input in batchRoom(), calls, and reads columns.
//
//   batchRoom(n)     → room for n f64 that stays while scenarios are solved above it
//   solveScenarios() → rows of given scenarios, one a scenario and floor, the floor fastest
//   solveDraws()     → rows of random draws, one a draw, combination and floor, and where their devices stand
//
// Columns are f64, `rows` of them each, one column after the other, NaN where a number is null.

import {
  ACCEPTED, ALL_SILENT, BOUNDARY, INFEASIBLE, INPUT_DEVICE, INPUT_HEAD, REFUSED, SILENT,
} from './abi';
import { at, clearArena, copy, get, keepArena, set, take } from './memory';
import { extremes, floorAt, largestRate, loadAt, point } from './index';
import { IN_DRAW, IN_SEED, inputLength } from './model/input';
import { refused, refusedCount } from './model/refusal';
import { given, superposed } from './model/scenario';
import { devices, makeDraw, seed, setDraws } from './random/draws';
import * as record from './record';

const RATE_FLOOR = 0; // bps/Hz
const STATUS = 1; // abi.ts has their codes
const REFUSAL = 2; // why, of model/scenario.ts
const NAMED = 3; // the devices it names, bit i for device i
const MAX_RATE = 4; // then maxRateBound, freeRate, bps/Hz
const TOTAL = 7; // then delay, angle, position, rate, slope, lowerBound, gap, lmi, iterations, rank: as in the record
const GAIN = 18; // superposed: what moving power could still gain to first order; infinite without a pair
const VALUE = 19; // of the objective
const COLUMNS = 20;

/** What all scenarios of a batch have in common. */
let fidelity: i32 = 0;
let objective: i32 = 0;
let over: i32 = 0;
let withExtremes: bool = true;
let fractions: bool = false;
let floors: usize = 0;
let floorCount: i32 = 0;

let rows: i32 = 0;
let columns: usize = 0;

/** Forgets everything; room for `count` f64. */
export function batchRoom(count: i32): usize {
  clearArena();
  const room = take(count);
  keepArena();
  return room;
}

/** Reads [fidelity, objective, over, extremes, floors are fractions, how many, …] and returns the end. */
function readTask(task: usize): usize {
  fidelity = <i32>get(task, 0);
  objective = <i32>get(task, 1);
  over = <i32>get(task, 2);
  withExtremes = get(task, 3) != 0;
  fractions = get(task, 4) != 0;
  floorCount = <i32>get(task, 5);
  floors = at(task, 6);
  return at(floors, floorCount);
}

/** Rows of `count` scenarios into `out`. The task is followed by each one's input block. */
export function solveScenarios(task: usize, count: i32, out: usize): void {
  let block = readTask(task);
  rows = count * floorCount;
  columns = out;
  for (let i = 0; i < count; i++) {
    solveRows(block, i * floorCount);
    block = at(block, inputLength(block));
  }
  clearArena();
}

/**
 * Rows of `count` draws from `first` on into `out`, and x, y, z, symbol of each draw's devices, as columns, into
 * `placements`. The task is followed by what is drawn (random/draws.ts), the number of combinations, the head of each
 * one's input block, and last a whole block whose tail is that of all and whose places and symbols are free.
 */
export function solveDraws(task: usize, first: f64, count: i32, out: usize, placements: usize): void {
  const table = setDraws(readTask(task));
  const combinations = <i32>get(table, 0), heads = at(table, 1), block = at(heads, combinations * INPUT_HEAD);
  const places = at(block, INPUT_HEAD), n = devices;
  rows = count * combinations * floorCount;
  columns = out;
  for (let i = 0; i < count; i++) {
    makeDraw(first + <f64>i, places, INPUT_DEVICE);
    for (let l = 0; l < n; l++) {
      for (let k = 0; k < 4; k++) set(placements, (k * count + i) * n + l, get(places, INPUT_DEVICE * l + k));
    }
    for (let c = 0; c < combinations; c++) {
      copy(block, at(heads, c * INPUT_HEAD), INPUT_HEAD);
      set(block, IN_SEED, seed);
      set(block, IN_DRAW, first + <f64>i);
      solveRows(block, (i * combinations + c) * floorCount);
    }
  }
  clearArena();
}

@inline
function put(column: i32, row: i32, value: f64): void {
  set(columns, column * rows + row, value);
}

/** A number, or null where it is infinite or none. */
@inline
function orNull(x: f64): f64 {
  return Math.abs(x) < Infinity ? x : NaN;
}

/**
 * The scenario of an input block at every floor, into the rows from `row` on. A superposed signal's floors are solved
 * from the highest down (solver/superposed/search.ts).
 */
function solveRows(block: usize, row: i32): void {
  for (let c = 0; c < COLUMNS; c++) {
    for (let k = 0; k < floorCount; k++) put(c, row + k, NaN);
  }
  const why = loadAt(block, fidelity, objective, over);
  if (why != ACCEPTED) {
    refuseRows(why, row);
    return;
  }
  if (withExtremes) extremes();
  let beyond = false, last: f64 = Infinity;
  for (let done = 0, k = 0; done < floorCount; done++, k++) {
    if (superposed) k = nextBelow(last, k);
    last = get(floors, k);
    const floor = fractions ? floorAt(last) : last;
    const status = writeRow(point(floor), floor, row + k);
    beyond = beyond || status == INFEASIBLE || status == BOUNDARY;
  }
  if (!withExtremes && !beyond) return;
  const ends = largestRate();
  for (let k = 0; k < floorCount; k++) {
    put(MAX_RATE, row + k, get(ends, 0));
    put(MAX_RATE + 1, row + k, get(ends, 1));
    if (withExtremes) put(MAX_RATE + 2, row + k, get(ends, 2));
  }
}

/** The next of equal floors from index `from` on, or else the first of the highest floors below `last`. */
function nextBelow(last: f64, from: i32): i32 {
  for (let k = from; k < floorCount; k++) if (get(floors, k) == last) return k;
  let next = -1;
  for (let k = 0; k < floorCount; k++) {
    const floor = get(floors, k);
    if (floor < last && (next < 0 || floor > get(floors, next))) next = k;
  }
  return next;
}

function refuseRows(why: i32, row: i32): void {
  let named: f64 = 0;
  for (let i = 0; i < refusedCount; i++) {
    const device = <i32>get(refused, i);
    if (device >= 0) named += <f64>(<u64>1 << device);
  }
  for (let k = 0; k < floorCount; k++) {
    if (!fractions) put(RATE_FLOOR, row + k, get(floors, k));
    put(STATUS, row + k, why == ALL_SILENT ? SILENT : REFUSED);
    put(REFUSAL, row + k, <f64>why);
    put(NAMED, row + k, named);
  }
}

/** A point record as a row, with nulls where its status leaves nothing to say. Returns the status. */
function writeRow(from: usize, floor: f64, row: i32): i32 {
  const status = <i32>get(from, record.STATUS);
  put(RATE_FLOOR, row, floor);
  put(STATUS, row, status);
  put(TOTAL + record.ITERATIONS - 1, row, get(from, record.ITERATIONS));
  if (status == INFEASIBLE) return status;
  for (let field = record.TOTAL; field <= record.RANK; field++) {
    const dual = field == record.SLOPE || field == record.LOWER_BOUND || field == record.GAP;
    if (!dual || status != BOUNDARY) put(TOTAL + field - 1, row, orNull(get(from, field)));
  }
  put(VALUE, row, orNull(get(from, record.VALUE)));
  if (superposed) put(GAIN, row, get(from, record.DEVICES + 3 * given));
  return status;
}
