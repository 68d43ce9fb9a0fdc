/** Makers of elements. Everything goes through the DOM: no markup in strings, no inline style, as the CSP asks. */

type Child = Node | string | null;
type Attributes = Record<string, string | number | boolean | null>;

/** An HTML element; attributes that are null or false are left out, true ones are empty. */
export function html<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  set(element, attributes);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** The same in SVG. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  set(element, attributes);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Sets attributes, or takes them away where they are null or false. */
export function set(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
}

/** The element of the page with this id; index.html has it. */
export function byId<T extends Element = HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`index.html has no #${id}`);
  return element as Element as T;
}

/** Calls back with the size of an element in CSS pixels, now and whenever it changes. */
export function onSize(element: Element, call: (width: number, height: number) => void): void {
  new ResizeObserver(([entry]) => call(entry.contentRect.width, entry.contentRect.height)).observe(element);
}

/** A coordinate with two decimals: enough for any screen, and short. */
export function px(value: number): string {
  return String(Math.round(value * 100) / 100);
}
