/* What a judge gave, kept on the device until it is sent, by person, edition and project. One card each:
   fields and version (of the stored card that they change), since (when the first of them was given; null: nothing to
   send), sending (the sheet that was sent and is not yet answered), finish, both (what was saved meanwhile elsewhere),
   problem and status (of a refusal), saved (what the server said). */
const PREFIX = "card:";
const PAGES = "judging-pages:";
const memory = new Map();
const changes = new EventTarget();

export const user = document.body.dataset.user ?? "";
export const pagesOf = (person) => PAGES + person;
export const keyOf = (edition, project) => `${PREFIX}${user}:${edition}:${project}`;

const parsed = (text) => { try { return JSON.parse(text); } catch { return null; } };
const stored = () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)); } catch { return []; } };

export const read = (key) => {
  if (memory.has(key)) return memory.get(key);
  try { return parsed(localStorage.getItem(key)); } catch { return null; }
};

/* Where the browser keeps nothing (full, or forbidden), the page's own memory has to do. */
export const write = (key, card) => {
  try {
    localStorage.setItem(key, JSON.stringify(card));
    memory.delete(key);
  } catch {
    memory.set(key, card);
  }
  changes.dispatchEvent(new CustomEvent("card", { detail: key }));
};

export const remove = (key) => {
  memory.delete(key);
  try { localStorage.removeItem(key); } catch { /* nothing is kept */ }
  changes.dispatchEvent(new CustomEvent("card", { detail: key }));
};

export const isOnlyInMemory = (key) => memory.has(key);

/* Call back with the key of every card that changes, in this tab or in another one. */
export const watch = (act) => {
  changes.addEventListener("card", (event) => act(event.detail));
  window.addEventListener("storage", (event) => { if (event.key?.startsWith(PREFIX)) act(event.key); });
};

const isMine = (key) => key.startsWith(`${PREFIX}${user}:`);
export const own = () => [...new Set([...stored(), ...memory.keys()])].filter(isMine).map((key) => [key, read(key)]).filter(([, card]) => card);
export const others = () => stored().filter((key) => !isMine(key)).map((key) => [key, read(key)]);

export const isUnsent = (card) => Boolean(card && (card.since || card.sending || card.both));
export const isWaiting = (card) => isUnsent(card) && !card.both && (!card.problem || card.status === 401);
export const stateOf = (card) => (card.both ? "both" : card.problem ? "refused" : isUnsent(card) ? "waiting" : "saved");

/* What is in a form's fields, and whether two such sheets say the same. */
const BESIDE = ["csrf_token", "version", "go"];
export const fieldsOf = (form) => Object.fromEntries([...new FormData(form)].filter(([name]) => !BESIDE.includes(name)));
export const plain = (text) => (text ?? "").replace(/\r\n?/g, "\n").trim();
export const different = (one, other) => [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((name) => plain(one[name]) !== plain(other[name]));
export const same = (one, other) => different(one, other).length === 0;

/* Delete the pages that were kept for anybody but this person. */
export const forgetPages = async (person) => {
  if (!("caches" in window)) return;
  const names = (await caches.keys()).filter((name) => name.startsWith(PAGES) && name !== pagesOf(person));
  await Promise.all(names.map((name) => caches.delete(name)));
};

/* Leave nothing of anybody on the device. */
export const clear = async () => {
  for (const key of [...stored(), ...memory.keys()]) remove(key);
  await forgetPages("nobody").catch(() => {});
  const workers = (await navigator.serviceWorker?.getRegistrations().catch(() => [])) ?? [];
  await Promise.all(workers.map((worker) => worker.unregister()));
};
