"""Leading a jury: weights first, then scores, then the comparison; what people wrote is forgotten in time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from socle.annonce import empreinte
from socle.erreurs import ErreurSocle, SaisieInvalide
from socle.jury import Avis, Deliberation, Grille, Note, dresser, verifier_grille
from socle_web.comptes import journal
from socle_web.comptes.espaces import Espace
from socle_web.comptes.possession import champs
from socle_web.fiches.models import INTITULE_MAXIMUM, Fiche
from socle_web.jurys.models import NOM_MAXIMUM, NUMERO_MAXIMUM, Candidat, Etat, Feuille, Jury, Membre
from socle_web.jurys.recherche import mots_cherches
from socle_web.jurys.taches import poster

Operation = Callable[[Grille], Grille]

JURYS_MAXIMUM = 100
MEMBRES_MAXIMUM = 20
CANDIDATS_MAXIMUM = 200
_SUITE = re.compile(r"^(\d{1,4})\s*[-–à]\s*(\d{1,4})$")
# From one state to the next, and back while nothing is settled.
PASSAGES = {
    (Etat.PREPARATION, Etat.NOTATION): "jury.notation-ouverte",
    (Etat.NOTATION, Etat.PREPARATION): "jury.notation-annulee",
    (Etat.NOTATION, Etat.COMPARAISON): "jury.comparaison-ouverte",
    (Etat.COMPARAISON, Etat.NOTATION): "jury.notation-rouverte",
    (Etat.COMPARAISON, Etat.CLOS): "jury.clos",
}


class PassageRefuse(ErreurSocle):
    """The jury cannot go to that state now."""

    code = "passage-refuse"


@transaction.atomic
def preparer(*, espace: Espace, fiche: Fiche) -> Jury:
    """The jury of a fiche: the one being prepared, or a new one with its grid.

    :raises SaisieInvalide: the fiche has no activité.
    :raises ErreurSocle: a browser has too many juries already.
    """
    commence: Jury | None = (
        Jury.objects.de(espace).de_la_fiche(fiche.pk).filter(etat=Etat.PREPARATION).first()
    )
    if commence is not None:
        return commence
    if not espace.est_membre and Jury.objects.de(espace).count() >= JURYS_MAXIMUM:
        raise ErreurSocle(
            f"Vous avez déjà {JURYS_MAXIMUM} grilles.",
            remede="Effacez celles dont vous n’avez plus besoin, puis recommencez.",
            code="trop-de-jurys",
        )
    document = fiche.contenu
    grille = dresser(document, empreinte=empreinte(document))
    jury = Jury.objects.create(
        **champs(espace),
        fiche_id=fiche.pk,
        service=fiche.service,
        intitule=grille.intitule[:INTITULE_MAXIMUM],
        grille=grille.model_dump(mode="json"),
        recherche=mots_cherches(grille),
    )
    journal.noter(espace, geste="jury.prepare", objet=jury)
    return jury


@transaction.atomic
def modifier(*, espace: Espace, jury_id: UUID, operation: Operation) -> Jury:
    """Change the grid, as long as nobody scores with it.

    :raises PassageRefuse: the scores are open: the rule does not change during the game.
    """
    jury = _verrouiller(jury_id)
    _exiger(jury, Etat.PREPARATION, "Les poids ne changent plus une fois la notation ouverte.")
    grille = operation(jury.contenu)
    document = grille.model_dump(mode="json")
    if document != jury.grille:
        jury.grille, jury.recherche = document, mots_cherches(grille)
        _enregistrer(jury, "grille", "recherche")
        journal.noter(espace, geste="jury.grille-modifiee", objet=jury)
    return jury


@transaction.atomic
def inviter(*, espace: Espace, jury_id: UUID, nom: str, courriel: str = "") -> Membre:
    """One more member, with the address where their link may be sent.

    :raises SaisieInvalide: no name, one that is taken, an address that is none, or too many members.
    """
    jury = _verrouiller(jury_id)
    _exiger_non_clos(jury)
    propre = " ".join(nom.split())[:NOM_MAXIMUM]
    if not propre:
        raise SaisieInvalide({"nom": "Donnez un nom ou une fonction : le procès-verbal le portera."})
    if jury.membres.filter(nom=propre).exists():
        raise SaisieInvalide({"nom": f"« {propre} » est déjà membre du jury."})
    if jury.membres.count() >= MEMBRES_MAXIMUM:
        raise SaisieInvalide({"nom": f"Un jury compte {MEMBRES_MAXIMUM} membres au plus."})
    adresse = courriel.strip()
    if adresse:
        try:
            validate_email(adresse)
        except ValidationError as erreur:
            raise SaisieInvalide(
                {"courriel": f"« {adresse} » n’est pas une adresse électronique."}
            ) from erreur
    membre = Membre.objects.create(jury=jury, nom=propre, courriel=adresse)
    _enregistrer(jury)
    journal.noter(espace, geste="jury.membre-invite", objet=jury)
    return membre


@transaction.atomic
def inscrire(*, espace: Espace, jury_id: UUID, saisie: str) -> int:
    """Candidates, one number a line or a range (« 1-12 »); how many were added.

    :raises SaisieInvalide: nothing was typed, or there are too many.
    """
    jury = _verrouiller(jury_id)
    _exiger_non_clos(jury)
    connus = set(jury.candidats.values_list("numero", flat=True))
    nouveaux = [numero for numero in lire_numeros(saisie) if numero not in connus]
    if not nouveaux:
        raise SaisieInvalide({"numeros": "Donnez un numéro par ligne, ou une suite comme 1-12."})
    if len(connus) + len(nouveaux) > CANDIDATS_MAXIMUM:
        raise SaisieInvalide({"numeros": f"Un jury examine {CANDIDATS_MAXIMUM} candidatures au plus."})
    Candidat.objects.bulk_create(Candidat(jury=jury, numero=numero) for numero in nouveaux)
    _enregistrer(jury)
    journal.noter(espace, geste="jury.candidats-inscrits", objet=jury, details={"nombre": len(nouveaux)})
    return len(nouveaux)


def lire_numeros(saisie: str) -> list[str]:
    """The numbers of a text: one a line or separated by commas, ranges unfolded, each once.

    >>> lire_numeros("1-3, A12")
    ['1', '2', '3', 'A12']
    """
    numeros: list[str] = []
    for partie in re.split(r"[,;\n]", saisie):
        net = " ".join(partie.split())
        suite = _SUITE.match(net)
        if suite and int(suite[1]) <= int(suite[2]) <= int(suite[1]) + CANDIDATS_MAXIMUM:
            numeros += [str(n) for n in range(int(suite[1]), int(suite[2]) + 1)]
        elif net:
            numeros.append(net[:NUMERO_MAXIMUM])
    return list(dict.fromkeys(numeros))


@transaction.atomic
def renouveler(*, espace: Espace, membre: Membre) -> None:
    """Make a member's link void, and another one."""
    membre.tour += 1
    membre.envoye_le = None
    membre.save(update_fields=["tour", "envoye_le"])
    journal.noter(espace, geste="jury.lien-renouvele", objet=membre.jury)


