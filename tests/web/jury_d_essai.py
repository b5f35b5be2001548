"""What the tests of juries share: a jury of an établissement, its members' links, its sheets."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from socle_web.comptes.espaces import Espace
from socle_web.jurys import liens, services
from socle_web.jurys.models import Candidat, Jury, Membre
from socle_web.jurys.vues import cles_notees


@dataclass(frozen=True)
class JuryDEssai:
    pk: UUID
    fiche_pk: UUID
    espace: Espace

    @property
    def jury(self) -> Jury:
        return Jury.objects.get(pk=self.pk)

    def adresse(self, vue: str, **kwargs: object) -> str:
        return reverse(f"jurys:{vue}", kwargs={"pk": self.pk, **kwargs})

    def membre(self, rang: int = 0) -> Membre:
        return list(self.jury.membres.all())[rang]

    def candidat(self, rang: int = 0) -> Candidat:
        return list(self.jury.candidats.all())[rang]

    def lien(self, rang: int = 0, vue: str = "membre", **kwargs: object) -> str:
        return reverse(f"jurys:{vue}", kwargs={"jeton": liens.jeton(self.membre(rang)), **kwargs})

    def peupler(self, *, membres: int = 2, candidats: int = 3) -> None:
        for rang in range(membres):
            services.inviter(espace=self.espace, jury_id=self.pk, nom=f"Membre {rang + 1}")
        services.inscrire(espace=self.espace, jury_id=self.pk, saisie=f"1-{candidats}")

    def passer(self, *etats: str) -> None:
        for etat in etats:
            services.passer(espace=self.espace, jury_id=self.pk, vers=etat)

    def notes(self, valeur: int) -> dict[str, int]:
        """The same level on every criterion that counts."""
        return dict.fromkeys(cles_notees(self.jury.contenu), valeur)

    def noter(self, membre: int, candidat: int, valeur: int, remarque: str = "") -> None:
        services.noter(
            membre=self.membre(membre),
            candidat=self.candidat(candidat),
            notes=self.notes(valeur),
            remarque=remarque,
        )

    def ouvrir_la_comparaison(self) -> None:
        """Two members who score three candidates, then the comparison."""
        self.peupler()
        self.passer("notation")
        for candidat in range(3):
            self.noter(0, candidat, candidat + 1)
            self.noter(1, candidat, candidat + 1)
        self.passer("comparaison")
