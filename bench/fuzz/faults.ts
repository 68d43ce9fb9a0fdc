/** What no result may be, whatever the scenario. */
import type { Point, PointLimit, PointLimits, Result, SignalPair } from 'isabc';

export type AnyPoint = Point | Point<SignalPair>;

/** What is wrong with a result; empty where nothing is. known: all that has been solved of its curve. */
export function faults(result: Result | Result<SignalPair>, known: AnyPoint[]): string[] {
  const wrong: string[] = [];
  const text = JSON.stringify(result);
  if (JSON.stringify(JSON.parse(text)) !== text || hasNonFinite(result))
    wrong.push('a number is NaN or infinite');
  const { maxRate, maxRateBound, freeRate } = result;
  if (maxRate !== null && maxRateBound !== null) {
    if (!(maxRateBound >= maxRate && maxRateBound - maxRate <= 1e-9 * maxRate))
      wrong.push(`maxRateBound ${maxRateBound} of maxRate ${maxRate}: ${maxRateBound / maxRate - 1} apart`);
    if (freeRate !== null && freeRate > maxRate * (1 + 1e-9)) wrong.push('freeRate above maxRate');
  }
  let last = 0;
  for (const point of [...result.points].sort((a, b) => a.rateFloor - b.rateFloor)) {
    const at = `floor ${point.rateFloor}: `;
    if (point.status === 'unsolved' && !isLevel(point) && !isBeyondDoubles(point, known))
      wrong.push(at + 'unsolved, ' + point.reason);
    if (point.bound !== undefined && point.status === 'optimal') {
      const { rateBound, bound } = point;
      if (!(rateBound! - point.rateFloor <= 1e-6 * rateBound!)) wrong.push(at + `rateBound ${rateBound}`);
      if (!(point.value <= bound * (1 + 1e-8))) wrong.push(at + `beyond ${bound}`);
    }
    wrong.push(...brokenLimits(point.limits).map((what) => at + what));
    if (point.status !== 'optimal' && point.status !== 'stationary') continue;
    const { value } = point;
    if (!(point.rate! >= point.rateFloor * (1 - 1e-10))) wrong.push(at + `rate ${point.rate}`);
    if (point.lmi !== null && !(point.lmi >= leastOf(result))) wrong.push(at + `lmi ${point.lmi}`);
    if (!(point.slope! >= 0)) wrong.push(at + `slope ${point.slope}`);
    if (point.status === 'stationary') {
      if (!(point.stationarity! <= 1e-6)) wrong.push(at + `stationarity ${point.stationarity}`);
      if (!(point.gap! >= -1e-8)) wrong.push(at + `gap ${point.gap}`);
    } else {
      if (!(Math.abs(point.gap!) <= 1e-8)) wrong.push(at + `gap ${point.gap}`);
      if (value < last * (1 - 3e-8)) wrong.push(at + 'the curve falls');
      last = value;
    }
  }
  return wrong;
}

/** Rounding of a certificate, relatively, which no search for a rate can go below. */
const ROUNDING = 1e-13;

/**
 * Whether a bound lies where the curve is so level that a millionth of the rate moves the objective by no more than
 * rounding: both ends of the rate, which is `unsolved`, are all that can be said.
 */
export function isLevel(point: AnyPoint): boolean {
  const { bound, status, reason, slope, rateBound, value } = point;
  const between = bound !== undefined && status === 'unsolved' && reason?.includes('apart');
  return between === true && 1e-6 * slope! * rateBound! <= ROUNDING * value!;
}

/**
 * Whether an unsolved floor lies where the last digit of the rate is worth more than 1e-8 of the objective, in the mean
 * between the nearest floors on either side that are solved: no covariance in doubles is as near to the floor as a
 * certificate would need it.
 */
export function isBeyondDoubles({ status, rateFloor, bound }: AnyPoint, known: AnyPoint[]): boolean {
  if (status !== 'unsolved' || bound !== undefined) return false;
  const below = known.filter(({ rate }) => rate! <= rateFloor).sort((a, b) => b.rate! - a.rate!)[0];
  const above = known.filter(({ rate }) => rate! > rateFloor).sort((a, b) => a.rate! - b.rate!)[0];
  if (!below || !above) return false;
  const lastDigit = 2 ** (Math.floor(Math.log2(rateFloor)) - 52);
  return (Math.log(above.value! / below.value!) / (above.rate! - below.rate!)) * lastDigit > 1e-8;
}

/** Blocks (42)–(43) are right to rounding; a Schur complement as far as J can be inverted, which verify judges. */
function leastOf({
  fidelity,
  scenario: { receiver, unknown, fading, devices },
}: Result | Result<SignalPair>) {
  const line = !('elements' in receiver) && (receiver.shape === undefined || receiver.shape === 'line');
  const own = devices.some(({ channel }) => channel?.receive ?? channel?.slopes);
  const blocks =
    fidelity !== 'coupled' && line && receiver.position.length === 2 && unknown === 'none' && !fading && !own;
  return blocks ? -1e-10 : -1e-6;
}

/** Limits hold to 1e-9 of their value, and no price is negative. */
function brokenLimits(limits: PointLimits | null | undefined): string[] {
  if (!limits) return [];
  return Object.entries(limits).flatMap(([kind, list]: [string, PointLimit[]]) =>
    list.flatMap(({ power, limit, price }, i) => [
      ...((kind === 'sensitivity' ? limit - power : power - limit) <= 1e-9 * limit
        ? []
        : [`${kind}[${i}] of ${limit} W at ${power}`]),
      ...(price === null || price >= 0 ? [] : [`${kind}[${i}] has the price ${price}`]),
    ]),
  );
}

function hasNonFinite(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasNonFinite);
}
