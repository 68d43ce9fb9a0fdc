/** Bands of the smallest bound over random placements: 5 to 95 %, quartiles, median, along the way to the largest rate. */
import { boundOf, type Distribution, type Summary, type SummaryEntry } from 'isabc';
import { linear, valueAxis, type Axis } from './axis.js';
import { px, set, svg } from './dom.js';
import { Chart, frame, text } from './frame.js';
import { short } from './names.js';

interface Column {
  fraction: number;
  bound: Distribution;
}

export class BandsChart extends Chart {
  #summary: Summary | null = null;
  #title = '';

  constructor(host: SVGSVGElement) {
    super(host, { left: 58, right: 22, top: 30, bottom: 48 });
  }

  /** @param title what the bands are of, on their axis */
  draw(summary: Summary, title: string): void {
    this.#summary = summary;
    this.#title = title;
    this.redraw();
  }

  protected redraw(): void {
    if (!this.drawable) return;
    if (this.#summary === null) {
      const { left, right, top, bottom } = this.box;
      const words = 'Run to see how the curve spreads over placements.';
      return this.host.replaceChildren(
        text((left + right) / 2, (top + bottom) / 2, words, 'middle', 'title'),
      );
    }
    const { unit, key } = boundOf[this.#summary.objective];
    const columns = columnsOf(this.#summary.entries, key);
    set(this.host, { 'aria-label': describe(columns, this.#summary, this.#title) });
    if (columns.length === 0) return this.host.replaceChildren();

    const x = linear([0, 1], this.box.left, this.box.right, 5);
    const ends = columns.flatMap(({ bound }) => [bound.q05, bound.q95]);
    const y = valueAxis(ends, this.box.bottom, this.box.top);
    this.host.replaceChildren(
      frame(this.box, x, y, 'share of the way from the free to the largest rate', `${this.#title} (${unit})`),
      svg('path', { class: 'band outer', d: between(columns, x, y, 'q05', 'q95') }),
      svg('path', { class: 'band inner', d: between(columns, x, y, 'q25', 'q75') }),
      svg('path', { class: 'curve', d: 'M' + line(columns, x, y, 'q50').join('L') }),
    );
  }
}

type Level = 'q05' | 'q25' | 'q50' | 'q75' | 'q95';

function columnsOf(
  entries: readonly SummaryEntry[],
  key: 'total' | 'delay' | 'angle' | 'position',
): Column[] {
  return entries.flatMap(({ fraction, value, [key]: sum }) => {
    const bound = value === undefined ? sum : value; // of the worst device, or the sum
    return fraction === null || bound === null ? [] : [{ fraction, bound }];
  });
}

function line(columns: readonly Column[], x: Axis, y: Axis, level: Level): string[] {
  return columns.map(({ fraction, bound }) => `${px(x.at(fraction))} ${px(y.at(bound[level]))}`);
}

function between(columns: readonly Column[], x: Axis, y: Axis, low: Level, high: Level): string {
  return `M${[...line(columns, x, y, low), ...line(columns, x, y, high).reverse()].join('L')}Z`;
}

function describe(columns: readonly Column[], { objective, draws }: Summary, title: string): string {
  if (columns.length === 0) return 'No placement has a bound yet.';
  const { unit } = boundOf[objective];
  const last = columns[columns.length - 1].bound;
  return (
    `Over ${draws} placements the median of the ${title} rises from ${short(columns[0].bound.q50)} to ` +
    `${short(last.q50)} ${unit}; nine in ten placements end between ${short(last.q05)} and ${short(last.q95)}.`
  );
}
