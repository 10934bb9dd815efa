/* On every page of somebody who is signed in: nothing of anybody else stays on the device, and signing out clears it. */
import { send as sendScans, sendWheneverPossible } from "../attendance/send.js";
import * as scans from "../attendance/store.js";
import { send } from "./send.js";
import { clear, forgetPages, isUnsent, others, own, remove, user, watch } from "./store.js";

const SIGN_OUT = "form[action$='/accounts/sign-out']";

/* Somebody else's marks and check-ins that were never sent are asked about; they are never shown. */
const askAboutOthers = () => {
  for (const [key, card] of others()) if (!isUnsent(card)) remove(key);
  if (!others().length && !scans.others().length) return;
  const notice = document.getElementById("marks-of-others").content.firstElementChild.cloneNode(true);
  notice.querySelector("[data-delete]").addEventListener("click", () => {
    for (const [key] of others()) remove(key);
    for (const key of scans.others()) scans.remove(key);
    notice.remove();
  });
  notice.querySelector("[data-keep]").addEventListener("click", () => notice.remove());
  document.getElementById("main").prepend(notice);
};

const unsentScans = () => scans.waiting().map(([, scan]) => [scan.title, scan.name].filter(Boolean).join(": "));
const unsent = () => [...own().filter(([, card]) => isUnsent(card)).map(([, card]) => card.title), ...unsentScans()];

const leave = async (form) => {
  scans.clear();
  await clear().catch(() => {});
  form.submit();
};

const ask = (form) => {
  const dialog = document.getElementById("leaving");
  const list = dialog.querySelector("[data-list]");
  const draw = () => {
    list.replaceChildren(...unsent().map((title) => Object.assign(document.createElement("li"), { textContent: title })));
    if (dialog.open && !unsent().length) leave(form);
  };
  draw();
  watch(draw);
  document.addEventListener("scanned", draw);
  dialog.querySelector("[data-leave]").onclick = () => leave(form);
  dialog.showModal();
  send();
  sendScans();
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(SIGN_OUT)) return;
  event.preventDefault();
  if (unsent().length) ask(form);
  else leave(form);
}, true);

if (user) {
  scans.tidy();
  forgetPages(user).catch(() => {});
  askAboutOthers();
  if (scans.waiting().length) sendWheneverPossible();
}
