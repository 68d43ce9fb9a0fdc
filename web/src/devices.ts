/** The table of devices: the scene in numbers, and all that can be done to it without a pointer. */
import { isInSpace, type Device } from 'isabc';
import type { Announcer } from './announcer.js';
import { byId, html, set, svg } from './dom.js';
import { removeDevice, toggleSilence } from './edits.js';
import { bindEntry } from './entry.js';
import type { Field } from './fields.js';
import type { Store } from './session.js';

interface Column {
  key: string;
  heading: string;
  label: string;
  step: number;
  /** Shown in space only, or only where it is asked for or set. */
  kind?: 'height' | 'extra';
}

const columns: Column[] = [
  { key: 'position[0]', heading: 'x (m)', label: 'x in metres', step: 0.01 },
  { key: 'position[1]', heading: 'y (m)', label: 'y in metres', step: 0.01 },
  { key: 'position[2]', heading: 'z (m)', label: 'z in metres', step: 0.01, kind: 'height' },
  { key: 'symbol', heading: 'symbol', label: 'symbol from 0 to 1', step: 0.125 },
  { key: 'weight', heading: 'weight', label: 'weight, 1 where empty', step: 0.5, kind: 'extra' },
  {
    key: 'sensitivityDbm',
    heading: 'needs (dBm)',
    label: 'power that it needs in dBm, that of all devices where empty',
    step: 1,
    kind: 'extra',
  },
  {
    key: 'prior',
    heading: 'prior (m)',
    label: 'what is known of its place, standard deviation in metres, nothing where empty',
    step: 0.1,
    kind: 'extra',
  },
];

/** Whether a device has anything in the columns that are not always shown. */
const hasExtra = ({ weight, sensitivityDbm, prior }: Device): boolean =>
  [weight, sensitivityDbm, prior].some((one) => one !== undefined);

export function buildDevices(store: Store, announcer: Announcer): void {
  const body = byId('device-rows');
  const table = body.closest('table')!;
  const extra = byId<HTMLButtonElement>('extra');
  /** Nobody has asked for the columns, or for them to go: they are shown where something is in them. */
  let wanted: boolean | null = null;
  byId('device-columns').append(
    html('th', { scope: 'col' }, html('abbr', { title: 'number' }, '#')),
    ...columns.map(({ heading, label, kind }) =>
      html('th', { scope: 'col', class: kind ?? null, title: label }, heading),
    ),
    html('th', { scope: 'col' }, html('span', { class: 'unseen' }, 'Actions')),
  );
  const rows: HTMLTableRowElement[] = [];
  /** Rows follow the number of devices; what is in them follows by itself. */
  const show = (): void => {
    const { devices } = store.session.scenario;
    while (rows.length < devices.length) rows.push(row(store, rows.length, announcer));
    rows.slice(devices.length).forEach((line) => line.remove());
    devices.forEach(({ symbol, name }, index) => {
      const line = rows[index];
      if (!line.isConnected) body.append(line);
      line.classList.toggle('silent', symbol === 0);
      const head = line.querySelector('th');
      if (head !== null) set(head, { title: name ?? null });
      const mute = line.querySelector('.mute');
      if (mute !== null) set(mute, { 'aria-pressed': String(symbol === 0) });
    });
    table.classList.toggle('space', isInSpace(devices[0]));
    const extras = wanted ?? devices.some(hasExtra);
    table.classList.toggle('extras', extras);
    set(extra, { 'aria-pressed': String(extras) });
    byId('device-count').textContent = String(devices.length);
    byId<HTMLButtonElement>('add').disabled = devices.length >= 32;
  };
  extra.addEventListener('click', () => {
    wanted = !table.classList.contains('extras');
    show();
  });
  store.subscribe(show);
  show();
}

function row(store: Store, index: number, announcer: Announcer): HTMLTableRowElement {
  const cell = ({ key, label, step, kind }: Column): HTMLTableCellElement => {
    const path = `devices[${index}].${key}`;
    const field: Field = { path, label, step, ...(kind === 'extra' && { empty: 'absent' }) };
    const { inputs, message } = bindEntry(store, field, { 'aria-label': `Device ${index}, ${label}` });
    return html('td', { class: kind ?? null }, ...inputs, message);
  };
  const button = (kind: string, words: string, icon: Node | string, act: () => void): HTMLButtonElement => {
    const element = html(
      'button',
      { type: 'button', class: `icon ${kind}`, 'aria-label': words, title: words },
      icon,
    );
    element.addEventListener('click', act);
    return element;
  };
  return html(
    'tr',
    {},
    html('th', { scope: 'row' }, String(index)),
    ...columns.map(cell),
    html(
      'td',
      { class: 'actions' },
      button('mute', `Silence device ${index}`, mutedIcon(), () => toggleSilence(store, index, announcer)),
      button('remove', `Remove device ${index}`, '×', () => removeDevice(store, index, announcer)),
    ),
  );
}

/** A silent device as the scene draws it. */
function mutedIcon(): SVGElement {
  return svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('circle', { cx: 8, cy: 8, r: 6 }));
}
