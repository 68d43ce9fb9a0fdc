/** Quantiles of a run, as data, as tables for the page and as a figure. */
import { chart, line, panels, quantileBands, renderSvg } from 'isabc/plot';
import { designs, type Design } from './compare.js';
import type { Row } from './record.js';

const parts = { q05: 0.05, q25: 0.25, q50: 0.5, q75: 0.75, q95: 0.95 };
/** null: that many lose all. */
export type Quantiles = Record<keyof typeof parts, number | null>;
export type Entry = { count: number; certified: number; refused: number; uncertified: number } & Record<
  Design,
  Quantiles
>;
export interface FloorSummary {
  /** Part of the largest rate. */
  floor: number;
  /** By number of devices. */
  devices: Entry[];
}

export function summarize(
  rows: readonly Row[],
  sizes: readonly number[],
  floors: readonly number[],
): FloorSummary[] {
  return floors.map((floor, f) => ({
    floor,
    devices: sizes.map((count, s): Entry => {
      const all = rows.map((row) => row[s][f]);
      const certified = all.filter((losses) => typeof losses === 'object');
      const failed = (why: string) => all.filter((losses) => losses === why).length;
      return {
        count,
        certified: certified.length,
        refused: failed('refused'),
        uncertified: failed('uncertified'),
        ...(Object.fromEntries(
          designs.map((design) => [design, quantiles(certified.map((losses) => losses[design]))]),
        ) as Record<Design, Quantiles>),
      };
    }),
  }));
}

function quantiles(losses: readonly (number | null)[]): Quantiles {
  const sorted = losses.map((loss) => loss ?? Infinity).sort((a, b) => a - b);
  const at = (part: number) => {
    const value = sorted[Math.round(part * (sorted.length - 1))] ?? Infinity;
    return Number.isFinite(value) ? Number(value.toPrecision(6)) : null;
  };
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, at(part)])) as Quantiles;
}

/** What the page and the figure call them. The one that all are measured by has no column: it is 1. */
export const names: Record<Design, string> = {
  printed: '`printed`',
  known: '`coupled`, reflections known',
  unknown: '`coupled`, reflections unknown',
  'rate-maximal': 'rate-maximal',
};
export const compared = designs.filter((design) => design !== 'unknown');

const digits = (value: number | null) => (value === null ? '∞' : value.toFixed(2));
/** Median, and the quartiles. */
export const range = ({ q25, q50, q75 }: Quantiles) => `${digits(q50)} (${digits(q25)} to ${digits(q75)})`;

/** A table in Markdown, aligned as the formatter would. */
export function table({ devices }: FloorSummary): string {
  const head = ['devices', ...compared.map((design) => names[design])];
  const rows = devices.map((entry) => [
    String(entry.count),
    ...compared.map((design) => range(entry[design])),
  ]);
  const widths = head.map((_, c) => Math.max(...[head, ...rows].map((row) => row[c].length)));
  const format = (row: string[]) => `| ${row.map((cell, c) => cell.padStart(widths[c])).join(' | ')} |`;
  return [format(head), `| ${widths.map((width) => `${'-'.repeat(width - 1)}:`).join(' | ')} |`, ...rows.map(format)].join('\n'); // prettier-ignore
}

/** The page with its tables, one a floor, each behind a comment that names it. */
export function withTables(page: string, summary: readonly FloorSummary[]): string {
  return summary.reduce(
    (text, entry) =>
      text.replace(
        new RegExp(`(<!-- table ${entry.floor} -->\n\n)(\\|.*\n)*`),
        (_, mark: string) => `${mark}${table(entry)}\n`,
      ),
    page,
  );
}

export function title(floor: number): string {
  return floor === 0.5 ? 'at half of the largest rate' : `at ${100 * floor} % of the largest rate`;
}

/** Medians with bands against the number of devices, a panel for each floor. */
export function figure(summary: readonly FloorSummary[]): string {
  const plain = (design: Design) => names[design].replaceAll('`', '');
  const spec = panels(
    summary.map(({ floor, devices }) => {
      const last = devices[devices.length - 1];
      const counts = devices.map(({ count }) => count);
      return chart({
        title: title(floor),
        description: `Coupled bound with unknown reflections, over that of the design made for it, by number of devices; medians for ${last.count} devices: ${compared.map((design) => `${plain(design)} ${digits(last[design].q50)}`).join(', ')}.`,
        x: { label: 'number of devices', domain: [counts[0], last.count] },
        y: { label: 'bound over the smallest one', scale: 'log' },
        layers: [
          ...compared.flatMap((design) =>
            quantileBands(
              devices.map((entry) => ({ x: entry.count, ...entry[design] })),
              { name: plain(design) },
            ),
          ),
          line([{ x: counts[0], y: 1 }, { x: last.count, y: 1 }], { name: plain('unknown') }), // prettier-ignore
        ],
        width: 380,
        height: 320,
      });
    }),
    { columns: 2 },
  );
  return renderSvg(spec);
}
