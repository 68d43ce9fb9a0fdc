/**
 * Keeps the page for times without a network: a service worker stores its files, and serves them from then on. A
 * version that has come since is announced, and taken with one click: what is on the screen is in the address, so that
 * loading the page anew loses nothing of it.
 */

/** How often a tab that is looked at again asks for a new version, in ms. */
const between = 3_600_000;

/**
 * @param note  where to say that the page works offline
 * @param offer what announces a new version, empty but for a button with which it is taken
 */
export function registerOffline(note: HTMLElement, offer: HTMLElement): void {
  // Only in what the build makes, and only where browsers allow it: over https and on this machine.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  serviceWorker.register(new URL('sw.js', document.baseURI), { scope: './' }).then(
    (registration) => {
      void serviceWorker.ready.then(() => (note.textContent = 'Works offline from now on.'));
      announceUpdates(registration, offer);
      let asked = Date.now();
      addEventListener('visibilitychange', () => {
        if (document.hidden || Date.now() < asked + between) return;
        asked = Date.now();
        registration.update().catch(() => undefined); // no network: another time
      });
    },
    () => (note.textContent = ''), // the page works without it
  );
}

function announceUpdates(registration: ServiceWorkerRegistration, offer: HTMLElement): void {
  const { serviceWorker } = navigator;
  const words = offer.querySelector('span')!;
  const announce = (): void => {
    words.textContent = 'A new version of this page is here.';
    offer.hidden = false;
  };
  const watch = (worker: ServiceWorker | null): void => {
    worker?.addEventListener('statechange', () => {
      // The very first worker has nobody to wait for, and is no update.
      if (worker.state === 'installed' && registration.active !== null) announce();
    });
  };
  if (registration.waiting !== null) announce();
  watch(registration.installing);
  registration.addEventListener('updatefound', () => watch(registration.installing));

  let wanted = false;
  offer.querySelector('button')!.addEventListener('click', () => {
    wanted = true;
    // Where another tab has taken it, this one has only to load.
    if (registration.waiting === null) location.reload();
    else registration.waiting.postMessage('take over');
  });
  let controlled = serviceWorker.controller !== null;
  serviceWorker.addEventListener('controllerchange', () => {
    if (wanted) location.reload();
    else if (controlled) announce();
    controlled = true;
  });
}
