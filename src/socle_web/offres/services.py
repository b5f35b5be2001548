"""Analysing offers and keeping what was found."""

from __future__ import annotations

from threading import Lock
from typing import NamedTuple

from django.db import transaction
from django.utils.text import Truncator

from socle.erreurs import ErreurSocle
from socle.offre import Analyse, Analyseur, Offre, decouper, ebaucher, lire
from socle.offre.preparation import preparation_gardee
from socle.referentiel import CORPS, RUBRIQUES_LISTE, TITRES_RUBRIQUES, FicheDePoste, Referentiel
from socle.typographie import francais
from socle_web.comptes import journal
from socle_web.comptes.espaces import Espace
from socle_web.comptes.possession import champs
from socle_web.fiches import services as fiches
from socle_web.fiches.models import Fiche
from socle_web.offres.models import TITRE_MAXIMUM, AnalyseEnregistree
from socle_web.referentiels import moteurs
from socle_web.referentiels import services as referentiels

ANALYSES_MAXIMUM = 200
# Where the first words of an offer say what the post is.
PREMIERES = ("mission", "activites")
_ANALYSEURS_EN_MEMOIRE = 3


class Source(NamedTuple):
    """A document as received: the bytes of a file, or a text."""

    nom: str
    contenu: bytes | str


class Lecture(NamedTuple):
    """How to read: the édition and what the person chose, empty for what is to be found."""

    edition: str = ""
    corps: str = ""
    emploi_type: str = ""


class _Pret(NamedTuple):
    """An analyser, and what it was made of."""

    referentiel: Referentiel
    etat: moteurs.Etat
    analyseur: Analyseur


_lock = Lock()
_prets: list[_Pret] = []


def analyseur(*, edition: str = "") -> Analyseur:
    """The analyser of an édition, with what was learnt from it and the decision fitted on it.

    It is made once, as long as the édition stays in memory and nothing new is learnt or fitted.
    """
    ref = referentiels.consultation(edition=edition)
    etat = moteurs.etat(ref)
    with _lock:
        connu = next((pret for pret in _prets if pret.referentiel is ref and pret.etat == etat), None)
        if connu is None:
            moteur = moteurs.charger(ref, etat)
            analyseur = Analyseur(
                ref,
                compact=moteur.compact,
                encodeur=moteur.encodeur,
                calibration=moteur.calibration,
                preparation=preparation_gardee(ref, editions=referentiels.depot()),
            )
            connu = _Pret(ref, etat, analyseur)
            autres = [pret for pret in _prets if pret.referentiel is not ref]
            _prets[:] = [connu, *autres[: _ANALYSEURS_EN_MEMOIRE - 1]]
        return connu.analyseur


def exemple() -> Source:
    """A text to try: a fiche of the booklet as one might receive it."""
    fiche = Referentiel.livret().fiche("hybridation")
    corps = CORPS[fiche.corps or "IE"]
    blocs = [
        f"{fiche.intitule} – {fiche.sous_titre}",
        f"Corps : {corps.usuel}",
        f"Mission :\n{fiche.mission}",
    ]
    for rubrique in RUBRIQUES_LISTE:
        lignes = "\n".join(f"- {ligne.texte}" for ligne in fiche.lignes(rubrique))
        blocs.append(f"{TITRES_RUBRIQUES[rubrique]} :\n{lignes}")
    return Source("exemple\u00a0: une fiche du livret", "\n\n".join(blocs))


