"""The posts opened at the ITRF competitions, brought beside a corpus and drawn in its reports."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, NamedTuple

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from socle.echanges import Concours
from socle.erreurs import DocumentIllisible, ErreurSocle
from socle.referentiel import Referentiel
from socle_web.comptes import journal
from socle_web.comptes.espaces import Espace
from socle_web.corpus.models import Corpus
from socle_web.referentiels import services as referentiels

TAILLE_MAXIMALE = 20 * 1024 * 1024
COLONNES = (
    ("année", "année du concours"),
    ("BAP", "lettre de la branche d’activité"),
    (
        "corps normalisé",
        "ingénieur de recherche, ingénieur d’études, assistant ingénieur, technicien, adjoint technique",
    ),
    ("EMPLOIS TYPES", "intitulé de l’emploi-type ouvert"),
    ("NOMBRE d'emplois", "nombre de postes"),
)


class Ouverts(NamedTuple):
    """The table of a corpus: its bytes, what they say, their print."""

    contenu: bytes
    postes: dict[str, dict[int, int]]
    empreinte: str


def recevoir(*, espace: Espace, corpus: Corpus, fichier: UploadedFile[bytes] | None) -> None:
    """Keep the table of a file beside a corpus, instead of the one before.

    :raises ErreurSocle: there is no file, it is too large, or it is not this table; the one before stays.
    """
    contenu = _lire(fichier)
    lus = Concours.from_csv(contenu, referentiels.consultation())
    annees = {annee for ouverts in lus.postes.values() for annee in ouverts} | set(lus.sans_code)
    empreinte = hashlib.sha256(contenu).hexdigest()
    chemin = _chemin(corpus, empreinte)
    chemin.parent.mkdir(parents=True, exist_ok=True)
    brouillon = chemin.with_suffix(".partiel")
    brouillon.write_bytes(contenu)
    brouillon.replace(chemin)
    _remplacer(
        espace,
        corpus,
        geste="corpus.concours_recu",
        concours={
            "nom": Path(fichier.name or "").name[:150] if fichier else "",
            "empreinte": empreinte,
            "annees": [min(annees), max(annees)],
            "postes": sum(sum(ouverts.values()) for ouverts in lus.postes.values()),
            "sans_code": sum(lus.sans_code.values()),
        },
    )


def retirer(*, espace: Espace, corpus: Corpus) -> None:
    """Take the table of a corpus away; the reports already written keep what they drew."""
    if corpus.concours:
        _remplacer(espace, corpus, geste="corpus.concours_retire", concours={})


def ouverts(corpus: Corpus, referentiel: Referentiel) -> Ouverts | None:
    """The posts opened that stand beside a corpus, under the codes of a référentiel.

    :raises DocumentIllisible: the table is no longer on disk.
    """
    # A run takes time: the table may have been replaced since it began.
    corpus.refresh_from_db(fields=["concours"])
    if not corpus.concours:
        return None
    empreinte = str(corpus.concours["empreinte"])
    try:
        contenu = _chemin(corpus, empreinte).read_bytes()
    except OSError as erreur:
        raise DocumentIllisible(
            "Le tableau des postes ouverts de ce corpus n’est plus sur le serveur.",
            remede="Retirez-le de la page du corpus, ou apportez-le de nouveau, puis reprenez l’analyse.",
            code="concours-absent",
        ) from erreur
    return Ouverts(contenu, Concours.from_csv(contenu, referentiel).postes, empreinte)


def _lire(fichier: UploadedFile[bytes] | None) -> bytes:
    if fichier is None:
        raise ErreurSocle(
            "Aucun fichier n’a été choisi.",
            remede="Choisissez le CSV des postes ouverts, puis recommencez.",
            code="fichier-absent",
        )
    if (fichier.size or 0) > TAILLE_MAXIMALE:
        raise ErreurSocle(
            f"«\u00a0{fichier.name}\u00a0» dépasse {TAILLE_MAXIMALE // 1024**2} Mo.",
            cause="Le tableau du ministère en pèse trois.",
            remede="Vérifiez que c’est bien lui, et qu’il est en CSV.",
            code="fichier-trop-grand",
        )
    contenu: bytes = fichier.read()
    return contenu


@transaction.atomic
def _remplacer(espace: Espace, corpus: Corpus, *, geste: str, concours: dict[str, Any]) -> None:
    """One table for another, or for none; its file goes once that is settled."""
    ancienne = corpus.concours.get("empreinte")
    corpus.concours = concours
    corpus.save(update_fields=["concours"])
    journal.noter(espace, geste=geste, objet=corpus)
    if ancienne and ancienne != concours.get("empreinte"):
        transaction.on_commit(lambda: _chemin(corpus, ancienne).unlink(missing_ok=True))


def _chemin(corpus: Corpus, empreinte: str) -> Path:
    """Each table under its own print: one that is refused never takes the place of another."""
    return corpus.dossier / f"concours-{empreinte[:16]}.csv"
