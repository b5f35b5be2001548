"""Deriving a fiche de poste from emplois-types, or from a model fiche."""

from __future__ import annotations

from collections.abc import Sequence

from socle.erreurs import DeclinaisonInvalide
from socle.referentiel import (
    CORPS,
    RUBRIQUES_LISTE,
    EmploiType,
    EmploiTypeDecline,
    FicheDePoste,
    LigneFiche,
    Provenance,
    RubriqueListe,
    lire_corps,
)
from socle.referentiel.rattachement import PREFIXES
from socle.referentiel.texte import cle, plier

#: Share of the post below which an emploi-type cannot be the principal one.
PRINCIPAL_MINIMUM = 50
TOTAL_MAXIMUM = 100


def decliner(
    *sources: EmploiType | FicheDePoste,
    corps: str | None = None,
    quotites: Sequence[int] | None = None,
    intitule: str | None = None,
) -> FicheDePoste:
    """A draft fiche, each line with where it comes from.

    The first source is the principal one: an emploi-type, or a model fiche; the others are secondary
    emplois-types, whose activités come as secondary.

    :param corps: the post's corps (« IGE », « IE »...); the principal emploi-type's by default.
    :param quotites: percent of the post for each source: at least 50 for the first, 100 at most in all;
        required when there are several.
    :param intitule: the post's title; the source's by default.
    :raises DeclinaisonInvalide: no source, an unknown corps, or quotités out of bounds.

    >>> from socle.referentiel import Referentiel
    >>> fiche = decliner(Referentiel.livret()["ANSTIA-IP"], corps="IGE")
    >>> fiche.activites[0].provenance.nature
    'herite'
    """
    if not sources:
        raise DeclinaisonInvalide(
            "Aucun emploi-type n’est choisi.", remede="Choisissez au moins un emploi-type ou un modèle."
        )
    principale, *secondaires = sources
    emplois = [source for source in secondaires if isinstance(source, EmploiType)]
    if len(emplois) < len(secondaires):
        raise DeclinaisonInvalide(
            "Un modèle ne peut être que le point de départ d’une fiche.",
            remede="Placez le modèle en premier, puis les emplois-types secondaires.",
        )
    part, *parts = lire_quotites(quotites, len(sources))
    if isinstance(principale, EmploiType):
        fiche = _depuis_emploi_type(principale, part)
    else:
        fiche = _depuis_modele(principale, part)
    for emploi, part_secondaire in zip(emplois, parts, strict=True):
        fiche = _ajouter_secondaire(fiche, emploi, part_secondaire)
    if corps is not None:
        code = lire_corps(corps)
        fiche = fiche.model_copy(update={"corps": code, "categorie": CORPS[code].categorie})
    if intitule is not None and intitule.strip():
        fiche = fiche.model_copy(update={"intitule": intitule.strip()})
    return fiche


def lire_quotites(quotites: Sequence[int] | None, nombre: int) -> tuple[int, ...]:
    """The shares of each source, checked.

    :raises DeclinaisonInvalide: a share is missing or out of bounds.
    """
    if quotites is None:
        if nombre == 1:
            return (TOTAL_MAXIMUM,)
        raise DeclinaisonInvalide(
            "Avec plusieurs emplois-types, la part de chacun est nécessaire.",
            remede="Indiquez une quotité pour chacun, par exemple 70 % et 30 %.",
            code="quotites",
        )
    if len(quotites) != nombre or any(not 1 <= part <= TOTAL_MAXIMUM for part in quotites):
        raise DeclinaisonInvalide(
            "Les quotités ne conviennent pas.",
            cause=f"Il en faut {nombre}, chacune entre 1 et 100 %.",
            remede="Indiquez une quotité pour chaque emploi-type.",
            code="quotites",
        )
    if quotites[0] < PRINCIPAL_MINIMUM or sum(quotites) > TOTAL_MAXIMUM:
        raise DeclinaisonInvalide(
            "Les quotités ne conviennent pas.",
            cause=(
                f"L’emploi-type principal représente au moins {PRINCIPAL_MINIMUM} % du poste, "
                f"et le total ne dépasse pas {TOTAL_MAXIMUM} %."
            ),
            remede="Revoyez la répartition.",
            code="quotites",
        )
    return tuple(quotites)


