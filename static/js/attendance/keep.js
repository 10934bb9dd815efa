/* Keep on the device what a page has loaded, and the page itself, for the next time without network. */
import { keepPages } from "../device/keep.js";

/* Files are kept as they pass through the worker. Fonts for letters that no name has shown yet are loaded, too. */
export const keepAll = async (prepare = async () => {}) => {
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) await new Promise((done) => { navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }); });
  await prepare().catch(() => {});
  await Promise.all([...document.fonts].map((face) => face.load().catch(() => {})));
  const own = `${location.origin}/static/`;
  const files = new Set(performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.startsWith(own)));
  await Promise.all([...files].map((name) => fetch(name).catch(() => {})));
  await keepPages([location.pathname]);
};
