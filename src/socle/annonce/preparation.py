"""From a fiche to an offer, and what a writer then does to it, one gesture at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from socle.annonce import redaction
from socle.annonce.champs import TOUS_LES_CHAMPS_ANNONCE
from socle.annonce.documents import (
    Adresse,
    Annonce,
    CleSection,
    MetierAnnonce,
    SectionAnnonce,
    SourceAnnonce,
)
from socle.annonce.tables import SECTIONS, sorties
from socle.erreurs import Introuvable
from socle.fiche.remplissage import remplir
from socle.referentiel import FicheDePoste, LigneFiche
from socle.referentiel.champs import LIBELLES, valeur_affichee
from socle.referentiel.rubriques import TITRES_RUBRIQUES

# Fields of a fiche that an offer says otherwise, or under another name.
_TRAITES = ("emplois_types", "lieu")


class Omission(NamedTuple):
    """A field of the fiche that the offer leaves out, and why."""

    champ: str
    libelle: str
    raison: str


class Changement(NamedTuple):
    """A section of the offer whose words in the fiche have changed since it was prepared."""

    section: SectionAnnonce
    origine: str
    prepare: str


def empreinte(fiche: FicheDePoste) -> str:
    """The condensate of a fiche: the same for the same fiche."""
    return hashlib.sha256(fiche.model_dump_json().encode()).hexdigest()


def annoncer(fiche: FicheDePoste, *, presentation: str = "") -> Annonce:
    """The offer that a fiche gives rise to: its facts, and its sections worded for outside.

    What is internal stays in the fiche (:func:`omissions` lists it, with the reason).

    :param presentation: the employer's own words about itself.

    >>> from socle.referentiel import Referentiel
    >>> annonce = annoncer(Referentiel.livret().fiches[0])
    >>> annonce.section("profil").etat, annonce.section("presentation").etat
    ('reformule', 'vide')
    """
    gardes = {
        nom: redaction.typographie(valeur) if isinstance(valeur := getattr(fiche, nom), str) else valeur
        for nom, sortie in sorties().items()
        if sortie.sort == "champ" and nom not in _TRAITES
    }
    adresse = Adresse.lire(fiche.lieu)
    return Annonce(
        **gardes,
        source=SourceAnnonce(intitule=fiche.intitule, empreinte=empreinte(fiche)),
        emplois_types=tuple(
            MetierAnnonce(code=emploi.code, intitule=emploi.intitule) for emploi in fiche.emplois_types
        ),
        encadre="oui" if fiche.encadrement.est_decrit else "",
        adresse=adresse.rue,
        code_postal=adresse.code_postal,
        ville=adresse.ville,
        sections=tuple(_section(fiche, cle, presentation) for cle in SECTIONS),
    )


def _section(fiche: FicheDePoste, cle: str, presentation: str) -> SectionAnnonce:
    origine, prepare = _textes(fiche, cle)
    texte = presentation.strip() if cle == "presentation" else prepare
    return SectionAnnonce.model_validate({"cle": cle, "origine": origine, "prepare": prepare, "texte": texte})


def _textes(fiche: FicheDePoste, cle: str) -> tuple[str, str]:
    """What the fiche says in a section, and the same worded for outside."""
    champs = [sortie.champ for sortie in sorties().values() if sortie.section == cle]
    if cle == "activites":
        return _imprimees(fiche.activites), redaction.activites(fiche)
    if cle == "profil":
        lignes = [ligne for rubrique, ligne in fiche.toutes_les_lignes() if rubrique != "activites"]
        return _imprimees(lignes), redaction.profil(fiche)
    dits = [valeur_affichee(fiche, champ).strip() for champ in champs]
    origine = redaction.typographie("\n".join(dit for dit in dits if dit))
    return origine, redaction.lisible(origine)


def _imprimees(lignes: Iterable[LigneFiche]) -> str:
    """Lines as the fiche prints them."""
    return redaction.puces(redaction.typographie(ligne.texte) for ligne in lignes)


def omissions(fiche: FicheDePoste) -> tuple[Omission, ...]:
    """What the fiche says and the offer does not, each with its reason; only what is filled in."""
    noms = {**TITRES_RUBRIQUES, **LIBELLES}
    return tuple(
        Omission(sortie.champ, noms[sortie.champ], sortie.raison)
        for sortie in sorties().values()
        if sortie.sort == "interne" and sortie.champ in noms and valeur_affichee(fiche, sortie.champ)
    )


def reecrire(annonce: Annonce, cle: CleSection, *, texte: str) -> Annonce:
    """The offer with other words in one section; ``texte`` empty leaves the section out.

    :raises Introuvable: an offer has no such section.
    """
    if cle not in SECTIONS:
        raise Introuvable("Cette section n’existe pas dans une offre.", code="section-introuvable")
    propre = "\n".join(ligne.rstrip() for ligne in texte.replace("\r\n", "\n").strip().split("\n"))
    return _placer(annonce, annonce.section(cle).model_copy(update={"texte": propre}))


def rediger(annonce: Annonce, valeurs: Mapping[str, Any]) -> Annonce:
    """The offer with fields of the table :data:`socle.annonce.CHAMPS_ANNONCE` filled in.

    :raises SaisieInvalide: a value does not fit; nothing is changed.
    """
    return remplir(annonce, valeurs, champs=TOUS_LES_CHAMPS_ANNONCE)


def changements(annonce: Annonce, fiche: FicheDePoste) -> tuple[Changement, ...]:
    """The sections that the fiche words otherwise than when the offer was prepared."""
    if annonce.source is None or annonce.source.empreinte == empreinte(fiche):
        return ()
    trouves = []
    for section in annonce.sections:
        origine, prepare = _textes(fiche, section.cle)
        if origine != section.origine:
            trouves.append(Changement(section, origine, prepare))
    return tuple(trouves)


def recaler(annonce: Annonce, fiche: FicheDePoste, *, sections: Collection[str], reprendre: bool) -> Annonce:
    """The offer with some sections brought back beside its fiche.

    :param reprendre: take the fiche's new wording; otherwise the text stays, knowing what the fiche says.
    """
    for changement in changements(annonce, fiche):
        if changement.section.cle in sections:
            update = {"origine": changement.origine, "prepare": changement.prepare}
            if reprendre:
                update["texte"] = changement.prepare
            annonce = _placer(annonce, changement.section.model_copy(update=update))
    if changements(annonce, fiche):
        return annonce
    source = SourceAnnonce(intitule=fiche.intitule, empreinte=empreinte(fiche))
    return annonce.model_copy(update={"source": source})


def dater(annonce: Annonce, jour: date) -> Annonce:
    """The offer published on a day."""
    return annonce.model_copy(update={"date_publication": jour})


def _placer(annonce: Annonce, nouvelle: SectionAnnonce) -> Annonce:
    return annonce.model_copy(
        update={
            "sections": tuple(
                nouvelle if section.cle == nouvelle.cle else section for section in annonce.sections
            )
        }
    )
