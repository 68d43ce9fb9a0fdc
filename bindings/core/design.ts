/**
 * A covariance in use. Layouts: assembly/design.ts. A design is the covariance itself, or,
 * more exactly, a factor of it.
 */

import { POSITION_ERROR } from '../../assembly/abi.ts';
import { solverTolerance, toleranceText } from '../input/covariance.js';
import { InputError } from '../input/errors.js';
import type { ComplexMatrix, PositionError } from '../types.js';
import { complexMatrix, view, writeComplex, type MemoryExports } from './memory.js';

/** What assembly/design.ts exports. Pointers are byte offsets. */
export interface DesignExports extends MemoryExports {
  room(count: number): number;
  factorInput(columns: number): number;
  hermitianInput(): number;
  spectrum(): number;
  factorize(): number;
  beampattern(angles: number, count: number, out: number): void;
  radiation(pairs: number, count: number, out: number): void;
  axisAngle(xx: number, xy: number, yy: number): number;
  powerAt(points: number, count: number, out: number): void;
  positionErrors(): number;
  beamform(): number;
  beamformer(): number;
  streamPower(stream: number): number;
  seedSymbols(symbols: number, rows: number, count: number, seed: number): void;
  whiten(symbols: number, rows: number, count: number): number;
  excite(symbols: number, count: number, out: number): void;
  covarianceError(x: number, width: number, n: number, factor: number, columns: number): number;
}

/**
 * A validated design: R in W, M_t×M_t, or F in √W, M_t×k, with R = F F^H; and where it came from, if not from the usual
 * field. A factor without columns is a signal without power.
 */
export type CoreDesign = { path?: string } & (
  | {
      covariance: ComplexMatrix;
      /** What was averaged away of its departure from Hermitian symmetry, relative to the largest entry. */
      asymmetry?: number;
    }
  | { factor: ComplexMatrix }
);

/** The smallest and the largest eigenvalue of a covariance, W, before it was made positive semidefinite. */
export interface Spectrum {
  design: CoreDesign;
  smallest: number;
  largest: number;
}

/**
 * How far a design's covariances, together, are from positive semidefinite: −λ_min/λ_max, 0 where none is negative.
 *
 * @throws InputError where that is more than solvers leave
 */
export function negativity(spectra: readonly Spectrum[]): number {
  const largest = Math.max(0, ...spectra.map((spectrum) => spectrum.largest));
  let worst = 0;
  for (const { design, smallest } of spectra) {
    if (largest > 0 && smallest >= -solverTolerance * largest) {
      worst = Math.max(worst, -smallest / largest);
      continue;
    }
    const message =
      `must be positive semidefinite and not zero: this is its λ_min (W), of which down to ` +
      `-${toleranceText} of λ_max = ${largest} W is taken for a solver's tolerance`;
    throw new InputError([{ path: design.path ?? 'covariance', value: smallest, message }]);
  }
  return worst;
}

/** What the waveforms of a design are made from, validated. */
export interface WaveformTask {
  /** N; 0: no excitation. */
  count: number;
  seed: number;
  /** rank×N, in place of seeded ones. */
  symbols?: ComplexMatrix;
}

/** W, and X where it was asked for. */
export interface CoreWaveform {
  /** Columns of W for each part of the design, in order. */
  streams: number[];
  beamformer: ComplexMatrix;
  streamPowers: number[];
  beamformerError: number;
  excitation: ComplexMatrix | null;
  symbols: ComplexMatrix | null;
  excitationError: number | null;
}

/** The functions of one design, in the memory of a scenario that was loaded for it. Good until the next load. */
export class DesignSession {
  readonly #wasm: DesignExports;
  readonly #antennas: number;
  /** One, or the two of a superposed signal; each a factor. */
  readonly #parts: ComplexMatrix[];
  /** All of them side by side. */
  readonly #factor: number;
  readonly #columns: number;

