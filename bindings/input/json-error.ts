/** Where a text stops being JSON: Node 20 names no position for most errors. */

const space = /[ \t\n\r]*/y;
const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// A string up to what ends it or does not belong in it.
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;

/**
 * Offset of the first character that cannot continue a JSON text; its length where it ends too early (or is
 * valid). Without recursion, as the text may be nested to any depth.
 */
export function jsonErrorOffset(text: string): number {
  /** The brackets that are open, and what may come next. */
  const open: ('{' | '[')[] = [];
  let state: 'value' | 'value or ]' | 'key' | 'key or }' | 'after value' = 'value';
  let at = 0;
  const match = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.test(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const take = (character: string): boolean => {
    if (text[at] !== character) return false;
    at++;
    return true;
  };

  for (;;) {
    match(space);
    if (state === 'after value') {
      const inside = open.at(-1);
      if (inside === undefined) return at;
      if (take(',')) state = inside === '{' ? 'key' : 'value';
      else if (take(inside === '{' ? '}' : ']')) open.pop();
      else return at;
    } else if (state === 'key' || state === 'key or }') {
      if (state === 'key or }' && take('}')) {
        open.pop();
        state = 'after value';
        continue;
      }
      if (!match(string) || !take('"')) return at;
      match(space);
      if (!take(':')) return at;
      state = 'value';
    } else if (state === 'value or ]' && take(']')) {
      open.pop();
      state = 'after value';
    } else if (take('{')) {
      open.push('{');
      state = 'key or }';
    } else if (take('[')) {
      open.push('[');
      state = 'value or ]';
    } else {
      if (text[at] === '"' ? !(match(string) && take('"')) : !match(scalar)) return at;
      state = 'after value';
    }
  }
}
