"""Previous title → current emploi-type, inside RéFérens III."""

from __future__ import annotations

from bench.moteur.donnees import referentiel
from bench.moteur.mesures import ligne, rangs, resume, titre
from bench.moteur.references import tfidf
from socle.alignement import Index
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
    print("  Aucune constante n’a été choisie ici. Les intitulés précédents ne sont pas dans l’index.")
    textes, justes = [texte for texte, _ in cas], [juste for _, juste in cas]
    fiches = {
        emploi.code: " ".join((emploi.mission, *(ligne.libelle for ligne in emploi.activites)))
        for emploi in emplois
    }
    labels = [emploi.intitule for emploi in emplois]
    ligne("TF-IDF scikit-learn (mots), intitulés", resume(rangs(tfidf(labels, textes), justes)))
    for nom, definitions in (("intitulés seuls", None), ("intitulés, mission et activités", fiches)):
        index = Index([emploi.code for emploi in emplois], labels, definitions=definitions)
        numeros, points = index.search_arrays(textes, k=len(emplois))
        tableau = [
            dict(zip(n.tolist(), p.tolist(), strict=True)) for n, p in zip(numeros, points, strict=True)
        ]
        scores = [[ligne.get(rang, 0.0) for rang in range(len(emplois))] for ligne in tableau]
        ligne(nom, resume(rangs(scores, justes)), "mesuré auparavant : MRR 0.771, titres et fiches")
