/** The tables of docs/simulation.md that no single command prints. */
import type { ScenarioInput, Simulation, Solver } from 'isabc';
import { quantities, ratios, scenes, type Quantity } from './scenes.js';

export const trials = 2000;

function markdown(head: string[], rows: string[][]): string {
  const widths = head.map((_, c) => Math.max(...[head, ...rows].map((row) => row[c].length)));
  const line = (row: string[]) =>
    `| ${row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]) : cell.padStart(widths[c]))).join(' | ')} |`;
  const rule = widths.map((width, c) => (c === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(head), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** The reports of every scene. */
export function simulateScenes(solver: Solver): Simulation[] {
  return scenes.map(({ scenario }) => solver.simulate(scenario, { rate: 0, trials }));
}

/** RMSE over bound of every scene, device by device. */
export function estimatorTable(reports: readonly Simulation[]): string {
  const rows = reports.map((report, i) => [
    scenes[i].name,
    ...quantities.map((quantity) => ratios(report, quantity).map((ratio) => ratio.toFixed(3)).join(', ')),
    String(report.missed),
  ]); // prettier-ignore
  return markdown(['arrays and devices', ...quantities, 'missed'], rows);
}

/** Half-widths, in degrees, of what the true phases may be: known, nearly known, anything. */
const spreads = [0, 1, 3, 10, 30, 180];

/** RMSE over bound of receivers that take the phases of reflections as known, and that do not, the worst device's. */
export function phaseTable(solver: Solver, scenario: ScenarioInput): string {
  const rows = spreads.map((phaseSpread) => [
    `±${phaseSpread}°`,
    ...(['none', 'reflections'] as const).flatMap((unknown) => {
      const report = solver.simulate({ ...scenario, unknown }, { rate: 0, trials, phaseSpread });
      const worst = (quantity: Quantity) => Math.max(...ratios(report, quantity));
      return [digits(worst('delay')), digits(worst('angle')), String(report.missed)];
    }),
  ]);
  const columns = ['known', 'unknown'].flatMap((how) =>
    ['delay', 'angle', 'missed'].map((q) => `${how}: ${q}`),
  );
  return markdown(['true phases', ...columns], rows);
}

const digits = (ratio: number) => (ratio < 100 ? ratio.toPrecision(3) : ratio.toFixed(0));

/** The page with such a table behind the comment that names it. */
export function withTable(page: string, name: string, table: string): string {
  return page.replace(
    new RegExp(`(<!-- table ${name} -->\n\n)(\\|.*\n)*`),
    (_, mark: string) => `${mark}${table}\n`,
  );
}
