/** The table of devices: the scene in numbers, and all that can be done to it without a pointer. */
import type { Announcer } from './announcer.js';
import { byId, html, set, svg } from './dom.js';
import { removeDevice, toggleSilence } from './edits.js';
import { bindNumber } from './number-field.js';
import type { Store } from './session.js';

export function buildDevices(store: Store, announcer: Announcer): void {
  const body = byId('device-rows');
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
    byId('device-count').textContent = String(devices.length);
    byId<HTMLButtonElement>('add').disabled = devices.length >= 32;
  };
  store.subscribe(show);
  show();
}

function row(store: Store, index: number, announcer: Announcer): HTMLTableRowElement {
  const number = (key: string, label: string, step: number): HTMLTableCellElement => {
    const field = { path: `devices[${index}].${key}`, label, step };
    const { inputs, message } = bindNumber(store, field, { 'aria-label': `Device ${index + 1}, ${label}` });
    return html('td', {}, ...inputs, message);
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
    html('th', { scope: 'row' }, String(index + 1)),
    number('position[0]', 'x in metres', 0.01),
    number('position[1]', 'y in metres', 0.01),
    number('symbol', 'symbol from 0 to 1', 0.125),
    html(
      'td',
      { class: 'actions' },
      button('mute', `Silence device ${index + 1}`, mutedIcon(), () =>
        toggleSilence(store, index, announcer),
      ),
      button('remove', `Remove device ${index + 1}`, '×', () => removeDevice(store, index, announcer)),
    ),
  );
}

/** A silent device as the scene draws it. */
function mutedIcon(): SVGElement {
  return svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('circle', { cx: 8, cy: 8, r: 6 }));
}
