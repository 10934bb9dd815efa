/* The queue: what became of each card, which project is next, and how many open without network. */
import { keepPages, savesData, startWorker } from "./keep.js";
import { sendWheneverPossible } from "./send.js";
import { isUnsent, keyOf, own, read, stateOf, watch } from "./store.js";

const words = document.getElementById("device").dataset;
const lines = [...document.querySelectorAll("[data-project]")];
const linkOf = (line) => line.querySelector("a");
const offline = document.querySelector("[data-offline]");

const cardOf = (line) => {
  const card = read(keyOf(words.edition, line.dataset.project));
  // The page is newer than a card that has nothing left to send.
  return card && (isUnsent(card) || card.version > Number(line.dataset.version)) ? card : null;
};
const isDone = (line) => line.dataset.state === "scored" || Boolean(cardOf(line)?.finish || cardOf(line)?.finished);

/* Cards that this page does not list and that were refused: those of an earlier round. */
const drawLeft = () => {
  const listed = new Set(lines.map((line) => keyOf(words.edition, line.dataset.project)));
  const left = own().filter(([key, card]) => !listed.has(key) && isUnsent(card) && card.problem && card.status !== 401);
  const place = document.querySelector("[data-left]");
  place.hidden = !left.length;
  place.querySelector("[data-left-cards]").replaceChildren(...left.map(([, card]) => Object.assign(document.createElement("li"), { textContent: `${card.title}. ${card.problem}` })));
};

const draw = () => {
  drawLeft();
  for (const line of lines) {
    const card = cardOf(line);
    if (!card) continue;
    const state = stateOf(card);
    const place = line.querySelector("[data-card-state]");
    const texts = { both: words.textBoth, refused: words.textRefused, waiting: words.textWaitingShort, saved: card.saved };
    if (place.textContent !== texts[state]) place.textContent = texts[state];
    place.className = { both: "badge badge--bad", refused: "badge badge--bad", waiting: "badge badge--warn", saved: "muted small" }[state];
  }
  const [panel, next] = [document.querySelector("[data-next-project]"), lines.find((line) => !isDone(line))];
  if (panel && next && panel.dataset.nextProject !== next.dataset.project) {
    panel.dataset.nextProject = next.dataset.project;
    panel.querySelector("h2").textContent = linkOf(next).textContent;
    panel.querySelector("[data-pitch]").hidden = true;
    panel.querySelector(".actions a").href = linkOf(next).href;
  }
  if (panel) panel.hidden = !next;
  offline.hidden = navigator.onLine;
};

const keepAll = async (fetching) => {
  const place = document.querySelector("[data-kept]");
  const addresses = [...lines.map(linkOf).map((link) => link.href)];
  const tell = (kept, total) => {
    place.hidden = false;
    place.querySelector("[data-count]").textContent = words.textKept.replace("{n}", kept).replace("{total}", total);
    place.querySelector("button").hidden = kept === total || fetching;
  };
  await keepPages([location.pathname], {});
  await keepPages(addresses, { fetching, tell });
};

draw();
watch(draw);
for (const kind of ["online", "offline", "pageshow"]) window.addEventListener(kind, draw);
sendWheneverPossible();
startWorker(words.scope).then((works) => {
  if (!works || !lines.length) return;
  document.querySelector("[data-kept] button")?.addEventListener("click", () => keepAll(true));
  keepAll(!savesData()).catch(() => {});
});
