/* Small conveniences. Every page works without this file; all words come from data attributes that the server translated. */
(() => {
  "use strict";
  const words = document.body.dataset;
  const fill = (pattern, values) => (pattern || "").replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const each = (root, selector, act) => root.querySelectorAll(selector).forEach(act);

  /* Characters left */
  const counter = (field) => {
    const line = document.getElementById(`${field.id}-counter`);
    if (!line) return;
    const limit = Number(field.dataset.counter);
    const spoken = document.createElement("span");
    spoken.className = "vh";
    spoken.setAttribute("role", "status");
    line.after(spoken);
    let later;
    const show = () => {
      const left = limit - [...field.value.replace(/\r?\n/g, "\n")].length;
      const text = left < 0 ? fill(words.textTooMany, { n: -left }) : fill(words.textLeft, { n: left });
      line.textContent = text;
      line.classList.toggle("is-over", left < 0);
      clearTimeout(later);
      if (left < limit * 0.1) later = setTimeout(() => { spoken.textContent = text; }, 1200);
    };
    field.addEventListener("input", show);
    if (field.value) show();
  };

  /* Countdown to a deadline */
  const timers = new Set();
  const countdown = (place) => {
    const end = Date.parse(place.dataset.deadline);
    if (Number.isNaN(end)) return;
    const running = end > Date.now();
    const draw = () => {
      if (!place.isConnected) return timers.delete(draw);
      const seconds = Math.floor((end - Date.now()) / 1000);
      if (seconds < 0) {
        timers.delete(draw);
        if (running) (place.closest("p") ?? place).textContent = words.textOver;
        return undefined;
      }
      const parts = { d: Math.floor(seconds / 86400), h: Math.floor(seconds / 3600) % 24, m: Math.floor(seconds / 60) % 60, s: seconds % 60 };
      const pattern = parts.d ? words.textDurationDays : seconds >= 3600 ? words.textDurationHours : words.textDurationMinutes;
      const text = fill(pattern, parts);
      if (place.textContent !== text) place.textContent = text;
      return undefined;
    };
    timers.add(draw);
    draw();
  };
  setInterval(() => timers.forEach((draw) => draw()), 1000);

  /* The reader's own time, when it differs from the edition's */
  const ownTime = (time) => {
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.getTime())) return;
    const shown = time.textContent.match(/\d{1,2}:\d{2}/);
    const own = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(moment);
    if (!shown || shown[0] === own || time.nextElementSibling?.className === "local-hint") return;
    const hint = document.createElement("span");
    hint.className = "local-hint";
    hint.textContent = `(${fill(words.textYourTime, { time: own })})`;
    time.after(" ", hint);
  };

  /* A file that would be refused for its size is not sent; the words are the server's */
  const sized = (field) => {
    const box = field.closest(".field");
    const words = box.querySelector("template");
    const described = (field.getAttribute("aria-describedby") || "").replace(/ ?file-error/, "");
    const fits = () => {
      const file = field.files[0];
      const over = file !== undefined && file.size > Number(field.dataset.largest);
      box.querySelector(".field-error")?.remove();
      box.classList.toggle("field--error", over);
      if (over) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
      field.setAttribute("aria-describedby", over ? `${described} file-error` : described);
      if (!over) return true;
      const line = words.content.firstElementChild.cloneNode(true);
      const text = line.lastElementChild;
      text.textContent = fill(text.textContent, { name: file.name });
      field.before(line);
      return false;
    };
    field.addEventListener("change", fits);
    field.form.addEventListener("submit", (event) => {
      if (fits()) return;
      event.preventDefault();
      field.focus();
    });
  };

  /* Copy, show a password, close a confirmation */
  const copier = (button) => {
    const source = document.querySelector(button.dataset.copy);
    if (!source || !navigator.clipboard) return;
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      source.select();
      await navigator.clipboard.writeText(source.value);
      button.textContent = button.dataset.done;
      const state = button.closest(".field")?.querySelector("[data-copy-state]");
      if (state) state.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = label; }, 2500);
    });
  };
  const revealer = (button) => {
    const field = document.getElementById(button.dataset.reveal);
    if (!field) return;
    const label = button.firstChild;
    const [show, hide] = [label.data, button.dataset.hideText];
    button.hidden = false;
    button.addEventListener("click", () => {
      const hidden = field.type === "password";
      field.type = hidden ? "text" : "password";
      label.data = hidden ? hide : show;
    });
    field.form?.addEventListener("submit", () => { field.type = "password"; });
  };
  const closer = (button) => {
    const box = button.closest("details");
    button.hidden = false;
    button.addEventListener("click", () => { box.open = false; box.querySelector("summary").focus(); });
  };

  /* Scorecard: digits give the focused criterion its mark, up and down move between criteria */
  const criterion = (set) => {
    const marks = [...set.querySelectorAll(".mark input")];
    const line = set.querySelector(".chosen-anchor");
    const show = () => {
      const chosen = marks.find((mark) => mark.checked);
      each(set, ".anchors li", (item) => item.classList.toggle("is-chosen", item.dataset.mark === chosen?.value));
      if (line) {
        line.hidden = !chosen?.dataset.anchor;
        line.textContent = chosen?.dataset.anchor ?? "";
      }
    };
    set.addEventListener("change", show);
    show();
  };
  const give = (mark) => {
    mark.focus();
    if (!mark.checked) mark.click();
  };
  let typed = "";
  let typedAt = 0;
  const markKeys = (event) => {
    const set = event.target.closest?.("[data-criterion], .field:has([inputmode='numeric'])");
    if (!set || event.ctrlKey || event.metaKey || event.altKey) return;
    const marks = [...set.querySelectorAll(".mark input")];
    if (/^\d$/.test(event.key) && marks.length) {
      const longer = event.timeStamp - typedAt < 700 ? marks.find((one) => one.value === typed + event.key) : undefined;
      typed = longer ? longer.value : event.key;
      typedAt = event.timeStamp;
      const mark = longer ?? marks.find((one) => one.value === event.key);
      if (mark) give(mark);
      event.preventDefault();
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      const sets = [...event.currentTarget.querySelectorAll("[data-criterion], .field:has([inputmode='numeric'])")];
      const next = sets[sets.indexOf(set) + (event.key === "ArrowDown" ? 1 : -1)];
      event.preventDefault();
      (next?.querySelector(".mark input:checked") ?? next?.querySelector("input"))?.focus();
    }
  };

  /* One click, one request */
  const unsaved = new Set();
  const saves = new Map();
  const release = (form) => {
    delete form.dataset.sent;
    each(form, ".is-busy", (button) => { button.classList.remove("is-busy"); button.removeAttribute("aria-disabled"); });
  };
  const once = (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || "repeatable" in form.dataset) return;
    if (form.dataset.sent) return event.preventDefault();
    const save = saves.get(form);
    if (save?.pending()) {
      event.preventDefault();
      save.settle().then(() => form.requestSubmit(event.submitter));
      return undefined;
    }
    form.dataset.sent = "1";
    unsaved.delete(form);
    event.submitter?.classList.add("is-busy");
    event.submitter?.setAttribute("aria-disabled", "true");
    setTimeout(() => release(form), 15000);
    return undefined;
  };

  /* Autosave: one request at a time, the newest content last; what was typed stays on the page whatever happens */
  const autosave = (form) => {
    const place = form.querySelector("[data-save-state]") ?? document.querySelector("[data-save-state]");
    let [timer, running, dirty, stopped, pressed, whole] = [0, null, false, false, null, false];
    const say = (text, state) => {
      if (!place) return;
      place.textContent = text;
      place.classList.toggle("is-saved", state === "saved");
      place.classList.toggle("is-failed", state === "failed");
    };
    const send = async () => {
      dirty = false;
      say(words.textSaving);
      let answer;
      try {
        const headers = { "X-Autosave": "1", Accept: "application/json" };
        const body = new FormData(form);
        each(form, "input[type=file]", (field) => body.delete(field.name));
        answer = await fetch(form.dataset.autosave, { method: "POST", body, headers, redirect: "error" });
      } catch {
        dirty = true;
        pressed = null;
        say(words.textOffline, "failed");
        timer = setTimeout(save, 10000);
        return undefined;
      }
      const body = await answer.json().catch(() => ({}));
      if (!answer.ok) {
        // Whoever pressed the button gets the page with every error in its place.
        if (pressed) {
          whole = true;
          return form.requestSubmit(pressed);
        }
        stopped = [401, 403, 404, 409].includes(answer.status);
        say(body.message || body.detail || words.textUnsaved, "failed");
        return undefined;
      }
      pressed = null;
      const version = form.querySelector("input[name$='version']");
      if (version && body.version !== undefined) version.value = body.version;
      if (dirty) return undefined;
      unsaved.delete(form);
      say(body.saved_at_text || "", "saved");
      return undefined;
    };
    const save = () => {
      clearTimeout(timer);
      timer = 0;
      if (stopped || form.dataset.sent || !dirty) return running;
      running = (running ?? Promise.resolve()).then(send).finally(() => {
        running = null;
        if (dirty && !timer) save();
      });
      return running;
    };
    const changed = (delay) => () => {
      dirty = true;
      unsaved.add(form);
      if (stopped || running) return;
      say(words.textUnsaved);
      clearTimeout(timer);
      timer = setTimeout(save, delay);
    };
    form.addEventListener("input", changed(1500));
    form.addEventListener("change", changed(400));
    window.addEventListener("online", () => save());
    saves.set(form, {
      pending: () => running !== null,
      settle: async () => { clearTimeout(timer); dirty = false; await running; },
    });
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      timer = 0;
      const here = event.submitter?.matches("[data-save-here]") && !document.querySelector(".error-summary");
      if (!here || stopped || whole || !place) return;
      event.preventDefault();
      if (pressed) return;
      pressed = event.submitter;
      dirty = true;
      save();
      place.scrollIntoView({ block: "nearest" });
    });
  };
  const guard = (form) => form.addEventListener("input", () => unsaved.add(form));
  window.addEventListener("beforeunload", (event) => {
    for (const form of unsaved) if (!form.isConnected) unsaved.delete(form);
    if (unsaved.size) event.preventDefault();
  });
  window.addEventListener("pageshow", () => each(document, "form[data-sent]", release));

  /* Menus close on Escape and on a click elsewhere */
  document.addEventListener("click", (event) => each(document, "details[data-menu][open]", (menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  }));
  document.addEventListener("keydown", (event) => {
    const box = event.key === "Escape" && event.target.closest?.("details[data-menu][open], details.confirm[open]");
    if (box) { box.open = false; box.querySelector("summary").focus(); }
  });

  const bringIntoView = (link) => {
    const strip = link.closest(".subnav, .tabs");
    const beyond = link.getBoundingClientRect().right - strip.getBoundingClientRect().right;
    if (beyond > 0) strip.scrollLeft += beyond + 24;
  };

  const start = (root) => {
    each(root, ".subnav [aria-current], .tabs [aria-current]", bringIntoView);
    each(root, "[data-counter]", counter);
    each(root, "[data-deadline]", countdown);
    each(root, "time[data-local], [data-local] time", ownTime);
    each(root, "[data-copy]", copier);
    each(root, "[data-reveal]", revealer);
    each(root, "[data-largest]", sized);
    each(root, "[data-close]", closer);
    each(root, "[data-criterion]", criterion);
    each(root, "form[data-marks]", (form) => form.addEventListener("keydown", markKeys));
    each(root, "form[data-autosave]", autosave);
    each(root, "form[data-guard]", guard);
  };
  start(document);
  document.addEventListener("submit", once);
  document.addEventListener("htmx:load", (event) => { if (event.target !== document.body) start(event.target); });
  document.addEventListener("htmx:afterRequest", (event) => { const form = event.target.closest?.("form"); if (form) release(form); });
  document.addEventListener("change", (event) => {
    // Whoever has chosen needs no hits that are still on their way.
    if (event.target.name === "university") each(event.target.closest("fieldset"), "[hx-get]", (field) => field.dispatchEvent(new Event("htmx:abort")));
  });
  document.querySelector(".error-summary")?.focus();
})();
