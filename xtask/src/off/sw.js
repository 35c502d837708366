// Takes the place of a service worker that is no longer wanted: removes what its forerunners kept of this site, then itself.
// Progress lies in localStorage, which a worker cannot reach.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  const remove = async () => {
    const prefix = `groundwork ${new URL(registration.scope).pathname} `;
    for (const name of await caches.keys()) if (name.startsWith(prefix)) await caches.delete(name);
    await registration.unregister();
  };
  event.waitUntil(remove());
});
