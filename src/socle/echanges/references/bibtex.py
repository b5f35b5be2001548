"""BibTeX, read and written (UTF-8)."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from typing import Any

from socle.echanges.references.commun import (
    AUTRE,
    PAR_BIBTEX,
    PAR_NOM,
    LectureReferences,
    annee_de,
    doi_nu,
    pages_de,
)
from socle.erreurs import DocumentIllisible
from socle.referentiel.documents import Auteur, Reference

_VERBATIM = ("url", "doi")
_SPECIAUX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{signe: f"\\{signe}" for signe in "&%$#_"},
}
_SPECIAL = re.compile("[" + re.escape("".join(_SPECIAUX)) + "]")
_ACCOLADES = re.compile(r"^\{(.*)\}$", re.S)


def lire_bibtex(texte: str) -> LectureReferences:
    """The references of a BibTeX file; an entry that cannot be read is told, the others are kept.

    :raises DocumentIllisible: no entry at all.
    """
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.library import Library
    from bibtexparser.middlewares import LatexDecodingMiddleware, NormalizeFieldKeys
    from bibtexparser.middlewares.parsestack import default_parse_stack

    # Socle tells what is wrong itself.
    logging.getLogger("bibtexparser").setLevel(logging.ERROR)
    brute = parse_string(texte, parse_stack=[])
    entrees, defauts = _entries(brute.blocks)
    bibliotheque = Library(entrees)
    for etage in (*default_parse_stack(), NormalizeFieldKeys()):
        bibliotheque = etage.transform(bibliotheque)
    lisible = LatexDecodingMiddleware(allow_inplace_modification=False).transform(bibliotheque)
    references = tuple(
        _reference(entree, _decoded(decodee))
        for entree, decodee in zip(bibliotheque.entries, lisible.entries, strict=True)
    )
    if not references:
        raise DocumentIllisible(
            "Ce texte ne contient aucune notice BibTeX.",
            cause=" ".join(defauts),
            remede="Une notice commence par @article{cle, ou @book{cle, par exemple.",
        )
    return LectureReferences(references, tuple(defauts))


def ecrire_bibtex(references: Iterable[Reference]) -> str:
    """The references as BibTeX; ``type`` carries the kinds that BibTeX does not know."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field

    return write_string(
        Library(
            [
                Entry(
                    _genre(reference).bibtex,
                    reference.cle,
                    [Field(nom, valeur) for nom, valeur in _fields(reference)],
                )
                for reference in references
            ]
        )
    )


def _entries(blocs: Iterable[Any]) -> tuple[list[Any], list[str]]:
    """The entries and strings that hold, an entry whose key is taken under another key."""
    from bibtexparser.model import DuplicateBlockKeyBlock, Entry, ParsingFailedBlock, String

    gardes: list[Any] = []
    defauts: list[str] = []
    for bloc in blocs:
        if isinstance(bloc, DuplicateBlockKeyBlock) and isinstance(bloc.ignore_error_block, Entry):
            entree = bloc.ignore_error_block
            prises = {autre.key for autre in gardes if isinstance(autre, Entry)}
            rang = next(n for n in range(2, len(gardes) + 3) if f"{entree.key}-{n}" not in prises)
            defauts.append(
                f"Ligne {(bloc.start_line or 0) + 1} : la clé « {entree.key} » servait déjà ; "
                f"la notice est lue sous « {entree.key}-{rang} »."
            )
            entree.key = f"{entree.key}-{rang}"
            gardes.append(entree)
        elif isinstance(bloc, Entry | String):
            gardes.append(bloc)
        elif isinstance(bloc, ParsingFailedBlock):
            defauts.append(f"Ligne {(bloc.start_line or 0) + 1} : cette notice n’a pas pu être lue.")
    return gardes, defauts


