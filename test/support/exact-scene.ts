/**
 * The channels, gains, delays and limits of any scenario in 60-digit arithmetic, written apart from both checkers: angles
 * where they have none, and the Jacobian of a place by elimination.
 */
import type { Decimal } from 'decimal.js';
import type { ArrayGeometry, ComplexVector, Position, Scenario } from '../../bindings/types.js';
import { philox } from '../../bindings/verify/fading.js';
import { complex, D, exactly, pi, plus, scaled, sum, times, type Complex } from './exact-rate.js';

type Vector = [Decimal, Decimal, Decimal];

export interface ExactDevice {
  /** s α sqrt(N/σ²) */
  weight: Decimal;
  /** s */
  delay: Decimal;
  transmit: Complex[];
  receive: Complex[];
  slopes: Complex[][];
  /** G by rows. */
  place: () => Decimal[][];
  /** ω */
  counts: Decimal;
  /** m; 0 where nothing is known. */
  prior: Decimal;
}

export interface ExactLimit {
  sign: number;
  gain: Decimal;
  vector: Complex[];
  watts: Decimal;
}

const zero = new D(0);
const one = new D(1);
const dot = (a: Vector, b: Vector) => sum(a.map((x, i) => x.times(b[i])));
const along = (a: Vector, by: Decimal.Value): Vector => [a[0].times(by), a[1].times(by), a[2].times(by)];
const inThree = ([x, y, z = 0]: Position): Vector => [exactly(x), exactly(y), exactly(z)];
const minus = (a: Vector, b: Vector): Vector => [a[0].minus(b[0]), a[1].minus(b[1]), a[2].minus(b[2])];
const both = (a: Vector, b: Vector): Vector => [a[0].plus(b[0]), a[1].plus(b[1]), a[2].plus(b[2])];
const level = (angle: Decimal): Vector => [angle.cos(), angle.sin(), zero];
const radians = (degrees: number) => exactly(degrees).times(pi).div(180);
const unitOf = (a: Vector) => along(a, one.div(dot(a, a).sqrt()));
/** e^(jx) */
const turn = (x: Decimal) => complex(x.cos(), x.sin());

export const exactWatts = (dBm: number) => new D(10).pow(exactly(dBm).minus(30).div(10));

function elementsOf(array: ArrayGeometry): Vector[] {
  if ('elements' in array) return array.elements.map(inThree);
  const list = (length: number, at: (m: number) => Vector) => Array.from({ length }, (_, m) => at(m));
  const angle = radians(array.orientation);
  if (array.shape === 'circle') {
    const { antennas, radius } = array;
    return list(antennas, (m) => along(level(angle.plus(pi.times(2 * m).div(antennas))), exactly(radius)));
  }
  if (array.shape === 'grid') {
    const { rows, columns, spacing } = array;
    const [across, up] = Array.isArray(spacing) ? spacing : [spacing, spacing];
    return list(rows * columns, (m) => {
      const [x, y] = along(level(angle), exactly(across).times((m % columns) - (columns - 1) / 2));
      return [x, y, exactly(up).times(Math.floor(m / columns) - (rows - 1) / 2)];
    });
  }
  return list(array.antennas, (m) => along(level(angle), exactly(array.spacing).times(m)));
}

const steering = (elements: Vector[], u: Vector) => elements.map((p) => turn(dot(p, u).times(pi).times(2)));
const given = ({ re, im }: ComplexVector) => re.map((x, m) => complex(exactly(x), exactly(im[m])));

/** √(K/(K+1)), √(1/(K+1)) */
function shares({ fading }: Scenario): [Decimal, Decimal] {
  if (!fading) return [one, zero];
  if (fading.factorDb === null) return [zero, one];
  const K = new D(10).pow(exactly(fading.factorDb).div(10));
  return [K.div(K.plus(1)).sqrt(), one.div(K.plus(1)).sqrt()];
}

function faded(scenario: Scenario, side: bigint, index: number, sight: Complex[]): Complex[] {
  const [steady, scattered] = shares(scenario);
  if (scattered.isZero()) return sight;
  return sight.map((a, m) => {
    const words = philox([BigInt(64 * index + m), side, 0n, 0n], BigInt(scenario.fading!.seed));
    const bits = (high: bigint, low: bigint) => new D((((high << 32n) | low) >> 11n).toString());
    const whole = new D(2).pow(53);
    const radius = bits(words[0], words[1]).plus(1).div(whole).ln().negated().sqrt();
    const angle = bits(words[2], words[3]).div(whole).times(pi).times(2);
    return plus(scaled(a, steady), scaled(turn(angle), radius.times(scattered)));
  });
}

