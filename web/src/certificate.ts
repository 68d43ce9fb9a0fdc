/** The chosen point: its numbers with what proves them, its limits with their prices, and all points as a table. */
import { boundOf, boundWords, type Point, type Result } from 'isabc';
import { byId, html } from './dom.js';
import { exclusionWords, limitTable } from './limit-table.js';
import { short, statusWords, valueName } from './names.js';

type Row = [term: string, value: string, help: string];

export function showCertificate(result: Result, index: number): void {
  const { scenario, fidelity, objective, points } = result;
  const point = points[index];
  const { unit } = boundOf[objective];
  byId('bound-words').textContent = boundWords(scenario, fidelity);
  const why = exclusionWords(result) ?? point.reason ?? statusWords[point.status];
  byId('status').replaceChildren(html('span', { class: `badge ${point.status}` }, point.status), ` ${why}`);
  const rows: Row[] = [
    ['rate floor', `${short(point.rateFloor)} bps/Hz`, 'what is asked for'],
    ['rate', `${short(point.rate)} bps/Hz`, 'what the design attains'],
    [valueName(result), `${short(point.value)} ${unit}`, 'the bound of the design, minimised'],
    [
      'lower bound',
      `${short(point.lowerBound)} ${unit}`,
      'no covariance with this power and rate is below it',
    ],
    ['gap', short(point.gap, 2), 'between the two, relative'],
    ['slope', `${short(point.slope)} per bps/Hz`, `what the next bit costs, in ${unit}`],
    ...errorRows(point),
  ];
  byId('certificate').replaceChildren(...rows.map(described));
  byId('limit-table').replaceChildren(...[limitTable(result, index)].filter((table) => table !== null));
  const details = byId<HTMLDetailsElement>('details');
  details.ontoggle = () => details.open && showTable(result, index);
  if (details.open) showTable(result, index);
}

function described([term, value, help]: Row): HTMLElement {
  return html('div', { title: help }, html('dt', {}, term), html('dd', {}, value));
}

/** How well delays, directions and places are known at the best: errors of a device, and of the one that fares worst. */
function errorRows({ devices, rmse }: Point): Row[] {
  const { delay = null, angle = null, position = null } = rmse ?? {};
  const errors = [
    ...(delay === null ? [] : [`${short(1e9 * delay, 3)} ns`]),
    ...(angle === null ? [] : [`${short(angle, 3)}°`]),
    ...(position === null ? [] : [`${short(position, 3)} m`]),
  ];
  const help = 'roots of the bounds on delay, direction and place, of their mean over the devices';
  const mean: Row[] = errors.length === 0 ? [] : [['RMSE', errors.join(', '), help]];
  const positions = (devices ?? []).flatMap((device) => (device?.position == null ? [] : [device.position]));
  if (positions.length === 0) return mean;
  const worst = Math.sqrt(Math.max(...positions));
  return [...mean, ['worst device', `${short(worst)} m`, 'root of the largest position bound of a device']];
}

/** All points in numbers; `lmi` tells how much too good a bound is, zero to rounding. */
function showTable(result: Result, index: number): void {
  const columns: [heading: string, help: string, cell: (point: Point) => string][] = [
    ['floor', 'rate floor, bps/Hz', ({ rateFloor }) => short(rateFloor)],
    ['status', '', ({ status }) => status],
    ['value', `${valueName(result)}, ${boundOf[result.objective].unit}`, ({ value }) => short(value)],
    ['gap', 'between value and lower bound, relative', ({ gap }) => short(gap, 2)],
    [
      'lmi',
      'how much too good a bound is, as (42)–(43) or Schur complements tell, zero to rounding',
      ({ lmi }) => short(lmi, 2),
    ],
    ['rank', 'streams that are sent; starred where more than the symbols in a slot', rank],
    ['steps', 'of Newton', ({ iterations }) => String(iterations)],
  ];
  byId('points-head').replaceChildren(
    ...columns.map(([heading, help]) => html('th', { scope: 'col', title: help }, heading)),
  );
  byId('points-rows').replaceChildren(
    ...result.points.map((point, i) =>
      html(
        'tr',
        { class: i === index ? 'active' : null, 'aria-current': i === index ? 'true' : null },
        ...columns.map(([, , cell]) => html('td', {}, cell(point))),
      ),
    ),
  );
}

function rank({ rank, realizable }: Point): string {
  if (rank === null) return '–';
  return realizable === false ? `${rank}*` : String(rank);
}
