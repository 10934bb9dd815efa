/* The door: a code or a name becomes a scan that is kept at once, shown at once, and sent when the network allows. */
import { startWorker } from "../device/keep.js";
import { prepare, readPhoto, watchCamera } from "./camera.js";
import { keepAll } from "./keep.js";
import { send, sendWheneverPossible } from "./send.js";
import { addScan, isWaiting, keepRoster, keyOf, roster, scansOf, tidy } from "./store.js";

const words = document.getElementById("door").dataset;
const key = keyOf(words.place);
const part = (name) => document.querySelector(`[data-${name}]`);
const form = document.querySelector("form[data-typed]");
const field = form.elements.code;
const SAME = 4000;
const [TWINS, PLAIN] = ["АВСЕНКМРТХ", "ABCEHKMPTX"];
let people = roster(words.place)?.people ?? [];
let [shownId, stop, last, problem] = ["", null, { code: "", at: 0 }, ""];

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const clock = (moment) => new Intl.DateTimeFormat("ru", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: words.zone }).format(new Date(moment));
const codeIn = (text) => {
  const code = text.replace(/[\s\-–—_]/g, "").toUpperCase().replace(/./gu, (letter) => PLAIN[TWINS.indexOf(letter)] ?? letter);
  return /^[A-HJ-KM-NP-TV-Z2-9]{10}$/.test(code) ? code : "";
};
const digest = async (code) => {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(code)));
  return [...bytes.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};
const newId = () => crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const scans = () => scansOf(key);
const isUndone = (scan) => scans().some((each) => each.of === scan.id && !["refused", "stays"].includes(each.state));
/* Since when somebody is here: what waits on this device counts before what the list says. */
const sinceOf = (person) => {
  const own = scans().filter((each) => isWaiting(each) && each.person === person.p).at(-1);
  if (!own) return person.at ?? undefined;
  return own.kind === "out" ? undefined : person.at ?? own.at;
};

const show = (scan) => {
  const box = part("result");
  shownId = scan.id;
  box.hidden = false;
  box.className = `door-result ${{ already: "is-already", stays: "is-already", refused: "is-bad", unknown: "is-bad" }[scan.look ?? scan.state] ?? ""}`;
  part("said").textContent = scan.said;
  part("name").textContent = scan.name || scan.code || "";
  part("team").textContent = scan.team || "";
  box.scrollIntoView({ block: "nearest" });
  part("undo").hidden = scan.kind === "out" || scan.state === "refused" || scan.look === "already" || scan.state === "already" || isUndone(scan);
};

const draw = () => {
  const refused = scans().filter(({ state }) => state === "refused").reverse();
  const latest = [...refused, ...scans().filter(({ state }) => state !== "refused").slice(-12).reverse()];
  const waiting = scans().filter(isWaiting).length;
  part("latest").hidden = !latest.length;
  part("count").textContent = problem === "signedOut" ? words.textSignedOut : waiting ? filled(words.textCount, { n: waiting }) : "";
  part("list").replaceChildren(...latest.map((scan) => {
    const line = document.createElement("li");
    line.dataset.state = scan.state;
    line.append(Object.assign(document.createElement("span"), { textContent: [scan.name || scan.code, scan.said, isWaiting(scan) ? words.textWaiting : ""].filter(Boolean).join(" · ") }));
    return line;
  }));
  part("offline").hidden = navigator.onLine && problem !== "offline";
  const here = people.filter(sinceOf).length;
  part("people").textContent = people.length ? filled(words.textPeople, { n: people.length, here }) : "";
};

const keep = (scan) => {
  const made = { id: newId(), order: Date.now(), at: new Date().toISOString(), url: words.scans, title: words.title, state: "waiting", ...scan };
  addScan(key, made);
  show(made);
  draw();
  send();
};

const checkIn = (person, how, code) => {
  const since = sinceOf(person);
  const said = since ? filled(words.textAlready, { time: clock(since) }) : filled(words.textNew, { time: clock(Date.now()) });
  keep({ kind: "in", how, code, person: person.p, name: person.n, team: person.t, said, look: since ? "already" : "new" });
  navigator.vibrate?.(since ? [80, 60, 80] : 80);
};

const byCode = async (code, how) => {
  const known = await digest(code);
  const person = people.find((each) => each.d === known);
  if (person) checkIn(person, how, code);
  else keep({ kind: "in", how, code, said: navigator.onLine ? words.textUnknown : `${words.textUnknown}. ${words.textAsk}`, look: "unknown" });
};

