"""Comparing two documents: emplois-types, fiches, or one of each."""

from __future__ import annotations

from socle.referentiel.alignement_lignes import Statut, aligner, mots_differents
from socle.referentiel.champs import CHAMPS_COMPARES, valeur_affichee
from socle.referentiel.documents import EmploiType, Ligne, Objet
from socle.referentiel.fiche_de_poste import FicheDePoste
from socle.referentiel.rubriques import RUBRIQUES_LISTE, TITRES_RUBRIQUES, RubriqueListe
from socle.rendu.plan import Element, Liste, Paragraphe, Plan, Segment, Titre, texte

DocumentComparable = EmploiType | FicheDePoste

LIBELLES_STATUTS: dict[Statut, str] = {
    "identique": "Commun",
    "niveau": "Niveau différent",
    "modifie": "Rédaction différente",
    "seulement-a": "Seulement dans le premier",
    "seulement-b": "Seulement dans le second",
}


class EcartLigne(Objet):
    """A pair of lines; ``segments`` show the word-level difference from ``avant`` to ``apres``.

    ``precision`` says what changed besides the words: the place, the share of time, the rank.
    """

    statut: Statut
    avant: str = ""
    apres: str = ""
    segments: tuple[Segment, ...] = ()
    precision: str = ""

    @property
    def change(self) -> bool:
        """Whether the two sides differ in anything."""
        return self.statut != "identique" or bool(self.precision)


class EcartRubrique(Objet):
    """The lines of one rubrique, compared."""

    rubrique: RubriqueListe
    titre: str
    lignes: tuple[EcartLigne, ...]

    def nombre(self, statut: Statut) -> int:
        """How many pairs have a status."""
        return sum(ligne.statut == statut for ligne in self.lignes)


class EcartChamp(Objet):
    """A field outside the lists, where the two documents differ."""

    champ: str
    libelle: str
    avant: str
    apres: str
    segments: tuple[Segment, ...]


class Comparaison(Objet):
    """``a`` is the reference (the emploi-type, the older), ``b`` what is compared with it."""

    titre_a: str
    titre_b: str
    champs: tuple[EcartChamp, ...]
    rubriques: tuple[EcartRubrique, ...]

    def nombre(self, statut: Statut) -> int:
        """How many pairs of lines have a status, all rubriques together."""
        return sum(rubrique.nombre(statut) for rubrique in self.rubriques)

    @property
    def identiques(self) -> bool:
        """Whether nothing differs."""
        return not self.champs and not any(
            ligne.change for rubrique in self.rubriques for ligne in rubrique.lignes
        )

    def resume(self) -> str:
        """The comparison in one French sentence."""
        if self.identiques:
            return "Les deux documents sont identiques."
        morceaux = [
            (self.nombre("identique"), "ligne commune", "lignes communes"),
            (self.nombre("niveau"), "niveau différent", "niveaux différents"),
            (self.nombre("modifie"), "ligne réécrite", "lignes réécrites"),
            (self.nombre("seulement-a"), "ligne propre au premier", "lignes propres au premier"),
            (self.nombre("seulement-b"), "ligne propre au second", "lignes propres au second"),
        ]
        return ", ".join(f"{n} {un if n < 2 else plusieurs}" for n, un, plusieurs in morceaux if n) + "."

    def plan(self) -> Plan:
        """The outline of the comparison as a document."""
        blocs: list[Titre | Paragraphe | Liste] = [texte(self.resume(), style="chapeau")]
        for champ in self.champs:
            blocs += [Titre(niveau=2, texte=champ.libelle), Paragraphe(segments=champ.segments)]
        for rubrique in self.rubriques:
            if rubrique.lignes:
                blocs.append(Titre(niveau=2, texte=rubrique.titre))
                blocs.append(Liste(elements=tuple(_element(ligne) for ligne in rubrique.lignes)))
        return Plan(titre="Comparaison", sous_titre=f"{self.titre_a} ↔ {self.titre_b}", blocs=tuple(blocs))


def _element(ligne: EcartLigne) -> Element:
    mention = " ; ".join(partie for partie in (LIBELLES_STATUTS[ligne.statut], ligne.precision) if partie)
    return Element(segments=ligne.segments, mention=mention)