def enregistrer(
    *, espace: Espace, source: Source, lecture: Lecture, conserver: bool = False
) -> AnalyseEnregistree:
    """Read a document, analyse it and keep the analysis; the file too when asked for.

    :raises ErreurSocle: the document cannot be read, or the browser keeps too many analyses already.
    """
    if AnalyseEnregistree.objects.miens(espace).count() >= ANALYSES_MAXIMUM:
        raise ErreurSocle(
            f"Vous avez déjà {ANALYSES_MAXIMUM} analyses.",
            remede="Supprimez celles dont vous n’avez plus besoin, puis recommencez.",
            code="trop-d-analyses",
        )
    analyse = _analyser(_lire(source), lecture)
    original = source.contenu if conserver and isinstance(source.contenu, bytes) else None
    enregistree = AnalyseEnregistree(
        **champs(espace),
        nom=source.nom[:TITRE_MAXIMUM],
        conserve=original is not None,
        original=original,
    )
    with transaction.atomic():
        _placer(enregistree, analyse, lecture)
        journal.noter(espace, geste="analyse.faite", objet=enregistree)
    return enregistree


def reprendre(
    *, espace: Espace, enregistree: AnalyseEnregistree, corps: str, emploi_type: str
) -> AnalyseEnregistree:
    """The same document measured against another emploi-type, or read with another corps.

    :raises Introuvable: the emploi-type is not in the édition.
    """
    lecture = Lecture(enregistree.edition, corps, emploi_type)
    analyse = _analyser(enregistree.analyse.offre, lecture)
    with transaction.atomic():
        _placer(enregistree, analyse, lecture)
        journal.noter(espace, geste="analyse.refaite", objet=enregistree)
    return enregistree


@transaction.atomic
def supprimer(*, espace: Espace, enregistree: AnalyseEnregistree) -> None:
    """Remove an analysis for good, with the document kept."""
    journal.noter(espace, geste="analyse.supprimee", objet=enregistree)
    enregistree.delete()


def en_faire_une_fiche(*, espace: Espace, enregistree: AnalyseEnregistree) -> Fiche:
    """A draft fiche of the post that the document describes.

    :raises ErreurSocle: there is no emploi-type to derive it from.
    """
    fiche: FicheDePoste = ebaucher(
        enregistree.analyse, referentiels.consultation(edition=enregistree.edition)
    )
    return fiches.creer(espace=espace, fiche=fiche, geste="offre analysée")


@transaction.atomic
def purger(*, jours: int) -> int:
    """Remove for good the analyses made long ago; how many there were."""
    anciennes = AnalyseEnregistree.objects.a_purger(jours=jours)
    nombre: int = anciennes.count()
    anciennes.delete()
    return nombre


def _lire(source: Source) -> Offre:
    if isinstance(source.contenu, bytes):
        return lire(source.contenu, nom=source.nom)
    return decouper(source.contenu, nom=source.nom)


def _analyser(offre: Offre, lecture: Lecture) -> Analyse:
    pret = analyseur(edition=lecture.edition)
    return pret.analyser(offre, corps=lecture.corps or None, emploi_type=lecture.emploi_type or None)


def _titre(offre: Offre) -> str:
    """What to call the document: its title, the emploi-type that it names, its file, or its first words."""
    annonce = offre.identification.emploi_type_intitule
    titre = offre.titre or (annonce[0].valeur if annonce else "")
    if not titre and offre.format != "colle":
        return offre.nom[:TITRE_MAXIMUM]
    if not titre:
        titre = next((ligne.texte for ligne in offre.lignes if ligne.rubrique in PREMIERES), offre.texte)
        titre = Truncator(" ".join(titre.split())).words(9, truncate="…")
    titre = " ".join(titre.split())
    return (titre[:1].upper() + titre[1:])[:TITRE_MAXIMUM]


@transaction.atomic
def _placer(enregistree: AnalyseEnregistree, analyse: Analyse, lecture: Lecture) -> AnalyseEnregistree:
    offre = analyse.offre
    phrases = analyse.decalage.phrases if analyse.decalage else ()
    enregistree.titre = _titre(offre)
    enregistree.resume = francais(phrases[0])[:500] if phrases else ""
    enregistree.edition, enregistree.corps_choisi, enregistree.emploi_choisi = lecture
    enregistree.document = analyse.model_dump(mode="json")
    champs = ["titre", "resume", "edition", "corps_choisi", "emploi_choisi", "document"]
    enregistree.save(update_fields=None if enregistree._state.adding else champs)
    return enregistree
