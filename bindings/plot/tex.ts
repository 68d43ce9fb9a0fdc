/**
 * A figure as a picture of pgfplots, in which text is set by TeX itself: in the font and the size of the paper that
 * takes it in. The same layers as in the SVG, mark by mark; what a chart says in words comes from its `usermeta`.
 */

import type { ChartMeta, Entry, Spec } from './spec.js';

/** One mark of vega-lite, in as much of its vocabulary as the layers of this folder use. */
interface Mark {
  type: 'line' | 'area' | 'point' | 'rule' | 'rect' | 'text';
  [setting: string]: unknown;
}

type Row = Record<string, number | undefined>;
type Channel = { field?: string; datum?: number; scale?: { type: string; domain: [number, number] } };

interface View {
  data: { values: Row[] };
  mark: Mark;
  encoding: Partial<Record<'x' | 'x2' | 'y' | 'y2', Channel>>;
}

interface Chart {
  width: number;
  height: number;
  layer: View[];
  title?: { text: string; subtitle?: string };
  usermeta: ChartMeta;
}

/**
 * Draws a figure for LaTeX.
 *
 * @param spec from `chart`, `panels` or a figure function
 * @returns a `tikzpicture` (of `panels`: one a chart) to be read by `\input`; the document's head needs
 *   `\usepackage{pgfplots}` and `\pgfplotsset{compat=1.16}` or later. Colours are defined in the file
 * @throws TypeError for a specification that no function of this module has made
 */
export function renderTex(spec: Spec): string {
  const charts = (spec.concat ?? [spec]) as (Spec & Chart)[];
  if (!charts.every(({ usermeta, layer }) => usermeta !== undefined && Array.isArray(layer)))
    throw new TypeError('renderTex takes what chart, panels or a figure function returns');
  const columns = (spec.columns as number | undefined) ?? 1;
  const pictures = charts.map(picture);
  const rows = pictures.map((one, i) => one + ((i + 1) % columns === 0 ? '\n\n' : '\\quad\n'));
  const heading = spec.concat === undefined ? [] : [`% ${comment(titleOf(spec))}\n`];
  return [
    '% \\usepackage{pgfplots} \\pgfplotsset{compat=1.16}\n',
    ...heading,
    ...colors(rows.join('')),
    ...rows,
  ]
    .join('')
    .trimEnd()
    .concat('\n');
}

/** An axis with all layers but the legend's own marks: pgfplots sets the legend, in the paper's font. */
function picture(chart: Chart): string {
  const { width, height, layer, title, usermeta } = chart;
  const { x, y, legend, legendMarks } = usermeta;
  const frame = { x: x.domain, y: y.domain, log: { x: x.log, y: y.log } };
  const heading = [title?.text, title?.subtitle].flatMap((line) => (line === undefined ? [] : text(line)));
  const options = [
    'scale only axis',
    `width=${length(width)}`,
    `height=${length(height)}`,
    ...(['x', 'y'] as const).flatMap((axis) => {
      const { label, unit, log, domain } = usermeta[axis];
      const mode = log ? [`${axis}mode=log`] : [];
      const name = text(unit === undefined ? label : `${label} (${unit})`);
      return [...mode, `${axis}min=${domain[0]}`, `${axis}max=${domain[1]}`, `${axis}label={${name}}`];
    }),
    ...(heading.length === 0
      ? []
      : ['title style={align=left}', `title={${heading.join('\\\\{\\small ')}${heading[1] ? '}' : ''}}`]),
    'grid=major',
    'axis on top',
    'clip mode=individual',
    'legend style={draw=none, at={(0.5,-0.2)}, anchor=north, legend columns=-1}',
    'legend cell align=left',
  ];
  const marks = layer.slice(0, layer.length - legendMarks).flatMap((view) => drawn(view, frame));
  const entries = legend.flatMap((entry) => [
    `\\addlegendimage{${swatch(entry)}}`,
    `\\addlegendentry{${text(entry.name)}}`,
  ]);
  return [
    '\\begin{tikzpicture}[baseline]',
    `\\begin{axis}[\n  ${options.join(',\n  ')},\n]`,
    ...marks,
    ...entries,
    '\\end{axis}',
    '\\end{tikzpicture}',
  ].join('\n');
}

interface Frame {
  x: readonly [number, number];
  y: readonly [number, number];
  log: { x: boolean; y: boolean };
}

function drawn(view: View, frame: Frame): string[] {
  const { values } = view.data;
  switch (view.mark.type) {
    case 'line':
      return lines(view);
    case 'area':
      return values.length === 0 ? [] : [area(view)];
    case 'point':
      return values.length === 0 || view.encoding.x === undefined ? [] : [points(view)];
    case 'rule':
      return values.map((row) => segment(view, row, frame));
    case 'rect':
      return values.map((row) => rectangle(view, row, frame));
    case 'text':
      return values.map((row) => label(view, row, frame));
  }
}

