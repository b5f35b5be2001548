/* The editor's comforts: every gesture also works without this file. */
"use strict";

document.documentElement.classList.add("js");

const byId = (id) => document.getElementById(id);

// A request says which revision the page shows, and whether someone is still typing. It says its gesture
// even when it waited behind a save that took its button away.
document.addEventListener("htmx:configRequest", (event) => {
  const { verb, parameters, triggeringEvent } = event.detail;
  const state = byId("etat");
  if (verb === "get" || !state) return;
  parameters.base = state.dataset.base;
  if (!triggeringEvent) return;
  if (triggeringEvent.type !== "submit") parameters.frappe = "1";
  const { submitter } = triggeringEvent;
  if (submitter && submitter.name) parameters[submitter.name] = submitter.value;
});

// Leaving a field saves it, and the answer may redraw the button that is being pressed: what was pressed is
// done all the same.
const STILL = 10;
let pressed = null;
document.addEventListener("pointerdown", (event) => {
  const element = event.target.closest("#atelier button[form=gestes], #atelier a.outil");
  pressed = element && { element, x: event.clientX, y: event.clientY };
});
document.addEventListener("pointercancel", () => { pressed = null; });
document.addEventListener("pointerup", (event) => {
  const press = pressed;
  pressed = null;
  if (!press || press.element.isConnected) return;
  if (Math.hypot(event.clientX - press.x, event.clientY - press.y) > STILL) return;
  const { id } = press.element;
  if (!id) makeGesture(press.element.value);
  else if (byId(id)) byId(id).click();
});

function makeGesture(value) {
  const button = document.createElement("button");
  button.type = "submit";
  button.name = "geste";
  button.value = value;
  button.hidden = true;
  byId("gestes").append(button);
  button.click();
  button.remove();
}

// The focus goes where the answer says, or to the rubrique when that is gone.
document.addEventListener("socle:focus", (event) => focus(byId(event.detail.value)));

function focus(element) {
  if (!element) return;
  const target = element.disabled ? element.closest(".ligne, .outils") : element;
  if (!target) return;
  if (!target.matches("a, button, input, textarea, select, summary, [tabindex]")) target.tabIndex = -1;
  target.focus({ preventScroll: false });
}

// A line opens for writing with the caret at its end; what is open grows with its text.
function grow(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.rows = Math.max(2, Math.ceil(area.value.length / 70) + area.value.split("\n").length - 1);
}
function openEditors() {
  const area = document.querySelector(".feuille-fiche textarea[autofocus]:not([data-ouvert])");
  if (!area) return;
  area.dataset.ouvert = "1";
  grow(area);
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
}
document.addEventListener("htmx:afterSettle", openEditors);
openEditors();
document.addEventListener("input", (event) => {
  if (event.target.matches("textarea.texte-document")) grow(event.target);
});

// A click on the text of a line opens it.
document.addEventListener("click", (event) => {
  const text = event.target.closest(".ligne-texte");
  if (!text || String(getSelection())) return;
  const line = text.closest(".ligne");
  const link = line && line.querySelector("a.outil");
  if (link) link.click();
});

// A link to a line, a field or a finding opens what hides it, shows the right panel and moves the focus.
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (!link) return;
  const target = byId(decodeURIComponent(link.hash.slice(1)));
  if (!target) return;
  const panel = target.closest("#conformite");
  if (panel) byId("volet-conformite").checked = true;
  for (let parent = target.closest("details"); parent; parent = parent.parentElement.closest("details")) parent.open = true;
  if (target.matches(".bloc") && target.querySelector(":scope > details")) target.querySelector(":scope > details").open = true;
  setTimeout(() => focus(target), 0);
});

