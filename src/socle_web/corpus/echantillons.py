"""Honest sampling: lines drawn at random from a run, the labels that people give them, what follows."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db import transaction

from socle.corpus import Chiffres, Echantillon, Qualite, corriger_chiffres, mesurer, tirer
from socle.corpus.chiffres_lecture import Resultats
from socle.corpus.echantillon import ETIQUETTES
from socle.erreurs import ErreurSocle, Introuvable
from socle_web.comptes import journal
from socle_web.comptes.espaces import Espace
from socle_web.corpus import executions, reproduction
from socle_web.corpus.models import Etiquette, Execution

TAILLES = (150, 300, 600)


class Etat(NamedTuple):
    """A sample with the labels given so far, and what they allow to say."""

    echantillon: Echantillon
    faites: int
    qualite: Qualite | None

    @property
    def chiffree(self) -> bool:
        """Whether precision and recall are measured: lines of every decision were labelled."""
        faites = self.qualite.par_decision if self.qualite else {}
        return all(faites.get(decision) for decision, nombre in self.echantillon.population.items() if nombre)

    @property
    def plus_grandes(self) -> tuple[int, ...]:
        """The sizes to which the sample may grow."""
        return tuple(taille for taille in TAILLES if taille > self.echantillon.taille)


def tirer_echantillon(*, espace: Espace, execution: Execution, taille: int) -> None:
    """Draw a sample; a larger one keeps the labels of the lines that it holds too.

    :raises ErreurSocle: the size is none of those offered, or smaller than that of the sample drawn.
    """
    if taille not in TAILLES:
        raise ErreurSocle(
            "Cette taille n’est pas proposée.", remede="Choisissez-en une de la liste.", code="taille"
        )
    tire = tirer(Resultats(execution.dossier), taille=taille, graine=_graine(execution))
    with transaction.atomic():
        verrouillee = Execution.objects.select_for_update().get(pk=execution.pk)
        if verrouillee.tirage and taille < verrouillee.tirage["taille"]:
            raise ErreurSocle(
                "L’échantillon est déjà plus grand.",
                cause="En retirer des lignes perdrait les réponses déjà données.",
                remede="Choisissez une taille plus grande, ou gardez celui-ci.",
                code="taille",
            )
        anciennes = _etiquettes_par_ligne(execution)
        execution.tirage = tire.model_dump(mode="json")
        execution.save(update_fields=["tirage"])
        execution.etiquettes.all().delete()
        Etiquette.objects.bulk_create(
            Etiquette(execution=execution, place=place, valeur=ancienne[0], auteur_id=ancienne[1])
            for place, ligne in enumerate(tire.lignes)
            if (ancienne := anciennes.get((ligne.offre, ligne.rang)))
        )
        journal.noter(espace, geste="corpus.echantillon_tire", objet=execution, details={"taille": taille})


@transaction.atomic
def etiqueter(*, espace: Espace, execution: Execution, place: int, valeur: str) -> None:
    """Keep what a person says of one line; empty takes it back.

    :raises Introuvable: the sample has no such line.
    :raises ErreurSocle: the label is unknown.
    """
    if place >= len(execution.tirage.get("lignes", ())):
        raise Introuvable(
            "Cette ligne n’est pas dans l’échantillon.",
            remede="Rechargez la page de l’échantillon.",
            code="ligne-introuvable",
        )
    if valeur not in ("", *ETIQUETTES):
        raise ErreurSocle(
            "Cette réponse n’existe pas.", remede="Rechargez la page.", code="etiquette-inconnue"
        )
    user: User | None = espace.user
    Etiquette.objects.update_or_create(
        execution=execution, place=place, defaults={"valeur": valeur, "auteur": user}
    )
    journal.noter_une_fois(espace, geste="corpus.echantillon_etiquete", objet=execution)


def etat(execution: Execution) -> Etat | None:
    """The sample of a run with its labels; ``None`` when none was drawn."""
    if not execution.tirage:
        return None
    echantillon = Echantillon.model_validate(execution.tirage)
    dites = dict(execution.etiquettes.exclude(valeur="").values_list("place", "valeur"))
    lignes = tuple(
        ligne.model_copy(update={"etiquette": dites.get(place, "")})
        for place, ligne in enumerate(echantillon.lignes)
    )
    echantillon = echantillon.model_copy(update={"lignes": lignes})
    return Etat(echantillon, len(dites), mesurer(echantillon).qualite if dites else None)


def chiffres(execution: Execution) -> Chiffres:
    """The figures of a run, corrected as soon as its sample allows it."""
    bruts = executions.chiffres(execution)
    tire = etat(execution)
    if tire is None or tire.qualite is None or not tire.qualite.suffisante:
        return bruts
    return reproduction.avec_etiquettes(corriger_chiffres(bruts, tire.echantillon))


def _etiquettes_par_ligne(execution: Execution) -> dict[tuple[str, int], tuple[str, Any]]:
    lignes = execution.tirage.get("lignes", ())
    return {
        (lignes[etiquette.place]["offre"], lignes[etiquette.place]["rang"]): (
            etiquette.valeur,
            etiquette.auteur_id,
        )
        for etiquette in execution.etiquettes.exclude(valeur="")
    }


def _graine(execution: Execution) -> int:
    """The same for every draw of a run, so that a larger sample holds the smaller one."""
    return execution.pk.int % 2**31
