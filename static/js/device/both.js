/* Two versions of one scorecard, side by side: the judge chooses line by line. */
import { different, plain } from "./store.js";

const copyOf = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

/* How a field is called: a criterion by its legend, a comment by its label. */
const nameOf = (form, name) => {
  const field = form.querySelector(`[name="${CSS.escape(name)}"]`);
  const label = field?.closest("[data-criterion]")?.querySelector(".marks-legend > span") ?? form.querySelector(`label[for="${field?.id}"]`);
  return label?.firstChild?.textContent.trim() || name;
};

const line = (form, name, mine, theirs) => {
  const box = copyOf("both-line");
  const texts = { theirs: plain(theirs), mine: plain(mine) };
  box.querySelector("legend").textContent = nameOf(form, name);
  for (const input of box.querySelectorAll("input")) {
    input.name = name;
    const place = input.parentElement.querySelector("[data-text]");
    if (place) place.textContent = texts[input.value] || "—";
  }
  const isText = form.querySelector(`textarea[name="${CSS.escape(name)}"]`) !== null;
  if (!(isText && texts.mine && texts.theirs)) box.querySelector("[data-join]").remove();
  return box;
};

/* Show what differs before the form; `choose` gets the fields as they are to stand. */
export const showBoth = (form, mine, theirs, choose) => {
  const section = copyOf("both-versions");
  const order = [...new Set([...form.elements].map((field) => field.name))];
  const names = different(mine, theirs).sort((one, other) => order.indexOf(one) - order.indexOf(other));
  section.querySelector("[data-lines]").append(...names.map((name) => line(form, name, mine[name], theirs[name])));
  const value = { mine: (name) => mine[name], theirs: (name) => theirs[name], joined: (name) => `${plain(theirs[name])}\n\n${plain(mine[name])}` };
  const finish = (chosen) => {
    const fields = { ...theirs };
    for (const name of names) {
      const text = value[chosen(name)](name);
      if (text === undefined) delete fields[name];
      else fields[name] = text;
    }
    section.remove();
    choose(fields);
  };
  const picker = section.querySelector("form");
  picker.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = new FormData(picker);
    finish((name) => chosen.get(name));
  });
  for (const button of section.querySelectorAll("[data-all]")) button.addEventListener("click", () => finish(() => button.dataset.all));
  form.before(section);
  return section;
};
