/** The core's inner functions, through build/probes.wasm (assembly/probes.ts). */
import { readFileSync } from 'node:fs';
import { antennaCount } from '../../bindings/input/arrays.js';
import { inputLength, writeInput } from '../../bindings/core/input-block.js';
import type { ComplexMatrix, Fidelity, Objective, Over, Scenario } from '../../bindings/types.js';
import { fidelityCodes, objectiveCodes, overCodes } from '../../bindings/core/codes.js';
import { planes, product, type NumberField } from './naive.js';

type Numbers = (...values: number[]) => number;
type Exports = Record<string, Numbers> & { memory: WebAssembly.Memory };

let bytes: Buffer | undefined;
/** Read when it is first needed: a benchmark builds it first. */
const probesWasm = () => (bytes ??= readFileSync(new URL('../../build/probes.wasm', import.meta.url)));

/** An instance with its memory; pointers are byte offsets. */
export class Probes {
  readonly call: Exports;

  constructor(wasm: Uint8Array = probesWasm()) {
    const module = new WebAssembly.Module(new Uint8Array(wasm));
    this.call = new WebAssembly.Instance(module).exports as Exports;
    this.call.reset();
  }

  put(values: readonly number[]): number {
    const pointer = this.call.reserve(values.length);
    new Float64Array(this.call.memory.buffer, pointer, values.length).set(values);
    return pointer;
  }
  putMatrix(A: ComplexMatrix, field: NumberField): number {
    return this.put(planes(A, field));
  }

  /** Room that holds garbage, so that whoever adds to it without clearing it is found out. */
  room(count: number): number {
    return this.put(new Array<number>(count).fill(NaN));
  }
  roomFor(rows: number, columns: number, field: NumberField): number {
    return this.room(rows * columns * (field === 'complex' ? 2 : 1));
  }

  values(pointer: number, count: number): number[] {
    return [...new Float64Array(this.call.memory.buffer, pointer, count)];
  }
  matrix(pointer: number, rows: number, columns: number, field: NumberField): ComplexMatrix {
    const plane = (at: number) =>
      Array.from({ length: rows }, (_, i) => this.values(at + 8 * i * columns, columns));
    const re = plane(pointer);
    return {
      re,
      im: field === 'complex' ? plane(pointer + 8 * rows * columns) : re.map((row) => row.map(() => 0)),
    };
  }

  /** Runs something whose buffers are forgotten afterwards. */
  scoped<T>(run: () => T): T {
    const before = this.call.mark();
    try {
      return run();
    } finally {
      this.call.release(before);
    }
  }

  /** Returns 0, or why the model refuses. */
  load(
    scenario: Scenario,
    fidelity: Fidelity,
    objective: Objective,
    field: NumberField,
    over: Over = 'sum',
  ): number {
    const length = inputLength(scenario);
    const pointer = this.call.input(length);
    writeInput(new Float64Array(this.call.memory.buffer, pointer, length), 0, scenario);
    const number = field === 'complex' ? 1 : 0;
    return this.call.load(fidelityCodes[fidelity], objectiveCodes[objective], overCodes[over], number);
  }
}

/** log det(I + F) in nats, or the objective, 1 at R = P0 I/M_t. */
export type TermName = 'rate' | 'objective';

/** The two terms of a loaded scenario as functions of V (r×p), R/P0 = V V^H in the span of the steering vectors. */
export class Terms {
  readonly probes = new Probes();
  readonly field: NumberField;
  /** Devices that are not silent, and the dimension of the span. */
  readonly L: number;
  readonly r: number;
  /** C: rows c_l, L×r. */
  readonly span: ComplexMatrix;
  /** The objective in SI units at R = P0 I/M_t. */
  readonly unit: number;
  readonly watts: number;
  readonly #antennas: number;
  readonly #receiveColumns: number;

  constructor(
    scenario: Scenario,
    fidelity: Fidelity,
    objective: Objective,
    field: NumberField,
    over: Over = 'sum',
  ) {
    const why = this.probes.load(scenario, fidelity, objective, field, over);
    if (why !== 0) throw new Error(`refused: ${why}`);
    const { call } = this.probes;
    this.field = field;
    this.L = call.activeCount();
    this.r = call.spanSize();
    this.span = this.probes.matrix(call.spanAt(), this.L, this.r, field);
    this.unit = call.objectiveUnit();
    this.watts = call.watts();
    this.#antennas = antennaCount(scenario.transmitter);
    this.#receiveColumns = call.receiveColumns();
  }

