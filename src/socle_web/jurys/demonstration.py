"""The demonstration's jury: three members, four numbers, scores that do not all agree."""

from __future__ import annotations

from django.db import transaction

from socle.jury import Grille, decrire, peser, ramener
from socle_web.comptes.models import Etablissement
from socle_web.fiches.demonstration import NOM, espace_de, recrutement
from socle_web.jurys import services
from socle_web.jurys.models import Etat, Jury
from socle_web.jurys.vues import cles_notees

MEMBRES = ("Présidence du jury", "Direction des ressources humaines", "Expertise extérieure")
CANDIDATS = 4


@transaction.atomic
def enrichir() -> None:
    """Gather a jury for the demonstration's recruitment, once, and open its comparison."""
    etablissement = Etablissement.objects.get(nom=NOM)
    if Jury.objects.filter(etablissement=etablissement).exists():
        return
    rh = espace_de(etablissement, "rh")
    jury = services.preparer(espace=rh, fiche=recrutement(etablissement))
    services.modifier(espace=rh, jury_id=jury.pk, operation=_regler)
    for nom in MEMBRES:
        services.inviter(espace=rh, jury_id=jury.pk, nom=nom)
    services.inscrire(espace=rh, jury_id=jury.pk, saisie=f"1-{CANDIDATS}")
    services.passer(espace=rh, jury_id=jury.pk, vers=Etat.NOTATION)
    _noter(jury)
    services.passer(espace=rh, jury_id=jury.pk, vers=Etat.COMPARAISON)


def _regler(grille: Grille) -> Grille:
    premier = grille.criteres[0]
    grille = peser(grille, premier.cle, poids=20, motif="La stratégie est attendue dès la première année.")
    return ramener(decrire(grille, premier.cle, indices="Une orientation proposée, suivie d’effets."))


def _noter(jury: Jury) -> None:
    cles = sorted(cles_notees(jury.contenu))
    for rang_membre, membre in enumerate(jury.membres.all()):
        for rang_candidat, candidat in enumerate(jury.candidats.all()):
            notes = {
                # The third member sees one criterion in four otherwise.
                cle: (rang + 2 * rang_candidat + (2 if rang_membre == 2 and rang % 4 == 0 else 0)) % 5
                for rang, cle in enumerate(cles)
            }
            services.noter(membre=membre, candidat=candidat, notes=notes, remarque="")