// In a line: Enter saves, Escape closes, arrows go through the suggestions.
document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (!(target instanceof HTMLElement)) return;
  const form = target.closest("form.edition");
  if (form && key === "Enter" && !event.shiftKey && target.dataset.toucheEntree) {
    event.preventDefault();
    form.requestSubmit();
    return;
  }
  if (form && key === "Escape") {
    event.preventDefault();
    form.requestSubmit();
    return;
  }
  if (key === "ArrowDown" || key === "ArrowUp") {
    if (event.altKey) return moveLine(event, key === "ArrowUp" ? "monter" : "descendre");
    browseSuggestions(event, key === "ArrowDown" ? 1 : -1);
  }
});

function moveLine(event, verb) {
  const line = event.target.closest(".ligne[data-cle]");
  const button = line && byId(`${verb}-${line.dataset.cle}`);
  if (!button) return;
  event.preventDefault();
  if (!button.disabled) button.click();
}

function browseSuggestions(event, step) {
  const inside = event.target.closest(".suggestions");
  const list = inside || byId(event.target.dataset.suggestions);
  const choices = list ? [...list.querySelectorAll("button")] : [];
  if (!choices.length || (!inside && step < 0)) return;
  event.preventDefault();
  const place = choices.indexOf(document.activeElement) + step;
  if (place < 0) {
    const field = document.querySelector(`[data-suggestions="${list.id}"]`);
    if (field) field.focus();
    return;
  }
  choices[Math.min(place, choices.length - 1)].focus();
}

// Dragging a line by its handle; the arrows beside it do the same from the keyboard.
let dragged = null;
document.addEventListener("dragstart", (event) => {
  const line = event.target.closest ? event.target.closest(".ligne[data-cle]") : null;
  if (!line || !event.target.closest(".poignee")) return;
  dragged = line;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", line.dataset.cle);
  event.dataTransfer.setDragImage(line, 10, 10);
  line.classList.add("glissee");
});
document.addEventListener("dragover", (event) => {
  const line = dropTarget(event);
  if (!line) return;
  event.preventDefault();
  clearMarks();
  line.classList.add(isAfter(event, line) ? "depot-apres" : "depot-avant");
});
document.addEventListener("drop", (event) => {
  const line = dropTarget(event);
  if (!line) return;
  event.preventDefault();
  const next = isAfter(event, line) ? line.nextElementSibling : line;
  byId("gestes").elements.avant.value = next && next.dataset.cle ? next.dataset.cle : "";
  makeGesture(`placer:${dragged.dataset.cle}`);
});
document.addEventListener("dragend", () => {
  clearMarks();
  if (dragged) dragged.classList.remove("glissee");
  dragged = null;
});
function dropTarget(event) {
  const line = dragged && event.target.closest ? event.target.closest(".ligne[data-cle]") : null;
  return line && line !== dragged && line.parentElement === dragged.parentElement ? line : null;
}
function isAfter(event, line) {
  const box = line.getBoundingClientRect();
  return event.clientY > box.top + box.height / 2;
}
function clearMarks() {
  for (const line of document.querySelectorAll(".depot-avant, .depot-apres")) line.classList.remove("depot-avant", "depot-apres");
}

// What could not be saved is said, and the page is not left without asking.
const unsaved = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[hx-trigger*='input']");
  if (form) unsaved.add(form);
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) unsaved.delete(event.detail.elt);
});
addEventListener("beforeunload", (event) => {
  if ([...unsaved].some((form) => form.isConnected)) event.preventDefault();
});
const LOST = {
  unreachable: "Le site ne répond pas : ce changement n’est pas enregistré. Gardez cette page ouverte et réessayez.",
  gone: "Ce document n’est plus accessible ici : copiez votre texte avant de quitter la page.",
  refused: "Ce changement n’est pas enregistré. Copiez votre texte, rechargez la page, puis recommencez.",
};
document.addEventListener("htmx:sendError", () => warn(LOST.unreachable));
document.addEventListener("htmx:timeout", () => warn(LOST.unreachable));
document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
  if (!xhr.getResponseHeader("HX-Retarget")) warn(xhr.status === 404 ? LOST.gone : LOST.refused);
});
function warn(text) {
  const state = document.querySelector(".outils-etat");
  if (!state) return;
  state.textContent = text;
  state.classList.add("alerte");
}
