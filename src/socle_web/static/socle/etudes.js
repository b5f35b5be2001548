/* Comforts only: every page works without this file. */
"use strict";

// An answer that could not leave is said so, and sent again when the network is back.
const attente = 5000;
function perdue(event) {
  const question = event.target instanceof Element && event.target.closest(".question");
  if (!question) return;
  const etat = question.querySelector(".etat");
  etat.textContent = "Pas encore enregistré : la connexion est perdue. Nouvel essai…";
  etat.className = "etat etat-perdu";
  window.setTimeout(() => htmx.trigger(question, "change"), attente);
}
document.addEventListener("htmx:sendError", perdue);
document.addEventListener("htmx:timeout", perdue);
document.addEventListener("htmx:afterRequest", (event) => {
  const question = event.detail.successful && event.target instanceof Element && event.target.closest(".question");
  if (question) question.querySelector(".etat").className = "etat";
});

// « Enregistré » speaks of what is on the screen: it goes as soon as something else is typed, and an answer
// that comes back late does not bring it back.
const saisies = new WeakMap();
const envoyees = new WeakMap();
function dire(question) {
  if (saisies.get(question) !== envoyees.get(question)) question.querySelector(".etat").textContent = "";
}
document.addEventListener("input", (event) => {
  const question = event.target instanceof Element && event.target.closest(".question");
  if (!question) return;
  saisies.set(question, (saisies.get(question) ?? 0) + 1);
  dire(question);
});
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt.matches(".question")) envoyees.set(event.detail.elt, saisies.get(event.detail.elt));
});
document.addEventListener("htmx:afterSwap", (event) => {
  const question = event.detail.requestConfig?.elt;
  if (question?.matches(".question")) dire(question);
});

// What was just saved is where the reading begins.
const bilan = document.getElementById("bilan");
if (bilan && window.location.hash === "#bilan") bilan.focus();
