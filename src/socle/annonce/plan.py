"""The outline of an offer: the facts first, then the sections, then how to apply."""

from __future__ import annotations

from datetime import date

from socle.annonce.champs import TOUS_LES_CHAMPS_ANNONCE
from socle.annonce.documents import Annonce
from socle.referentiel.champs import date_en_francais, valeur_affichee
from socle.referentiel.plans import section
from socle.rendu.plan import Bloc, Definitions, Plan

_POSTE = (
    "reference", "nombre_postes", "affectation", "nature", "duree", "fondement", "quotite", "corps",
    "categorie", "grade", "bap", "encadre", "prise_de_poste", "date_vacance", "teletravail", "rqth",
)  # fmt: skip
_AVIS = ("versant", "vacance", "autorite_recrutement", "organisme")


def plan_annonce(annonce: Annonce) -> Plan:
    """The offer as it is printed: what is filled in, and nothing else."""
    blocs: list[Bloc] = [Definitions(titre="En bref", paires=_en_bref(annonce))]
    for partie in annonce.sections:
        if partie.cle != "candidature":
            blocs += section(partie.titre, partie.texte)
    blocs += section("Pour candidater", annonce.section("candidature").texte)
    if paires := detail_candidature(annonce):
        blocs.append(
            Definitions(
                titre="" if annonce.section("candidature").texte else "Pour candidater", paires=paires
            )
        )
    if paires := _paires(annonce, _AVIS) + _metiers(annonce):
        blocs.append(Definitions(titre="Avis de création ou de vacance", paires=paires))
    return Plan(
        titre=annonce.intitule,
        sous_titre=annonce.sous_titre,
        surtitre="Offre d’emploi",
        auteur=annonce.etablissement,
        sujet="Offre d’emploi",
        mots_cles=("offre d’emploi", *(metier.code for metier in annonce.emplois_types)),
        pied=" – ".join(p for p in ("Offre d’emploi", annonce.intitule, annonce.reference) if p),
        blocs=tuple(blocs),
    )


def _en_bref(annonce: Annonce) -> tuple[tuple[str, str], ...]:
    salaire = " – ".join(p for p in (annonce.salaire, annonce.remuneration) if p)
    paires = (
        ("Employeur", annonce.etablissement),
        ("Lieu de travail", annonce.lieu),
        ("Rémunération", salaire),
        ("Date limite de candidature", _jour(annonce.date_limite)),
    )
    return tuple((nom, valeur) for nom, valeur in paires if valeur) + _paires(annonce, _POSTE)


def detail_candidature(annonce: Annonce) -> tuple[tuple[str, str], ...]:
    """Where to send what, and whom to ask, as labels and values."""
    contact = ", ".join(
        p for p in (annonce.contact, annonce.contact_courriel, annonce.contact_telephone) if p
    )
    paires = (
        ("Candidature à envoyer à", annonce.candidature_adresse),
        ("Pièces à joindre", annonce.pieces),
        ("Contact", contact),
        ("Offre publiée le", _jour(annonce.date_publication)),
    )
    return tuple((nom, valeur) for nom, valeur in paires if valeur)


def _metiers(annonce: Annonce) -> tuple[tuple[str, str], ...]:
    dits = "\u00a0; ".join(annonce.references_metier)
    return (("Référence du métier", dits),) if dits else ()


def _paires(annonce: Annonce, noms: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    champs = TOUS_LES_CHAMPS_ANNONCE
    dites = ((champs[nom].libelle, valeur_affichee(annonce, nom, champs=champs)) for nom in noms)
    return tuple((libelle, valeur) for libelle, valeur in dites if valeur.strip())


def _jour(jour: date | None) -> str:
    return date_en_francais(jour) if jour else ""