/** A plot for each unbroken part of the line. */
function lines({ data, mark }: View): string[] {
  const parts = new Map<number, Row[]>();
  for (const row of data.values) parts.set(row.part!, [...(parts.get(row.part!) ?? []), row]);
  const steps = mark.interpolate === 'step-after' ? ['const plot'] : [];
  const style = [...stroke(mark), ...steps, 'forget plot'].join(', ');
  return [...parts.values()].map((part) => `\\addplot[${style}] coordinates {${pairs(part, 'x', 'y')}};`);
}

/** There along the lower edge, back along the upper one. */
function area({ data, mark }: View): string {
  const style = `draw=none, ${fill(mark)}, forget plot`;
  const back = pairs([...data.values].reverse(), 'x', 'high');
  return `\\addplot[${style}] coordinates {${pairs(data.values, 'x', 'low')} ${back}} -- cycle;`;
}

/** pgfplots' names of the marks, filled and not, and how they are turned. */
const markNames: Record<string, [filled: string, hollow: string, turned?: string]> = {
  circle: ['*', 'o'],
  square: ['square*', 'square'],
  'triangle-up': ['triangle*', 'triangle'],
  'triangle-down': ['triangle*', 'triangle', 'rotate=180'],
  diamond: ['diamond*', 'diamond'],
  cross: ['+', '+'],
  stroke: ['-', '-'],
};

function points({ data, mark, encoding }: View): string {
  const { x, y } = encoding;
  return (
    `\\addplot[only marks, ${marker(mark)}, forget plot] ` +
    `coordinates {${pairs(data.values, x!.field!, y!.field!)}};`
  );
}

function marker(mark: Record<string, unknown>): string {
  const [filled, hollow, turned] = markNames[mark.shape as string] ?? markNames.circle;
  const solid = mark.fill !== null && mark.fill !== undefined;
  const inks = [
    `draw=${name(mark.stroke as string)}`,
    ...(solid ? [`fill=${name(mark.fill as string)}`] : []),
    'solid',
    ...(turned === undefined ? [] : [turned]),
  ];
  // vega's size is an area, pgfplots' half a width
  return `mark=${solid ? filled : hollow}, mark size=${length(Math.sqrt(mark.size as number) / 2)}, mark options={${inks.join(', ')}}`;
}

/** From edge to edge where an end is not given. */
function segment({ mark, encoding }: View, row: Row, { x, y }: Frame): string {
  const at = (channel: Channel | undefined, otherwise: number) => valueOf(channel, row) ?? otherwise;
  const from = [at(encoding.x, x[0]), at(encoding.y, y[0])];
  const to = [
    at(encoding.x2, valueOf(encoding.x, row) ?? x[1]),
    at(encoding.y2, valueOf(encoding.y, row) ?? y[1]),
  ];
  return `\\draw[${stroke(mark).join(', ')}] (axis cs:${from.join(',')}) -- (axis cs:${to.join(',')});`;
}

/** Between values, cut at the edges of the plot, or at places of its own outside it. */
function rectangle({ mark, encoding }: View, row: Row, frame: Frame): string {
  const edge = mark.stroke == null ? 'draw=none' : stroke(mark).join(', ');
  const style = `${edge}, ${fill(mark)}`;
  if (encoding.x === undefined) {
    const [from, to] = [corner(mark.x, mark.y, frame), corner(mark.x2, mark.y2, frame)];
    return `\\path[${style}] (${from}) rectangle (${to});`;
  }
  const within = (axis: 'x' | 'y', channel: Channel | undefined) => {
    const [low, high] = frame[axis];
    return Math.min(high, Math.max(low, valueOf(channel, row)!));
  };
  const { x, x2, y, y2 } = encoding;
  return (
    `\\path[${style}] (axis cs:${within('x', x)},${within('y', y)}) ` +
    `rectangle (axis cs:${within('x', x2)},${within('y', y2)});`
  );
}

/** A place in px from the plot's upper left corner. */
function corner(x: unknown, y: unknown, { x: [left], y: [, top] }: Frame): string {
  return `[xshift=${length(x as number)}, yshift=${length(-(y as number))}] axis cs:${left},${top}`;
}

