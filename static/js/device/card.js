/* A scorecard that keeps what is given on the device at once, sends it when it can, and says where it stands. */
import { showBoth } from "./both.js";
import { keepPages, startWorker } from "./keep.js";
import { send, sendSoon, sendWheneverPossible } from "./send.js";
import { different, fieldsOf, isOnlyInMemory, isUnsent, keyOf, plain, read, remove, same, stateOf, watch, write } from "./store.js";

const words = document.getElementById("device").dataset;
const PATIENCE = 4000;

/* What the device holds against what the page holds: whichever is newer; both if each has something of its own. */
const reconciled = (kept, page) => {
  if (!isUnsent(kept)) return kept && kept.version > page.version ? kept : page;
  if (page.version <= (kept.both?.version ?? kept.version)) return kept;
  const base = { ...kept, version: page.version, sending: null, both: null, saved: page.saved };
  if (same(page.fields, kept.fields)) return kept.finish && !page.finished ? base : page;
  if (kept.sending && same(page.fields, kept.sending.fields)) return { ...base, since: kept.since ?? Date.now() };
  return { ...kept, sending: null, both: { fields: page.fields, version: page.version, saved: page.saved } };
};

const begin = (form) => {
  const place = form.querySelector("[data-save-state]");
  const key = keyOf(words.edition, form.dataset.project);
  const offline = document.querySelector("[data-offline]");
  let [card, filling, native, both, shown, reached] = [null, false, false, null, "", true];

  const ofPage = () => ({
    url: form.dataset.card, finishUrl: form.dataset.finish, title: form.dataset.title, fields: fieldsOf(form),
    version: Number(form.elements.version.value), finished: "finished" in form.dataset, saved: form.dataset.saved,
    since: null, sending: null, finish: false, both: null, problem: "", status: 0,
  });

  const say = (text, state) => {
    if (place.textContent !== text) place.textContent = text;
    place.classList.toggle("is-saved", state === "saved");
    place.classList.toggle("is-failed", state === "failed");
  };
  const draw = () => {
    const state = stateOf(card);
    form.elements.version.value = card.version;
    form.dataset.state = state;
    if (state === "both") say(words.textBoth, "failed");
    else if (card.problem) say(card.problem === "signedOut" ? words.textSignedOut : card.problem, "failed");
    else if (state === "waiting") say(isOnlyInMemory(key) ? words.textMemory : words.textWaiting, reached ? "" : "failed");
    else say(card.saved, card.version ? "saved" : "");
    offline.hidden = navigator.onLine && reached;
    const compared = card.both ? JSON.stringify([card.fields, card.both.fields]) : "";
    if (compared === shown) return;
    const isNew = !shown;
    shown = compared;
    both?.remove();
    both = card.both ? showBoth(form, card.fields, card.both.fields, chosen) : null;
    if (both && isNew) both.focus();
  };

  /* Put sheets into the form without taking them for what somebody gave just now. */
  const fill = (fields) => {
    filling = true;
    for (const name of different(fields, fieldsOf(form))) {
      for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (field.type === "radio") field.checked = field.value === fields[name];
        else if (field !== document.activeElement || !document.hasFocus()) field.value = fields[name] ?? "";
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }
    filling = false;
  };

  /* Other tabs write the same card: only what was given here is laid over it. */
  const note = (changes, fields = {}) => {
    const now = read(key) ?? card;
    card = { ...now, since: now.since ?? Date.now(), problem: "", status: 0, ...changes, fields: { ...now.fields, ...fields } };
    write(key, card);
  };
  const given = ({ target: field }) => {
    if (filling || !field.name || (field.type === "radio" && !field.checked)) return;
    if (field.value === (read(key) ?? card).fields[field.name]) return;
    note({}, { [field.name]: field.value });
    if (!card.both) sendSoon(field.type === "radio" ? 400 : 1500);
  };
  const chosen = (fields) => {
    const { version, saved } = card.both;
    card = { ...card, fields, version, saved, both: null, sending: null, problem: "", status: 0, since: same(fields, card.both.fields) && !card.finish ? null : Date.now() };
    write(key, card);
    fill(fields);
    send();
    place.scrollIntoView({ block: "nearest" });
  };

  const missing = () => {
    const fields = fieldsOf(form);
    const name = form.dataset.criteria.split(" ").find((each) => !plain(fields[each]));
    return name && form.querySelector(`[name="${name}"]`);
  };

  const press = async (event) => {
    if (native) return undefined;
    event.preventDefault();
    const finish = event.submitter?.hasAttribute("formaction") ?? false;
    const next = event.submitter?.value === "next";
    const unmarked = finish && missing();
    if (unmarked) {
      unmarked.focus();
      return say(words.textMissing, "failed");
    }
    if (card.both) return both?.scrollIntoView({ block: "start" });
    if (isUnsent(card) || !card.version || (finish && !card.finished)) note({ finish: finish || card.finish });
    const patience = new Promise((done) => { setTimeout(done, PATIENCE); });
    await Promise.race([send(), patience]);
    if (card.status === 422) {
      // The page with every error in its place.
      native = true;
      return form.requestSubmit(event.submitter);
    }
    if (card.both || card.problem || isOnlyInMemory(key)) return place.scrollIntoView({ block: "nearest" });
    if (finish) return location.assign(words.queue);
    if (next) return location.assign(form.dataset.next);
    return place.scrollIntoView({ block: "nearest" });
  };

  const look = () => {
    const now = read(key);
    if (!now) return;
    card = now;
    fill(card.fields);
    draw();
  };

  form.reset();
  const [kept, page] = [read(key), ofPage()];
  card = reconciled(kept, page);
  if (kept && card === page) remove(key);
  else if (kept) write(key, card);
  fill(card.fields);
  draw();
  watch((changed) => { if (changed === key) look(); });
  window.addEventListener("pageshow", look);
  document.addEventListener("visibilitychange", look);
  for (const kind of ["online", "offline"]) window.addEventListener(kind, draw);
  for (const kind of ["input", "change"]) form.addEventListener(kind, given);
  form.addEventListener("submit", press);
  window.addEventListener("beforeunload", (event) => { if (isOnlyInMemory(key) && isUnsent(card)) event.preventDefault(); });
  document.addEventListener("sent", (event) => { reached = event.detail; draw(); });
  sendWheneverPossible();
};

startWorker(words.scope).then((works) => { if (works) keepPages([location.pathname, words.queue]).catch(() => {}); });
const form = document.querySelector("form[data-card]");
if (form && !document.querySelector(".error-summary")) begin(form);
else sendWheneverPossible();