  /** @throws InputError where a covariance is not positive semidefinite */
  constructor(wasm: DesignExports, antennas: number, parts: readonly CoreDesign[]) {
    this.#wasm = wasm;
    this.#antennas = antennas;
    const spectra: Spectrum[] = [];
    this.#parts = parts.map((design) =>
      'factor' in design ? design.factor : this.#factorOf(design, spectra),
    );
    negativity(spectra);
    const joined = sideBySide(this.#parts);
    this.#columns = joined.re[0].length;
    writeComplex(this.#wasm, wasm.factorInput(this.#columns), joined);
    this.#factor = wasm.beamformer();
  }

  #factorOf(design: CoreDesign & { covariance: ComplexMatrix }, spectra: Spectrum[]): ComplexMatrix {
    writeComplex(this.#wasm, this.#wasm.hermitianInput(), design.covariance);
    const [smallest, largest] = view(this.#wasm, this.#wasm.spectrum(), 2);
    spectra.push({ design, smallest, largest });
    const columns = this.#wasm.factorize();
    return complexMatrix(this.#wasm, this.#wasm.beamformer(), this.#antennas, columns);
  }

  /** W at angles in degrees, in the plane. */
  beampattern(angles: readonly number[]): number[] {
    return Array.from(this.#map(angles, angles.length, this.#wasm.beampattern));
  }

  /** W at pairs of azimuth and elevation in degrees, in space. */
  radiation(pairs: readonly number[]): number[] {
    return Array.from(this.#map(pairs, pairs.length / 2, this.#wasm.radiation));
  }

  /** W at points x0, y0, z0, x1, y1, z1, …; NaN on the transmitter. */
  powerAt(points: readonly number[]): Float64Array {
    return this.#map(points, points.length / 3, this.#wasm.powerAt);
  }

  #map(input: readonly number[], count: number, map: DesignExports['beampattern']): Float64Array {
    const pointer = this.#wasm.room(input.length + count);
    view(this.#wasm, pointer, input.length).set(input);
    const out = pointer + 8 * input.length;
    map(pointer, count, out);
    return view(this.#wasm, out, count).slice();
  }

  /** One for each of `devices` devices; null where its position is unobservable, or it is silent. */
  positionErrors(devices: number, inSpace: boolean): (PositionError | null)[] {
    if (this.#columns === 0) return Array.from({ length: devices }, () => null);
    const size = inSpace ? 3 : 2;
    const numbers = view(this.#wasm, this.#wasm.positionErrors(), POSITION_ERROR * devices).slice();
    return Array.from({ length: devices }, (_, i) => {
      const own = Array.from(numbers.subarray(POSITION_ERROR * i, POSITION_ERROR * (i + 1)));
      if (!own.every(Number.isFinite)) return null;
      const rows = (from: number) =>
        Array.from({ length: size }, (_, k) => own.slice(from + 3 * k, from + 3 * k + size));
      const covariance = rows(0);
      const [[xx, xy], [, yy]] = covariance;
      return {
        covariance,
        semiAxes: own.slice(9, 9 + size),
        ...(!inSpace && { angle: this.#wasm.axisAngle(xx, xy, yy) }),
        directions: rows(12),
      };
    });
  }

  /** Beamformers of each part side by side, in the core; how many streams each part has. */
  #beamform(): number[] {
    const wasm = this.#wasm;
    if (this.#parts.length === 1) return [wasm.beamform()];
    const beams = this.#parts.map((part) => {
      if (part.re[0].length === 0) return part;
      writeComplex(wasm, wasm.factorInput(part.re[0].length), part);
      const rank = wasm.beamform();
      return complexMatrix(wasm, wasm.beamformer(), this.#antennas, rank);
    });
    const joined = sideBySide(beams);
    writeComplex(wasm, wasm.factorInput(joined.re[0].length), joined);
    return beams.map(({ re }) => re[0].length);
  }

  /**
   * Beamformers and, where the task has a count, an excitation.
   *
   * @param check called with the rank before an excitation is made; throws where the task does not fit it
   * @throws InputError where the symbols are linearly dependent
   */
  waveform({ count, seed, symbols }: WaveformTask, check: (rank: number) => void): CoreWaveform {
    const wasm = this.#wasm;
    const M = this.#antennas;
    const streams = this.#beamform();
    const rank = streams.reduce((sum, of) => sum + of);
    if (count > 0) check(rank);
    const w = wasm.beamformer();
    const none = { excitation: null, symbols: null, excitationError: null };
    const beams = {
      streams,
      beamformer: complexMatrix(wasm, w, M, rank),
      streamPowers: Array.from({ length: rank }, (_, j) => wasm.streamPower(j)),
      beamformerError: wasm.covarianceError(w, rank, 1, this.#factor, this.#columns),
    };
    if (count === 0) return { ...beams, ...none };
    const s = wasm.room(2 * (rank + M) * count);
    const x = s + 16 * rank * count;
    if (symbols) writeComplex(wasm, s, symbols);
    else wasm.seedSymbols(s, rank, count, seed);
    if (wasm.whiten(s, rank, count) === 0) {
      const message = 'its rows must be linearly independent: as many streams cannot be told apart otherwise';
      throw new InputError([{ path: 'symbols', value: symbols, message }]);
    }
    wasm.excite(s, count, x);
    return {
      ...beams,
      excitation: complexMatrix(wasm, x, M, count),
      symbols: complexMatrix(wasm, s, rank, count),
      excitationError: wasm.covarianceError(x, count, count, this.#factor, this.#columns),
    };
  }
}

/** [A, B, …] */
function sideBySide(parts: readonly ComplexMatrix[]): ComplexMatrix {
  if (parts.length === 1) return parts[0];
  const plane = (of: 're' | 'im') => parts[0][of].map((_, row) => parts.flatMap((part) => part[of][row]));
  return { re: plane('re'), im: plane('im') };
}