def comparer(a: DocumentComparable, b: DocumentComparable) -> Comparaison:
    """What two documents share and where they differ, line by line and word by word.

    A line that a fiche inherited or adapted is compared with the very line that it comes from.

    >>> from socle.referentiel import Referentiel
    >>> ref = Referentiel.livret()
    >>> comparer(ref["ANSTIA-IP"], ref.fiche("generaliste")).nombre("modifie")
    1
    """
    return Comparaison(
        titre_a=_titre(a),
        titre_b=_titre(b),
        champs=tuple(_champs(a, b)),
        rubriques=tuple(_rubrique(a, b, rubrique) for rubrique in RUBRIQUES_LISTE),
    )


def _titre(document: DocumentComparable) -> str:
    if isinstance(document, EmploiType):
        edition = f", {document.edition}" if document.edition else ""
        return f"{document.intitule} ({document.code}{edition})"
    return " – ".join(partie for partie in (document.intitule, document.sous_titre) if partie)


def _champs(a: DocumentComparable, b: DocumentComparable) -> list[EcartChamp]:
    ecarts = []
    for champ, libelle in CHAMPS_COMPARES:
        if not (_a_le_champ(a, champ) and _a_le_champ(b, champ)):
            continue
        avant, apres = valeur_affichee(a, champ), valeur_affichee(b, champ)
        if avant != apres:
            ecarts.append(
                EcartChamp(
                    champ=champ,
                    libelle=libelle,
                    avant=avant,
                    apres=apres,
                    segments=mots_differents(avant, apres),
                )
            )
    return ecarts


def _a_le_champ(document: DocumentComparable, champ: str) -> bool:
    return champ.split(".")[0] in type(document).model_fields


def _rubrique(a: DocumentComparable, b: DocumentComparable, rubrique: RubriqueListe) -> EcartRubrique:
    lignes_a, lignes_b = a.lignes(rubrique), b.lignes(rubrique)
    paires = aligner(lignes_a, lignes_b, liens=_liens(a, b, rubrique))
    return EcartRubrique(
        rubrique=rubrique,
        titre=TITRES_RUBRIQUES[rubrique],
        lignes=tuple(
            ecart(
                paire.statut,
                lignes_a[paire.a] if paire.a is not None else None,
                lignes_b[paire.b] if paire.b is not None else None,
            )
            for paire in paires
        ),
    )


def _liens(a: DocumentComparable, b: DocumentComparable, rubrique: RubriqueListe) -> dict[int, int]:
    """Pairs known from provenance (fiche from emploi-type) or from stable keys (two states of a fiche)."""
    if not isinstance(b, FicheDePoste):
        return {}
    if isinstance(a, FicheDePoste):
        # Keys name a line for good within one fiche; two fiches use the same ones for other lines.
        rangs = {(ligne.cle, ligne.provenance): rang for rang, ligne in enumerate(a.lignes(rubrique))}
        return {
            rang: rangs[ligne.cle, ligne.provenance]
            for rang, ligne in enumerate(b.lignes(rubrique))
            if ligne.provenance.nature != "ajoute" and (ligne.cle, ligne.provenance) in rangs
        }
    liens: dict[int, int] = {}
    nombre = len(a.lignes(rubrique))
    for rang, ligne in enumerate(b.lignes(rubrique)):
        provenance = ligne.provenance
        origine = (provenance.rang or 0) - 1
        ici = provenance.emploi_type == a.code and provenance.rubrique == rubrique
        if ici and 0 <= origine < nombre and origine not in liens.values():
            liens[rang] = origine
    return liens


def ecart(statut: Statut, avant: Ligne | None, apres: Ligne | None) -> EcartLigne:
    """A pair of lines, or a line alone on its side, with its word-level difference."""
    texte_avant = avant.texte if avant else ""
    texte_apres = apres.texte if apres else ""
    if statut == "identique":
        segments: tuple[Segment, ...] = (Segment(texte=texte_apres),)
    else:
        segments = mots_differents(texte_avant, texte_apres)
    return EcartLigne(statut=statut, avant=texte_avant, apres=texte_apres, segments=segments)
