// The service worker of a site that does without one (`offline: false` in site.yaml): takes away what an earlier one stored, and itself.
const OURS = `quyche ${new URL("./", location.href).pathname} `;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith(OURS)) await caches.delete(name);
  await registration.unregister();
})()));
