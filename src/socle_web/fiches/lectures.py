"""What is read of a person: the fiche of the post that they hold, alone or in a list."""

from __future__ import annotations

from collections.abc import Iterable

from socle_web.comptes import journal
from socle_web.comptes.espaces import Espace
from socle_web.fiches.models import Fiche


def noter(espace: Espace, fiche: Fiche) -> None:
    """Another person's fiche is shown: one line for as long as it is looked at."""
    if _d_un_autre(espace, fiche):
        journal.noter_une_fois(espace, geste="fiche.lue", objet=fiche, lecture=True)


def noter_le_fichier(espace: Espace, fiche: Fiche, *, format: str) -> None:
    """Another person's fiche is taken away as a file: one line for each file."""
    if _d_un_autre(espace, fiche):
        journal.noter(espace, geste="fiche.emportee", objet=fiche, lecture=True, details={"format": format})


def noter_la_liste(espace: Espace, fiches: Iterable[Fiche]) -> None:
    """A list says who holds posts: one line for as long as it is gone through."""
    if any(_d_un_autre(espace, fiche, contenu=False) for fiche in fiches):
        journal.noter_une_fois(espace, geste="fiches.listees", objet=espace.etablissement, lecture=True)


def _d_un_autre(espace: Espace, fiche: Fiche, *, contenu: bool = True) -> bool:
    """Whether somebody else reads a fiche that names its holder, in its columns or where it is signed."""
    if espace.etablissement is None or (espace.user is not None and fiche.titulaire_id == espace.user.pk):
        return False
    if fiche.titulaire_nom or not contenu:
        return bool(fiche.titulaire_nom)
    signatures = fiche.document.get("signatures", ())
    return fiche.signee_le is not None or any(signature.get("nom") for signature in signatures)
