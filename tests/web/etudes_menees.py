"""People who run studies and people who answer, as the tests of the site play them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from visite import Visiteur

from socle_web.etudes.models import Consultation, EtudeEnregistree, Question, Tour

CANDIDATS = ("Concevoir des parcours de verger", "Greffer avec les publics", "Tenir le carnet des haies")


class Conduite:
    """An animator and the study that they run."""

    def __init__(self, client: Visiteur) -> None:
        self.client = client
        reponse = client.post(reverse("etudes:nouvelle"), {"titre": "Les métiers du verger"})
        assert reponse.status_code == 302, reponse.content.decode()
        self.pk = reponse["Location"].rstrip("/").rpartition("/")[2]

    @property
    def etude(self) -> EtudeEnregistree:
        return EtudeEnregistree.objects.get(pk=self.pk)

    @property
    def consultation(self) -> Consultation:
        return Consultation.objects.get(etude_id=self.pk)

    @property
    def tour(self) -> Tour:
        return self.consultation.tours.last()

    @property
    def questions(self) -> list[Question]:
        return list(self.tour.questions.all())

    @property
    def lien(self) -> str:
        return reverse("etudes:participer", args=[self.consultation.jeton])

    def consulter(self, mode: str = "invitation") -> None:
        donnees = {"titre": "Ce qui compte au verger", "mode": mode, "presentation": "Dites-nous."}
        reponse = self.client.post(reverse("etudes:nouvelle_consultation", args=[self.pk]), donnees)
        assert reponse.status_code == 302, reponse.content.decode()

    def ecrire(self, vue: str, donnees: dict[str, Any] | None = None, **kwargs: Any) -> HttpResponse:
        """Post to an address of the study."""
        return self.client.post(reverse(vue, kwargs={"pk": self.pk, **kwargs}), donnees or {})

    def voir(self, vue: str, requete: str = "", **kwargs: Any) -> str:
        """Read an address of the study."""
        reponse = self.client.get(reverse(vue, kwargs={"pk": self.pk, **kwargs}) + requete)
        assert reponse.status_code == 200, reponse.status_code
        return reponse.content.decode()

    def rassembler(self) -> None:
        """Two sources, two candidates, a rule that one witness meets, a coded cell, a proposal."""
        for titre, genre in (("Enquête des vergers", "enquete"), ("Traité des haies", "ouvrage")):
            assert self.ecrire("etudes:ajouter_source", {"titre": titre, "genre": genre}).status_code == 302
        lignes = "Greffer avec les publics\nTailler les haies"
        assert self.ecrire("etudes:candidats", {"libelles": lignes, "nature": "activite"}).status_code == 302
        regle = {"seuil_consensus": 75, "poids_partiel": 50, "temoins_minimum": 1, "genres_minimum": 1}
        assert self.ecrire("etudes:regle", {**regle, "decision": "sources"}).status_code == 302
        assert self.ecrire("etudes:verrouiller").status_code == 302
        self.coder("traite-des-haies", "greffer-avec-les-publics", "present", citation="On greffe ensemble.")
        assert self.ecrire("etudes:proposer", {"gabarit": "ANSTIA-IP"}).status_code == 302

    def coder(self, source: str, candidat: str, valeur: str, *, citation: str = "", codeur: str = "") -> None:
        champs = {f"v-{candidat}": valeur, f"c-{candidat}": citation, f"p-{candidat}": "12", "codeur": codeur}
        assert self.ecrire("etudes:coder", champs, cle=source).status_code == 302

    def poster(self, vue: str, donnees: dict[str, Any] | None = None, **kwargs: Any) -> HttpResponse:
        return self.client.post(reverse(vue, kwargs={"pk": self.consultation.pk, **kwargs}), donnees or {})

    def lire(self, vue: str, **kwargs: Any) -> str:
        reponse = self.client.get(reverse(vue, kwargs={"pk": self.consultation.pk, **kwargs}))
        assert reponse.status_code == 200, reponse.status_code
        return reponse.content.decode()

    def ajouter(self, **donnees: Any) -> HttpResponse:
        champs = {"genre": "notation", "texte": "Est-ce essentiel ?", "echelle": "accord", **donnees}
        return self.poster("etudes:ajouter_question", champs, numero=self.tour.numero)

    def poser_les_candidats(self) -> None:
        """A ranking, which adds the candidates, then a rating of each, a yes/no and a free question."""
        self.ajouter(
            genre="classement", texte="Qu’est-ce qui compte d’abord ?", elements="\n".join(CANDIDATS)
        )
        self.poster("etudes:poser_candidats", {"echelle": "accord"}, numero=self.tour.numero)
        self.ajouter(
            genre="oui-non", texte="Le faites-vous chaque semaine ?", candidat="greffer-avec-les-publics"
        )
        self.ajouter(genre="proposition", texte="Que manque-t-il ?")

    def clore(self) -> None:
        assert self.poster("etudes:clore", numero=self.tour.numero).status_code == 302

    def inviter(self, personnes: str) -> list[str]:
        """The personal links of those invited."""
        assert self.poster("etudes:invitations", {"personnes": personnes}).status_code == 302
        return [reverse("etudes:participer", args=[i.jeton]) for i in self.consultation.invitations.all()]


class Repondant:
    """Somebody with a link, in a browser of their own."""

    def __init__(self, lien: str) -> None:
        self.client = Visiteur()
        self.lien = lien

    @property
    def jeton(self) -> str:
        return self.lien.rstrip("/").rpartition("/")[2]

    def lire(self) -> str:
        reponse = self.client.get(self.lien)
        assert reponse.status_code == 200, reponse.status_code
        return reponse.content.decode()

    def entrer(self) -> None:
        assert self.client.post(reverse("etudes:entrer", args=[self.jeton])).status_code == 302

    def repondre(
        self, tour: Tour, champs: dict[str, str], *, htmx: bool = False, **donnees: str
    ) -> HttpResponse:
        entetes = {"HX-Request": "true"} if htmx else {}
        return self.client.post(
            reverse("etudes:repondre", args=[self.jeton]),
            {"tour": str(tour.numero), **champs, **donnees},
            headers=entetes,
        )
