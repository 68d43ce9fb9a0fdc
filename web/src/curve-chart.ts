/** The trade-off curve: smallest bound against rate floor, with the free and the largest rate, and a chosen point. */
import { boundOf, type Point, type Result } from 'isabc';
import { linear, valueAxis, type Axis } from './axis.js';
import { px, svg } from './dom.js';
import { Chart, frame, smooth, text } from './frame.js';
import { short, valueName } from './names.js';

/** A point with a bound. */
interface Mark {
  index: number;
  rate: number;
  bound: number;
  /** dBound/dRate; null on the last, which is as steep as one likes. */
  slope: number | null;
  /** What is proved of a point that is not proved to be the smallest. */
  lower: number | null;
}

export class CurveChart extends Chart {
  #result: Result | null = null;
  #index = 0;
  #before: Result | null = null;
  /** Where the marks were drawn, for clicks. */
  #places: { index: number; x: number }[] = [];

  /** @param onPick called with the index of the point nearest to a click */
  constructor(host: SVGSVGElement, onPick: (index: number) => void) {
    super(host, { left: 58, right: 22, top: 30, bottom: 48 });
    host.addEventListener('pointerdown', (event) => {
      const x = event.clientX - host.getBoundingClientRect().left;
      const nearest = this.#places.reduce<{ index: number; x: number } | null>(
        (best, place) => (best === null || Math.abs(place.x - x) < Math.abs(best.x - x) ? place : best),
        null,
      );
      if (nearest !== null) onPick(nearest.index);
    });
  }

  /** @param before the curve before a change that is under way, to be seen behind the new one */
  draw(result: Result, index: number, before: Result | null): void {
    this.#result = result;
    this.#index = index;
    this.#before = before !== null && isAlike(before, result) ? before : null;
    this.redraw();
  }

  protected redraw(): void {
    const result = this.#result;
    if (result === null || !this.drawable) return;
    const { unit } = boundOf[result.objective];
    const name = valueName(result);
    const marks = marksOf(result);
    const old = this.#before === null ? [] : marksOf(this.#before);
    const maxRate = result.maxRate ?? 0;
    const freeRate = result.freeRate ?? 0;
    const right = Math.max(maxRate, this.#before?.maxRate ?? 0) * 1.08;
    this.host.setAttribute('aria-label', describe(result, marks));

    const x = linear([0, right > 0 ? right : 1], this.box.left, this.box.right, this.#xTicks);
    const parts: (SVGElement | null)[] = [];
    if (marks.length === 0) {
      this.#places = [];
      parts.push(
        text(
          (this.box.left + this.box.right) / 2,
          this.box.top + 60,
          result.limitsCertificate === undefined
            ? 'no bound at any rate'
            : 'the limits exclude each other: there is no design',
          'middle',
        ),
      );
    } else {
      const y = valueAxis(
        [...marks, ...old].flatMap(({ bound, lower }) => (lower === null ? [bound] : [bound, lower])),
        this.box.bottom,
        this.box.top,
      );
      const beyond = x.at(maxRate);
      parts.push(
        svg('rect', {
          class: 'beyond',
          x: px(beyond),
          y: px(this.box.top),
          width: px(this.box.right - beyond),
          height: px(this.box.bottom - this.box.top),
        }),
        frame(this.box, x, y, 'rate floor (bps/Hz)', `smallest ${name} (${unit})`),
        ...this.#rateMarks(x, freeRate, maxRate),
        old.length === 0
          ? null
          : svg('path', { class: 'before', d: line(old, x, y, this.#before?.freeRate ?? 0) }),
        svg('path', { class: 'curve', d: line(marks, x, y, freeRate) }),
        ...marks.map((mark) => this.#dot(mark, x, y)),
        ...marks.map((mark) => proved(mark, x, y)),
      );
      this.#places = marks.map(({ index, rate }) => ({ index, x: x.at(rate) }));
    }
    this.host.replaceChildren(...parts.filter((part) => part !== null));
  }

  get #xTicks(): number {
    return this.box.right - this.box.left > 420 ? 9 : 5;
  }

  /** Dashed lines with words to their left, or to their right where that is too narrow; the second below the first. */
  #rateMarks(x: Axis, freeRate: number, maxRate: number): SVGGElement[] {
    const mark = (rate: number, words: string, kind: string, row: number): SVGGElement => {
      const at = x.at(rate);
      const left = at - this.box.left > 7 * words.length;
      return svg(
        'g',
        { class: `mark ${kind}` },
        svg('path', { d: `M${px(at)} ${px(this.box.top)}V${px(this.box.bottom)}` }),
        text(left ? at - 5 : at + 5, this.box.top + 13 + 16 * row, words, left ? 'end' : 'start'),
      );
    };
    const free = `free ${short(freeRate, 3)}`;
    const largest = `largest ${short(maxRate, 3)}`;
    return [mark(freeRate, free, 'free', 1), mark(maxRate, largest, 'largest', 0)];
  }

  #dot({ index, rate, bound }: Mark, x: Axis, y: Axis): SVGCircleElement {
    const chosen = index === this.#index;
    const kind = `dot ${this.#result?.points[index].status}${chosen ? ' chosen' : ''}`;
    return svg('circle', { class: kind, cx: px(x.at(rate)), cy: px(y.at(bound)), r: chosen ? 7 : 3 });
  }
}

/** Whether two curves have the same number on their axis. */
function isAlike(a: Result, b: Result): boolean {
  return a.objective === b.objective && a.over === b.over;
}

function marksOf({ points }: Result): Mark[] {
  return points.flatMap(({ rateFloor, value: bound, slope, status, lowerBound }: Point, index) => {
    const lower = status === 'stationary' ? lowerBound : null;
    return bound === null ? [] : [{ index, rate: rateFloor, bound, slope, lower }];
  });
}

/** A stroke at the lower bound of a stationary point. */
function proved({ rate, lower }: Mark, x: Axis, y: Axis): SVGPathElement | null {
  if (lower === null) return null;
  const d = `M${px(x.at(rate) - 5)} ${px(y.at(lower))}h10`;
  return svg('path', { class: 'proved', d }, svg('title', {}, `proved lower bound ${short(lower)}`));
}

/** Level up to the free rate, then through the points with the slopes of their certificates. */
function line(marks: readonly Mark[], x: Axis, y: Axis, freeRate: number): string {
  const knots = marks.map(({ rate, bound, slope }) => {
    const step = 1e-6 * bound;
    const pixelsPerBound = (y.at(bound + step) - y.at(bound)) / step;
    const pixelsPerRate = x.at(1) - x.at(0);
    return { x: x.at(rate), y: y.at(bound), slope: ((slope ?? Infinity) * pixelsPerBound) / pixelsPerRate };
  });
  const start = knots[0];
  const level = marks[0].rate >= freeRate * (1 - 1e-9) ? `M${px(x.at(0))} ${px(start.y)}H${px(start.x)}` : '';
  return level + smooth(knots);
}

function describe(result: Result, marks: readonly Mark[]): string {
  const { objective, freeRate, maxRate } = result;
  const { unit } = boundOf[objective];
  const name = valueName(result);
  if (marks.length === 0) return 'Trade-off curve: no point has a bound.';
  return (
    `Trade-off curve: the smallest ${name} is ${short(marks[0].bound)} ${unit} up to ${short(freeRate)} bps/Hz ` +
    `and rises to ${short(marks[marks.length - 1].bound)} ${unit} towards the largest rate, ${short(maxRate)} bps/Hz.`
  );
}
