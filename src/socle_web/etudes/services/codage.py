"""Coding: what each coder reads of each candidate in a source; disagreements settled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction

from socle.erreurs import ErreurSocle
from socle.synthese import Etude
from socle_web.comptes import journal
from socle_web.comptes.espaces import Espace
from socle_web.etudes.assemblage import assembler
from socle_web.etudes.models import Arbitrage, Codage, EtudeEnregistree


class Lecture(NamedTuple):
    """What a coder says of one candidate in a source."""

    candidat: str
    valeur: str
    citation: str = ""
    page: str = ""


@transaction.atomic
def coder(
    *, etude: EtudeEnregistree, source: str, codeur: str, lectures: Iterable[Lecture], espace: Espace
) -> int:
    """Add the codings that say something new; how many. What was coded before stays as history.

    :raises ErreurSocle: the rule is not locked: it would prove nothing if it were chosen afterwards.
    """
    exiger_verrou(Etude.model_validate(etude.document))
    derniers = {
        ligne.candidat: ligne for ligne in etude.codages.filter(source=source, codeur=codeur).order_by("pk")
    }
    nouveaux = [
        Codage(etude=etude, source=source, codeur=codeur, **lecture._asdict())
        for lecture in lectures
        if _change(derniers.get(lecture.candidat), lecture)
    ]
    Codage.objects.bulk_create(nouveaux)
    if nouveaux:
        journal.noter(
            espace, geste="source.codee", objet=etude, details={"source": source, "cellules": len(nouveaux)}
        )
    return len(nouveaux)


@transaction.atomic
def arbitrer(
    *, etude: EtudeEnregistree, source: str, candidat: str, valeur: str, motif: str, par: str, espace: Espace
) -> None:
    """Settle a disagreement, with the reason for it.

    :raises ErreurSocle: the coders of that cell do not disagree.
    """
    from socle.synthese import matrice

    cellule = matrice(assembler(etude, reponses=False)).cellule(source, candidat)
    if len({codage.valeur for codage in cellule.codages}) < 2:
        raise ErreurSocle(
            "Il n’y a pas de désaccord à résoudre sur cette case.",
            remede="Rechargez la page\u00a0: quelqu’un l’a peut-être codée à nouveau.",
            code="pas-de-desaccord",
        )
    Arbitrage.objects.create(
        etude=etude, source=source, candidat=candidat, valeur=valeur, motif=motif, par=par
    )
    journal.noter(
        espace, geste="cellule.arbitree", objet=etude, details={"source": source, "candidat": candidat}
    )


def exiger_verrou(etude: Etude) -> None:
    """Refuse to code before the consensus rule is locked.

    :raises ErreurSocle: it is not.
    """
    if not etude.regle.est_verrouillee:
        raise ErreurSocle(
            "La règle de consensus n’est pas encore verrouillée.",
            cause="Une règle choisie une fois le codage connu ne prouverait rien.",
            remede="Relisez la règle et verrouillez-la\u00a0; le codage peut ensuite commencer.",
            code="regle-non-verrouillee",
        )


def _change(dernier: Codage | None, lecture: Lecture) -> bool:
    if dernier is None:
        return True
    return (dernier.valeur, dernier.citation, dernier.page) != (
        lecture.valeur,
        lecture.citation,
        lecture.page,
    )
