"""Comparing two éditions: emplois-types, columns of the source file, dictionary."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from socle.referentiel.comparaison import Comparaison, comparer
from socle.referentiel.documents import EmploiType, Objet
from socle.referentiel.referentiel import Referentiel
from socle.typographie import francais


class EcartColonne(Objet):
    """A column of the source file whose value changed, and for how many emplois-types."""

    colonne: str
    nombre: int
    exemple_code: str
    avant: str
    apres: str


class EcartEmploiType(Objet):
    """An emploi-type that both éditions hold and that differs."""

    code: str
    intitule: str
    comparaison: Comparaison


class EcartEntree(Objet):
    """A dictionary entry that appeared, disappeared, or changed wording or definition."""

    statut: Literal["nouvelle", "disparue", "libelle", "definition"]
    identifiant: str
    avant: str = ""
    apres: str = ""


class ComparaisonEditions(Objet):
    """What changes from édition ``a`` to édition ``b``."""

    nom_a: str
    nom_b: str
    nouveaux: tuple[str, ...]
    disparus: tuple[str, ...]
    modifies: tuple[EcartEmploiType, ...]
    colonnes: tuple[EcartColonne, ...]
    entrees: tuple[EcartEntree, ...]
    communs: int

    @property
    def identiques(self) -> bool:
        """Whether the two éditions say the same thing in every column."""
        return not (self.nouveaux or self.disparus or self.modifies or self.colonnes or self.entrees)

    def resume(self) -> str:
        """What changes, in one or two French sentences."""
        if self.identiques:
            communs = _accord(self.communs, "emploi-type", "emplois-types")
            return f"Les deux éditions sont identiques ({communs})."
        morceaux = [
            (len(self.nouveaux), "emploi-type nouveau", "emplois-types nouveaux"),
            (len(self.disparus), "emploi-type disparu", "emplois-types disparus"),
            (len(self.modifies), "emploi-type modifié", "emplois-types modifiés"),
            (len(self.entrees), "entrée du dictionnaire changée", "entrées du dictionnaire changées"),
        ]
        dits = [_accord(n, un, plusieurs) for n, un, plusieurs in morceaux if n]
        fond = ", ".join(dits) if dits else "Aucun changement dans le contenu des emplois-types"
        colonnes = ", ".join(
            f"« {c.colonne} » ({_accord(c.nombre, 'ligne', 'lignes')})" for c in self.colonnes
        )
        suite = f" Colonnes du fichier qui diffèrent : {colonnes}." if colonnes else ""
        communs = _accord(self.communs, "emploi-type commun", "emplois-types communs")
        return francais(f"{fond}, pour {communs}.{suite}")


def _accord(nombre: int, un: str, plusieurs: str) -> str:
    return f"{nombre} {un if nombre < 2 else plusieurs}"


def comparer_editions(a: Referentiel, b: Referentiel) -> ComparaisonEditions:
    """What really differs between two éditions: codes, contents, source columns, dictionary."""
    codes_a = {emploi.code: emploi for emploi in a.emplois_types}
    codes_b = {emploi.code: emploi for emploi in b.emplois_types}
    communs = [code for code in codes_a if code in codes_b]
    return ComparaisonEditions(
        nom_a=_nom(a),
        nom_b=_nom(b),
        nouveaux=tuple(code for code in codes_b if code not in codes_a),
        disparus=tuple(code for code in codes_a if code not in codes_b),
        modifies=tuple(
            EcartEmploiType(code=code, intitule=codes_b[code].intitule, comparaison=comparaison)
            for code in communs
            if _contenu(codes_a[code]) != _contenu(codes_b[code])
            and not (comparaison := comparer(codes_a[code], codes_b[code])).identiques
        ),
        colonnes=tuple(_colonnes(codes_a, codes_b, communs)),
        entrees=tuple(_entrees(a, b)),
        communs=len(communs),
    )


def _contenu(emploi: EmploiType) -> EmploiType:
    return emploi.model_copy(update={"edition": "", "colonnes": {}})


def _nom(referentiel: Referentiel) -> str:
    return " + ".join(edition.nom for edition in referentiel.editions)


def _colonnes(
    codes_a: dict[str, EmploiType], codes_b: dict[str, EmploiType], communs: list[str]
) -> list[EcartColonne]:
    nombres: Counter[str] = Counter()
    exemples: dict[str, EcartColonne] = {}
    for code in communs:
        avant, apres = codes_a[code].colonnes, codes_b[code].colonnes
        for colonne in dict.fromkeys((*avant, *apres)):
            if avant.get(colonne, "") != apres.get(colonne, ""):
                nombres[colonne] += 1
                exemples.setdefault(
                    colonne,
                    EcartColonne(
                        colonne=colonne,
                        nombre=1,
                        exemple_code=code,
                        avant=avant.get(colonne, ""),
                        apres=apres.get(colonne, ""),
                    ),
                )
    return [exemples[nom].model_copy(update={"nombre": nombre}) for nom, nombre in nombres.items()]


def _entrees(a: Referentiel, b: Referentiel) -> list[EcartEntree]:
    anciennes = {entree.identifiant: entree for entree in a.dictionnaire}
    nouvelles = {entree.identifiant: entree for entree in b.dictionnaire}
    ecarts = [
        EcartEntree(statut="nouvelle", identifiant=str(i), apres=e.libelle)
        for i, e in nouvelles.items()
        if i not in anciennes
    ]
    for identifiant, ancienne in anciennes.items():
        nouvelle = nouvelles.get(identifiant)
        if nouvelle is None:
            ecarts.append(
                EcartEntree(statut="disparue", identifiant=str(identifiant), avant=ancienne.libelle)
            )
        elif nouvelle.libelle != ancienne.libelle:
            ecarts.append(
                EcartEntree(
                    statut="libelle",
                    identifiant=str(identifiant),
                    avant=ancienne.libelle,
                    apres=nouvelle.libelle,
                )
            )
        elif nouvelle.definition != ancienne.definition:
            ecarts.append(
                EcartEntree(
                    statut="definition",
                    identifiant=str(identifiant),
                    avant=ancienne.definition,
                    apres=nouvelle.definition,
                )
            )
    return ecarts
