/** Something in the scene that can be dragged by mouse or finger, and moved by the arrow keys. */
import { svg } from './dom.js';

export interface HandleEvents {
  /** Where it is now, in pixels of the scene. */
  where(): { x: number; y: number };
  /** To these pixels; `done` at the end of the movement. */
  move(x: number, y: number, done: boolean, at: number): void;
  /** By one step of the keyboard, right and up; `far` is a large one. */
  step(right: number, up: number, far: boolean, at: number): void;
  /** Back to where a drag started. */
  cancel(): void;
  /** Any other key; true where it meant something. */
  key(key: string): boolean;
}

const arrows: Record<string, [right: number, up: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** The group that takes focus and pointers, with a target of 44 pixels for fingers; the caller draws into it. */
export function makeHandle(kind: string, events: HandleEvents): SVGGElement {
  const group = svg('g', { class: `handle ${kind}`, tabindex: 0, role: 'button' });
  group.append(svg('circle', { class: 'target', r: 22 }), svg('circle', { class: 'ring', r: 17 }));

  /** From the pointer to the handle's own place, so that it does not jump when it is taken. */
  let grip: { x: number; y: number; moved: boolean } | null = null;
  group.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    const { x, y } = events.where();
    grip = { x: x - event.clientX, y: y - event.clientY, moved: false };
    group.setPointerCapture(event.pointerId);
    group.focus({ preventScroll: true });
  });
  group.addEventListener('pointermove', (event) => {
    if (grip === null) return;
    grip.moved = true;
    group.classList.add('dragged');
    events.move(event.clientX + grip.x, event.clientY + grip.y, false, event.timeStamp);
  });
  // A finger on a handle drags it, and does not scroll; touch-action does not do this inside of an SVG.
  group.addEventListener('touchstart', (event) => event.preventDefault(), { passive: false });
  const drop = (event: PointerEvent): void => {
    if (grip?.moved) events.move(event.clientX + grip.x, event.clientY + grip.y, true, event.timeStamp);
    release();
  };
  const release = (): void => {
    grip = null;
    group.classList.remove('dragged');
  };
  group.addEventListener('pointerup', drop);
  group.addEventListener('pointercancel', () => {
    if (grip?.moved) events.cancel();
    release();
  });

  group.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = arrows[event.key];
    if (arrow !== undefined) events.step(...arrow, event.shiftKey, event.timeStamp);
    else if (event.key === 'Escape' && grip !== null) {
      events.cancel();
      release();
    } else if (!events.key(event.key)) return;
    event.preventDefault();
  });
  return group;
}