def _reference(entree: Any, champs: dict[str, str]) -> Reference:
    bruts = {champ.key: str(champ.value) for champ in entree.fields}
    personnes = bruts.get("author") or bruts.get("editor") or ""
    genre = champs.get("type", "")
    return Reference(
        cle=entree.key,
        auteurs=_authors(personnes),
        annee=annee_de(champs.get("year") or champs.get("date") or ""),
        titre=champs.get("title", ""),
        contenant=champs.get("journal")
        or champs.get("journaltitle")
        or champs.get("booktitle")
        or champs.get("howpublished")
        or "",
        volume=champs.get("volume", ""),
        numero=champs.get("number") or champs.get("issue") or "",
        pages=pages_de(champs.get("pages", "")),
        editeur=champs.get("publisher") or champs.get("institution") or champs.get("school") or "",
        doi=doi_nu(bruts.get("doi", "")),
        url=bruts.get("url", "").replace("\\", ""),
        genre=genre if genre in PAR_NOM else PAR_BIBTEX.get(entree.entry_type, ""),
        remarque=champs.get("note", ""),
    )


def _authors(texte: str) -> tuple[Auteur, ...]:
    """A name wholly in braces is that of an organisation, and is not cut."""
    from bibtexparser.middlewares.names import (
        parse_single_name_into_parts,
        split_multiple_persons_names,
    )

    auteurs = []
    for nom in split_multiple_persons_names(texte) if texte.strip() else ():
        if collectif := _ACCOLADES.match(nom.strip()):
            auteurs.append(Auteur(nom=_decode([collectif.group(1)])[0], collectif=True))
        else:
            parties = parse_single_name_into_parts(nom, strict=False)
            famille = " ".join((*parties.von, *parties.last, *parties.jr))
            nom_lu, prenom = _decode([famille, " ".join(parties.first)])
            auteurs.append(Auteur(nom=nom_lu, prenom=prenom))
    return tuple(auteurs)


def _decode(textes: Sequence[str]) -> list[str]:
    """LaTeX as Unicode."""
    from bibtexparser.library import Library
    from bibtexparser.middlewares import LatexDecodingMiddleware
    from bibtexparser.model import Entry, Field

    champs = [Field(str(rang), texte) for rang, texte in enumerate(textes)]
    lu = LatexDecodingMiddleware().transform(Library([Entry("misc", "x", champs)]))
    return list(_decoded(lu.entries[0]).values())


def _decoded(entree: Any) -> dict[str, str]:
    """The fields of a decoded entry; the decoder gives a letter modifier for LaTeX's circumflex sign."""
    return {
        champ.key: str(champ.value).replace("\N{MODIFIER LETTER CIRCUMFLEX ACCENT}", "^")
        for champ in entree.fields
    }


def _genre(reference: Reference) -> Any:
    return PAR_NOM.get(reference.genre, AUTRE)


def _fields(reference: Reference) -> Iterable[tuple[str, str]]:
    genre = _genre(reference)
    contenant = {"article": "journal", "misc": "howpublished", "online": "howpublished"}
    editeur = {"techreport": "institution", "phdthesis": "school"}
    champs = (
        ("author", " and ".join(_name(auteur) for auteur in reference.auteurs)),
        ("title", _escape(reference.titre)),
        ("year", str(reference.annee or "")),
        (contenant.get(genre.bibtex, "booktitle"), _escape(reference.contenant)),
        ("volume", _escape(reference.volume)),
        ("number", _escape(reference.numero)),
        ("pages", _escape(reference.pages.replace("-", "--"))),
        (editeur.get(genre.bibtex, "publisher"), _escape(reference.editeur)),
        ("doi", reference.doi),
        ("url", reference.url),
        ("type", genre.nom if genre.bibtex == "misc" else ""),
        ("note", _escape(reference.remarque)),
    )
    return ((nom, valeur) for nom, valeur in champs if valeur)


def _name(auteur: Auteur) -> str:
    if auteur.collectif:
        return "{" + _escape(auteur.nom) + "}"
    return f"{_escape(auteur.nom)}, {_escape(auteur.prenom)}" if auteur.prenom else _escape(auteur.nom)


def _escape(texte: str) -> str:
    return _SPECIAL.sub(lambda signe: _SPECIAUX[signe.group()], texte)
