/**
 * The service worker: stores every file of the page when it is installed, and answers from there. A new build has
 * another version and stores anew; it waits until the page says that it may take over, or the last tab is closed.
 */

/** What the build puts here: a hash of everything, and the hash of each file by its address relative to the page. */
declare const __PAGE__: string;
declare const __FILES__: Record<string, string>;

/** The little of the service worker's world that is used here; its types clash with those of the page. */
interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetch extends Extendable {
  request: Request;
  respondWith(response: Promise<Response>): void;
}
const world = globalThis as unknown as {
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetch) => void): void;
  addEventListener(type: 'message', listener: (event: Extendable & { data: unknown }) => void): void;
  registration: { scope: string };
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
};

// All workers of an origin see the same caches, so that two copies of the page must not share a name. A scope is an
// address and has no spaces: none is the beginning of another's.
const { scope } = world.registration;
const ours = `isabc ${scope} `;
const store = ours + __PAGE__;

world.addEventListener('install', (event) => event.waitUntil(install()));
world.addEventListener('activate', (event) => event.waitUntil(activate()));
world.addEventListener('message', (event) => {
  if (event.data === 'take over') event.waitUntil(world.skipWaiting());
});
world.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && url.startsWith(scope)) event.respondWith(answer(event.request));
});

/**
 * All files or none, and each only with the content that the build has given it: while an upload is half done, this
 * version is not installed, the one before it stays, and the browser tries again the next time the page is opened.
 */
async function install(): Promise<void> {
  const files = Object.entries(__FILES__).map(
    ([file, integrity]) => new Request(new URL(file, scope), { cache: 'reload', integrity }),
  );
  try {
    const cache = await caches.open(store);
    await cache.addAll(files);
  } catch (error) {
    await caches.delete(store);
    throw error;
  }
}

/** The version before this one is kept: tabs in which it runs may still ask for its files. */
async function activate(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(ours) && name !== store);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name))); // in the order they were made
  await world.clients.claim();
}

async function answer(request: Request): Promise<Response> {
  const isPage = request.mode === 'navigate' && request.url.split(/[?#]/, 1)[0] === `${scope}index.html`;
  const file = isPage ? scope : request;
  const kept = await (await caches.open(store)).match(file, { ignoreSearch: true });
  // Names of files that change carry a hash, so that those of the version before are found under their own.
  return kept ?? (await matchBefore(request)) ?? fetch(request);
}

async function matchBefore(request: Request): Promise<Response | undefined> {
  for (const name of await caches.keys()) {
    if (!name.startsWith(ours)) continue;
    const kept = await (await caches.open(name)).match(request, { ignoreSearch: true });
    if (kept !== undefined) return kept;
  }
  return undefined;
}
