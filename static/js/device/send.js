/* Send what waits: the oldest card first, one at a time, in one tab at a time. A sheet whose answer was lost is sent
   again as it was before anything newer; the server answers it like the first time, because it knows its version. */
import { different, fieldsOf, isWaiting, own, read, same, user, write } from "./store.js";

const AGAIN = 10000;
const LONGEST = 20000;
let timer = 0;
let turn = Promise.resolve();

/* Older browsers wait as long as they like. */
const limit = () => AbortSignal.timeout?.(LONGEST);
const tokenIn = (page) => page.querySelector("input[name=csrf_token]")?.value;
let token = tokenIn(document);

/* The page as the server has it now; null without network, undefined when it is not this person's any more. */
const fresh = async (url) => {
  const answer = await fetch(url, { headers: { Accept: "text/html" }, signal: limit() }).catch(() => null);
  if (!answer || answer.status >= 500) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (page.body.dataset.user !== user) return undefined;
  token = tokenIn(page);
  return page;
};

const post = async (card, sheet) => {
  const body = new URLSearchParams({ ...sheet.fields, version: sheet.version, csrf_token: token });
  const headers = { "X-Autosave": "1", Accept: "application/json" };
  const url = sheet.finish ? card.finishUrl : card.url;
  return fetch(url, { method: "POST", body, headers, redirect: "error", signal: limit() }).catch(() => null);
};

/* Somebody signed out, or in as somebody else: what waits keeps waiting. */
const notSignedIn = (key) => {
  write(key, { ...read(key), problem: "signedOut", status: 401 });
  return false;
};

const accepted = (key, sheet, { version, saved }) => {
  const card = read(key);
  if (!card) return;
  const newer = !same(card.fields, sheet.fields) || (card.finish && !sheet.finish);
  write(key, {
    ...card, version, saved, sending: null, both: null, problem: "", status: 0,
    since: newer ? card.since : null, finish: newer && card.finish && !sheet.finish, finished: card.finished || sheet.finish,
  });
};

/* Another device or tab saved meanwhile: look at what, and let the judge choose unless both say the same. */
const compared = async (key, sheet) => {
  const page = await fresh(read(key).url);
  if (!page) return page === null ? false : notSignedIn(key);
  const form = page.querySelector("form[data-card]");
  const card = read(key);
  if (!form || !card) return false;
  const [fields, version, saved] = [fieldsOf(form), Number(form.elements.version.value), form.dataset.saved];
  if (same(fields, sheet.fields) && sheet.version !== version) write(key, { ...card, sending: null, version, saved, since: card.since ?? Date.now() });
  else if (different(fields, card.fields).length) write(key, { ...card, sending: null, both: { fields, version, saved } });
  else write(key, { ...card, sending: null, version, saved, since: card.since ?? Date.now() });
  return true;
};

const refused = (key, status, body) => {
  write(key, { ...read(key), sending: null, problem: body.detail || String(status), status });
  return true;
};

/* Send one sheet of a card. False: it makes no sense to go on now. */
const one = async (key, mayRenew = true) => {
  const card = read(key);
  const sheet = card.sending ?? { fields: card.fields, version: card.version, finish: Boolean(card.finish) };
  write(key, { ...card, sending: sheet, problem: "", status: 0 });
  const answer = await post(card, sheet);
  if (!answer || answer.status === 429 || answer.status >= 500) return false;
  if (!read(key)) return true;
  const body = await answer.json().catch(() => null);
  if (answer.ok) {
    if (body?.version === undefined) return false;
    accepted(key, sheet, { version: body.version, saved: body.saved_at_text });
    return true;
  }
  if (answer.status === 401) return notSignedIn(key);
  if (answer.status === 400 && mayRenew) {
    // The page is old, or somebody else has signed in since: a new token, if it is still the same person.
    const page = await fresh(card.url);
    return page ? one(key, false) : page === null ? false : notSignedIn(key);
  }
  if (body?.code === "scorecard_changed_meanwhile") return compared(key, sheet);
  return refused(key, answer.status, body ?? {});
};

const all = async () => {
  const waiting = () => own().filter(([, card]) => isWaiting(card)).sort(([, a], [, b]) => (a.since ?? 0) - (b.since ?? 0))[0];
  for (let next = waiting(), left = 200; next && left; next = waiting(), left -= 1) {
    if (!(await one(next[0]))) return false;
  }
  return true;
};

const alone = (act) => (navigator.locks ? navigator.locks.request("cards", act) : act());

/* Send everything that waits, after whatever is being sent just now; try again later if the network is away. */
export const send = () => {
  clearTimeout(timer);
  turn = turn.then(() => alone(all)).catch(() => false).then((done) => {
    clearTimeout(timer);
    if (!done) timer = setTimeout(send, AGAIN);
    document.dispatchEvent(new CustomEvent("sent", { detail: done }));
    return done;
  });
  return turn;
};

export const sendSoon = (delay) => {
  clearTimeout(timer);
  timer = setTimeout(send, delay);
};

export const sendWheneverPossible = () => {
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  return send();
};
