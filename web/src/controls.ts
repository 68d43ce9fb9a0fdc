/** The form: what is optimised, levels, arrays, signal. */
import type { Fidelity, Objective, Pulse, Signal, Unknown } from 'isabc';
import { byId, html } from './dom.js';
import { groups } from './fields.js';
import { fidelityNames, objectiveNames, signalNames, unknownNames } from './names.js';
import { bindNumber } from './number-field.js';
import type { Session, Store } from './session.js';

export function buildControls(store: Store): void {
  bindSelect<Objective>(
    store,
    'objective',
    objectiveNames,
    ({ objective }) => objective,
    (objective) => ({ objective }),
  );
  bindSelect<Fidelity>(
    store,
    'fidelity',
    fidelityNames,
    ({ fidelity }) => fidelity,
    (fidelity) => ({ fidelity }),
  );
  bindSelect<Unknown>(
    store,
    'unknown',
    unknownNames,
    ({ scenario }) => scenario.unknown,
    (unknown) => ({ scenario: { ...store.session.scenario, unknown } }),
  );
  const counts = { 11: '11', 21: '21', 41: '41', 101: '101', 201: '201' };
  bindSelect(
    store,
    'points',
    counts,
    ({ points }) => String(points),
    (text) => {
      const points = Number(text);
      const { index, points: before } = store.session;
      return { points, index: Math.round((index / (before - 1)) * (points - 1)) };
    },
  );
  bindSelect<Signal>(
    store,
    'kind',
    signalNames,
    ({ scenario }) => scenario.signal,
    (signal) => ({ scenario: { ...store.session.scenario, signal } }),
  );
  bindSelect<string>(
    store,
    'pulse',
    { cosine: 'cosine', sinc: 'sinc', ramp: 'ramp' },
    ({ scenario }) => (typeof scenario.pulse === 'string' ? scenario.pulse : 'samples of the file'),
    (pulse) => ({ scenario: { ...store.session.scenario, pulse: pulse as Pulse } }),
  );
  for (const [id, fields] of Object.entries(groups)) {
    byId(id).append(
      ...fields.map((field) => {
        const { inputs, message } = bindNumber(store, field);
        const [input, slider] = inputs;
        const words = field.unit === undefined ? field.label : `${field.label} (${field.unit})`;
        return html(
          'div',
          { class: slider === undefined ? 'field' : 'field with-slider' },
          html('label', { for: input.id }, words),
          slider ?? null,
          input,
          message,
        );
      }),
    );
  }
}

/** A choice of the session; a value that is not among the choices gets one of its own while it is there. */
function bindSelect<K extends string>(
  store: Store,
  id: string,
  names: Record<K, string>,
  get: (session: Session) => string,
  patch: (value: K) => Partial<Session>,
): void {
  const select = byId<HTMLSelectElement>(id);
  const options = Object.entries<string>(names).map(([value, words]) => html('option', { value }, words));
  const show = (): void => {
    const value = get(store.session);
    const known = options.some((option) => option.value === value);
    select.replaceChildren(...options, ...(known ? [] : [html('option', { value }, value)]));
    select.value = value;
  };
  select.addEventListener('change', (event) =>
    store.update(patch(select.value as K), 'push', event.timeStamp),
  );
  store.subscribe(() => {
    if (select.value !== get(store.session)) show();
  });
  show();
}
