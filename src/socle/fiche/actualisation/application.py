"""Taking up an édition: every line is attached to it, and no word changes but where a person chose so."""

from __future__ import annotations

from collections.abc import Mapping

from socle.erreurs import SaisieInvalide
from socle.fiche.actualisation.documents import Actualisation, Proposition, Rattachement
from socle.fiche.decliner import heriter
from socle.fiche.operations import (
    adapter_mission,
    changer_rubrique,
    marquer,
    remplacer,
    reprendre,
    retirer,
    trouver,
)
from socle.referentiel import (
    RUBRIQUES_LISTE,
    EmploiType,
    EmploiTypeDecline,
    FicheDePoste,
    Provenance,
    Referentiel,
    RubriqueListe,
)
from socle.referentiel.texte import cle_typographique


def appliquer(
    fiche: FicheDePoste, actualisation: Actualisation, *, referentiel: Referentiel, choix: Mapping[str, str]
) -> FicheDePoste:
    """The fiche set on the new édition.

    :param choix: key of a proposal to one of its choices; a proposal that is not named keeps the words
        of the fiche.
    :raises SaisieInvalide: a choice that its proposal does not offer.
    """
    secondaires = {
        succession.nouveau
        for succession, decline in zip(actualisation.successions, fiche.emplois_types, strict=True)
        if not decline.principal
    }
    for rattachement in actualisation.inchangees:
        fiche = _rattacher(fiche, rattachement, referentiel[rattachement.emploi_type])
    for proposition in actualisation.propositions:
        voulu = choix.get(proposition.cle, "garder")
        if voulu not in proposition.choix:
            raise SaisieInvalide({proposition.cle: f"« {voulu} » n’est pas proposé pour cette ligne."})
        emploi = referentiel[proposition.emploi_type]
        if proposition.rubrique == "mission":
            fiche = _mission(fiche, proposition, emploi, adopter=voulu == "adopter")
        elif voulu == "garder":
            fiche = _garder(fiche, proposition, emploi)
        elif voulu == "retirer":
            fiche = retirer(fiche, proposition.cle)
        else:
            fiche = _adopter(fiche, proposition, emploi, principale=emploi.code not in secondaires)
    return _emplois(fiche, actualisation, referentiel)


def _rattacher(fiche: FicheDePoste, rattachement: Rattachement, emploi: EmploiType) -> FicheDePoste:
    """A line whose words stay: its source is now the new édition's line."""
    _, _, ligne = trouver(fiche, rattachement.cle)
    source = emploi.lignes(rattachement.rubrique)[rattachement.rang - 1].texte
    meme = cle_typographique(source) == cle_typographique(ligne.texte)
    place = trouver(fiche, ligne.cle)[0] == rattachement.rubrique
    provenance = ligne.provenance.model_copy(
        update={
            "nature": "herite" if meme and place else "adapte",
            "original": "" if meme and place else source,
            "emploi_type": emploi.code,
            "edition": emploi.edition,
            "rubrique": rattachement.rubrique,
            "rang": rattachement.rang,
        }
    )
    identifiant = rattachement.identifiant if meme else ligne.identifiant
    return remplacer(fiche, ligne.model_copy(update={"provenance": provenance, "identifiant": identifiant}))


def _garder(fiche: FicheDePoste, proposition: Proposition, emploi: EmploiType) -> FicheDePoste:
    if proposition.changement in ("nouvelle", "rejointe"):
        return fiche
    if proposition.rang is None:
        return _detacher(fiche, proposition.cle)
    return _rattacher(fiche, _place(proposition), emploi)


def _place(proposition: Proposition) -> Rattachement:
    return Rattachement(
        cle=proposition.cle,
        emploi_type=proposition.emploi_type,
        rubrique=_liste(proposition.rubrique_nouvelle),
        rang=proposition.rang or 1,
    )


def _detacher(fiche: FicheDePoste, cle: str) -> FicheDePoste:
    """A line that the emploi-type no longer holds becomes the post's own; its older édition is kept."""
    _, _, ligne = trouver(fiche, cle)
    provenance = Provenance(
        nature="ajoute", edition=ligne.provenance.edition, original=ligne.provenance.original or ligne.texte
    )
    return remplacer(fiche, ligne.model_copy(update={"provenance": provenance}))


def _adopter(
    fiche: FicheDePoste, proposition: Proposition, emploi: EmploiType, *, principale: bool
) -> FicheDePoste:
    rubrique, rang = _liste(proposition.rubrique_nouvelle), proposition.rang or 1
    if proposition.changement == "nouvelle":
        fiche = reprendre(fiche, emploi, rubrique, rang)
        ajoutee = fiche.lignes(rubrique)[-1].cle
        return fiche if principale or rubrique != "activites" else marquer(fiche, ajoutee, principale=False)
    fiche = changer_rubrique(fiche, proposition.cle, rubrique=rubrique)
    _, _, ligne = trouver(fiche, proposition.cle)
    nouvelle = heriter(emploi, rubrique, rang, cle_ligne=ligne.cle)
    return remplacer(fiche, nouvelle.model_copy(update={"principale": ligne.principale, "part": ligne.part}))


def _mission(
    fiche: FicheDePoste, proposition: Proposition, emploi: EmploiType, *, adopter: bool
) -> FicheDePoste:
    provenance = Provenance(
        nature="adapte", emploi_type=emploi.code, edition=emploi.edition, original=emploi.mission
    )
    fiche = fiche.model_copy(update={"mission_provenance": provenance})
    return adapter_mission(fiche, emploi.mission if adopter else proposition.actuelle)


def _emplois(fiche: FicheDePoste, actualisation: Actualisation, referentiel: Referentiel) -> FicheDePoste:
    """The emplois-types that the fiche declares, and a mission that did not change, in the new édition."""
    nouveaux = {s.ancien: referentiel[s.nouveau] for s in actualisation.successions if s.nouveau}
    emplois = tuple(
        EmploiTypeDecline.de(nouveaux[decline.code], quotite=decline.quotite, principal=decline.principal)
        if decline.code in nouveaux
        else decline
        for decline in fiche.emplois_types
    )
    mission = fiche.mission_provenance
    if mission is not None and (emploi := nouveaux.get(mission.emploi_type)) is not None:
        meme = cle_typographique(emploi.mission) == cle_typographique(fiche.mission)
        mission = mission.model_copy(
            update={
                "nature": "herite" if meme else "adapte",
                "original": "" if meme else emploi.mission,
                "emploi_type": emploi.code,
                "edition": emploi.edition,
            }
        )
    return fiche.model_copy(update={"emplois_types": emplois, "mission_provenance": mission})


def _liste(nom: str) -> RubriqueListe:
    return next(rubrique for rubrique in RUBRIQUES_LISTE if rubrique == nom)
