"""Who may do what with a fiche: roles × state × service. One named permission each."""

from __future__ import annotations

import rules

from socle.fiche.vie import Passage, vie
from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import Role
from socle_web.fiches.models import Fiche
from socle_web.fiches.querysets import ECRIVENT, ETATS_LISIBLES

ETATS_PRESENTS = ("brouillon", "en-relecture", "validee", "signee")


def _tient(*roles: Role) -> rules.Predicate:
    """Holds one of these roles in the whole établissement, or in the fiche's own service or above it."""

    def tenir(espace: Espace, fiche: Fiche) -> bool:
        if espace.local:
            return True
        return any(
            tenue.role in roles
            and (
                tenue.service is None or (fiche.service is not None and tenue.service.contient(fiche.service))
            )
            for tenue in espace.appartenances
        )

    return rules.predicate(tenir, name="+".join(roles))


def _peut_creer(espace: Espace, objet: object = None) -> bool:
    return not espace.est_membre or espace.a_role(*ECRIVENT)


peut_creer = rules.predicate(_peut_creer, name="peut_creer")
"""Begin a fiche: a visitor in their browser, a member whose role is to write."""


def _est_visiteur(espace: Espace, fiche: Fiche) -> bool:
    """Writes in a browser, without an établissement: whatever it may reach is its own."""
    return not espace.est_membre


def _est_auteur(espace: Espace, fiche: Fiche) -> bool:
    """Began the fiche."""
    return espace.local or (espace.user is not None and fiche.auteur_id == espace.user.pk)


def _est_titulaire(espace: Espace, fiche: Fiche) -> bool:
    """Holds the post; on one machine, the person in front of it stands for the holder."""
    return espace.local or (espace.user is not None and fiche.titulaire_id == espace.user.pk)


def _est_brouillon(espace: Espace, fiche: Fiche) -> bool:
    """The fiche is being written."""
    return fiche.etat == "brouillon"


def _est_lisible(espace: Espace, fiche: Fiche) -> bool:
    """The fiche was validated."""
    return fiche.etat in ETATS_LISIBLES


def _est_presente(espace: Espace, fiche: Fiche) -> bool:
    """The fiche is not archived."""
    return fiche.etat in ETATS_PRESENTS


def _n_a_jamais_servi(espace: Espace, fiche: Fiche) -> bool:
    """No version of the fiche was ever validated."""
    return fiche.validee_le is None


est_visiteur = rules.predicate(_est_visiteur, name="est_visiteur")
est_auteur = rules.predicate(_est_auteur, name="est_auteur")
est_titulaire = rules.predicate(_est_titulaire, name="est_titulaire")
est_brouillon = rules.predicate(_est_brouillon, name="est_brouillon")
est_lisible = rules.predicate(_est_lisible, name="est_lisible")
est_presente = rules.predicate(_est_presente, name="est_presente")
n_a_jamais_servi = rules.predicate(_n_a_jamais_servi, name="n_a_jamais_servi")

ecrit = _tient(Role.REDACTEUR, Role.RESPONSABLE, Role.RH, Role.ADMINISTRATEUR)
dirige = _tient(Role.RESPONSABLE, Role.RH, Role.ADMINISTRATEUR)
lit = _tient(Role.LECTEUR)

peut_voir = est_visiteur | est_auteur | ecrit | (est_lisible & (est_titulaire | lit))
"""Read the fiche; others do not know that it exists."""

peut_ecrire = est_brouillon & (est_visiteur | est_auteur | ecrit)
"""Change its words."""

peut_supprimer = est_brouillon & n_a_jamais_servi & (est_visiteur | est_auteur | dirige)
"""Put it aside: never what was once in force."""

peut_commenter = ~est_visiteur & est_presente & (est_auteur | ecrit | est_titulaire)
"""Remark on a line, say that a remark is settled."""

peut_designer = ~est_visiteur & est_presente & (dirige | (est_brouillon & est_auteur))
"""Say which service it belongs to and who holds the post."""

peut_modeler = ~est_visiteur & dirige
"""Offer it to everyone as a model of the établissement."""

_ROLES: dict[str, rules.Predicate] = {
    "redacteur": est_auteur | _tient(Role.REDACTEUR),
    "responsable": _tient(Role.RESPONSABLE),
    "rh": _tient(Role.RH),
    "administrateur": _tient(Role.ADMINISTRATEUR),
    "titulaire": est_titulaire,
}


def peut_passer(espace: Espace, fiche: Fiche, passage: Passage) -> bool:
    """Take a step of the fiche's life."""
    return espace.est_membre and any(_ROLES[role].test(espace, fiche) for role in passage.roles)


def passages_permis(espace: Espace, fiche: Fiche) -> tuple[Passage, ...]:
    """The steps that a person may take now, in the order of the table."""
    return tuple(passage for passage in vie().depuis(fiche.etat) if peut_passer(espace, fiche, passage))


def c_est_a_moi(espace: Espace, fiche: Fiche) -> bool:
    """Whether it is this person's turn."""
    if not espace.est_membre:
        return False
    tour = vie().tour(fiche.etat, titulaire=fiche.a_un_titulaire, sans_titulaire=fiche.sans_titulaire)
    return bool(tour.role) and _ROLES[tour.role].test(espace, fiche)