export function exactScene(scenario: Scenario, silent: readonly number[]) {
  const { transmitter, receiver, devices, pathLoss, limits = {} } = scenario;
  const elements = { transmit: elementsOf(transmitter), receive: elementsOf(receiver) };
  const inSpace = receiver.position.length === 3;
  const noise = exactWatts(scenario.noiseDbm).plus(
    scenario.clutterDbm === null ? 0 : exactWatts(scenario.clutterDbm),
  );
  const from = (array: ArrayGeometry, to: Position) => {
    const way = minus(inThree(to), inThree(array.position));
    return { distance: dot(way, way).sqrt(), unit: unitOf(way) };
  };
  const gain = (distance: Decimal) =>
    new D(10)
      .pow(exactly(pathLoss.referenceDb).div(-10))
      .times(distance.pow(exactly(pathLoss.exponent).negated()));
  const transmitTo = (index: number, unit: Vector) =>
    devices[index].channel?.transmit
      ? given(devices[index].channel.transmit)
      : faded(scenario, 0x46414454n, index, steering(elements.transmit, unit));
  const all = devices.map((device, index): ExactDevice => {
    const t = from(transmitter, device.position);
    const r = from(receiver, device.position);
    const azimuth = D.atan2(r.unit[1], r.unit[0]);
    const elevation = D.asin(r.unit[2]);
    const tangents: Vector[] = [along(level(azimuth.plus(pi.div(2))), 1)];
    const ahead = level(azimuth);
    if (inSpace) {
      const up = along(ahead, elevation.sin().negated());
      tangents.push([up[0], up[1], elevation.cos()]);
    }
    const sight = steering(elements.receive, r.unit);
    const own = device.channel ?? {};
    const steady = own.receive ? one : shares(scenario)[0];
    const slopes = tangents.map((e) =>
      sight.map((a, m) => {
        const rate = dot(elements.receive[m], e).times(pi).times(2);
        return scaled(times(a, complex(0, rate)), steady);
      }),
    );
    const power = gain(t.distance).times(gain(r.distance)).times(exactly(scenario.reflection));
    return {
      weight: power.times(scenario.symbolCount).div(noise).sqrt().times(exactly(device.symbol)),
      delay: t.distance.plus(r.distance).div(299_792_458),
      transmit: transmitTo(index, t.unit),
      receive: own.receive ? given(own.receive) : faded(scenario, 0x46414452n, index, sight),
      slopes: own.slopes?.map(given) ?? slopes,
      place: () => {
        const rows = [
          along(both(t.unit, r.unit), one.div(299_792_458)),
          ...tangents.map((e) => along(e, one.div(r.distance))),
        ];
        return inverse(rows.map((row) => row.slice(0, rows.length)));
      },
      counts: exactly(device.weight ?? 1),
      prior: exactly(device.prior ?? 0),
    };
  });
  const bounds: ExactLimit[] = [];
  elements.transmit.forEach((_, m) => {
    const dBm = Array.isArray(limits.antennaDbm) ? limits.antennaDbm[m] : limits.antennaDbm;
    if (dBm === null || dBm === undefined) return;
    const vector = elements.transmit.map((__, n) => complex(n === m ? 1 : 0, 0));
    bounds.push({ sign: 1, gain: one, vector, watts: exactWatts(dBm) });
  });
  devices.forEach(({ position, sensitivityDbm = limits.sensitivityDbm }, index) => {
    if (sensitivityDbm === undefined) return;
    const { distance, unit } = from(transmitter, position);
    const vector = transmitTo(index, unit);
    bounds.push({ sign: -1, gain: gain(distance), vector, watts: exactWatts(sensitivityDbm) });
  });
  for (const where of limits.quiet ?? []) {
    const broadside = radians(('orientation' in transmitter ? transmitter.orientation : 90) - 90);
    const unit =
      'position' in where
        ? from(transmitter, where.position).unit
        : level(broadside.plus(radians(where.direction)));
    const vector = steering(elements.transmit, unit);
    bounds.push({ sign: 1, gain: one, vector, watts: exactWatts(where.limitDbm) });
  }
  return {
    devices: all.filter((_, index) => !silent.includes(index)),
    limits: bounds,
    transmitAntennas: elements.transmit.length,
    receiveAntennas: elements.receive.length,
    directions: inSpace ? 2 : 1,
  };
}

/** By Gauss and Jordan, with pivoting. */
function inverse(A: Decimal[][]): Decimal[][] {
  const n = A.length;
  const rows = A.map((row, i) => [...row, ...A.map((_, j) => (i === j ? one : zero))]);
  for (let k = 0; k < n; k++) {
    const best = rows.slice(k).reduce((a, b) => (b[k].abs().gt(a[k].abs()) ? b : a));
    rows.splice(rows.indexOf(best, k), 1);
    rows.splice(k, 0, best.map((x) => x.div(best[k]))); // prettier-ignore
    rows.forEach((row, i) => {
      if (i !== k) rows[i] = row.map((x, j) => x.minus(row[k].times(rows[k][j])));
    });
  }
  return rows.map((row) => row.slice(n));
}
