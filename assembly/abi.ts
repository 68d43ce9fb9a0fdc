// The numbers that both sides of the border know. The bindings import this file as TypeScript, so it holds constants
// only.

// The point record: f64s that point() fills.
export const STATUS = 0;
export const TOTAL = 1; // then delay, angle, position
export const RATE = 5; // bps/Hz
export const SLOPE = 6;
export const LOWER_BOUND = 7;
export const GAP = 8;
export const LMI = 9;
export const ITERATIONS = 10;
export const RANK = 11;
/** SI, per nat·N; of a covariance that was given, its power in W. */
export const MU = 12;
/** The objective. */
export const VALUE = 13;
/** 3 each; then each limit's power and itself (W) and its price; of a superposed signal its gain in place of them. */
export const DEVICES = 14;

// What is found beside a point or the largest rate: addresses of matrices, and their sizes. Matrices are complex and SI
// but for the dual, the shares, prices and powers, which are real.
export const DETAIL_FACTOR = 0; // M_t×rank, √W; of a superposed signal x_c's
export const DETAIL_RANK = 1;
export const DETAIL_COVARIANCE = 2; // M_t×M_t, W
export const DETAIL_K = 3; // L×L
/** Then its rows and its columns. */
export const DETAIL_DUAL = 4;
export const DETAIL_SHARES = 7; // L: of the worst device
export const DETAIL_PRICES = 8; // one a limit, nats/W: of the largest rate
/** x_s's factor, rank and covariance, as those of x_c; q⁰ of interference.ts, L, W. */
export const DETAIL_SENSING = 9;
export const DETAIL_POWERS = 12;
export const DETAIL = 13;

// What `load` is asked for; bindings/core/codes.ts has the names.
/** The bound. */
export const PRINTED = 0;
export const DECOUPLED = 1;
export const COUPLED = 2;
/** The objective. */
export const SUM = 0;
export const DELAY = 1;
export const ANGLE = 2;
export const POSITION = 3;
/** What it is over. */
export const ALL_DEVICES = 0;
export const WORST_DEVICE = 1;
/** What the receiver does not know of the echoes. */
export const NOTHING = 0;
export const AMPLITUDES = 1;
export const REFLECTIONS = 2;

// The input block of a scenario: see assembly/model/input.ts.
/** f64s of the head, of a device. */
export const INPUT_HEAD = 40;
export const INPUT_DEVICE = 8;
/** f64s of a limit that is listed: its vector, three numbers that say which, ±1 (at most, at least), dBm. */
export const INPUT_LIMIT = 6;
/** Its vector. */
export const TOWARDS = 0; // the steering vector: x, y, z of a place (m), or degrees from broadside and NaN twice
/** Kinds of arrays. */
export const LINE = 0; // x, y, z, kind, antennas, spacing (wavelengths), –, –, orientation (degrees)
export const CIRCLE = 1; // x, y, z, kind, antennas, radius, –, –, orientation
export const GRID = 2; // x, y, z, kind, antennas, horizontal spacing, vertical spacing, columns, orientation
export const ELEMENTS = 3; // x, y, z, kind, antennas, –, –, –, –
/** The pulse, and whether x = x_c + x_s; bindings/core/codes.ts has the names. */
export const COSINE = 0;
export const SINC = 1;
export const RAMP = 2;
export const SAMPLED = 3;
export const REUSED = 0;
export const SUPERPOSED = 1;
/** Parts of a channel that a device has of its own. */
export const OWN_TRANSMIT = 1;
export const OWN_RECEIVE = 2;
export const OWN_SLOPES = 4;

/** f64s of a position error: covariance (3×3), semi-axes, their directions (rows of 3). */
export const POSITION_ERROR = 21;

// The summary of a simulation's trials: see assembly/simulate/trials.ts.
/** f64s of its head; quantities of a device, four numbers each. */
export const TRIALS_HEAD = 4;
export const TRIALS_QUANTITIES = 4;

// Statuses of points, and of rows that have none to solve. STATIONARY: a superposed signal's.
export const OPTIMAL = 0;
export const BOUNDARY = 1;
export const INFEASIBLE = 2;
export const UNSOLVED = 3;
export const SILENT = 4;
export const REFUSED = 5;
export const STATIONARY = 6;

// Why a scenario is refused.
export const ACCEPTED = 0;
export const ALL_SILENT = 1;
export const ON_TRANSMITTER = 2;
export const ON_RECEIVER = 3;
export const ENDFIRE = 4;
export const SINGLE_RECEIVER = 5;
export const BETWEEN_ARRAYS = 6;
export const SAME_PLACE = 7;
export const INDISTINCT = 8;
export const ZERO_PULSE = 9;
export const CONSTANT_PULSE = 10;
export const OUT_OF_RANGE = 11;
export const UNRESOLVED = 12;
export const TOO_WEAK = 13;
export const UNSEEN = 14;
export const PRIOR_BETWEEN = 15;
export const LIMIT_ON_TRANSMITTER = 16; // names the limit among those listed

// Thresholds that statuses and their reasons depend on.
/** A bound whose LMI block has a smaller eigenvalue is too good to be true. */
export const LEAST_LMI = -1e-10;
/** Gap within which a point is optimal. */
export const OPTIMAL_GAP = 1e-8;
/** What moving power may still gain at a stationary point, relatively to first order. */
export const STATIONARY_GAIN = 1e-6;