/** A text at values, or in px from the left and upper edge where a direction has none. */
function label({ mark, encoding }: View, row: Row, { x, y }: Frame): string {
  const at = [valueOf(encoding.x, row) ?? x[0], valueOf(encoding.y, row) ?? y[1]];
  const shift = (axis: 'x' | 'y') =>
    ((encoding[axis] === undefined ? (mark[axis] as number | undefined) : 0) ?? 0) +
    ((mark[`d${axis}`] as number | undefined) ?? 0);
  const anchors = [
    { top: 'north', bottom: 'south' }[mark.baseline as string],
    { left: 'west', right: 'east' }[mark.align as string],
  ].filter((side) => side !== undefined);
  const settings = [
    `anchor=${anchors.join(' ') || 'center'}`,
    'inner sep=0pt',
    'font=\\footnotesize',
    `xshift=${length(shift('x'))}`,
    `yshift=${length(-shift('y'))}`,
    ...(mark.angle ? [`rotate=${360 - (mark.angle as number)}`] : []),
    ...(mark.color === undefined ? [] : [`text=${name(mark.color as string)}`]),
  ];
  return `\\node[${settings.join(', ')}] at (axis cs:${at.join(',')}) {${text(mark.text as string)}};`;
}

function swatch(entry: Entry): string {
  const { swatch: kind, color, dash, shape, opacity } = entry;
  switch (kind) {
    case 'line':
      return [...stroke({ stroke: color, strokeDash: dash, strokeWidth: 2.2 }), 'no markers'].join(', ');
    case 'band':
      return `area legend, draw=none, ${fill({ fill: color, fillOpacity: opacity })}`;
    case 'marker':
      return `only marks, ${marker({ shape, stroke: color, fill: color, size: 60 })}`;
  }
}

const valueOf = (channel: Channel | undefined, row: Row): number | undefined =>
  channel === undefined ? undefined : (channel.datum ?? row[channel.field!]);

const pairs = (rows: readonly Row[], x: string, y: string): string =>
  rows.map((row) => `(${row[x]},${row[y]})`).join(' ');

function stroke(mark: Record<string, unknown>): string[] {
  const { stroke: color = mark.color, strokeWidth = 1, strokeDash = [], opacity = 1 } = mark;
  const dash = (strokeDash as number[]).map((part, i) => `${i % 2 === 0 ? 'on' : 'off'} ${length(part)}`);
  return [
    color == null ? 'draw=gray' : `draw=${name(color as string)}`,
    `line width=${length(strokeWidth as number)}`,
    ...(dash.length === 0 ? [] : [`dash pattern=${dash.join(' ')}`]),
    ...(opacity === 1 ? [] : [`opacity=${opacity as number}`]),
  ];
}

function fill(mark: Record<string, unknown>): string {
  const opacity = (mark.fillOpacity ?? mark.opacity ?? 1) as number;
  return `fill=${name((mark.fill ?? mark.color) as string)}, fill opacity=${opacity}`;
}

/** px as TeX's big points: 96 px are an inch. */
const length = (px: number): string => `${Math.round(px * 750) / 1000}bp`;

/** A colour by its hexadecimal digits, which the file defines, or by a name that xcolor knows: CSS's basic ones. */
function name(color: string): string {
  const [, digits] = /^#([0-9a-f]{6})$/i.exec(color) ?? [];
  if (digits === undefined && !/^[a-z]+$/.test(color))
    throw new TypeError(`color ${JSON.stringify(color)}: TeX takes #rrggbb or a basic name`);
  return digits === undefined ? color : `isabc${digits.toLowerCase()}`;
}

/** Definitions of the colours that are used, in alphabetical order. */
function colors(body: string): string[] {
  const used = new Set(body.match(/isabc[0-9a-f]{6}/g));
  return [...used].sort().map((one) => `\\definecolor{${one}}{HTML}{${one.slice(5).toUpperCase()}}\n`);
}

const titleOf = ({ title }: Spec): string => (title as { text?: string } | undefined)?.text ?? '';
const comment = (line: string): string => line.replace(/[\n\r%]/g, ' ');

/** Signs that TeX reads as commands, and those that its fonts have in mathematics only. */
const signs: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '$<$',
  '>': '$>$',
  '|': '$|$',
  '·': '$\\cdot$',
  '×': '$\\times$',
  '−': '$-$',
  '±': '$\\pm$',
  '≤': '$\\le$',
  '≥': '$\\ge$',
  '√': '$\\surd$',
  '∞': '$\\infty$',
  '°': '$^\\circ$',
  '–': '--',
  '…': '\\dots{}',
  σ: '$\\sigma$',
  λ: '$\\lambda$',
  θ: '$\\theta$',
  τ: '$\\tau$',
  Γ: '$\\Gamma$',
  Ψ: '$\\Psi$',
};

const superscripts = '⁻⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A text as TeX sets it; line breaks and other controls, which could end an option or a comment, become spaces. */
function text(words: string): string {
  return words
    .replace(/\p{Cc}/gu, ' ')
    .replace(/./gu, (sign) => signs[sign] ?? sign)
    .replace(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (power) => {
      const digits = [...power].map((sign) => '-0123456789'[superscripts.indexOf(sign)]);
      return `$^{${digits.join('')}}$`;
    });
}
