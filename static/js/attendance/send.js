/* Send what was scanned: the oldest first, one at a time, in one tab at a time. Each scan has an id of its own, so that
   one whose answer was lost can be sent again. */
import { changeScan, scansOf, user, waiting } from "./store.js";

const AGAIN = 8000;
const LONGEST = 20000;
let token = document.querySelector("input[name=csrf_token]")?.value;
let timer = 0;
let turn = Promise.resolve();

const limit = () => AbortSignal.timeout?.(LONGEST);
const post = (scan) => {
  const fields = Object.fromEntries(["id", "kind", "how", "code", "person", "of", "at"].filter((name) => scan[name] !== undefined).map((name) => [name, scan[name]]));
  const body = new URLSearchParams({ ...fields, csrf_token: token });
  return fetch(scan.url, { method: "POST", body, headers: { Accept: "application/json", "X-Autosave": "1" }, redirect: "error", signal: limit() }).catch(() => null);
};

/* A page that was kept holds an old token: take a new one, if it is still the same person. */
const renewed = async () => {
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" }, cache: "no-store", signal: limit() }).catch(() => null);
  if (!answer || answer.status >= 500) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (page.body.dataset.user !== user) return false;
  token = page.querySelector("input[name=csrf_token]")?.value;
  return Boolean(token);
};

const tell = (detail) => document.dispatchEvent(new CustomEvent("scanned", { detail }));

const one = async ([key, scan], mayRenew = true) => {
  const answer = await post(scan);
  if (!answer || answer.status === 429 || answer.status >= 500) return "offline";
  const body = await answer.json().catch(() => null);
  // Whoever organizes may have to show a second factor first: then a 403 is no answer about this person either.
  if ([401, 403].includes(answer.status)) return "signedOut";
  if (answer.status === 400 && mayRenew) {
    const isMine = await renewed();
    return isMine ? one([key, scan], false) : isMine === null ? "offline" : "signedOut";
  }
  if (answer.ok && body?.outcome) {
    changeScan(key, scan.id, { state: body.outcome, said: body.said, name: body.name, team: body.team, person: body.person, since: body.at, code: undefined });
  } else changeScan(key, scan.id, { state: "refused", said: body?.detail || String(answer.status) });
  tell({ key, scan: scansOf(key).find((each) => each.id === scan.id) });
  return "";
};

const all = async () => {
  for (let next = waiting()[0], left = 2000; next && left; next = waiting()[0], left -= 1) {
    const problem = await one(next);
    if (problem) return problem;
  }
  return "";
};
const alone = (act) => (navigator.locks ? navigator.locks.request("scans", act) : act());

export const send = () => {
  clearTimeout(timer);
  turn = turn.then(() => alone(all)).catch(() => "offline").then((problem) => {
    clearTimeout(timer);
    if (problem === "offline" && waiting().length) timer = setTimeout(send, AGAIN);
    document.dispatchEvent(new CustomEvent("sent-scans", { detail: problem }));
    return problem;
  });
  return turn;
};

export const sendWheneverPossible = () => {
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  return send();
};
