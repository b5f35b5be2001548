"""A fiche de poste read from a document (DOCX, ODT, PDF...): its lines as they are printed."""

from __future__ import annotations

from socle.erreurs import DocumentIllisible
from socle.offre.documents import Offre
from socle.referentiel import (
    CORPS,
    RUBRIQUES_LISTE,
    EmploiType,
    EmploiTypeDecline,
    FicheDePoste,
    Referentiel,
    lire_corps,
)
from socle.referentiel.libelles import lire_ligne, sans_precision
from socle.referentiel.rattachement import rattacher, rattacher_mission
from socle.referentiel.texte import cle


def transcrire(offre: Offre, referentiel: Referentiel) -> FicheDePoste:
    """The fiche that a document is, nothing replaced, so that it can be checked.

    Its lines are related to the emploi-type that the document names, if it names one.

    :raises DocumentIllisible: the document has neither mission, activité nor competence.
    """
    emploi = _emploi_type_annonce(offre, referentiel)
    champs: dict[str, object] = {
        rubrique: rattacher(
            tuple(lire_ligne(ligne.texte, rubrique) for ligne in offre.lignes_de(rubrique)), rubrique, emploi
        )
        for rubrique in RUBRIQUES_LISTE
    }
    mission = "\n".join(ligne.texte for ligne in offre.lignes_de("mission"))
    if not mission and not any(champs.values()):
        raise DocumentIllisible(
            "Ce document ne ressemble pas à une fiche de poste.",
            cause="Aucune mission, activité ou compétence n’y a été trouvée.",
            remede="Vérifiez que ses rubriques ont un titre (Mission, Activités, Connaissances…).",
            code="fiche-introuvable",
        )
    corps = offre.identification.unique("corps")
    code = lire_corps(corps.valeur) if corps else None
    champs |= {
        "intitule": (offre.titre or "").strip() or offre.nom,
        "mission": mission,
        "corps": code,
        "categorie": CORPS[code].categorie if code else "",
        "mission_provenance": rattacher_mission(mission, emploi),
        "emplois_types": (EmploiTypeDecline.de(emploi),) if emploi else (),
        "contexte": "\n".join(ligne.texte for ligne in offre.lignes_de("contexte")),
        "conditions": "\n".join(ligne.texte for ligne in offre.lignes_de("conditions")),
    }
    return FicheDePoste.model_validate(champs)


def _emploi_type_annonce(offre: Offre, referentiel: Referentiel) -> EmploiType | None:
    """The emploi-type that the document names by its code, or by its exact title."""
    annonce = offre.identification.unique("emploi_type")
    emploi = referentiel.get(annonce.valeur) if annonce else None
    titre = offre.identification.unique("emploi_type_intitule")
    if emploi is None and titre is not None:
        # « Ingénieur-e pédagogique (ANSTIA-IP) »: a title, then a code that may not be RéFérens's.
        nom = sans_precision(titre.valeur)
        code = titre.valeur[len(nom) :].strip(" ()")
        emploi = referentiel.get(code) or next(
            (e for e in referentiel.emplois_types if cle(e.intitule) == cle(nom)), None
        )
    return emploi