  /** V on the antennas, sqrt(W). */
  toAntennas(V: ComplexMatrix): ComplexMatrix {
    const { probes } = this;
    const p = V.re[0].length;
    return probes.scoped(() => {
      const out = probes.roomFor(this.#antennas, p, 'complex');
      const scratch = probes.roomFor(this.#antennas, p, 'complex');
      probes.call.toAntennas(this.complex, out, probes.putMatrix(V, this.field), p, scratch);
      const root = Math.sqrt(this.watts);
      const scaled = (plane: number[][]) => plane.map((row) => row.map((x) => x * root));
      const { re, im } = probes.matrix(out, this.#antennas, p, 'complex');
      return { re: scaled(re), im: scaled(im) };
    });
  }

  value(term: TermName, V: ComplexMatrix): number {
    return this.probes.scoped(() => this.#evaluate(term, V));
  }

  /** Hermitian, in the basis B of the span (r×k; the identity: r×r). */
  gradient(term: TermName, V: ComplexMatrix, B?: ComplexMatrix): ComplexMatrix {
    const { probes } = this;
    const k = B ? B.re[0].length : this.r;
    return probes.scoped(() => {
      this.#evaluate(term, V);
      const cb = probes.putMatrix(B ? product(this.span, B) : this.span, this.field);
      const out = probes.roomFor(k, k, this.field);
      probes.call.gradient(this.complex, code(term), cb, k, this.#rateVectors(k), out);
      return probes.matrix(out, k, k, this.field);
    });
  }

  /** The gradient times V, r×p. */
  gradientOnFactor(term: TermName, V: ComplexMatrix): ComplexMatrix {
    const { probes } = this;
    const p = V.re[0].length;
    return probes.scoped(() => {
      this.#evaluate(term, V);
      const out = probes.roomFor(this.r, p, this.field);
      probes.call.gradientOnFactor(this.complex, code(term), out);
      return probes.matrix(out, this.r, p, this.field);
    });
  }

  /** Gram rows of the Hessian (of minus the rate) in Hermitian coordinates of the basis B. */
  rows(term: TermName, V: ComplexMatrix, B?: ComplexMatrix): number[][] {
    const { probes } = this;
    const k = B ? B.re[0].length : this.r;
    const size = this.field === 'complex' ? k * k : (k * (k + 1)) / 2;
    return probes.scoped(() => {
      this.#evaluate(term, V);
      const count = probes.call.rowCount(this.complex, code(term));
      const cb = probes.putMatrix(B ? product(this.span, B) : this.span, this.field);
      const out = probes.room(count * size);
      probes.call.rows(this.complex, code(term), cb, k, this.#rateVectors(k), out);
      return Array.from({ length: count }, (_, i) => probes.values(out + 8 * i * size, size));
    });
  }

  /**
   * The Hessian in the coordinates of dV, of the objective or of minus the rate, without the part 2⟨∇, dV dV^H⟩
   * (assembly/solver/face/newton.ts).
   */
  hessianOnFactor(term: TermName, V: ComplexMatrix): number[][] {
    const { probes } = this;
    const p = V.re[0].length;
    const size = this.r * p * (this.field === 'complex' ? 2 : 1);
    return probes.scoped(() => {
      this.#evaluate(term, V);
      const out = probes.room(size * size);
      probes.call.hessianOnFactor(this.complex, code(term), this.#rateVectors(this.r), out);
      const upper = probes.values(out, size * size);
      const entry = (i: number, j: number) => upper[Math.min(i, j) * size + Math.max(i, j)];
      return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => entry(i, j)));
    });
  }

  get complex(): number {
    return this.field === 'complex' ? 1 : 0;
  }
  #rateVectors(k: number): number {
    return this.probes.roomFor(this.L * this.#receiveColumns, k, this.field);
  }
  #evaluate(term: TermName, V: ComplexMatrix): number {
    const y = this.probes.putMatrix(product(this.span, V), this.field);
    return this.probes.call.value(this.complex, code(term), y, V.re[0].length);
  }
}

const code = (term: TermName) => (term === 'rate' ? 0 : 1);
