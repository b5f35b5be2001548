/* Comforts only: every page works without this file. */
"use strict";

// A menu closes on Escape and when the focus or a click goes elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target instanceof Element && event.target.closest("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
for (const kind of ["click", "focusin"]) {
  document.addEventListener(kind, (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
}

// Filters are folded on a phone and unfolded where there is room beside the results.
function unfold() {
  if (!window.matchMedia("(min-width: 60rem)").matches) return;
  for (const details of document.querySelectorAll("details[data-ouvert-large]")) details.open = true;
}
unfold();
document.addEventListener("htmx:afterSwap", unfold);

// A file over the limit is refused before it travels.
document.addEventListener("change", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || input.type !== "file" || !input.dataset.tailleMaximale) return;
  const file = input.files[0];
  input.setCustomValidity(file && file.size > Number(input.dataset.tailleMaximale) ? input.dataset.messageTaille : "");
  input.reportValidity();
});
