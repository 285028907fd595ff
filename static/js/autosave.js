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
  let running = null; // the save under way
  let beside = null; // in a conflict: content of which the portal keeps everything that is one's own
  let afterwards = null; // where the person wanted to go once all is saved
  let native = false; // the next submit of the form is the browser's own
  let lastSpoken = 0;
  let lastNews = "";
  let rest = line.querySelector("[data-text]").textContent; // what the line says while all is saved
  const decided = new Set(); // in a conflict: the fields whose own text the person keeps

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
  function tell(state, text, { kind = "", icon = "cloud", missing = "" } = {}) {
    line.className = `save ${kind}`;
    line.dataset.state = state;
    line.querySelector("[data-text]").textContent = text;
    const use = line.querySelector("use");
    use?.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#i-${icon}`));
    if (state !== "saving") speak(text, `${state} ${missing}`);
  }

  // News is spoken at once, a recovery too. That it is still saved is spoken now and then; in between nothing
  // stands there, since an old sentence would be wrong.
  function speak(text, news) {
    const now = Date.now();
    const old = news === lastNews && news.startsWith("saved") && now - lastSpoken < SPEAK;
    if (!old) [lastNews, lastSpoken] = [news, now];
    const said = old && spoken.textContent !== text ? "" : text;
    if (spoken.textContent !== said) spoken.textContent = said;
  }
  const fill = (text, name, value) => text.replace(`{${name}}`, value);
  const trouble = (state, text) => tell(state, text, { kind: "badc", icon: "alert" });

  function markErrors(errors) {
    for (const old of form.querySelectorAll("[data-error]")) {
      old.hidden = true;
      old.closest(".field, fieldset")?.classList.remove("err");
    }
    for (const old of form.querySelectorAll("[aria-invalid]")) old.removeAttribute("aria-invalid");
    for (const [name, sentences] of Object.entries(errors)) {
      const at = document.getElementById(`error-${name}`);
      if (!at) continue;
      at.hidden = false;
      at.querySelector("span").textContent = sentences.join(" ");
      at.closest(".field, fieldset")?.classList.add("err");
      form.elements[name]?.setAttribute?.("aria-invalid", "true"); // groups of choices say it in their legend
    }
  }

  // Sending -----------------------------------------------------------------------------------------
  function headers() {
    return { "HX-Request": "true", "HX-Current-URL": location.href, Accept: "application/json" };
  }

  function save() {
    clearTimeout(timer);
    if (busy) return running;
    if (blocked && blocked !== "conflict") return;
    if (!pending) {
      const now = content();
      if (now === (blocked ? beside : saved)) return done();
      if (now === refused) return void (afterwards = null);
      pending = { content: now, version, key: key() };
    }
    busy = true;
    return (running = send());
  }

  async function send() {
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
    rest = answer.missing ? `${told} · ${answer.missing}` : told;
    tell("saved", rest, answer);
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
    if (refused !== null || line.dataset.state === "no-line") { // what was wrong is no longer so
      refused = null;
      markErrors({});
      blocked ? trouble("conflict", words.conflict) : tell("saved", rest);
    }
    const go = afterwards;
    afterwards = null;
    if (go) setTimeout(go); // a form cannot be sent anew while its own submit event is still being handled
  }

  // The answer was changed elsewhere: both versions, and the person decides. Until then whatever is typed is
  // sent all the same: the portal keeps it beside the newer version, and its reply renews what is shown.
  function conflict(html) {
    blocked = "conflict";
    beside = pending.content;
    pending = refused = afterwards = null;
    attempts = 0;
    markErrors({});
    const piece = new DOMParser().parseFromString(html, "text/html").getElementById("conflict");
    if (place.dataset.version !== piece.dataset.version) decided.clear();
    for (const name of decided) fieldOf(piece, name)?.remove();
    if (place.firstElementChild) renewPlace(piece);
    else place.replaceChildren(...piece.childNodes);
    place.dataset.version = piece.dataset.version;
    trouble("conflict", words.conflict);
    if (content() !== beside) timer = setTimeout(save, QUIET);
  }

  const fieldOf = (where, name) => where.querySelector(`[data-field="${name}"]`);

  // Buttons stay the same ones, for whoever is just about to press one.
  function renewPlace(piece) {
    place.querySelector("[data-head]").replaceWith(piece.querySelector("[data-head]"));
    for (const field of place.querySelectorAll("[data-field]")) if (!fieldOf(piece, field.dataset.field)) field.remove();
    let after = null;
    for (const fresh of [...piece.querySelectorAll("[data-field]")].reverse()) {
      const field = fieldOf(place, fresh.dataset.field);
      if (!field) after.before(fresh);
      else if (fresh.dataset.theirs !== undefined) {
        field.dataset.theirs = fresh.dataset.theirs;
        field.querySelector(".versions").replaceWith(fresh.querySelector(".versions"));
      }
      after = field ?? fresh;
    }
  }

  // Whether the portal has what is in the form, if only beside the newer version: asked before it is replaced.
  async function kept() {
    for (let times = 0; times < 3 && content() !== beside && blocked === "conflict"; times++) await save();
    return content() === beside;
  }

  function put(name, value) {
    const control = form.elements[name];
    if (!(control instanceof RadioNodeList)) return void (control.value = value);
    for (const radio of control) radio.checked = radio.value === value;
  }

  place.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-choose]");
    if (!button) return;
    const field = button.closest("[data-field]");
    const name = field.dataset.field;
    const takesOther = button.dataset.choose === "theirs";
    const seen = place.dataset.version;
    const isKept = takesOther ? await kept() : void (await running);
    const isText = !(form.elements[name] instanceof RadioNodeList);
    if (takesOther && isText && !isKept) return void (blocked === "signedOut" && dialog.showModal());
    if (!field.isConnected || seen !== place.dataset.version) return; // there is something newer to look at
    if (takesOther) put(name, field.dataset.theirs);
    if (isKept) beside = content(); // nothing new of one's own
    decided.add(name);
    const hadFocus = place.contains(document.activeElement);
    field.remove();
    const next = place.querySelector("button[data-choose=theirs]");
    if (button.dataset.choose !== "form" && next) return void (hadFocus && next.focus());
    version = form.elements.version.value = place.dataset.version;
    place.replaceChildren();
    decided.clear();
    blocked = "";
    saved = pending = null; // the portal has another text: what is in the form is sent whatever it says
    if (hadFocus) line.querySelector("[data-text]").focus();
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
  // A form that the browser itself sends without a line ends on the browser's own page, and what was chosen is gone.
  async function reached() {
    try {
      return Boolean(await fetch(form.action, { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout?.(GIVE_UP) }));
    } catch {
      trouble("no-line", words.noLine);
      return false;
    }
  }
  document.addEventListener("submit", (event) => {
    if (native || event.target.closest("dialog")) return;
    const button = event.submitter;
    if (button?.value === "stay" && !unsaved()) saved = null; // a returned answer, confirmed as it is
    if (event.target === form || unsaved()) {
      leaveBy(event, async () => {
        if (event.target === form && !button?.hasAttribute("data-upload")) return button?.dataset.go ? location.assign(button.dataset.go) : undefined;
        if (!(await reached())) return;
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
