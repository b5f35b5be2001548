"""Runs over a corpus: asked for, made in the background, followed, stopped, taken up again."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from socle.corpus import Avancement, Chiffres, Decisions, analyser_corpus, calculer
from socle.corpus import Execution as Conduite
from socle.erreurs import ErreurSocle
from socle.referentiel import Referentiel
from socle_web.comptes import journal
from socle_web.comptes.espaces import Espace
from socle_web.corpus import concours, rapports, reproduction, services
from socle_web.corpus.models import Corpus, Execution
from socle_web.referentiels import moteurs
from socle_web.referentiels import services as referentiels

Etat = Execution.Etat
CHIFFRES = "chiffres.json"
# Between two marks of progress, in seconds.
INTERVALLE = 1.0


class ArretDemande(Exception):
    """The person asked the run to stop."""


@transaction.atomic
def demander(*, espace: Espace, corpus: Corpus, edition: str, codes: list[str]) -> Execution:
    """A new run, that a worker takes as soon as it can.

    :raises ErreurSocle: one is waiting or under way already.
    """
    Corpus.objects.select_for_update().get(pk=corpus.pk)
    if corpus.executions.filter(etat__in=[Etat.ATTENTE, Etat.EN_COURS]).exists():
        raise ErreurSocle(
            "Une analyse de ce corpus est déjà en cours.",
            remede="Attendez sa fin, ou arrêtez-la.",
            code="execution-en-cours",
        )
    derniere = corpus.executions.order_by("-numero").first()
    execution = Execution.objects.create(
        corpus=corpus,
        numero=derniere.numero + 1 if derniere else 1,
        edition=edition,
        emplois_types=codes,
    )
    journal.noter(espace, geste="corpus.analyse_demandee", objet=execution)
    _mettre_en_file(execution)
    return execution


@transaction.atomic
def arreter(*, espace: Espace, execution: Execution) -> None:
    """Ask a run to stop at the end of its batch; what it has done stays, to be taken up again."""
    execution = Execution.objects.select_for_update().get(pk=execution.pk)
    if execution.is_finie:
        return
    execution.arret_demande = True
    if execution.etat == Etat.ATTENTE:
        execution.etat, execution.fin_le = Etat.ARRETEE, timezone.now()
    execution.save(update_fields=["arret_demande", "etat", "fin_le"])
    journal.noter(espace, geste="corpus.analyse_arretee", objet=execution)


@transaction.atomic
def relancer(*, espace: Espace, execution: Execution) -> None:
    """Take a run up again at its last finished batch; a finished one only has its figures made anew, with
    what was decided of the emerging work since."""
    execution = Execution.objects.select_for_update().get(pk=execution.pk)
    if not execution.is_finie:
        return
    execution.etat, execution.arret_demande, execution.erreur = Etat.ATTENTE, False, {}
    execution.fin_le = None
    execution.save(update_fields=["etat", "arret_demande", "erreur", "fin_le"])
    journal.noter(espace, geste="corpus.analyse_reprise", objet=execution)
    _mettre_en_file(execution)


def executer(execution_id: UUID) -> None:
    """Make a run, or go on with it. Run twice, it does nothing the second time."""
    execution = _commencer(execution_id)
    if execution is None:
        return
    try:
        _analyser(execution)
    except ArretDemande:
        _finir(execution, etat=Etat.ARRETEE)
    except ErreurSocle as erreur:
        _finir(execution, etat=Etat.ECHOUEE, erreur=_dire(erreur))
    except Exception:
        # Told to the person, and to the log of the tasks.
        _finir(execution, etat=Etat.ECHOUEE, erreur=_dire(_imprevu()))
        raise


def chiffres(execution: Execution) -> Chiffres:
    """The figures of a finished run."""
    return Chiffres.from_json((execution.dossier / CHIFFRES).read_text("utf-8"))


@transaction.atomic
def supprimer(*, espace: Espace, execution: Execution) -> None:
    """Remove a finished run and its results; the corpus stays.

    :raises ErreurSocle: it is not finished.
    """
    if not execution.is_finie:
        raise ErreurSocle(
            "Cette analyse n’est pas finie.", remede="Arrêtez-la d’abord.", code="execution-en-cours"
        )
    dossier = execution.dossier
    journal.noter(espace, geste="corpus.analyse_supprimee", objet=execution)
    execution.delete()
    transaction.on_commit(lambda: shutil.rmtree(dossier, ignore_errors=True))


def _mettre_en_file(execution: Execution) -> None:
    from socle_web.corpus.taches import analyser

    identifiant = str(execution.pk)
    transaction.on_commit(lambda: analyser.enqueue(identifiant))


@transaction.atomic
def _commencer(execution_id: UUID) -> Execution | None:
    execution: Execution | None = (
        Execution.objects.select_for_update(of=["self"])
        .select_related("corpus")
        .filter(pk=execution_id)
        .first()
    )
    if execution is None or execution.is_finie:
        return None
    execution.etat = Etat.EN_COURS
    execution.debut_le = execution.debut_le or timezone.now()
    execution.save(update_fields=["etat", "debut_le"])
    return execution


def _analyser(execution: Execution) -> None:
    corpus = execution.corpus
    referentiel = referentiels.avec_livret(edition=reproduction.edition_de(execution))
    if not (execution.dossier / reproduction.MANIFESTE).is_file():
        _remplir(execution, referentiel)
    lus = concours.ouverts(corpus, referentiel)
    decisions = Decisions.model_validate(corpus.decisions) if corpus.decisions else None
    # Kept with the results: what the commands of the report read, as it was when the figures were made.
    _poser(execution, reproduction.CONCOURS, lus.contenu if lus else None)
    _poser(execution, reproduction.DECISIONS, decisions.to_json().encode() if decisions else None)
    resultat = calculer(
        execution.dossier,
        referentiel,
        codes=execution.emplois_types,
        titre=corpus.titre,
        decisions=decisions,
        postes=lus.postes if lus else None,
        commandes=reproduction.commandes(execution),
        empreintes={"concours": lus.empreinte} if lus else {},
    )
    (execution.dossier / CHIFFRES).write_text(resultat.to_json(), "utf-8")
    rapports.plan(resultat, dossier=execution.dossier)
    _finir(execution, etat=Etat.TERMINEE, nombres=resultat.effectifs.model_dump())


def _poser(execution: Execution, nom: str, contenu: bytes | None) -> None:
    fichier = execution.dossier / nom
    if contenu is None:
        fichier.unlink(missing_ok=True)
    else:
        fichier.write_bytes(contenu)


def _remplir(execution: Execution, referentiel: Referentiel) -> None:
    """Write the tables of a run, from where it was; anew when what it was begun with has changed."""
    moteur = moteurs.charger(referentiel, moteurs.etat(referentiel))
    execution.dossier.mkdir(parents=True, exist_ok=True)

    def analyser() -> None:
        analyser_corpus(
            services.source(execution.corpus),
            execution.dossier,
            referentiel=referentiel,
            emplois_types=execution.emplois_types,
            compact=moteur.compact,
            # One fitted for an external encoder says nothing of runs, that use none.
            calibration=moteur.calibration if moteur.encodeur is None else None,
            # By its name, as the latest may be another when the run is made again.
            edition=referentiel.editions[-1].nom,
            reprendre=True,
            execution=Conduite(suivi=_noteur(execution)),
        )

    try:
        analyser()
    except ErreurSocle as erreur:
        if erreur.code != "reprise-impossible":
            raise
        shutil.rmtree(execution.dossier)
        execution.dossier.mkdir()
        analyser()


def _noteur(execution: Execution) -> Callable[[Avancement], None]:
    """What the analysis calls at each batch: keeps how far it is, and stops it when asked to."""
    dernier = 0.0

    def noter(avancement: Avancement) -> None:
        nonlocal dernier
        if time.monotonic() - dernier < INTERVALLE:
            return
        dernier = time.monotonic()
        mienne = Execution.objects.filter(pk=execution.pk)
        if not mienne.update(
            etape=avancement.libelle,
            faites=avancement.faites,
            total=avancement.total,
            reste=avancement.reste,
        ):
            raise ArretDemande
        if mienne.filter(arret_demande=True).exists():
            raise ArretDemande

    return noter


def _finir(
    execution: Execution,
    *,
    etat: str,
    erreur: dict[str, str] | None = None,
    nombres: dict[str, Any] | None = None,
) -> None:
    Execution.objects.filter(pk=execution.pk).update(
        etat=etat, erreur=erreur or {}, nombres=nombres or {}, fin_le=timezone.now()
    )


def _imprevu() -> ErreurSocle:
    return ErreurSocle(
        "L’analyse s’est arrêtée sur une erreur de Socle.",
        cause="Ce n’est pas votre fait ; l’erreur est notée dans le journal du serveur.",
        remede="Reprenez l’analyse. Si elle s’arrête encore, signalez-le à qui administre le site.",
        code="erreur-interne",
    )


def _dire(erreur: ErreurSocle) -> dict[str, str]:
    return {"message": erreur.message, "cause": erreur.cause, "remede": erreur.remede, "code": erreur.code}
