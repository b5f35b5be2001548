"""Previous title → current emploi-type, inside RéFérens III."""

from __future__ import annotations

from bench.moteur.apprentissages import complet
from bench.moteur.donnees import referentiel, rome
from bench.moteur.mesures import ligne, rangs, resume, titre
from bench.moteur.references import tfidf
from socle.alignement import Index, Pivot
from socle.alignement.normalise import cle


def main() -> None:
    emplois = referentiel().emplois_types
    cas = [
        (precedent.intitule, rang)
        for rang, emploi in enumerate(emplois)
        for precedent in emploi.precedents
        if precedent.intitule and cle(precedent.intitule) != cle(emploi.intitule)
    ]
    titre(f"Intitulé précédent → emploi-type : {len(cas)} intitulés qui ont changé, {len(emplois)} entrées")
    print(
        "  Aucune constante n’a été choisie ici. Les intitulés précédents ne sont ni dans l’index ni appris."
    )
    textes, justes = [texte for texte, _ in cas], [juste for _, juste in cas]
    fiches = {
        emploi.code: " ".join((emploi.mission, *(ligne.libelle for ligne in emploi.activites)))
        for emploi in emplois
    }
    labels = [emploi.intitule for emploi in emplois]
    ligne("TF-IDF scikit-learn (mots), intitulés", resume(rangs(tfidf(labels, textes), justes)))
    seuls = Index([emploi.code for emploi in emplois], labels)
    avec_fiches = Index([emploi.code for emploi in emplois], labels, definitions=fiches)
    encodeur = complet()
    pivot = Pivot(encodeur, rome().noms_par_metier().values())
    for nom, index in (
        ("intitulés seuls", seuls),
        ("intitulés, mission et activités", avec_fiches),
        ("intitulés, avec le sens appris", seuls.avec(compact=encodeur)),
        ("intitulés, questions menées par les métiers du ROME", seuls.avec(compact=pivot)),
    ):
        ligne(
            nom,
            resume(rangs(_scores(index, textes), justes)),
            "mesuré auparavant : MRR 0.771, titres et fiches",
        )


def _scores(index: Index, textes: list[str]) -> list[list[float]]:
    numeros, points = index.search_arrays(textes, k=len(index))
    trouves = [dict(zip(n.tolist(), p.tolist(), strict=True)) for n, p in zip(numeros, points, strict=True)]
    return [[notes.get(rang, 0.0) for rang in range(len(index))] for notes in trouves]
