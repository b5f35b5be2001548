"""Finding an emploi-type again in another édition, by its code and by the history of codes."""

from __future__ import annotations

from collections.abc import Mapping

from socle.fiche.actualisation.documents import Genre, Succession
from socle.referentiel import EmploiType, EmploiTypeDecline, FicheDePoste, Referentiel
from socle.referentiel.texte import cle


def succeder(
    fiche: FicheDePoste, referentiel: Referentiel, *, vers: Mapping[str, str]
) -> tuple[Succession, ...]:
    """What each emploi-type of a fiche becomes; ``vers`` is what a person decided, code to code."""
    return tuple(
        _succession(fiche, decline, referentiel, vers.get(decline.code, ""))
        for decline in fiche.emplois_types
    )


def _succession(
    fiche: FicheDePoste, decline: EmploiTypeDecline, referentiel: Referentiel, voulu: str
) -> Succession:
    successeurs = tuple(
        code for code in referentiel.historique.successeurs(decline.code) if code in referentiel
    )
    meme = referentiel.get(decline.code)
    if voulu:
        return _vers(decline, referentiel[voulu], "choisi", successeurs)
    # A renumbered édition may give an old code to another job: the title, then the history, decide.
    if meme is not None and (
        not successeurs or decline.code in successeurs or cle(meme.intitule) == cle(decline.intitule)
    ):
        return _vers(decline, meme, "meme-code", successeurs)
    if not successeurs:
        return Succession(ancien=decline.code)
    proche = max(
        (referentiel[code] for code in successeurs), key=lambda emploi: _partage(fiche, decline.code, emploi)
    )
    genre = next(
        filiation.genre
        for filiation in referentiel.historique.filiations()
        if (filiation.ancien, filiation.nouveau) == (decline.code, proche.code)
    )
    return _vers(decline, proche, genre, successeurs)


def _vers(
    decline: EmploiTypeDecline, emploi: EmploiType, genre: Genre, successeurs: tuple[str, ...]
) -> Succession:
    return Succession(
        ancien=decline.code,
        nouveau=emploi.code,
        intitule=emploi.intitule,
        genre=genre,
        autres=tuple(code for code in successeurs if code != emploi.code),
    )


def _partage(fiche: FicheDePoste, code: str, emploi: EmploiType) -> int:
    """How many lines that the fiche has from ``code`` an emploi-type still holds."""
    connues = {cle(ligne.texte) for _, ligne in emploi.toutes_les_lignes()}
    return sum(
        cle(ligne.provenance.original or ligne.texte) in connues
        for _, ligne in fiche.toutes_les_lignes()
        if ligne.provenance.emploi_type == code
    )
