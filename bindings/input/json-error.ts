/** Where a text stops being JSON, as Node 20 names no position for most errors; and which key an object has twice. */

const space = /[ \t\n\r]*/y;
const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// What a string is made of: one expression of both would remember each step of a text of megabytes, and overflow.
const plain = /[^"\\\u0000-\u001f]*/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

export interface JsonScan {
  /** Offset of the first character that cannot continue a JSON text; its length where it ends too early or is valid. */
  end: number;
  /** The first key that its object already has. */
  duplicate: { key: string; offset: number } | null;
}

/** Without recursion, as the text may be nested to any depth. */
export function scanJson(text: string): JsonScan {
  let duplicate: JsonScan['duplicate'] = null;
  /** The keys of the objects that are open. */
  const keys: Set<string>[] = [];
  const note = (offset: number, raw: string) => {
    const key = raw.includes('\\') ? (JSON.parse(raw) as string) : raw.slice(1, -1);
    const known = keys[keys.length - 1];
    if (known.has(key)) duplicate ??= { key, offset };
    known.add(key);
  };
  return { end: scan(text, keys, note), duplicate };
}

function scan(text: string, keys: Set<string>[], note: (offset: number, raw: string) => void): number {
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
  const close = () => {
    if (open.pop() === '{') keys.pop();
    state = 'after value';
  };
  const take = (character: string): boolean => {
    if (text[at] !== character) return false;
    at++;
    return true;
  };
  /** A string, or the part of it up to what does not belong in one. */
  const string = (): boolean => {
    if (!take('"')) return false;
    do match(plain);
    while (match(escape));
    return take('"');
  };

  for (;;) {
    match(space);
    if (state === 'after value') {
      const inside = open.at(-1);
      if (inside === undefined) return at;
      if (take(',')) state = inside === '{' ? 'key' : 'value';
      else if (take(inside === '{' ? '}' : ']')) close();
      else return at;
    } else if (state === 'key' || state === 'key or }') {
      if (state === 'key or }' && take('}')) {
        close();
        continue;
      }
      const start = at;
      if (!string()) return at;
      note(start, text.slice(start, at));
      match(space);
      if (!take(':')) return at;
      state = 'value';
    } else if (state === 'value or ]' && take(']')) {
      close();
    } else if (take('{')) {
      open.push('{');
      keys.push(new Set());
      state = 'key or }';
    } else if (take('[')) {
      open.push('[');
      state = 'value or ]';
    } else {
      if (text[at] === '"' ? !string() : !match(scalar)) return at;
      state = 'after value';
    }
  }
}
