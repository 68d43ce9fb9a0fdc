/** Node's own modules, from code that browsers load too. */

export function isNode(): boolean {
  return typeof process === 'object' && typeof process.versions?.node === 'string';
}

/**
 * A module of Node's by its name without `node:`. Asked of the process, since bundlers and test runners each make
 * something of their own of an import; that is for Node before 20.16, and its name is put together here so that no
 * bundler for the browser stumbles over it. (scripts/build.mjs keeps the comments, which minifying would drop.)
 */
export async function nodeModule<T>(name: string): Promise<T> {
  const specifier = ['node', name].join(':');
  if (typeof process.getBuiltinModule === 'function') return process.getBuiltinModule(specifier) as T;
  return (await import(
    /* @vite-ignore */ /* webpackIgnore: true */ /* turbopackIgnore: true */ specifier
  )) as T;
}
