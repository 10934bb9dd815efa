/* Keep a judge's own pages on the device, so that they open without network. Whoever saves data decides. */
import { pagesOf, user } from "./store.js";

export const savesData = () => Boolean(navigator.connection?.saveData);

export const startWorker = async (scope) => {
  if (!("serviceWorker" in navigator)) return false;
  return navigator.serviceWorker.register("/service-worker.js", { scope, updateViaCache: "none" }).then(() => true, () => false);
};

/* Fetch the pages that are not kept yet, one at a time; tell how many of them are kept. */
export const keepPages = async (addresses, { fetching = true, tell = () => {} } = {}) => {
  const cache = await caches.open(pagesOf(user));
  let kept = 0;
  for (const address of addresses) {
    const url = new URL(address, location.href).href;
    if (await cache.match(url, { ignoreVary: true }) || (fetching && await fetched(cache, url))) kept += 1;
    tell(kept, addresses.length);
  }
  return kept;
};

const fetched = async (cache, url) => {
  const answer = await fetch(url, { headers: { Accept: "text/html" }, priority: "low" }).catch(() => null);
  if (!answer?.ok || answer.redirected || answer.headers.get("Kept-For") !== user) return false;
  return cache.put(url, answer).then(() => true, () => false);
};
