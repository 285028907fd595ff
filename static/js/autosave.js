// Saves one answer while it is being written. The form works without this script; with it nothing waits for a
// button. Every save carries the whole answer, the version it was read with and a key of its own; saves go one
// after the other, and one that got no reply is sent again unchanged, so that it counts once. What is typed
// stays in the form until the portal has it: nothing is stored on this computer.
"use strict";

(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;

  const QUIET = 1200; // ms without a key before text is sent
  const SLOW = 400; // ms before "Saving…" is worth showing
  const WAITS = [5, 20, 60]; // s between attempts when there is no reply
  const GIVE_UP = 20000; // ms to wait for one reply
  const SPEAK = 30000; // ms between two spoken "saved"
  const KEEPALIVE = 60000; // bytes a browser still sends while the page goes away
  const NOT_CONTENT = new Set(["csrfmiddlewaretoken", "version", "key", "person", "then", "link", "title", "file"]);

  const line = document.getElementById("save-line");
  const spoken = document.getElementById("save-spoken");
  const place = document.getElementById("conflict");
  const dialog = document.getElementById("sign-in");
  const words = line.dataset;

  let version = form.elements.version.value;
  let saved = content(); // what the portal has
  let refused = null; // content that the portal found wrong: not sent again until it changes
  let pending = null; // a save without a reply so far: {content, version, key}
  let busy = false;
  let blocked = ""; // why saving has to wait for the person: conflict, signedOut, closed
  let attempts = 0;
  let timer = 0;
  let afterwards = null; // where the person wanted to go once all is saved
  let native = false; // the next submit of the form is the browser's own
  let lastSpoken = 0;

  // What there is to save ---------------------------------------------------------------------------
  function content() {
    const values = [...new FormData(form)].filter(([name, value]) => !NOT_CONTENT.has(name) && typeof value === "string");
    return new URLSearchParams(values).toString();
  }
  const dirty = () => content() !== saved;
  const unsaved = () => pending !== null || dirty();

  function key() {
    const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID() is absent on plain http
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  }

  // What is said about it ---------------------------------------------------------------------------
  function tell(state, text, { kind = "", icon = "cloud" } = {}) {
    line.className = `save ${kind}`;
    line.dataset.state = state;
    line.querySelector("[data-text]").textContent = text;
    const use = line.querySelector("use");
    use?.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#i-${icon}`));
    const now = Date.now();
    if (state === "saving" || (state === "saved" && now - lastSpoken < SPEAK)) return;
    lastSpoken = now;
    spoken.textContent = text;
  }
  const fill = (text, name, value) => text.replace(`{${name}}`, value);
  const trouble = (state, text) => tell(state, text, { kind: "badc", icon: "alert" });

  function markErrors(errors) {
    for (const old of form.querySelectorAll("[data-error]")) {
      old.hidden = true;
      old.closest(".field, fieldset")?.classList.remove("err");
    }
    for (const [name, sentences] of Object.entries(errors)) {
      const at = document.getElementById(`error-${name}`);
      if (!at) continue;
      at.hidden = false;
      at.querySelector("span").textContent = sentences.join(" ");
      at.closest(".field, fieldset")?.classList.add("err");
    }
  }

  // Sending -----------------------------------------------------------------------------------------
  function headers() {
    return { "HX-Request": "true", "HX-Current-URL": location.href, Accept: "application/json" };
  }

  async function save() {
    clearTimeout(timer);
    if (busy || blocked) return;
    if (!pending) {
      const now = content();
      if (now === saved) return done();
      if (now === refused) return void (afterwards = null);
      pending = { content: now, version, key: key() };
    }
    busy = true;
    const slow = setTimeout(() => tell("saving", words.saving), SLOW);
    let reply = null;
    try {
      reply = await read(await post(pending));
    } catch {
      // No line, or no whole reply in time: the same save is sent again later.
    }
    clearTimeout(slow);
    busy = false; // only now: whatever asks to save while the reply is still coming would send the same again
    return reply ? hear(reply) : later();
  }

  function post(save) {
    const body = new URLSearchParams(save.content);
    for (const name of ["csrfmiddlewaretoken", "person"]) body.set(name, form.elements[name].value);
    body.set("version", save.version);
    body.set("key", save.key);
    const keepalive = body.toString().length < KEEPALIVE;
    const signal = AbortSignal.timeout?.(GIVE_UP);
    return fetch(form.action, { method: "POST", body, headers: headers(), redirect: "manual", keepalive, signal });
  }

  async function read(reply) {
    const isJson = Boolean(reply.headers.get("Content-Type")?.includes("json"));
    return { type: reply.type, status: reply.status, isJson, body: isJson ? await reply.json() : await reply.text() };
  }

  function hear({ type, status, isJson, body }) {
    if (type === "opaqueredirect" || status === 401) return askToSignIn();
    if (status === 200 && isJson) return accepted(body);
    if (status === 409 && !isJson) return conflict(body);
    if (status === 422 && isJson) return rejected(body);
    if (isJson && status < 429) return closed(body.sentences.join(" "));
    if (status === 403) return renew();
    if (status === 404) return closed(words.closed);
    return later();
  }

  function accepted(answer) {
    version = form.elements.version.value = String(answer.version);
    saved = pending.content;
    pending = refused = null;
    attempts = 0;
    markErrors({});
    const told = fill(words.saved, "time", answer.saved);
    tell("saved", answer.missing ? `${told} · ${answer.missing}` : told);
    return save();
  }

  function rejected(answer) {
    refused = pending.content;
    pending = afterwards = null;
    markErrors(answer.errors);
    trouble("rejected", words.rejected);
  }

  function closed(text) {
    blocked = "closed";
    afterwards = null;
    trouble("closed", text);
  }

  function later() {
    const wait = WAITS[Math.min(attempts++, WAITS.length - 1)];
    afterwards = null;
    tell("offline", fill(words.offline, "seconds", wait), { kind: "warnc", icon: "alert" });
    timer = setTimeout(save, wait * 1000 * (1 + Math.random() / 10));
  }

  function done() {
    const go = afterwards;
    afterwards = null;
    if (go) setTimeout(go); // a form cannot be sent anew while its own submit event is still being handled
  }

  // Somebody else changed the answer: both versions, and the person decides ---------------------------
  function conflict(html) {
    blocked = "conflict";
    pending = afterwards = null;
    const piece = new DOMParser().parseFromString(html, "text/html").getElementById("conflict");
    place.replaceChildren(...piece.childNodes);
    place.dataset.version = piece.dataset.version;
    trouble("conflict", words.conflict);
  }

  function put(name, value) {
    const control = form.elements[name];
    if (!(control instanceof RadioNodeList)) return void (control.value = value);
    for (const radio of control) radio.checked = radio.value === value;
  }

  place.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-choose]");
    if (!button) return;
    const field = button.closest("[data-field]");
    if (button.dataset.choose === "theirs") put(field.dataset.field, field.dataset.theirs);
    field.remove();
    const next = place.querySelector("button[data-choose=theirs]");
    if (button.dataset.choose !== "form" && next) return next.focus();
    version = form.elements.version.value = place.dataset.version;
    place.replaceChildren();
    blocked = "";
    saved = null; // the portal has another text: what is in the form is sent whatever it says
    line.querySelector("[data-text]").focus();
    save();
  });

  // The sign-in has ended: asked for here, and sent again only as the same person ----------------------
  function askToSignIn() {
    blocked = "signedOut";
    afterwards = null;
    trouble("signed-out", words.signedOut);
    if (!dialog.open) dialog.showModal();
  }

  async function renew() {
    let page = null;
    try {
      const reply = await fetch(location.href, { redirect: "manual" });
      if (reply.type === "opaqueredirect") return askToSignIn();
      page = new DOMParser().parseFromString(await reply.text(), "text/html");
    } catch {
      blocked = "";
      return later();
    }
    const fresh = page.querySelector("form[data-autosave]");
    if (!fresh) return closed(words.closed);
    if (fresh.elements.person.value !== form.elements.person.value) return closed(words.otherPerson);
    const token = fresh.elements.csrfmiddlewaretoken.value;
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
    blocked = "";
    return save();
  }

  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const asked = event.target;
    const said = asked.querySelector("[role=alert]");
    said.textContent = "";
    try {
      const open = await fetch(asked.action);
      const token = new DOMParser().parseFromString(await open.text(), "text/html").querySelector("main form [name=csrfmiddlewaretoken]");
      if (!open.redirected && token) {
        const body = new URLSearchParams(new FormData(asked));
        body.set("csrfmiddlewaretoken", token.value);
        const reply = await fetch(asked.action, { method: "POST", body, redirect: "manual" });
        if (reply.type !== "opaqueredirect") {
          const answer = new DOMParser().parseFromString(await reply.text(), "text/html");
          said.textContent = answer.querySelector(".err-sum li")?.textContent ?? words.noLine;
          return;
        }
      }
      dialog.close();
      await renew();
    } catch {
      said.textContent = words.noLine;
    } finally {
      asked.elements.password.value = "";
    }
  });
  dialog.querySelector("[data-later]").addEventListener("click", () => dialog.close());
  line.addEventListener("click", (event) => {
    if (event.target.closest("[data-again]")) blocked === "signedOut" ? dialog.showModal() : save();
  });

  // What the person does ------------------------------------------------------------------------------
  form.addEventListener("change", (event) => {
    const { name, value } = event.target;
    if (name === "level" && !["answered", "not_our_competence"].includes(form.elements.state.value)) put("state", "answered");
    if (name === "state" && ["not_applicable", "not_known"].includes(value)) put("level", null);
    if (!NOT_CONTENT.has(name)) save();
  });
  form.addEventListener("input", (event) => {
    if (NOT_CONTENT.has(event.target.name)) return;
    if (!blocked && !attempts) line.dataset.state = "typing";
    if (attempts && !busy) return; // the next attempt takes it along
    clearTimeout(timer);
    timer = setTimeout(save, QUIET);
  });
  form.addEventListener("focusout", () => dirty() && !attempts && save());

  function leaveBy(event, go) {
    event.preventDefault();
    afterwards = go;
    if (blocked === "signedOut") dialog.showModal();
    else if (blocked) (place.querySelector("button") ?? line).scrollIntoView({ block: "center" });
    else save();
  }
  document.addEventListener("submit", (event) => {
    if (native || event.target.closest("dialog")) return;
    const button = event.submitter;
    if (button?.value === "stay" && !unsaved()) saved = null; // a returned answer, confirmed as it is
    if (event.target === form || unsaved()) {
      leaveBy(event, () => {
        if (event.target === form && !button?.hasAttribute("data-upload")) return button?.dataset.go ? location.assign(button.dataset.go) : undefined;
        native = true;
        event.target.requestSubmit(button);
      });
    }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const plain = !event.defaultPrevented && event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey);
    if (!link || link.target || link.hasAttribute("download") || !plain || !unsaved()) return;
    if (link.getAttribute("href").startsWith("#")) return;
    leaveBy(event, () => location.assign(link.href));
  });
  window.addEventListener("beforeunload", (event) => unsaved() && !native && event.preventDefault());
  for (const name of ["pagehide", "online"]) window.addEventListener(name, () => save());
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && dirty() && save());
  document.documentElement.dataset.autosave = "on";
})();
