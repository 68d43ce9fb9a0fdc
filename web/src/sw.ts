/**
 * The service worker: stores every file of the page when it is installed, and answers from there. A new build has
 * another version, stores anew, and takes over when the last tab of the old one is closed.
 */

/** What the build puts here: a hash of all files, and their addresses relative to the page. */
declare const __PAGE__: string;
declare const __FILES__: string[];

/** The little of the service worker's world that is used here; its types clash with those of the page. */
interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetch extends Extendable {
  request: Request;
  respondWith(response: Promise<Response>): void;
}
const scope = globalThis as unknown as {
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetch) => void): void;
  registration: { scope: string };
  clients: { claim(): Promise<void> };
};

const store = `isabc-${__PAGE__}`;

scope.addEventListener('install', (event) => {
  const files = __FILES__.map(
    (file) => new Request(new URL(file, scope.registration.scope), { cache: 'reload' }),
  );
  event.waitUntil(caches.open(store).then((cache) => cache.addAll(files)));
});

scope.addEventListener('activate', (event) => {
  const old = (name: string): boolean => name.startsWith('isabc-') && name !== store;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => scope.clients.claim()),
  );
});

scope.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method !== 'GET' || !url.startsWith(scope.registration.scope)) return;
  event.respondWith(
    caches.open(store).then(async (cache) => {
      const kept = await cache.match(event.request, { ignoreSearch: true });
      return kept ?? fetch(event.request);
    }),
  );
});
