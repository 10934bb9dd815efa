/* Passkeys: ask the server what to sign, let the device sign it, send the answer as an ordinary form. */
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const known = (list) => (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }));

/** Return what the server wants to be signed, with bytes where it wrote text. */
const asked = async (url, token) => {
  const answer = await fetch(url, { method: "POST", headers: { "X-CSRFToken": token, Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const options = await answer.json();
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  if (options.allowCredentials) options.allowCredentials = known(options.allowCredentials);
  if (options.excludeCredentials) options.excludeCredentials = known(options.excludeCredentials);
  return options;
};

/** Return the device's answer as the JSON that the server reads. */
const written = (credential) => {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });
};

const sign = async (place, token) => {
  const publicKey = await asked(place.dataset.ask, token);
  return written(await navigator.credentials[place.dataset.passkey]({ publicKey }));
};

const say = (place, words) => {
  place.querySelector("[data-passkey-state]").textContent = words;
};

/** A form whose hidden field is filled in before it is sent. */
const fillsIn = (form) => {
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value || !form.elements.name.value.trim()) return;
    event.preventDefault();
    say(form, "");
    try {
      form.elements.credential.value = await sign(form, form.elements.csrf_token.value);
      form.submit();
    } catch {
      say(form, form.dataset.failed);
    }
  });
};

/** A button beside a form; it makes and sends a form of its own. */
const goesOn = (place) => {
  place.hidden = false;
  const token = place.querySelector("[name=csrf_token]").value;
  place.querySelector("button").addEventListener("click", async () => {
    say(place, "");
    try {
      const credential = await sign(place, token);
      const form = document.createElement("form");
      form.method = "post";
      form.action = place.dataset.send;
      for (const [name, value] of Object.entries({ csrf_token: token, next: place.dataset.next, credential })) {
        const field = document.createElement("input");
        Object.assign(field, { type: "hidden", name, value });
        form.append(field);
      }
      document.body.append(form);
      form.submit();
    } catch {
      say(place, place.dataset.failed);
    }
  });
};

if (window.PublicKeyCredential) {
  document.querySelectorAll("form[data-passkey]").forEach(fillsIn);
  document.querySelectorAll("div[data-passkey]").forEach(goesOn);
}
