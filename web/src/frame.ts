/** What all charts have in common: an SVG in screen pixels, a frame with grid, labels and axis titles. */
import type { Axis } from './axis.js';
import { onSize, px, svg } from './dom.js';
import { powerOfTen } from './names.js';

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A chart draws itself into an SVG element, again whenever the element changes its size. */
export abstract class Chart {
  protected readonly host: SVGSVGElement;
  protected box: Box = { left: 0, right: 0, top: 0, bottom: 0 };
  #margins: Box;

  constructor(host: SVGSVGElement, margins: Box) {
    this.host = host;
    this.#margins = margins;
    onSize(host, (width, height) => {
      const { left, right, top, bottom } = this.#margins;
      host.setAttribute('viewBox', `0 0 ${px(width)} ${px(height)}`);
      this.box = { left, right: width - right, top, bottom: height - bottom };
      this.redraw();
    });
  }

  /** Draws what it was last given. */
  protected abstract redraw(): void;

  protected get drawable(): boolean {
    return this.box.right - this.box.left > 40 && this.box.bottom - this.box.top > 40;
  }
}

/** Grid lines, tick labels and titles for both axes. */
export function frame(box: Box, x: Axis, y: Axis, xTitle: string, yTitle: string): SVGGElement {
  const { left, right, top, bottom } = box;
  const lines = [
    ...x.ticks.map(({ value }) => `M${px(x.at(value))} ${px(top)}V${px(bottom)}`),
    ...y.ticks.map(({ value }) => `M${px(left)} ${px(y.at(value))}H${px(right)}`),
  ];
  return svg(
    'g',
    {},
    svg('path', { class: 'grid', d: lines.join('') }),
    svg('path', { class: 'frame', d: `M${px(left)} ${px(top)}V${px(bottom)}H${px(right)}` }),
    ...x.ticks.map(({ value, label }) => text(x.at(value), bottom + 17, label, 'middle')),
    ...y.ticks.map(({ value, label }) => text(left - 7, y.at(value) + 4, label, 'end')),
    text((left + right) / 2, bottom + 36, withExponent(xTitle, x), 'middle', 'title'),
    text(left - 44, 12, withExponent(yTitle, y), 'start', 'title'),
  );
}

function withExponent(title: string, { exponent }: Axis): string {
  return exponent === 0 ? title : title.replace(/\((.*)\)$/, `(${powerOfTen(exponent)} · $1)`);
}

export function text(
  x: number,
  y: number,
  words: string,
  anchor: 'start' | 'middle' | 'end',
  kind = 'label',
): SVGTextElement {
  return svg('text', { x: px(x), y: px(y), 'text-anchor': anchor, class: kind }, words);
}

/**
 * A smooth line through points whose slopes are known (pixels, slopes dy/dx): cubic pieces, with slopes held back where
 * they would make the line overshoot its points.
 */
export function smooth(points: readonly { x: number; y: number; slope: number }[]): string {
  let d = '';
  points.forEach((b, i) => {
    if (i === 0) {
      d = `M${px(b.x)} ${px(b.y)}`;
      return;
    }
    const a = points[i - 1];
    const third = (b.x - a.x) / 3;
    const secant = b.x === a.x ? 0 : (b.y - a.y) / (b.x - a.x);
    const hold = (slope: number): number =>
      secant === 0 || slope * secant < 0 ? 0 : Math.abs(slope) > 3 * Math.abs(secant) ? 3 * secant : slope;
    d += `C${px(a.x + third)} ${px(a.y + hold(a.slope) * third)} ${px(b.x - third)} ${px(b.y - hold(b.slope) * third)} ${px(b.x)} ${px(b.y)}`;
  });
  return d;
}
