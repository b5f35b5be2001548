"""The dictionnaire des compétences of an édition: entries, and finding one from a wording."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from socle.referentiel.documents import EmploiType, EntreeDictionnaire, Ligne
from socle.referentiel.libelles import sans_precision
from socle.referentiel.proximite import Proximite, Voisine
from socle.referentiel.referens import Definition
from socle.referentiel.rubriques import RubriqueDictionnaire
from socle.referentiel.texte import cle, cle_typographique

_Usages = dict[tuple[str | None, RubriqueDictionnaire, str], list[tuple[str, Ligne]]]


class Dictionnaire:
    """The entries with an id, iterated; the wordings without one are found all the same.

    RéFérens gives ids to 628 entries; other libellés stand in emplois-types without id nor definition.
    ``len`` and iteration concern the former, :attr:`sans_identifiant` holds the latter.
    """

    def __init__(self, entrees: Iterable[EntreeDictionnaire]) -> None:
        toutes = tuple(entrees)
        self.entrees = tuple(entree for entree in toutes if entree.identifiant)
        self.sans_identifiant = tuple(entree for entree in toutes if not entree.identifiant)

    def __iter__(self) -> Iterator[EntreeDictionnaire]:
        return iter(self.entrees)

    def __len__(self) -> int:
        return len(self.entrees)

    def __bool__(self) -> bool:
        return bool(self.entrees or self.sans_identifiant)

    @property
    def toutes(self) -> tuple[EntreeDictionnaire, ...]:
        """Every wording, with or without an id; those with one first."""
        return self.entrees + self.sans_identifiant

    def get(self, identifiant: str) -> EntreeDictionnaire | None:
        """The entry of an id."""
        return self._par_identifiant.get(identifiant)

    def exact(self, libelle: str) -> tuple[EntreeDictionnaire, ...]:
        """The entries printed as ``libelle``, apostrophes and spaces set aside.

        A precision in a last parenthesis does not count against a libellé that stands without it.
        """
        return self._chercher(self._par_typographie, libelle, cle_typographique)

    def variantes(self, libelle: str) -> tuple[EntreeDictionnaire, ...]:
        """The entries that read as ``libelle`` once case, accents and punctuation are set aside."""
        return self._chercher(self._par_cle, libelle, cle)

    def proches(self, libelle: str, *, rubrique: str, limite: int = 3) -> tuple[Voisine, ...]:
        """The entries of a rubrique that read nearly like ``libelle``, nearest first."""
        return self._proximite.proches(libelle, rubrique=rubrique, limite=limite)

    @cached_property
    def _proximite(self) -> Proximite:
        return Proximite(self.toutes)

    @staticmethod
    def _chercher(
        index: Mapping[str, tuple[EntreeDictionnaire, ...]], libelle: str, clef: Callable[[str], str]
    ) -> tuple[EntreeDictionnaire, ...]:
        trouvees = index.get(clef(libelle), ())
        if not trouvees and (nu := sans_precision(libelle)) != libelle:
            trouvees = index.get(clef(nu), ())
        return trouvees

    @cached_property
    def _par_identifiant(self) -> dict[str, EntreeDictionnaire]:
        return {entree.identifiant: entree for entree in self.entrees if entree.identifiant}

    @cached_property
    def _par_typographie(self) -> dict[str, tuple[EntreeDictionnaire, ...]]:
        return self._index(cle_typographique)

    @cached_property
    def _par_cle(self) -> dict[str, tuple[EntreeDictionnaire, ...]]:
        return self._index(cle)

    def _index(self, clef: Callable[[str], str]) -> dict[str, tuple[EntreeDictionnaire, ...]]:
        index: dict[str, list[EntreeDictionnaire]] = defaultdict(list)
        for entree in self.toutes:
            for forme in dict.fromkeys(clef(texte) for texte in (entree.libelle, *entree.variantes)):
                index[forme].append(entree)
        return {forme: tuple(entrees) for forme, entrees in index.items()}


def construire(
    emplois: Iterable[EmploiType], definitions: Mapping[str, Definition]
) -> tuple[EntreeDictionnaire, ...]:
    """The dictionary that a set of emplois-types uses: by id, then by wording for lines without one."""
    usages: _Usages = defaultdict(list)
    for emploi in emplois:
        for rubrique, ligne in emploi.toutes_les_lignes():
            if rubrique == "activites":
                continue
            clef = (
                (ligne.identifiant, definitions[ligne.identifiant].rubrique, "")
                if ligne.identifiant
                else (None, rubrique, cle_typographique(ligne.libelle))
            )
            usages[clef].append((emploi.code, ligne))
    _rattacher(usages)
    entrees = []
    for (identifiant, rubrique, _), lignes in usages.items():
        nombres = Counter(ligne.libelle for _, ligne in lignes)
        # The most usual spelling first; ties are broken by the text, so that the file's order says nothing.
        formes = sorted(nombres, key=lambda forme: (-nombres[forme], forme))
        entrees.append(
            EntreeDictionnaire(
                identifiant=identifiant,
                rubrique=rubrique,
                libelle=formes[0],
                definition=definitions[identifiant].texte if identifiant else "",
                variantes=tuple(formes[1:]),
                niveaux=tuple(sorted({ligne.niveau for _, ligne in lignes if ligne.niveau})),
                emplois_types=tuple(sorted({code for code, _ in lignes})),
            )
        )
    return tuple(sorted(entrees, key=lambda entree: (entree.identifiant or "~", entree.libelle)))


def _rattacher(usages: _Usages) -> None:
    """Give to the entry with an id the lines that print its very words without the id."""
    connues = {
        (rubrique, cle_typographique(ligne.libelle)): (identifiant, rubrique, vide)
        for (identifiant, rubrique, vide), lignes in usages.items()
        if identifiant
        for _, ligne in lignes
    }
    for identifiant, rubrique, forme in list(usages):
        if identifiant is None and (clef := connues.get((rubrique, forme))):
            usages[clef] += usages.pop((None, rubrique, forme))
