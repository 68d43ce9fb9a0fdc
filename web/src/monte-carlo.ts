/** The Monte Carlo panel: the curve over random placements, computed in this browser's workers. */
import {
  boundOf,
  formatJson,
  isInSpace,
  monteCarlo,
  Summarizer,
  type ExperimentInput,
  type Summary,
} from 'isabc';
import { BandsChart } from './bands-chart.js';
import { byId } from './dom.js';
import { saveFile } from './files.js';
import { bandsSvg } from './figures.js';
import { overNames, short } from './names.js';
import { clearProblem, showProblem } from './problems.js';
import type { Store } from './session.js';

/** Shares of the way from the free to the largest rate. */
const fractions = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98];
const alphabet = [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1];
/** Bands are drawn anew at most this often, ms. */
const pace = 120;

export function buildMonteCarlo(store: Store): void {
  const chart = new BandsChart(byId<SVGSVGElement>('bands'));
  const run = byId<HTMLButtonElement>('mc-run');
  const cancel = byId<HTMLButtonElement>('mc-cancel');
  const progress = byId<HTMLProgressElement>('mc-progress');
  const note = byId('mc-note');
  let summary: Summary | null = null;
  let controller: AbortController | null = null;
  /** What the bands of this run are of: the sum over the devices, whatever the designs are for. */
  let title = '';

  const show = (summarizer: Summarizer, draws: number, words: string): void => {
    summary = summarizer.summary();
    progress.value = summary.draws / draws;
    chart.draw(summary, title);
    byId('mc-legend').hidden = false;
    note.textContent = `${words}${summary.draws} of ${draws} placements. ${largest(summary)}${statuses(summary)}`;
  };

  async function start(): Promise<void> {
    controller = new AbortController();
    const { signal } = controller;
    const summarizer = new Summarizer();
    const draws = number('mc-draws');
    let drawn = 0;
    let last = -Infinity;
    const { objective, over } = store.session;
    const { name } = boundOf[objective];
    title = over === 'worst' ? `smallest ${name} ${overNames.worst}` : `smallest ${name}`;
    busy(true);
    try {
      const workers = number('mc-workers');
      for await (const batch of monteCarlo(experiment(store, draws), { workers, signal })) {
        if (drawn === 0) clearProblem();
        summarizer.add(batch);
        drawn += batch.count;
        if (performance.now() - last < pace && drawn < draws) continue;
        show(summarizer, draws, '');
        last = performance.now();
      }
    } catch (error) {
      if (!signal.aborted) showProblem(error);
      else if (drawn > 0) show(summarizer, draws, 'Cancelled after ');
      else note.textContent = 'Cancelled.';
    } finally {
      busy(false);
    }
  }

  function busy(on: boolean): void {
    run.disabled = on;
    cancel.disabled = !on;
    progress.hidden = !on;
    if (on) progress.value = 0;
    for (const id of ['mc-json', 'mc-svg']) byId<HTMLButtonElement>(id).disabled = summary === null;
  }

  run.addEventListener('click', () => void start());
  cancel.addEventListener('click', () => controller?.abort());
  byId('mc-json').addEventListener('click', () => {
    if (summary !== null) saveFile('summary.json', 'application/json', formatJson(summary));
  });
  byId('mc-svg').addEventListener('click', () => {
    if (summary !== null)
      void bandsSvg(summary, title).then((text) => saveFile('bands.svg', 'image/svg+xml', text));
  });
  byId<HTMLInputElement>('mc-workers').value = String(Math.max(1, navigator.hardwareConcurrency - 1));
  const showHeight = (): void => {
    byId('mc-height').hidden = !isInSpace(store.session.scenario.devices[0]);
  };
  store.subscribe(showHeight);
  showHeight();
  busy(false);
}

function number(id: string): number {
  return byId<HTMLInputElement>(id).valueAsNumber;
}

/** What the form asks for, in the scene as it is now; right or wrong: `monteCarlo` is the judge. */
function experiment(store: Store, draws: number): ExperimentInput {
  const { scenario, fidelity, objective, over } = store.session;
  const { devices, fading, ...scene } = scenario;
  const height = isInSpace(devices[0]) ? [number('mc-z')] : [];
  return {
    // each draw has its own fading
    scenario: { ...scene, ...(fading && { fading: { factorDb: fading.factorDb } }) },
    placement: {
      shape: 'disc',
      center: [number('mc-x'), number('mc-y'), ...height],
      radius: number('mc-radius'),
      count: number('mc-count'),
    },
    symbols: byId<HTMLSelectElement>('mc-symbols').value === 'one' ? { value: 1 } : { alphabet },
    draws,
    seed: number('mc-seed'),
    fidelity,
    objective,
    over,
    fractions,
  };
}

/** "Largest rate: median 0.9, 5–95 % 0.5 to 1.4 bps/Hz." */
function largest({ entries }: Summary): string {
  const { maxRate } = entries[0];
  if (maxRate === null) return '';
  const { q05, q50, q95 } = maxRate;
  return `Largest rate: median ${short(q50, 3)}, 5–95 % ${short(q05, 3)} to ${short(q95, 3)} bps/Hz.`;
}

/** What is not proved optimal, if anything. */
function statuses({ entries, objective }: Summary): string {
  const totals = new Map<string, number>();
  for (const { counts } of entries)
    for (const [status, count] of Object.entries(counts))
      if (count > 0) totals.set(status, (totals.get(status) ?? 0) + count);
  const stationary = totals.get('stationary');
  totals.delete('optimal');
  totals.delete('stationary');
  const others = [...totals].map(([status, count]) => `${count} ${status}`);
  return (
    (stationary === undefined ? '' : ` Points that are stationary: ${stationary}.`) +
    (others.length === 0 ? '' : ` Points without a ${boundOf[objective].name}: ${others.join(', ')}.`)
  );
}
