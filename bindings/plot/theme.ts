/** Colours, sizes and lines that all figures share. */

import { fontFamily } from './font.js';

export type Theme = 'light' | 'dark';

/**
 * Colours of series, in this order: those of Okabe and Ito, which people with any kind of colour blindness can tell
 * apart, without the yellow, too faint on white. Their greys differ, too, and lines have dashes besides.
 */
export const palette = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#7f7f7f'] as const;

/** Dashes of series, in the same order: solid first. */
export const dashes: readonly number[][] = [[], [7, 3], [2, 2.5], [8, 2.5, 2, 2.5], [12, 3], [4, 3], [1, 3]];

/** Shapes of series drawn as markers, in the same order. */
export const shapes = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down', 'stroke'];

/** One series' share of a list: the list starts again where there are more series than entries. */
export const cycle = <T>(list: readonly T[], index: number): T => list[index % list.length];

interface Inks {
  background: string;
  text: string;
  axis: string;
  grid: string;
  /** Rules and outlines that belong to no series. */
  mark: string;
  /** Areas that are out of reach. */
  shade: string;
}

/** Colours of all that is no series, by theme. */
export const inks: Record<Theme, Inks> = {
  light: {
    background: '#ffffff',
    text: '#222222',
    axis: '#555555',
    grid: '#e2e2e2',
    mark: '#555555',
    shade: '#d9d9d9',
  },
  dark: {
    background: '#15181c',
    text: '#e8e8e8',
    axis: '#a8a8a8',
    grid: '#30353b',
    mark: '#b0b0b0',
    shade: '#3a4048',
  },
};

/** Font sizes, px. At 100 px an inch or less in print the smallest is above seven points. */
export const fontSizes = { title: 17, subtitle: 13, axisTitle: 14, label: 12.5 } as const;

/** Vega-lite's config of a theme. */
export function config(theme: Theme): Record<string, unknown> {
  const { background, text, axis, grid, mark } = inks[theme];
  return {
    background,
    font: fontFamily,
    padding: 12,
    view: { stroke: null },
    title: {
      color: text,
      subtitleColor: text,
      fontSize: fontSizes.title,
      subtitleFontSize: fontSizes.subtitle,
      fontWeight: 'normal',
      anchor: 'start',
      frame: 'group',
      offset: 12,
      subtitlePadding: 5,
    },
    axis: {
      labelColor: text,
      titleColor: text,
      titleFontSize: fontSizes.axisTitle,
      titleFontWeight: 'normal',
      titlePadding: 10,
      labelFontSize: fontSizes.label,
      domainColor: axis,
      tickColor: axis,
      gridColor: grid,
      labelFlush: false,
    },
    line: { strokeWidth: 2.2, strokeCap: 'butt', strokeJoin: 'round' },
    rule: { color: mark },
    text: { color: text, fontSize: fontSizes.label },
    // One title and one description stand for the picture; a label on each of a thousand marks would hide them.
    mark: { aria: false },
    aria: false,
  };
}
