/** Node's own modules, from code that browsers load too. */

export function isNode(): boolean {
  return typeof process === 'object' && typeof process.versions?.node === 'string';
}

/** `import('node:…')`, put together here so that a bundler for the browser finds no name of Node's to stumble over. */
export async function nodeModule<T>(name: string): Promise<T> {
  const specifier = ['node', name].join(':');
  return (await import(/* @vite-ignore */ /* webpackIgnore: true */ specifier)) as T;
}
