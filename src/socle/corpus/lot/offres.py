"""An offer cut into lines, without the document that one analysis makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from socle.offre import BORNES, Offre
from socle.offre.blocs import Lu
from socle.offre.decoupage import parcourir
from socle.offre.documents import Indication, seule_indication
from socle.offre.identification import identifier_poste
from socle.offre.lecture.json import blocs_de_texte
from socle.referentiel import Referentiel
from socle.referentiel.texte import cle


class OffreLue(NamedTuple):
    """What the batch analysis reads of an offer; ``lignes`` are pairs of rubrique and text."""

    titre: str
    corps: str
    code: str
    statut: str
    lignes: tuple[tuple[str, str], ...]

    def passages(self) -> Iterator[tuple[str, str]]:
        """The title and the lines, with their rubriques."""
        if self.titre:
            yield "intitule", self.titre
        yield from self.lignes


def lire_offre(rangee: dict[str, Any], referentiel: Referentiel, *, texte: str, document: str) -> OffreLue:
    """The offer of a record: read from a document, or cut from the text of a row.

    :param rangee: what the table says of it; empty where it says nothing.
    :raises ErreurSocle: the text is no offer that can be read.
    """
    if document:
        offre = Offre.from_json(document)
        identite = offre.identification
        titre = offre.titre or ""
        lignes = tuple((ligne.rubrique, ligne.texte) for ligne in offre.lignes)
        lus = (identite.emploi_type, identite.emploi_type_intitule, identite.corps, identite.contrat)
    else:
        blocs = blocs_de_texte(texte, bornes=BORNES)
        decoupage = parcourir(Lu("colle", tuple(blocs), titre=rangee["titre"] or None))
        titre = decoupage.titre or ""
        lignes = tuple((ligne.rubrique, ligne.texte) for ligne in decoupage.lignes)
        lus = identifier_poste(decoupage.texte, titre=decoupage.titre, pliees=decoupage.pliees)
    codes, intitules, corps, contrat = lus
    ecrit = seule_indication(corps)
    return OffreLue(
        titre,
        rangee["corps"] or (ecrit.valeur if ecrit else ""),
        rangee["code"] or _code(codes, intitules, referentiel),
        rangee["statut"] or _statut(contrat),
        lignes,
    )


def _code(codes: tuple[Indication, ...], intitules: tuple[Indication, ...], referentiel: Referentiel) -> str:
    """The code that an offer announces, or that of the emploi-type whose exact title it announces."""
    if (code := seule_indication(codes)) is not None:
        return code.valeur
    intitule = seule_indication(intitules)
    if intitule is None:
        return ""
    voulue = cle(intitule.valeur)
    return next((un.code for un in referentiel.emplois_types if cle(un.intitule) == voulue), "")


def _statut(contrats: tuple[Indication, ...]) -> str:
    dits = {"titulaire" if un.valeur == "titulaire" else "contractuel" for un in contrats}
    return dits.pop() if len(dits) == 1 else ""
