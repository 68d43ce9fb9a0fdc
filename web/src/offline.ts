/** Keeps the page for times without a network: a service worker stores its files, and serves them from then on. */

export function registerOffline(note: HTMLElement): void {
  // Only in what the build makes, and only where browsers allow it: over https and on this machine.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register(new URL('sw.js', document.baseURI), { scope: './' }).then(
    () => navigator.serviceWorker.ready.then(() => (note.textContent = 'Works offline from now on.')),
    () => (note.textContent = ''), // the page works without it
  );
}
