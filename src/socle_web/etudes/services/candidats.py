"""Candidates: the lines that may enter the emploi-type."""

from __future__ import annotations

from collections.abc import Sequence

from socle.referentiel.cles import cle_libre
from socle.synthese import Candidat, Etude, ajouter_candidat
from socle.synthese.vocabulaire import NatureCandidat
from socle_web.comptes.espaces import Espace
from socle_web.etudes.models import EtudeEnregistree
from socle_web.etudes.services.etudes import modifier


def retrouver(
    *,
    etude: EtudeEnregistree,
    libelles: Sequence[str],
    espace: Espace,
    nature: NatureCandidat = "activite",
    categorie: str = "",
) -> tuple[str, ...]:
    """The keys of the candidates so worded; those that are not there yet are added."""
    trouvees: dict[str, str] = {}

    def operation(document: Etude) -> Etude:
        connus = {_plie(candidat.libelle): candidat.cle for candidat in document.candidats}
        for libelle in libelles:
            plie = _plie(libelle)
            if plie not in connus:
                cle = cle_libre(libelle, set(connus.values()))
                candidat = Candidat(cle=cle, libelle=libelle, nature=nature, categorie=categorie)
                document = ajouter_candidat(document, candidat)
                connus[plie] = cle
            trouvees[libelle] = connus[plie]
        return document

    modifier(etude=etude, operation=operation, geste="candidats ajoutés", espace=espace)
    return tuple(dict.fromkeys(trouvees.values()))


def _plie(libelle: str) -> str:
    return " ".join(libelle.casefold().split())
