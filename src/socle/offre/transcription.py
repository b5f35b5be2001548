"""A fiche de poste read from a document (DOCX, ODT, PDF...): its lines as they are printed."""

from __future__ import annotations

from socle.erreurs import DocumentIllisible
from socle.offre.documents import Offre
from socle.referentiel import (
    CORPS,
    RUBRIQUES_LISTE,
    EmploiTypeDecline,
    FicheDePoste,
    LigneFiche,
    Referentiel,
    lire_corps,
)
from socle.referentiel.libelles import lire_ligne
from socle.referentiel.livret import PREFIXES
from socle.referentiel.texte import cle


def transcrire(offre: Offre, referentiel: Referentiel) -> FicheDePoste:
    """The fiche that a document is, nothing replaced, so that it can be checked.

    :raises DocumentIllisible: the document has neither mission, activité nor competence.
    """
    champs: dict[str, object] = {
        rubrique: tuple(
            LigneFiche(**lire_ligne(ligne.texte, rubrique).model_dump(), cle=f"{PREFIXES[rubrique]}{rang}")
            for rang, ligne in enumerate(offre.lignes_de(rubrique), start=1)
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
        "emplois_types": _emploi_type_annonce(offre, referentiel),
        "contexte": "\n".join(ligne.texte for ligne in offre.lignes_de("contexte")),
        "conditions": "\n".join(ligne.texte for ligne in offre.lignes_de("conditions")),
    }
    return FicheDePoste.model_validate(champs)


def _emploi_type_annonce(offre: Offre, referentiel: Referentiel) -> tuple[EmploiTypeDecline, ...]:
    """The emploi-type that the document names by its code, or by its exact title."""
    annonce = offre.identification.unique("emploi_type")
    emploi = referentiel.get(annonce.valeur) if annonce else None
    titre = offre.identification.unique("emploi_type_intitule")
    if emploi is None and titre is not None:
        emploi = next((e for e in referentiel.emplois_types if cle(e.intitule) == cle(titre.valeur)), None)
    if emploi is None:
        return ()
    return (EmploiTypeDecline.de(emploi),)
