/** Figures for papers, drawn by the package's plot entry: large, so loaded only when a picture is asked for. */
import { boundOf, type Result, type Summary } from 'isabc';

export async function curveSvg(result: Result): Promise<string> {
  const { renderSvg, tradeoffFigure } = await import('isabc/plot');
  return renderSvg(tradeoffFigure([{ name: 'this scene', result }]));
}

export async function bandsSvg({ entries, objective, draws }: Summary, label: string): Promise<string> {
  const { chart, quantileBands, renderSvg } = await import('isabc/plot');
  const { key, unit } = boundOf[objective];
  const rows = entries.flatMap(({ fraction, [key]: bound }) =>
    fraction === null || bound === null ? [] : [{ x: fraction, ...bound }],
  );
  return renderSvg(
    chart({
      title: 'The bound over random placements',
      description: `Quantiles of the ${label} over ${draws} placements.`,
      x: { label: 'share of the way from the free to the largest rate' },
      y: { label, unit },
      layers: quantileBands(rows),
    }),
  );
}
