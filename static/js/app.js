// What pages gain when scripts run: focus after a swap, questions before something is lost, plain words
// when htmx fails.
"use strict";

// A piece that was swapped in keeps the focus where the person was; a new view names its heading.
document.addEventListener("htmx:afterSettle", (event) => {
  const place = event.detail.elt.querySelector?.(".err-sum, [data-focus]");
  if (place) place.focus();
});

// Forms with data-confirm ask first, in the page's own words.
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm || event.target.dataset.confirm;
  if (question && !window.confirm(question)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

// Whoever leaves a page with something typed is asked by the browser first. Answers save themselves.
const typed = new Set();
function note(form) {
  if (form?.elements.person && !("autosave" in form.dataset)) typed.add(form);
}
if (document.querySelector(".err-sum")) [...document.forms].forEach(note);  // came back with what was typed
document.addEventListener("input", (event) => note(event.target.form));
document.addEventListener("submit", (event) => typed.delete(event.target));
window.addEventListener("beforeunload", (event) => typed.size && event.preventDefault());

// A request that fails says so where messages stand; what was on the page stays.
function tell(text) {
  const box = document.createElement("div");
  const words = document.createElement("p");
  box.className = "note bad mb-4";
  words.textContent = text;
  box.append(words);
  document.getElementById("messages")?.replaceChildren(box);
}
for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, () => tell(document.body.dataset.trouble));
}
document.addEventListener("htmx:beforeRequest", (event) => event.detail.target.setAttribute("aria-busy", "true"));
document.addEventListener("htmx:afterRequest", (event) => event.detail.target.removeAttribute("aria-busy"));

// Menus close with Escape and with a click elsewhere.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest("details.menu[open]");
  closeMenus();
  menu?.querySelector("summary").focus();
});
