"""From verdicts to an emploi-type, each line with its evidence; and what it would change for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from socle.erreurs import ErreurSocle
from socle.referentiel.comparaison import Comparaison, EcartLigne, comparer
from socle.referentiel.documents import EmploiType, Ligne, Objet
from socle.referentiel.fiche_de_poste import FicheDePoste
from socle.referentiel.rubriques import RUBRIQUES_LISTE, RubriqueListe
from socle.referentiel.texte import cle
from socle.synthese.etude import Citation, Etude, PreuveLigne, Proposition
from socle.synthese.matrice import APPUIS, cellules
from socle.synthese.operations import reconstruire
from socle.synthese.sources import Candidat
from socle.synthese.verdicts import verdicts
from socle.synthese.vocabulaire import NatureCandidat

RUBRIQUES: dict[NatureCandidat, RubriqueListe] = {
    "activite": "activites",
    "connaissance": "connaissances",
    "competence-operationnelle": "competences_operationnelles",
    "competence-comportementale": "competences_comportementales",
}

SANS_CANDIDAT = "L’étude n’a pas de candidat pour cette ligne : elle vient du texte de départ."


class LigneTouchee(Objet):
    """A line of a fiche that its emploi-type would no longer carry as it is.

    ``devient`` is the nearest line of the proposal, or empty where nothing takes its place.
    """

    rubrique: str
    texte: str
    devient: str = ""


class FicheTouchee(Objet):
    """A fiche derived from the emploi-type that would change, and its lines concerned."""

    intitule: str
    sous_titre: str = ""
    reference: str = ""
    lignes: tuple[LigneTouchee, ...]
    inchangees: int


class Effets(Objet):
    """What adopting a proposal would change: the emploi-type, then each fiche derived from it."""

    comparaison: Comparaison
    fiches: tuple[FicheTouchee, ...]


def proposer(
    etude: Etude,
    gabarit: EmploiType,
    *,
    le: datetime,
    auteur: str = "",
    motif: str = "",
    remplace: str = "",
) -> Etude:
    """The study with a new version of its proposal.

    A rubrique that the study has candidates for is made of those in consensus, in its order; the others
    are those of ``gabarit``, as are code, intitulé, mission, corps and BAP.

    :param remplace: the code of the emploi-type that it would replace.
    :raises ErreurSocle: no candidate is in consensus (code ``aucun-consensus``).
    """
    conclus = {verdict.candidat: verdict for verdict in verdicts(etude)}
    retenus = [c for c in etude.candidats if conclus[c.cle].verdict == "consensus"]
    if not retenus:
        raise ErreurSocle(
            "Aucun candidat n’est en consensus.",
            cause="Un emploi-type se compose des candidats que la règle retient.",
            remede="Codez d’autres sources, résolvez les désaccords ou ouvrez une consultation.",
            code="aucun-consensus",
        )
    listes: dict[str, tuple[Ligne, ...]] = {
        RUBRIQUES[nature]: tuple(_line(c) for c in retenus if c.nature == nature)
        for nature in dict.fromkeys(c.nature for c in etude.candidats)
    }
    emploi = gabarit.model_copy(update={**listes, "colonnes": {}})
    proposition = Proposition(
        numero=len(etude.propositions) + 1,
        emploi_type=emploi,
        preuves=preuves(etude, emploi),
        auteur=auteur,
        motif=motif,
        remplace=remplace,
        le=le,
    )
    return reconstruire(etude, propositions=(*etude.propositions, proposition))


def preuves(etude: Etude, emploi: EmploiType) -> tuple[PreuveLigne, ...]:
    """The evidence of each line of an emploi-type, by the candidate that its wording is."""
    conclus = {verdict.candidat: verdict for verdict in verdicts(etude)}
    candidats = {(RUBRIQUES[c.nature], cle(c.libelle)): c for c in etude.candidats}
    trouvees = []
    for rubrique in RUBRIQUES_LISTE:
        for rang, ligne in enumerate(emploi.lignes(rubrique), start=1):
            candidat = candidats.get((rubrique, cle(ligne.libelle)))
            if candidat is None:
                trouvees.append(PreuveLigne(rubrique=rubrique, rang=rang, motif=SANS_CANDIDAT))
            else:
                verdict = conclus[candidat.cle]
                trouvees.append(
                    PreuveLigne(
                        rubrique=rubrique,
                        rang=rang,
                        candidat=candidat.cle,
                        verdict=verdict.verdict,
                        indice=verdict.indice,
                        sources=verdict.appuis,
                        echos=verdict.echos,
                        citations=_quotations(etude, candidat.cle),
                        votes=verdict.votes,
                    )
                )
    return tuple(trouvees)


def effets(propose: EmploiType, actuel: EmploiType, *, fiches: Iterable[FicheDePoste] = ()) -> Effets:
    """What putting ``propose`` in the place of ``actuel`` would change, for it and for those fiches.

    Only the fiches derived from ``actuel``, and their lines inherited or adapted from it, are looked at.
    """
    comparaison = comparer(actuel, propose)
    devenirs: dict[tuple[str, str], EcartLigne] = {
        (ecart.rubrique, cle(ligne.avant)): ligne
        for ecart in comparaison.rubriques
        for ligne in ecart.lignes
        if ligne.avant
    }
    touchees = (
        _touched(fiche, actuel, devenirs)
        for fiche in fiches
        if any(emploi.code == actuel.code for emploi in fiche.emplois_types)
    )
    return Effets(comparaison=comparaison, fiches=tuple(touchees))


def _touched(
    fiche: FicheDePoste, actuel: EmploiType, devenirs: Mapping[tuple[str, str], EcartLigne]
) -> FicheTouchee:
    lignes: list[LigneTouchee] = []
    inchangees = 0
    for rubrique, ligne in fiche.toutes_les_lignes():
        provenance = ligne.provenance
        if provenance.nature == "ajoute" or provenance.emploi_type != actuel.code:
            continue
        texte = provenance.original or ligne.texte
        devenir = devenirs.get((provenance.rubrique or rubrique, cle(texte)))
        if devenir is not None and devenir.statut == "identique":
            inchangees += 1
        else:
            lignes.append(
                LigneTouchee(rubrique=rubrique, texte=ligne.texte, devient=devenir.apres if devenir else "")
            )
    return FicheTouchee(
        intitule=fiche.intitule,
        sous_titre=fiche.sous_titre,
        reference=fiche.reference,
        lignes=tuple(lignes),
        inchangees=inchangees,
    )


def _line(candidat: Candidat) -> Ligne:
    return Ligne(libelle=candidat.libelle, niveau=candidat.niveau, identifiant=candidat.identifiant)


def _quotations(etude: Etude, candidat: str) -> tuple[Citation, ...]:
    """The quotations of the cells that support a candidate, once each."""
    dites = [
        Citation(source=codage.source, texte=codage.citation, page=codage.page)
        for cellule in cellules(etude).values()
        if cellule.candidat == candidat and cellule.etat in APPUIS
        for codage in cellule.codages
        if codage.citation and codage.valeur in APPUIS
    ]
    return tuple(dict.fromkeys(dites))