const seen = (text) => {
  const code = codeIn(text);
  const now = Date.now();
  if (!code || (code === last.code && now - last.at < SAME)) {
    if (code) last.at = now;
    return;
  }
  last = { code, at: now };
  byCode(code, "camera");
};

const complain = (text) => { part("problem").hidden = !text; part("problem").textContent = text; };
const startCamera = async () => {
  complain("");
  part("camera").hidden = false;
  try { stop = await watchCamera(part("camera"), words.decoder, seen); } catch { complain(words.textNoCamera); }
  part("camera").hidden = !stop;
  part("stop").hidden = !stop;
  part("start").hidden = Boolean(stop);
};
const stopCamera = () => {
  stop?.();
  stop = null;
  part("camera").hidden = part("stop").hidden = true;
  part("start").hidden = false;
};
const photo = async ({ target }) => {
  const [file] = target.files;
  if (!file) return;
  complain("");
  const code = codeIn(await readPhoto(file, words.decoder).catch(() => "") || "");
  target.value = "";
  if (code) byCode(code, "camera");
  else complain(words.textNoCode);
};

const matching = (text) => {
  const parts = text.toLowerCase().normalize("NFKC").replace(/[ʻʼ‘’ʹ`´′ʿʾ]/g, "'").split(/\s+/).filter(Boolean);
  return parts.length && text.trim().length > 1 ? people.filter((each) => parts.every((one) => each.s.includes(one))).slice(0, 8) : [];
};
const drawFound = () => {
  part("found").replaceChildren(...(codeIn(field.value) ? [] : matching(field.value)).map((person) => {
    const line = document.createElement("li");
    const since = sinceOf(person);
    line.append(Object.assign(document.createElement("span"), { textContent: [person.n, person.t, since ? filled(words.textHere, { time: clock(since) }) : ""].filter(Boolean).join(" · ") }));
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--small", textContent: words.textChoose, hidden: Boolean(since) });
    button.addEventListener("click", () => { field.value = ""; drawFound(); checkIn(person, "name"); });
    line.append(button);
    return line;
  }));
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const code = codeIn(field.value);
  const found = matching(field.value);
  if (code) byCode(code, "code");
  else if (found.length === 1) checkIn(found[0], "name");
  else return drawFound();
  field.value = "";
  return drawFound();
});
field.addEventListener("input", drawFound);
part("undo").addEventListener("click", () => {
  const scan = scans().find((each) => each.id === shownId);
  if (scan) keep({ kind: "out", how: scan.how, of: scan.id, person: scan.person, name: scan.name, team: scan.team, said: words.textUndone });
});
part("start").addEventListener("click", startCamera);
part("stop").addEventListener("click", stopCamera);
part("photo").addEventListener("change", photo);
window.addEventListener("pagehide", stopCamera);
window.addEventListener("storage", () => { people = roster(words.place)?.people ?? people; draw(); });
for (const kind of ["online", "offline"]) window.addEventListener(kind, draw);
document.addEventListener("sent-scans", ({ detail }) => { problem = detail; draw(); if (!detail) refresh(); });
document.addEventListener("scanned", ({ detail: { scan } }) => {
  const person = people.find(({ p }) => p === scan?.person);
  if (person && scan.state !== "refused") person.at = scan.state === "undone" ? null : scan.since;
  if (scan?.id === shownId) show({ ...scan, look: undefined });
  draw();
});

/* The whole list comes once, and again when somebody on it changed; otherwise only who is here. */
let refreshed = 0;
const refresh = async () => {
  if (Date.now() - refreshed < 15000) return;
  refreshed = Date.now();
  const answer = await fetch(`${words.roster}?known=${roster(words.place)?.tag ?? ""}`, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const found = await answer.json().catch(() => null);
  const listed = found?.people ?? (found?.tag === roster(words.place)?.tag ? people : null);
  if (!found?.here || !listed) return;
  people = listed.map((each) => ({ ...each, at: found.here[each.p] }));
  keepRoster(words.place, { ...found, here: undefined, people });
  draw();
};

tidy();
part("with-scripts").hidden = false;
draw();
refresh();
sendWheneverPossible();
setInterval(() => { if (!document.hidden && navigator.onLine) refresh(); }, 20000);
const ready = () => { document.getElementById("door").dataset.ready = "yes"; };
startWorker(words.scope).then((works) => { if (works) keepAll(() => prepare(words.decoder)).then(ready, () => {}); });
