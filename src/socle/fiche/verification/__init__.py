"""Conformity: what a fiche or an emploi-type says against the référentiel, the usage and the law."""

from __future__ import annotations

from socle.fiche.constats import ConstatGarde, Rapport
from socle.fiche.verification import libelles, publication, structure
from socle.fiche.verification.contexte import Contexte, Controle, DocumentVerifiable, Regle
from socle.referentiel import RUBRIQUES_LISTE, FicheDePoste, Referentiel

_CONTROLES: tuple[Controle, ...] = (
    libelles.controler,
    libelles.controler_niveaux,
    structure.controler_nombres,
    structure.controler_doublons,
    structure.controler_corps,
    structure.controler_quotites,
    structure.controler_encadrement,
    structure.controler_interlocuteurs,
    structure.controler_adaptation,
    structure.controler_sous_titre,
    publication.controler,
)
__all__ = ["REGLES", "Regle", "verifier"]

_GRAVITES = ("erreur", "avertissement", "information")

#: Every rule, in the order of the checks.
REGLES: tuple[Regle, ...] = (
    libelles.DICTIONNAIRE_ABSENT,
    libelles.MAUVAISE_RUBRIQUE,
    libelles.VARIANTE,
    libelles.PROCHE,
    libelles.HORS,
    libelles.CECRL_INVERSE,
    libelles.CECRL_ABSENT,
    libelles.NIVEAU_INCONNU,
    structure.RUBRIQUE_VIDE,
    structure.NOMBRE,
    structure.DOUBLON,
    structure.CORPS_DIFFERENT,
    structure.CATEGORIE,
    structure.QUOTITES,
    structure.PARTS,
    structure.ENCADREMENT,
    structure.INTERLOCUTEURS,
    structure.NON_ADAPTE,
    structure.SOUS_TITRE,
    publication.AVIS,
)


def verifier(document: DocumentVerifiable, referentiel: Referentiel, *, publication: bool = False) -> Rapport:
    """Check a fiche (or an emploi-type) against a référentiel.

    :param publication: also check the lines of the mandatory notice of a vacancy.
    :returns: the findings, the gravest first, in the order of the paper; those that the fiche keeps
        with a reason stand apart.

    >>> ref = Referentiel.livret()
    >>> [constat.code for constat in verifier(ref["ANSTIA-IP"], ref).constats]
    ['dictionnaire-absent']
    """
    contexte = Contexte(document=document, referentiel=referentiel, publication=publication)
    constats = [constat for controle in _CONTROLES for constat in controle(contexte)]
    ordre = {"mission": 0} | {rubrique: rang for rang, rubrique in enumerate(RUBRIQUES_LISTE, start=1)}
    constats.sort(key=lambda constat: (_GRAVITES.index(constat.gravite), ordre.get(constat.rubrique, 9)))
    motifs = (
        {ecarte.cle: ecarte.motif for ecarte in document.constats_ecartes}
        if isinstance(document, FicheDePoste)
        else {}
    )
    return Rapport(
        document=document.intitule,
        editions=tuple(edition.titre or edition.nom for edition in referentiel.editions),
        constats=tuple(constat for constat in constats if constat.cle not in motifs),
        ecartes=tuple(
            ConstatGarde(constat=constat, motif=motifs[constat.cle])
            for constat in constats
            if constat.cle in motifs
        ),
        reperes=structure.reperes(contexte),
    )