@transaction.atomic
def envoyer(*, espace: Espace, membre: Membre, site: str) -> None:
    """Send a member their link, once this is written.

    :param site: the site's address, ``https://socle.example/``.
    :raises PassageRefuse: the jury is closed.
    :raises ErreurSocle: the member's address is not known.
    """
    _exiger_non_clos(membre.jury)
    if not membre.courriel:
        raise ErreurSocle(
            f"L’adresse de « {membre.nom} » n’est pas connue.",
            remede="Donnez-lui son lien vous-même, ou retirez ce membre et ajoutez-le avec son adresse.",
            code="membre-sans-adresse",
        )
    membre.envoye_le = timezone.now()
    membre.save(update_fields=["envoye_le"])
    journal.noter(espace, geste="jury.lien-envoye", objet=membre.jury)
    poster.enqueue(membre_id=membre.pk, site=site)


@transaction.atomic
def exclure(*, espace: Espace, membre: Membre) -> None:
    """Remove a member, with their scores.

    :raises PassageRefuse: the comparison is open.
    """
    jury = _verrouiller(membre.jury_id)
    if jury.est_ouvert:
        raise PassageRefuse(
            "Un membre ne quitte plus le jury une fois la comparaison ouverte.",
            remede="Rouvrez d’abord la notation.",
        )
    membre.delete()
    journal.noter(espace, geste="jury.membre-retire", objet=jury)


@transaction.atomic
def radier(*, espace: Espace, candidat: Candidat) -> None:
    """Remove a candidate, with their scores.

    :raises PassageRefuse: the jury is closed.
    """
    jury = _verrouiller(candidat.jury_id)
    _exiger_non_clos(jury)
    candidat.delete()
    journal.noter(espace, geste="jury.candidat-retire", objet=jury)


@transaction.atomic
def passer(*, espace: Espace, jury_id: UUID, vers: str) -> Jury:
    """Take a jury to its next state, or back.

    :raises PassageRefuse: the jury is not ready for it.
    """
    jury = _verrouiller(jury_id)
    geste = next((g for (d, a), g in PASSAGES.items() if (d, a) == (jury.etat, vers)), None)
    if geste is None:
        raise PassageRefuse("Le jury n’en est plus là.", remede="Rechargez la page.")
    _exiger_pret(jury, vers)
    jury.etat = vers
    if jury.est_clos:
        jury.clos_le = timezone.now()
    _enregistrer(jury, "etat", "clos_le")
    journal.noter(espace, geste=geste, objet=jury)
    return jury


def _exiger_pret(jury: Jury, vers: str) -> None:
    if vers == Etat.NOTATION and jury.en_preparation:
        rapport = verifier_grille(jury.contenu)
        if rapport.nombre("erreur"):
            raise PassageRefuse(rapport.constats[0].message, remede=rapport.constats[0].remede)
        if not jury.membres.exists() or not jury.candidats.exists():
            raise PassageRefuse(
                "Il manque des membres ou des candidatures.",
                remede="Invitez au moins un membre et inscrivez au moins une candidature.",
            )
    if vers == Etat.PREPARATION and Feuille.objects.filter(membre__jury=jury).exists():
        raise PassageRefuse(
            "Des notes ont déjà été données : la grille ne change plus.",
            remede="Pour une autre grille, préparez un autre jury.",
        )


