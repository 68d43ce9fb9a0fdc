/** Where on the page the entries of the scenario are, so that what is refused is said in its place. */
import type { InputIssue } from 'isabc';

interface Place {
  path: string;
  /** What shows the entry; out of the page, the place is none. */
  element: Element;
  complain: (words: string | null) => void;
}

/** Fields that are out of the page stay: they come back with the kind of array that has them. */
const places: Place[] = [];
let refused: Place[] = [];

/** @param complain shows words beside the entry, or takes them away */
export function placeFor(path: string, element: Element, complain: Place['complain']): void {
  places.push({ path, element, complain });
}

/** Says what the model refuses beside the entries concerned: `devices[0].position` beside its first coordinate. */
export function showRefusals(issues: readonly InputIssue[]): void {
  clearRefusals();
  for (const { path, message } of issues) {
    const place = placeOf(path);
    if (place === undefined) continue;
    place.complain(place.path === path || place.path.startsWith(path) ? message : `${path}: ${message}`);
    refused.push(place);
  }
}

export function clearRefusals(): void {
  for (const { complain } of refused) complain(null);
  refused = [];
}

/** The entry itself, the first one in it, or the one that it is in. */
function placeOf(path: string): Place | undefined {
  const here = places.filter(({ element }) => element.isConnected);
  return (
    here.find((place) => place.path === path) ??
    here.find((place) => isWithin(place.path, path)) ??
    here.find((place) => isWithin(path, place.path))
  );
}

function isWithin(path: string, outer: string): boolean {
  return path.startsWith(outer) && /^[.[]/.test(path.slice(outer.length));
}
