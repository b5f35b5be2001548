"""Finding where the lines of a written fiche come from, by comparing them with an emploi-type's."""

from __future__ import annotations

from socle.referentiel.alignement_lignes import aligner
from socle.referentiel.documents import EmploiType, Ligne
from socle.referentiel.fiche_de_poste import LigneFiche, Nature, Provenance
from socle.referentiel.rubriques import RubriqueListe
from socle.referentiel.texte import cle

#: First letter of a line's key, by rubrique.
PREFIXES: dict[RubriqueListe, str] = {
    "activites": "a",
    "connaissances": "c",
    "competences_operationnelles": "o",
    "competences_comportementales": "p",
}


def rattacher_mission(mission: str, emploi: EmploiType | None) -> Provenance:
    """Where a mission comes from."""
    if emploi is None:
        return Provenance(nature="ajoute")
    # A reader of documents may have dropped the full stop: the same words are the same mission.
    if cle(mission) == cle(emploi.mission):
        return Provenance(nature="herite", emploi_type=emploi.code, edition=emploi.edition)
    return Provenance(
        nature="adapte", emploi_type=emploi.code, edition=emploi.edition, original=emploi.mission
    )


def rattacher(
    lignes: tuple[Ligne, ...], rubrique: RubriqueListe, emploi: EmploiType | None
) -> tuple[LigneFiche, ...]:
    """The lines of a fiche, each with the line of the emploi-type that it repeats or rewords, if any."""
    origines = emploi.lignes(rubrique) if emploi else ()
    par_rang = {paire.b: paire for paire in aligner(origines, lignes) if paire.b is not None}
    resultat = []
    for rang, ligne in enumerate(lignes):
        paire = par_rang[rang]
        provenance = Provenance(nature="ajoute")
        if emploi is not None and paire.a is not None:
            nature: Nature = "herite" if paire.statut == "identique" else "adapte"
            provenance = Provenance(
                nature=nature,
                emploi_type=emploi.code,
                edition=emploi.edition,
                rubrique=rubrique,
                rang=paire.a + 1,
                original="" if nature == "herite" else origines[paire.a].texte,
            )
        resultat.append(
            LigneFiche(**ligne.model_dump(), cle=f"{PREFIXES[rubrique]}{rang + 1}", provenance=provenance)
        )
    return tuple(resultat)
