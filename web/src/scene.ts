/** The scene as a plane: arrays and devices that can be moved, the beam that the chosen design forms, error ellipses. */
import { isInSpace, type Scenario } from 'isabc';
import type { Announcer } from './announcer.js';
import type { Closeup } from './closeup.js';
import { byId, onSize, px, set, svg } from './dom.js';
import { arrayGlyph, deviceGlyph, grid, gridBoxes, labelWidth } from './glyphs.js';
import { describe, positionOf, removeDevice, toggleSilence, type Place } from './edits.js';
import { makeHandle } from './handle.js';
import { placeLabels, type Named, type Offset } from './labels.js';
import { exaggerationWords, overlay } from './overlay.js';
import { fit, toMetres, toPixels, zoomed, type Plane } from './plane.js';
import type { Store } from './session.js';

/** Steps of the arrow keys, m. */
const step = { near: 0.01, far: 0.1 };
/** Dragging stops at whole millimetres, so that addresses and files stay readable. */
const grain = 1000;

export class Scene {
  readonly #host: SVGSVGElement;
  readonly #store: Store;
  readonly #announcer: Announcer;
  readonly #back = svg('g', { class: 'back', 'aria-hidden': 'true' });
  readonly #overlay = svg('g', { class: 'overlay', 'aria-hidden': 'true' });
  readonly #front = svg('g');
  readonly #handles = new Map<Place, SVGGElement>();
  /** What is drawn, so that a move draws nothing but what has moved: painting is what a redraw takes. */
  #gridOf: Plane | null = null;
  readonly #drawn = new WeakMap<SVGGElement, string>();
  #plane: Plane = { centre: [0, 0], scale: 100, width: 0, height: 0 };
  /** The scenario before a drag, for Escape. */
  #before: Scenario | null = null;
  #closeup: Closeup | null = null;
  /** Nobody has zoomed: then a change of size shows everything again. */
  #fitted = true;

