/**
 * The kinds of limits ⟨A, R⟩ ≤ b: what a scenario says of each, and which limits follow from it, in the order that
 * prices and the core have. Types, validation, the core's input, reports and labels read this table; A itself is in
 * assembly/model/given-limits.ts, and for the checkers in verify/rigorous/limits.ts.
 */
import * as abi from '../assembly/abi.ts';

/** A direction, degrees from the broadside of a line, or a place, m. */
export type Where = { direction: number } | { position: [number, number] | [number, number, number] };

/** A direction or a place towards which little may be radiated. */
export type Quiet = { limitDbm: number } & Where;

/** What the covariance has to keep to, beside its power. */
export interface Limits {
  /** The most that an antenna may radiate, dBm: of every one, or of each (null: as much as there is). */
  antennaDbm?: number | (number | null)[];
  /** The least power that must arrive at every device, silent ones too, dBm. */
  sensitivityDbm?: number;
  /** The most that may be radiated there, a^T R a^*, a the steering vector; path loss plays no part. */
  quiet?: Quiet[];
}

/** A limit at a point: W, and the price in objective per W, ≥ 0; null where the point has no certificate. */
export interface PointLimit {
  power: number;
  limit: number;
  price: number | null;
}

/** All limits: of the antennas that have one, of the devices that have a sensitivity, of the quiet directions. */
export interface PointLimits {
  antenna: PointLimit[];
  sensitivity: PointLimit[];
  quiet: PointLimit[];
}

/** One limit of a scenario. */
export interface GivenLimit {
  dbm: number;
  /** Which of its kind, from 0: the antenna, the device, the entry of the list. */
  index: number;
  /** For people, such as "antenna 3". */
  name: string;
  /**
   * Of limits that the core takes from a list: which vector (a code of abi.ts), and three numbers that say which of its
   * kind. Not of those that it makes of the head's levels.
   */
  vector?: readonly [code: number, number, number, number];
}

/** What a kind of limits is called, looks like and stands for. */
export interface LimitKind {
  key: keyof Limits;
  /** dBm, one number; the same or a list of one a transmit antenna, with nulls; a list of {@link Where} with limitDbm. */
  shape: 'level' | 'levels' | 'places';
  /** 1: a power stays below the limit; −1: it reaches it. */
  sign: 1 | -1;
  /** What it asks for, in words that go on with dBm. */
  words: string;
  list(limits: Limits, antennas: number, devices: readonly { sensitivityDbm?: number }[]): GivenLimit[];
}

export const limitKinds: Readonly<Record<keyof PointLimits, LimitKind>> = {
  antenna: {
    key: 'antennaDbm',
    shape: 'levels',
    sign: 1,
    words: 'An antenna radiates at most',
    list: ({ antennaDbm }, antennas) => {
      if (antennaDbm === undefined) return [];
      const levels = Array.isArray(antennaDbm) ? antennaDbm : new Array<number>(antennas).fill(antennaDbm);
      return levels.flatMap((dbm, index) => (dbm === null ? [] : [{ dbm, index, name: `antenna ${index}` }]));
    },
  },
  sensitivity: {
    key: 'sensitivityDbm',
    shape: 'level',
    sign: -1,
    words: 'A device needs at least',
    list: ({ sensitivityDbm }, _, devices) =>
      devices.flatMap((device, index) => {
        const dbm = device.sensitivityDbm ?? sensitivityDbm;
        return dbm === undefined ? [] : [{ dbm, index, name: `at device ${index}` }];
      }),
  },
  quiet: {
    key: 'quiet',
    shape: 'places',
    sign: 1,
    words: 'Towards it is radiated at most',
    list: ({ quiet = [] }) => quiet.map(towards),
  },
};

/** A limit on the power towards a direction or a place. */
function towards({ limitDbm: dbm, ...where }: Quiet, index: number): GivenLimit {
  const [place, x, y, z = 0] =
    'direction' in where
      ? [`${where.direction}°`, where.direction, NaN, NaN]
      : ['a place', ...where.position];
  return { dbm, index, name: `quiet[${index}], ${place}`, vector: [abi.TOWARDS, x, y, z] };
}

/** Names of the kinds, in the order of their limits. */
export const limitNames = Object.keys(limitKinds) as readonly (keyof PointLimits)[];

/** The limits of a point in the order of their prices. */
export function limitsInOrder(limits: PointLimits): { kind: keyof PointLimits; limit: PointLimit }[] {
  return limitNames.flatMap((kind) => limits[kind].map((limit) => ({ kind, limit })));
}