def heriter(emploi: EmploiType, rubrique: RubriqueListe, rang: int, *, cle_ligne: str) -> LigneFiche:
    """The line of a fiche that inherits the ``rang``-th line (from 1) of a rubrique of an emploi-type."""
    ligne = emploi.lignes(rubrique)[rang - 1]
    return LigneFiche(
        **ligne.model_dump(),
        cle=cle_ligne,
        provenance=Provenance(
            nature="herite", emploi_type=emploi.code, edition=emploi.edition, rubrique=rubrique, rang=rang
        ),
    )


def _diplome_et_experience(emploi: EmploiType) -> tuple[str, str]:
    """The diploma and the experience asked: the source repeats the second inside the first."""
    lignes = emploi.diplome.split("\n")
    experiences = [ligne for ligne in lignes if plier(ligne).startswith("experience")]
    diplome = "\n".join(ligne for ligne in lignes if ligne not in experiences)
    dite = "\n".join(ligne.partition(":")[2].strip() or ligne for ligne in experiences)
    return diplome, dite or emploi.experience


def _depuis_emploi_type(emploi: EmploiType, part: int) -> FicheDePoste:
    diplome, experience = _diplome_et_experience(emploi)
    return FicheDePoste(
        intitule=emploi.intitule,
        emplois_types=(EmploiTypeDecline.de(emploi, quotite=part, principal=True),),
        corps=emploi.corps,
        categorie=emploi.categorie,
        bap=emploi.bap,
        famille=emploi.famille,
        diplome=diplome,
        experience=experience,
        conditions=emploi.conditions,
        mission=emploi.mission,
        mission_provenance=Provenance(nature="herite", emploi_type=emploi.code, edition=emploi.edition),
        **{
            rubrique: tuple(
                heriter(emploi, rubrique, rang, cle_ligne=f"{PREFIXES[rubrique]}{rang}")
                for rang in range(1, len(emploi.lignes(rubrique)) + 1)
            )
            for rubrique in RUBRIQUES_LISTE
        },
    )


def _depuis_modele(modele: FicheDePoste, part: int) -> FicheDePoste:
    """A draft that keeps what the model says of the work, and not why the model was written.

    The model's emplois-types share ``part`` as they shared the model.
    """
    lignes: dict[str, tuple[LigneFiche, ...]] = {
        rubrique: tuple(
            ligne.model_copy(
                update={"provenance": ligne.provenance.model_copy(update={"modele": modele.modele})}
            )
            for ligne in modele.lignes(rubrique)
        )
        for rubrique in RUBRIQUES_LISTE
    }
    emplois = tuple(
        decline.model_copy(update={"quotite": decline.quotite * part // TOTAL_MAXIMUM})
        for decline in modele.emplois_types
    )
    return modele.model_copy(
        update={"besoin": "", "resume": "", "ressources": (), "emplois_types": emplois, **lignes}
    )


def _ajouter_secondaire(fiche: FicheDePoste, emploi: EmploiType, part: int) -> FicheDePoste:
    """Append the lines of a secondary emploi-type that the fiche does not have yet."""
    lignes: dict[str, tuple[LigneFiche, ...]] = {}
    for rubrique in RUBRIQUES_LISTE:
        presentes = {cle(ligne.libelle) for ligne in fiche.lignes(rubrique)}
        suivant = prochain_numero(fiche, rubrique)
        nouvelles = []
        for rang, ligne in enumerate(emploi.lignes(rubrique), start=1):
            if cle(ligne.libelle) in presentes:
                continue
            presentes.add(cle(ligne.libelle))
            heritee = heriter(emploi, rubrique, rang, cle_ligne=f"{PREFIXES[rubrique]}{suivant}")
            nouvelles.append(heritee.model_copy(update={"principale": False}))
            suivant += 1
        lignes[rubrique] = (*fiche.lignes(rubrique), *nouvelles)
    secondaire = EmploiTypeDecline.de(emploi, quotite=part, principal=not fiche.emplois_types)
    return fiche.model_copy(update={"emplois_types": (*fiche.emplois_types, secondaire), **lignes})


def prochain_numero(fiche: FicheDePoste, rubrique: RubriqueListe) -> int:
    """The next number for the key of a line: never that of a line, nor of one that was removed."""
    prefixe = PREFIXES[rubrique]
    numeros = [
        int(ligne.cle[1:])
        for _, ligne in fiche.toutes_les_lignes()
        if ligne.cle[:1] == prefixe and ligne.cle[1:].isdigit()
    ]
    return max(fiche.dernier_numero, *numeros, 0) + 1