  constructor(host: SVGSVGElement, store: Store, announcer: Announcer) {
    this.#host = host;
    this.#store = store;
    this.#announcer = announcer;
    host.append(this.#back, this.#overlay, this.#front);
    store.subscribe(() => this.#draw());
    onSize(host, (width, height) => {
      host.setAttribute('viewBox', `0 0 ${px(width)} ${px(height)}`);
      this.#plane = { ...this.#plane, width, height };
      if (this.#fitted) this.fit();
      else this.#draw();
    });
  }

  /** Shows everything. */
  fit(): void {
    this.#fitted = true;
    this.#plane = fit(this.#store.session.scenario, this.#plane.width, this.#plane.height);
    this.#draw();
  }

  zoom(factor: number): void {
    this.#fitted = false;
    this.#plane = zoomed(this.#plane, factor);
    this.#draw();
  }

  /** Beam and ellipses of the chosen design; null takes them away. */
  show(closeup: Closeup | null): void {
    this.#closeup = closeup;
    this.#drawOverlay();
  }

  /** A place for a new device: where a spiral from the middle first finds room. */
  freePlace(): [number, number] {
    const { width, height } = this.#plane;
    const { transmitter, receiver, devices } = this.#store.session.scenario;
    const taken = [transmitter, receiver, ...devices].map(({ position }) => toPixels(this.#plane, position));
    let at = { x: width / 2, y: height / 2 };
    for (let turn = 0; taken.some(({ x, y }) => Math.hypot(x - at.x, y - at.y) < 34) && turn < 400; turn++) {
      const radius = 6 * Math.sqrt(turn);
      at = { x: width / 2 + radius * Math.cos(2.4 * turn), y: height / 2 + radius * Math.sin(2.4 * turn) };
    }
    return this.#metres(at.x, at.y);
  }

  focus(place: Place): void {
    this.#handles.get(place)?.focus();
  }

  #metres(x: number, y: number): [number, number] {
    const [mx, my] = toMetres(this.#plane, x, y);
    return [Math.round(mx * grain) / grain, Math.round(my * grain) / grain];
  }

  #draw(): void {
    if (this.#plane.width === 0) return;
    const { scenario } = this.#store.session;
    if (this.#gridOf !== this.#plane) this.#back.replaceChildren(...grid(this.#plane));
    this.#gridOf = this.#plane;
    this.#drawOverlay();
    byId('above').hidden = !isInSpace(scenario.devices[0]);
    const places: Place[] = ['transmitter', 'receiver', ...scenario.devices.keys()];
    for (const [place, handle] of this.#handles) {
      if (places.includes(place)) continue;
      handle.remove();
      this.#handles.delete(place);
    }
    const named = places.map((place) => this.#named(place, scenario));
    const offsets = placeLabels(named, this.#plane, gridBoxes(this.#plane));
    places.forEach((place, i) => this.#drawHandle(place, scenario, offsets[i]));
  }

  #named(place: Place, scenario: Scenario): Named {
    const at = toPixels(this.#plane, positionOf(scenario, place));
    return typeof place === 'number'
      ? { ...at, radius: 10.5, width: labelWidth(String(place)), preferred: { dx: 0, dy: 0 } }
      : { ...at, radius: 9, width: labelWidth('Tx'), preferred: { dx: 0, dy: 22 } };
  }

  #drawHandle(place: Place, scenario: Scenario, offset: Offset | null): void {
    let handle = this.#handles.get(place);
    if (handle === undefined) {
      handle = this.#make(place);
      this.#handles.set(place, handle);
      this.#front.append(handle);
    }
    const { x, y } = toPixels(this.#plane, positionOf(scenario, place));
    const subject = typeof place === 'number' ? scenario.devices[place] : scenario[place];
    const now = JSON.stringify([x, y, place, subject, offset]);
    if (this.#drawn.get(handle) === now) return;
    this.#drawn.set(handle, now);
    const glyph =
      typeof place === 'number'
        ? deviceGlyph(scenario.devices[place].symbol, String(place), offset)
        : arrayGlyph(scenario[place], place === 'transmitter' ? 'Tx' : 'Rx', offset);
    const silent = typeof place === 'number' && scenario.devices[place].symbol === 0;
    handle.classList.toggle('silent', silent);
    set(handle, { transform: `translate(${px(x)} ${px(y)})`, 'aria-label': describe(scenario, place) });
    handle.replaceChildren(...[...handle.children].slice(0, 2), ...glyph); // the targets stay, for pointers on them
  }

  #drawOverlay(): void {
    const closeup = this.#closeup;
    const { scenario } = this.#store.session;
    this.#overlay.replaceChildren(...(closeup === null ? [] : overlay(this.#plane, scenario, closeup)));
    byId('overlay-note').textContent =
      closeup === null
        ? ''
        : `Blue: the beam. Orange: error ellipses, one σ, drawn ${exaggerationWords(this.#plane, closeup)} their size.`;
  }

  #make(place: Place): SVGGElement {
    const store = this.#store;
    const bounds = (): DOMRect => this.#host.getBoundingClientRect();
    return makeHandle(typeof place === 'number' ? 'device' : place, {
      where: () => {
        const { x, y } = toPixels(this.#plane, positionOf(store.session.scenario, place));
        return { x: x + bounds().left, y: y + bounds().top };
      },
      move: (x, y, done, at) => {
        this.#before ??= store.session.scenario;
        const { left, top, width, height } = bounds();
        const inside = (value: number, size: number): number => Math.min(Math.max(value, 4), size - 4);
        this.#place(
          place,
          this.#metres(inside(x - left, width), inside(y - top, height)),
          done ? 'push' : 'none',
          at,
        );
        if (done) this.#before = null;
      },
      step: (right, up, far, at) => {
        const size = far ? step.far : step.near;
        const [x, y] = positionOf(store.session.scenario, place);
        const round = (value: number): number => Math.round(value * 1e6) / 1e6;
        this.#place(place, [round(x + right * size), round(y + up * size)], 'push', at);
        this.#announcer.say(describe(store.session.scenario, place));
      },
      cancel: () => {
        if (this.#before !== null) store.update({ scenario: this.#before }, 'none');
        this.#before = null;
      },
      key: (key) => typeof place === 'number' && this.#key(place, key),
    });
  }

  /** Seen from above: heights stay. */
  #place(place: Place, [x, y]: [number, number], commit: 'push' | 'none', at: number): void {
    this.#store.edit(
      (scenario) => {
        const one = typeof place === 'number' ? scenario.devices[place] : scenario[place];
        one.position = one.position.length === 3 ? [x, y, one.position[2]] : [x, y];
      },
      commit,
      at,
    );
  }

  #key(index: number, key: string): boolean {
    if (key === ' ' || key === 's') toggleSilence(this.#store, index, this.#announcer);
    else if (key === 'Delete' || key === 'Backspace') {
      removeDevice(this.#store, index, this.#announcer);
      this.focus(Math.min(index, this.#store.session.scenario.devices.length - 1));
    } else return false;
    return true;
  }
}
