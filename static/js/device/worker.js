/* The service worker of a judge's own pages, of check-in at the door, and of one's own code. The server says in
   `Kept-For` which pages may be kept and for whom; no other page is ever stored. FILES and VERSION are set by /service-worker.js, which changes when a file does. */
const PAGES = "judging-pages:";
const STATIC = `judging-files:${VERSION}`;
const OWN_PAGE = /^\/[^/]+\/(judging\/(\d+)?|organize\/attendance\/\d+\/check-in|my-code)$/;
const PATIENCE = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(STATIC).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

const names = async (prefix, kept) => (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== kept);
const forget = async (prefix, kept) => Promise.all((await names(prefix, kept)).map((name) => caches.delete(name)));

self.addEventListener("activate", (event) => {
  event.waitUntil(forget("judging-files:", STATIC).then(() => self.clients.claim()));
});

/* Addresses of static files carry their digest: the very file, or the one of this version when the network is away. */
const file = async (request) => {
  const cache = await caches.open(STATIC);
  const kept = await cache.match(request, { ignoreVary: true });
  if (kept) return kept;
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.type === "basic") await cache.put(request, answer.clone());
    return answer;
  } catch (error) {
    const similar = await cache.match(request, { ignoreSearch: true, ignoreVary: true });
    if (similar) return similar;
    throw error;
  }
};

const plainAddress = (url) => { const { origin, pathname } = new URL(url); return origin + pathname; };

const keptPage = async (url) => {
  for (const name of await names(PAGES)) {
    const page = await (await caches.open(name)).match(plainAddress(url), { ignoreVary: true });
    if (page) return page;
  }
  return undefined;
};

/* Keep what the server allows; whoever is led to the sign-in, or may no longer see a page, loses what was kept. */
const remember = async (url, answer) => {
  const owner = answer.headers.get("Kept-For");
  if (answer.ok && owner) {
    await forget(PAGES, PAGES + owner);
    await (await caches.open(PAGES + owner)).put(plainAddress(url), answer);
  } else if (answer.type === "opaqueredirect") {
    await forget(PAGES);
  } else if ([403, 404].includes(answer.status)) {
    for (const name of await names(PAGES)) await (await caches.open(name)).delete(plainAddress(url));
  }
};

const page = async (event) => {
  const url = event.request.url;
  const network = fetch(event.request).then(async (answer) => {
    await remember(url, answer.clone()).catch(() => {});
    return answer;
  });
  event.waitUntil(network.catch(() => {}));
  const kept = await keptPage(url);
  const late = new Promise((done) => { setTimeout(() => done(kept), PATIENCE); });
  try {
    const answer = await (kept ? Promise.race([network, late]) : network);
    return answer.status >= 500 && kept ? kept : answer;
  } catch {
    return kept ?? elsewhere();
  }
};

const elsewhere = async () => (await caches.match("/static/offline.html", { ignoreSearch: true, ignoreVary: true })) ?? Response.error();

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (request.mode === "navigate" && OWN_PAGE.test(url.pathname)) event.respondWith(page(event));
  else if (request.mode === "navigate") event.respondWith(fetch(request).catch(elsewhere));
});