@transaction.atomic
def noter(*, membre: Membre, candidat: Candidat, notes: Mapping[str, int], remarque: str) -> Feuille:
    """A member's scores of a candidate; a criterion left out is not scored yet.

    :raises PassageRefuse: the scores are not open.
    :raises SaisieInvalide: a score is not a level of the scale.
    """
    jury = _verrouiller(membre.jury_id)
    _exiger(jury, Etat.NOTATION, "La notation n’est pas ouverte.")
    grille = jury.contenu
    niveaux = {niveau.valeur for niveau in grille.echelle}
    cles = {critere.cle for critere in grille.criteres}
    if not set(notes) <= cles or not set(notes.values()) <= niveaux:
        raise SaisieInvalide({"notes": "Une note est l’un des niveaux de la grille."})
    feuille, _ = Feuille.objects.update_or_create(
        membre=membre, candidat=candidat, defaults={"notes": dict(notes), "remarque": remarque.strip()}
    )
    _enregistrer(jury)
    journal.noter(
        Espace(jury.etablissement), geste="jury.candidat-note", objet=jury, details={"membre": membre.pk}
    )
    return feuille


@transaction.atomic
def decider(*, espace: Espace, candidat: Candidat, verdict: str, rang: int | None, motif: str) -> None:
    """What the jury decides of a candidate, in its own words.

    :raises PassageRefuse: the comparison is not open.
    :raises SaisieInvalide: the decision is none of those that exist.
    """
    jury = _verrouiller(candidat.jury_id)
    _exiger(jury, Etat.COMPARAISON, "Le jury décide une fois la comparaison ouverte.")
    avis = _avis(candidat.numero, verdict, rang, motif)
    candidat.verdict, candidat.rang, candidat.motif = avis.verdict, avis.rang, avis.motif
    candidat.save(update_fields=["verdict", "rang", "motif"])
    _enregistrer(jury)
    journal.noter(espace, geste="jury.candidat-decide", objet=jury)


def _avis(numero: str, verdict: str, rang: int | None, motif: str) -> Avis:
    try:
        return Avis.model_validate(
            {"candidat": numero, "verdict": verdict, "rang": rang, "motif": motif.strip()[:500]}
        )
    except ValueError as erreur:
        raise SaisieInvalide({"verdict": "La décision ou le rang ne convient pas."}) from erreur


def deliberation(jury: Jury) -> Deliberation:
    """The jury as a document: its grid, its scores, its decisions."""
    candidats = list(jury.candidats.all())
    feuilles = Feuille.objects.filter(membre__jury=jury).select_related("membre", "candidat")
    return Deliberation(
        grille=jury.contenu,
        membres=tuple(membre.nom for membre in jury.membres.all()),
        candidats=tuple(candidat.numero for candidat in candidats),
        notes=tuple(
            Note(membre=feuille.membre.nom, candidat=feuille.candidat.numero, critere=cle, valeur=valeur)
            for feuille in feuilles
            for cle, valeur in feuille.notes.items()
        ),
        avis=tuple(_avis(c.numero, c.verdict, c.rang, c.motif) for c in candidats),
        date_deliberation=timezone.localtime(jury.clos_le).date() if jury.clos_le else None,
    )


@transaction.atomic
def effacer(*, espace: Espace, jury_id: UUID) -> None:
    """Forget the people of a jury: candidates, scores, members. The grid stays."""
    jury = _verrouiller(jury_id)
    _oublier(jury)
    journal.noter(espace, geste="jury.efface", objet=jury)


@transaction.atomic
def purger(*, jours: int) -> int:
    """Forget the people of juries that have not moved for long; how many juries there were."""
    perimes = list(Jury.objects.a_effacer(jours=jours).select_related("etablissement"))
    for jury in perimes:
        _oublier(jury)
        journal.noter(Espace(jury.etablissement), geste="jury.purge", objet=jury)
    return len(perimes)


def _oublier(jury: Jury) -> None:
    jury.candidats.all().delete()
    jury.membres.all().delete()
    if not jury.en_preparation:
        jury.efface_le = timezone.now()
        jury.etat = Etat.CLOS
    jury.save(update_fields=["efface_le", "etat"])


def _exiger(jury: Jury, etat: str, message: str) -> None:
    if jury.etat != etat:
        raise PassageRefuse(message, remede="Rechargez la page : le jury a avancé entre-temps.")


def _exiger_non_clos(jury: Jury) -> None:
    if jury.est_clos:
        raise PassageRefuse("Ce jury est clos.", remede="Préparez-en un autre depuis la fiche.")


def _enregistrer(jury: Jury, *champs_changes: str) -> None:
    jury.modifie_le = timezone.now()
    jury.save(update_fields=[*champs_changes, "modifie_le"])


def _verrouiller(jury_id: UUID) -> Jury:
    verrouille: Jury = Jury.objects.select_for_update().get(pk=jury_id)
    return verrouille
