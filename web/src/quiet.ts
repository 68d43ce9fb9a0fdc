/** The form of the directions and places that must stay quiet: a row each. */
import { InputError, isInSpace, isLine, type Quiet, type Scenario } from 'isabc';
import type { Announcer } from './announcer.js';
import { byId, html } from './dom.js';
import { bindEntry, wordsAt } from './entry.js';
import type { Field } from './fields.js';
import type { Store } from './session.js';

export function buildQuiet(store: Store, announcer: Announcer): void {
  const host = byId('quiet-rows');
  const made = new Map<string, HTMLElement>();
  let last = '';
  const show = (): void => {
    const keys = (store.session.scenario.limits?.quiet ?? []).map((one, i) => `${i} ${kindOf(one)}`);
    if (keys.join() === last) return;
    last = keys.join();
    const rows = keys.map((key, i) => {
      const element = made.get(key) ?? row(store, i);
      made.set(key, element);
      return element;
    });
    host.replaceChildren(...rows);
  };
  const add = (makeOne: (scenario: Scenario) => Quiet): void => {
    try {
      store.edit((scenario) => {
        scenario.limits = {
          ...scenario.limits,
          quiet: [...(scenario.limits?.quiet ?? []), makeOne(scenario)],
        };
      }, 'push');
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      announcer.say(wordsAt('limits.quiet', error));
    }
  };
  byId('add-quiet-place').addEventListener('click', () =>
    add(({ transmitter: { position } }) => {
      const [x, y, z] = position;
      return { position: z === undefined ? [x + 1, y] : [x + 1, y, z], limitDbm: 20 };
    }),
  );
  const directions = byId<HTMLButtonElement>('add-quiet-direction');
  directions.addEventListener('click', () => add(() => ({ direction: 0, limitDbm: 20 })));
  const enable = (): void => {
    const { transmitter } = store.session.scenario;
    directions.disabled = !isLine(transmitter) || isInSpace(transmitter);
  };
  store.subscribe(show);
  store.subscribe(enable);
  show();
  enable();
}

/** "direction", or "place" and how many coordinates it has. */
function kindOf(one: Quiet): string {
  return 'position' in one ? `place ${one.position.length}` : 'direction';
}

function row(store: Store, index: number): HTMLElement {
  const path = `limits.quiet[${index}]`;
  const one = store.session.scenario.limits!.quiet![index];
  const fields: Field[] =
    'position' in one
      ? one.position.map((_, i) => ({ path: `${path}.position[${i}]`, label: `${'xyz'[i]} (m)`, step: 0.1 }))
      : [{ path: `${path}.direction`, label: 'direction (°)', step: 1 }];
  fields.push({ path: `${path}.limitDbm`, label: 'at most (dBm)', step: 1 });
  const remove = html(
    'button',
    { type: 'button', class: 'icon', 'aria-label': `Remove quiet[${index}]`, title: 'Remove' },
    '×',
  );
  remove.addEventListener('click', () => {
    store.edit((scenario) => {
      const { limits } = scenario;
      limits!.quiet!.splice(index, 1);
      if (limits!.quiet!.length === 0) delete limits!.quiet;
      if (Object.keys(limits!).length === 0) delete scenario.limits;
    }, 'push');
  });
  return html(
    'div',
    { class: 'quiet-row', role: 'group', 'aria-label': `quiet[${index}]` },
    ...fields.map((field) => {
      const { inputs, message } = bindEntry(store, field);
      return html('div', {}, html('label', { for: inputs[0].id }, field.label), inputs[0], message);
    }),
    remove,
  );
}
