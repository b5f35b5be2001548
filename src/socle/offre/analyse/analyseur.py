"""Analysing one offer against a référentiel: nearest emplois-types, each line placed, the décalage.

The rankings and the alignment are :mod:`socle.alignement`'s; this module reads the offer for them and
turns what they say into a document with its evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from socle.alignement.calibration import Calibration
from socle.alignement.emplois_types import EmploiTypeProche, Passage
from socle.alignement.encodeur import Encodeur
from socle.alignement.explication import expliquer
from socle.alignement.lignes import AlignementLignes, LigneAlignee
from socle.alignement.lignes import Proposition as PropositionAlignee
from socle.erreurs import DocumentIllisible
from socle.offre.analyse.couverture import couvrir, mesurer_decalage
from socle.offre.analyse.documents import (
    Analyse,
    EmploiTypeTrouve,
    LigneAnalysee,
    Marques,
    Proposition,
)
from socle.offre.analyse.portrait import tracer
from socle.offre.documents import LigneOffre, Offre
from socle.offre.lecture import decouper
from socle.offre.preparation import Preparation, preparer
from socle.referentiel import EmploiType, Referentiel, lire_corps
from socle.referentiel.libelles import separer
from socle.referentiel.texte import plier

#: Sections whose lines say what the post does or asks; the others identify, describe or regulate.
RUBRIQUES_LUES = (
    "mission",
    "activites",
    "connaissances",
    "competences_operationnelles",
    "competences_comportementales",
    "profil",
)
#: Those whose lines say what is done: they bear no level, and have a category.
RUBRIQUES_D_ACTION = ("activites", "mission")
PROCHES = 8
_PROPOSITIONS = 3
#: Share of the likeness from which the first emploi-type can be named alone (right 67 times in 72 with
#: the corps, moteur), and under which none should be.
CERTITUDE_BONNE = 0.7
CERTITUDE_PARTAGEE = 0.35

METHODE = (
    "Les emplois-types sont classés en comparant l’offre entière à chacun d’eux. Chaque ligne est ensuite "
    "rapprochée des libellés du référentiel, le reste de l’offre, la rubrique et les lignes voisines pesant "
    "dans le choix ; une probabilité, "
    "calibrée sur des lignes dont la réponse est connue, décide si le rapprochement est sûr, à choisir, ou "
    "si la ligne est hors référentiel."
)


class Analyseur:
    """A référentiel ready to receive offers; making one takes a moment, analysing then is quick.

    :param compact: what was learnt from the référentiels, if anything.
    :param encodeur: an external encoder, if one was chosen.
    :param calibration: the decision fitted on this référentiel; the one that ships when not given.
    :param preparation: what was computed from this référentiel before, if it was.
    :raises DocumentIllisible: the référentiel has no emploi-type.
    """

    def __init__(
        self,
        referentiel: Referentiel,
        *,
        compact: Encodeur | None = None,
        encodeur: Encodeur | None = None,
        calibration: Calibration | None = None,
        preparation: Preparation | None = None,
    ) -> None:
        if not referentiel.emplois_types:
            raise DocumentIllisible(
                "Aucun emploi-type n’est chargé.", remede="Importez une édition de RéFérens III."
            )
        self.referentiel = referentiel
        self.compact = compact
        self.encodeur = encodeur
        self.calibration = calibration
        pret = preparation or preparer(referentiel)
        self.classement = pret.classement
        self.alignement = AlignementLignes(
            pret.entrees,
            index=pret.index_lignes,
            vecteurs=pret.vecteurs,
            compact=compact,
            encodeur=encodeur,
            calibration=calibration,
        )

    def analyser(
        self, offre: Offre | str, *, corps: str | None = None, emploi_type: str | None = None
    ) -> Analyse:
        """See :func:`socle.offre.analyser`."""
        offre = decouper(offre) if isinstance(offre, str) else offre
        passages = _passages(offre)
        code_corps, origine = self._corps(offre, corps)
        tous = self.classement.classer(passages, k=PROCHES)
        proches = self.classement.classer(passages, corps=code_corps, k=PROCHES) if code_corps else tous
        lues = [ligne for ligne in offre.lignes if ligne.rubrique in RUBRIQUES_LUES]
        alignees = self.alignement.aligner(
            [Passage(ligne.rubrique, self._a_rapprocher(ligne)) for ligne in lues],
            proches=proches,
            k=_PROPOSITIONS,
        )
        choisi = self._choisir(emploi_type, proches)
        lignes = tuple(self._ligne(ligne, alignee) for ligne, alignee in zip(lues, alignees, strict=True))
        couverture = couvrir(choisi, lignes) if choisi else ()
        return Analyse(
            offre=offre,
            editions=tuple(edition.titre or edition.nom for edition in self.referentiel.editions),
            corps=code_corps,
            corps_origine=origine,
            emplois_types=self._trouves(proches, passages),
            emplois_types_tous_corps=self._trouves(tous, passages),
            certitude=_certitude(proches),
            emploi_type=choisi.code if choisi else "",
            emploi_type_intitule=choisi.intitule if choisi else "",
            lignes=lignes,
            couverture=couverture,
            decalage=mesurer_decalage(choisi, lignes, couverture) if choisi else None,
            portrait=tracer(
                (ligne.texte, ligne.rubrique in RUBRIQUES_D_ACTION)
                for ligne in lignes
                if ligne.rubrique != "competences_comportementales"
            ),
            methode=METHODE,
        )

    def sert(self, *voulu: object) -> bool:
        """Whether it was made of these very référentiel, learning, encoder and calibration."""
        mien = (self.referentiel, self.compact, self.encodeur, self.calibration)
        return all(un is autre for un, autre in zip(mien, voulu, strict=True))

    def _a_rapprocher(self, ligne: LigneOffre) -> str:
        return ligne.texte if ligne.rubrique in RUBRIQUES_D_ACTION else self.a_rapprocher(ligne.texte)

    def a_rapprocher(self, texte: str) -> str:
        """The words to place of a line that is no action: without its level, nor the precision that a known
        entry takes."""
        libelle = separer(texte)[0]
        exactes = self.referentiel.dictionnaire.exact(libelle)
        return exactes[0].libelle if exactes else libelle

    def _corps(self, offre: Offre, corps: str | None) -> tuple[str | None, str]:
        if corps:
            return lire_corps(corps), "choisi"
        ecrit = offre.identification.unique("corps")
        return (ecrit.valeur, "ecrit") if ecrit else (None, "inconnu")

    def _choisir(self, code: str | None, proches: Sequence[EmploiTypeProche]) -> EmploiType | None:
        if code:
            return self.referentiel[code]
        return self.referentiel[proches[0].code] if proches and proches[0].score > 0 else None

    def _trouves(
        self, proches: Sequence[EmploiTypeProche], passages: Sequence[Passage]
    ) -> tuple[EmploiTypeTrouve, ...]:
        preuves = self.classement.preuves(passages, [proche.code for proche in proches], k=3)
        graphies = _graphies(passages)
        decalage = _premiere_ligne(passages)
        return tuple(
            EmploiTypeTrouve(
                code=proche.code,
                intitule=proche.intitule,
                famille=self.referentiel[proche.code].famille or proche.famille,
                corps=proche.corps,
                score=proche.score,
                probabilite=proche.probabilite,
                lignes=tuple(preuve.rang - decalage for preuve in siennes if preuve.rang >= decalage),
                mots=_accentuer((mot for preuve in siennes for mot in preuve.mots), graphies)[:10],
            )
            for proche, siennes in zip(proches, preuves, strict=True)
        )

    def _ligne(self, ligne: LigneOffre, alignee: LigneAlignee) -> LigneAnalysee:
        return LigneAnalysee(
            texte=ligne.texte,
            rubrique=ligne.rubrique,
            debut=ligne.debut,
            fin=ligne.fin,
            decision=alignee.decision,
            probabilite=round(alignee.probabilite, 4),
            propositions=tuple(
                self._proposition(ligne.texte, proposition) for proposition in alignee.propositions
            ),
        )

    def _proposition(self, texte: str, proposition: PropositionAlignee) -> Proposition:
        entree = proposition.entree
        libelle = " ".join(entree.libelle.split())
        liens = expliquer(texte, libelle, compact=self.compact)
        return Proposition(
            entree=entree.id,
            libelle=libelle,
            rubrique=entree.rubrique,
            identifiant=entree.identifiant,
            emplois_types=entree.emplois_types,
            score=round(proposition.score, 4),
            contexte=round(proposition.contexte, 4),
            voisines=round(proposition.voisines, 4),
            voie=proposition.voie,
            marques=Marques(
                ligne=tuple(lien.texte for lien in liens), entree=tuple(lien.label for lien in liens)
            ),
        )


_dernier: list[Analyseur] = []


def analyser(
    offre: Offre | str,
    referentiel: Referentiel,
    *,
    corps: str | None = None,
    emploi_type: str | None = None,
    compact: Encodeur | None = None,
    encodeur: Encodeur | None = None,
    calibration: Calibration | None = None,
) -> Analyse:
    """What an offer asks, in the words of a référentiel, and how far it is from an emploi-type.

    :param offre: an offer as read by :func:`socle.offre.lire`, or a bare text.
    :param corps: the corps, if known (« IGE », « IE »...); else the one that the offer writes.
    :param emploi_type: the code to measure the décalage against; the nearest by default.
    :param compact: and ``encodeur`` and ``calibration``: see :class:`Analyseur`.
    :raises DeclinaisonInvalide: the corps does not exist.
    :raises Introuvable: the emploi-type does not exist.
    """
    # The last référentiel used stays ready: a program that analyses many offers prepares it once.
    voulu = (referentiel, compact, encodeur, calibration)
    pret = next((a for a in _dernier if a.sert(*voulu)), None)
    if pret is None:
        pret = Analyseur(referentiel, compact=compact, encodeur=encodeur, calibration=calibration)
        _dernier[:] = [pret]
    return pret.analyser(offre, corps=corps, emploi_type=emploi_type)


def _passages(offre: Offre) -> list[Passage]:
    titre = [Passage("intitule", offre.titre)] if offre.titre else []
    return titre + [Passage(ligne.rubrique, ligne.texte) for ligne in offre.lignes]


def _graphies(passages: Sequence[Passage]) -> dict[str, str]:
    """How the offer writes each folded word."""
    return {plier(mot): mot.lower() for passage in passages for mot in re.findall(r"\w+", passage.texte)}


def _accentuer(mots: Iterable[str], graphies: Mapping[str, str]) -> tuple[str, ...]:
    """Folded words as the offer writes them, each once."""
    return tuple(dict.fromkeys(graphies.get(mot, mot) for mot in mots))


def _premiere_ligne(passages: Sequence[Passage]) -> int:
    return 1 if passages and passages[0].rubrique == "intitule" else 0


def _certitude(proches: Sequence[EmploiTypeProche]) -> str:
    premiere = proches[0].probabilite if proches else 0.0
    if premiere >= CERTITUDE_BONNE:
        return "bonne"
    return "partagee" if premiere >= CERTITUDE_PARTAGEE else "faible"
