// What pages gain when scripts run: focus after a swap, confirmation, plain words when htmx fails.
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

// A request that fails says so where messages stand; what was on the page stays.
function tell(text) {
  const note = document.createElement("div");
  const words = document.createElement("p");
  note.className = "note bad mb-4";
  words.textContent = text;
  note.append(words);
  document.getElementById("messages")?.replaceChildren(note);
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
