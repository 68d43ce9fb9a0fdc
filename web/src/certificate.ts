/** The chosen point with what proves it. */
import { boundWords, type Point, type Result } from 'isabc';
import { byId, html } from './dom.js';
import { boundOf, short, statusWords } from './names.js';

export function showCertificate({ scenario, fidelity, objective, points }: Result, index: number): void {
  byId('bound-words').textContent = boundWords(scenario, fidelity);
  const point = points[index];
  const { key, name, unit } = boundOf[objective];
  byId('status').replaceChildren(
    html('span', { class: `badge ${point.status}` }, point.status),
    ` ${point.reason ?? statusWords[point.status]}`,
  );
  const rows: [term: string, value: string, help: string][] = [
    ['rate floor', `${short(point.rateFloor)} bps/Hz`, 'what is asked for'],
    ['rate', `${short(point.rate)} bps/Hz`, 'what the design attains'],
    [name, `${short(point.crb?.[key] ?? null)} ${unit}`, 'the bound of the design, minimised'],
    [
      'lower bound',
      `${short(point.lowerBound)} ${unit}`,
      'no covariance with this power and rate is below it',
    ],
    ['gap', short(point.gap, 2), 'between the two, relative'],
    ['slope', `${short(point.slope)} per bps/Hz`, `what the next bit costs, in ${unit}`],
    [
      'lmi',
      short(point.lmi, 2),
      'how much too good a bound is, as (42)–(43) or Schur complements tell, zero to rounding',
    ],
    ['rank', rank(point), 'of the covariance: streams that are sent'],
  ];
  byId('certificate').replaceChildren(
    ...rows.map(([term, value, help]) =>
      html('div', { title: help }, html('dt', {}, term), html('dd', {}, value)),
    ),
  );
}

function rank({ rank, realizable }: Point): string {
  if (rank === null) return '–';
  return realizable === false ? `${rank}, more than the symbols in a slot` : String(rank);
}
