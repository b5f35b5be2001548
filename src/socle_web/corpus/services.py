"""Writing corpora: what is received, how its columns are read, what goes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from socle.corpus import Apercu, Source, apercevoir
from socle.corpus.sources.tables import EXTENSIONS as TABLES
from socle.erreurs import ErreurSocle
from socle_web.comptes import journal
from socle_web.comptes.espaces import Espace
from socle_web.comptes.possession import champs
from socle_web.corpus.models import TITRE_MAXIMUM, Corpus

CORPUS_MAXIMUM = 100
DOCUMENTS = (".pdf", ".docx", ".odt", ".html", ".htm", ".txt", ".md")
ACCEPTES = (*DOCUMENTS, *TABLES, ".zip")
_INTERDITS = re.compile(r'[\x00-\x1f<>:"/\\|?*]')


def recevoir(*, espace: Espace, titre: str, fichiers: Sequence[UploadedFile[bytes]]) -> Corpus:
    """Keep the files of a new corpus. It is ready at once, unless the columns of a table must be told first.

    :raises ErreurSocle: there are too many corpora, no file, or one of a kind that cannot be read.
    """
    _verifier(espace, fichiers)
    corpus = Corpus(**champs(espace), titre=titre.strip()[:TITRE_MAXIMUM] or _titre(fichiers))
    entree = corpus.dossier / "entree"
    entree.mkdir(parents=True)
    try:
        corpus.fichiers = [_garder(fichier, entree) for fichier in fichiers]
        corpus.octets = sum((entree / nom).stat().st_size for nom in corpus.fichiers)
        corpus.pret = not is_table(corpus) or apercu(corpus).correspondance is not None
        with transaction.atomic():
            corpus.save(force_insert=True)
            journal.noter(espace, geste="corpus.recu", objet=corpus)
    except BaseException:
        shutil.rmtree(corpus.dossier, ignore_errors=True)
        raise
    return corpus


def is_table(corpus: Corpus) -> bool:
    """Whether the corpus is one table, whose columns can be shown and chosen."""
    return len(corpus.fichiers) == 1 and Path(corpus.fichiers[0]).suffix.lower() in TABLES


def source(corpus: Corpus) -> Source:
    """What the core reads."""
    return Source(corpus.source, tuple((champ, colonne) for champ, colonne in corpus.colonnes))


def apercu(corpus: Corpus, *, colonnes: Iterable[tuple[str, str]] | None = None) -> Apercu:
    """The columns of a table and its first records, as they would be read with these columns.

    :raises ErreurSocle: the table cannot be opened.
    """
    choix = [(str(champ), str(nom)) for champ, nom in (corpus.colonnes if colonnes is None else colonnes)]
    return apercevoir(Source(corpus.source, tuple(choix)))


@transaction.atomic
def choisir_colonnes(*, espace: Espace, corpus: Corpus, colonnes: Sequence[tuple[str, str]]) -> Corpus:
    """Say which column holds what.

    :raises ErreurSocle: no column holds the text.
    """
    vu = apercu(corpus, colonnes=colonnes)
    if vu.correspondance is None:
        raise ErreurSocle(
            "Aucune colonne ne contient le texte des offres.",
            remede="Choisissez au moins une colonne pour le texte.",
            code="colonnes",
        )
    corpus.colonnes = [list(paire) for paire in colonnes]
    corpus.pret = True
    corpus.save(update_fields=["colonnes", "pret"])
    journal.noter(espace, geste="corpus.colonnes_choisies", objet=corpus)
    return corpus


@transaction.atomic
def decider(*, espace: Espace, corpus: Corpus, decisions: dict[str, Any]) -> None:
    """Keep what was made of the emerging work, for the runs to come."""
    corpus.decisions = decisions
    corpus.save(update_fields=["decisions"])
    journal.noter(espace, geste="corpus.emergent_decide", objet=corpus)


def supprimer(*, espace: Espace, corpus: Corpus) -> None:
    """Remove a corpus, its files and its results for good; a run under way ends by itself."""
    dossier = corpus.dossier
    with transaction.atomic():
        journal.noter(espace, geste="corpus.supprime", objet=corpus)
        corpus.delete()
    shutil.rmtree(dossier, ignore_errors=True)


def _verifier(espace: Espace, fichiers: Sequence[UploadedFile[bytes]]) -> None:
    if Corpus.objects.de(espace).count() >= CORPUS_MAXIMUM:
        raise ErreurSocle(
            f"Il y a déjà {CORPUS_MAXIMUM} corpus.",
            remede="Supprimez ceux qui ne servent plus, puis recommencez.",
            code="trop-de-corpus",
        )
    if not fichiers:
        raise ErreurSocle(
            "Il n’y a rien à analyser.",
            remede="Choisissez des offres, une archive ZIP ou un tableau.",
            code="corpus-vide",
        )
    for fichier in fichiers:
        suffixe = Path(fichier.name or "").suffix.lower()
        if suffixe not in ACCEPTES:
            raise ErreurSocle(
                f"«\u00a0{fichier.name}\u00a0» ne peut pas être lu.",
                cause=f"Socle ne lit pas les fichiers {suffixe}."
                if suffixe
                else "Son nom n’a pas d’extension.",
                remede=f"Les formats lus sont : {', '.join(ACCEPTES)}.",
                code="format-inconnu",
            )


def _titre(fichiers: Sequence[UploadedFile[bytes]]) -> str:
    nom = Path(fichiers[0].name or "").stem.replace("_", " ")[:TITRE_MAXIMUM]
    return nom if len(fichiers) == 1 else f"{len(fichiers)} documents"


def _garder(fichier: UploadedFile[bytes], entree: Path) -> str:
    """Write an uploaded file under its own name, made safe and free."""
    nom = _INTERDITS.sub("_", Path(fichier.name or "document").name).lstrip(".")[-150:] or "document"
    libre, rang = nom, 1
    while (entree / libre).exists():
        rang += 1
        libre = f"{Path(nom).stem} ({rang}){Path(nom).suffix}"
    with (entree / libre).open("wb") as sortie:
        for morceau in fichier.chunks():
            sortie.write(morceau)
    return libre
