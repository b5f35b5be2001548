/* The comforts of offers: dropping, sending files one by one, and showing what answers to what. */
"use strict";

const depot = document.getElementById("depot");
if (depot) prepareDepot(depot);

function prepareDepot(form) {
  const zone = form.querySelector(".zone-depot");
  const input = document.getElementById("fichiers");
  const button = form.querySelector("button[type=submit]");
  const label = button.textContent;
  form.querySelector(".depot-invite").hidden = false;

  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      zone.classList.add("survol");
    });
  }
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) zone.classList.remove("survol");
  });
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    zone.classList.remove("survol");
    input.files = event.dataTransfer.files;
    list(form, input);
  });
  input.addEventListener("change", () => list(form, input));

  form.addEventListener("submit", (event) => {
    button.disabled = true;
    button.textContent = button.dataset.pendant;
    if (input.files.length < 2) return;
    event.preventDefault();
    send(form, [...input.files]).finally(() => {
      button.disabled = false;
      button.textContent = label;
    });
  });
  window.addEventListener("pageshow", () => {
    button.disabled = false;
    button.textContent = label;
  });
}

// What was chosen, with its size; a file over the limit is refused before it travels.
function list(form, input) {
  const names = form.querySelector(".choisis-fichiers");
  const limit = Number(input.dataset.octetsMaximum);
  const heavy = [...input.files].filter((file) => file.size > limit);
  names.replaceChildren(
    ...[...input.files].map((file) => {
      const item = document.createElement("li");
      item.textContent = `${file.name}, ${size(file.size)}`;
      if (file.size > limit) {
        item.classList.add("refus");
        item.textContent += "\u00a0: trop lourd, 20\u00a0Mo au plus";
      }
      return item;
    }),
  );
  names.hidden = !input.files.length;
  const tooMany = input.files.length > Number(input.dataset.fichiersMaximum);
  let refusal = "";
  if (heavy.length) refusal = "Un fichier dépasse 20\u00a0Mo. Allégez-le, ou collez le texte de l’offre.";
  else if (tooMany) refusal = `Choisissez ${input.dataset.fichiersMaximum} fichiers au plus à la fois.`;
  input.setCustomValidity(refusal);
  if (refusal) input.reportValidity();
}

function size(bytes) {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)}\u00a0ko`;
  return `${(bytes / 1e6).toLocaleString("fr-FR", { maximumFractionDigits: 1 })}\u00a0Mo`;
}

// Several files go one by one: each result is kept as it comes, and the page may be left at any time.
async function send(form, files) {
  const progress = form.querySelector(".progression");
  const bar = progress.querySelector("progress");
  const say = progress.querySelector("[role=status]");
  const results = progress.querySelector(".liste-recus");
  const base = new FormData(form);
  const text = base.get("texte");
  base.delete("fichiers");
  base.delete("texte");
  const parts = files.map((file) => ({ name: file.name, field: "fichiers", value: file }));
  if (text.trim()) parts.push({ name: "le texte collé", field: "texte", value: text });
  progress.hidden = false;
  results.replaceChildren();
  bar.max = parts.length;
  for (const [rank, part] of parts.entries()) {
    bar.value = rank;
    say.textContent = `Analyse de ${part.name} (${rank + 1} sur ${parts.length})…`;
    const body = new FormData();
    for (const [name, value] of base.entries()) body.append(name, value);
    body.append(part.field, part.value);
    results.append(await one(form.action, body, part.name));
  }
  bar.value = parts.length;
  const done = results.querySelectorAll(".reussi").length;
  say.textContent = `Terminé\u00a0: ${done} sur ${parts.length} analysé${done > 1 ? "s" : ""}.`;
}

async function one(address, body, name) {
  const answer = document.createDocumentFragment();
  try {
    const response = await fetch(address, { method: "POST", body, headers: { "HX-Request": "true" } });
    if (!response.ok) throw new Error(String(response.status));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    answer.append(...page.body.children);
  } catch {
    const item = document.createElement("li");
    item.className = "echec";
    item.textContent = `${name}\u00a0: l’envoi n’a pas abouti. Vérifiez la connexion, puis envoyez ce fichier de nouveau.`;
    answer.append(item);
  }
  return answer;
}

// A line of the document shows what answers to it, and the reverse.
function relatives(element) {
  const numbers = (element.dataset.references ?? element.dataset.lignes ?? "").split(" ").filter(Boolean);
  const prefix = element.dataset.references === undefined ? "l" : "ref-";
  return numbers.map((number) => document.getElementById(prefix + number)).filter(Boolean);
}
function show(element) {
  for (const shown of document.querySelectorAll(".lie")) shown.classList.remove("lie");
  const found = relatives(element);
  for (const one of [element, ...found]) one.classList.add("lie");
  return found;
}
document.addEventListener("click", (event) => {
  const inside = event.target.closest("mark[data-references], .constat[data-lignes]");
  if (!inside) return;
  const link = event.target.closest("a");
  if (inside.matches(".constat") && link) return;
  const [first] = show(inside);
  if (first && inside.matches(".constat")) first.scrollIntoView({ block: "nearest" });
});

// A link to a line opens what hides it.
function open() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const details = target.matches(".detail") ? target.querySelector("details") : target.closest("details");
  if (details) details.open = true;
  if (target.matches("mark, .constat")) show(target);
}
window.addEventListener("hashchange", open);
open();
