"""What the demonstration shows of offers and juries, made by the gestures that people make."""

from __future__ import annotations

import pytest
from django.urls import reverse
from visite import Visiteur

from socle_web.annonces import demonstration as annonces
from socle_web.annonces import services
from socle_web.annonces.models import AnnonceEnregistree
from socle_web.fiches.demonstration import construire
from socle_web.jurys import demonstration as jurys
from socle_web.jurys.models import Jury

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("serveur")]


def _entrer(compte: str) -> Visiteur:
    acces = next(un for un in construire() if un.poste.compte == compte)
    visiteur = Visiteur()
    visiteur.post(reverse("comptes:connexion"), {"username": acces.courriel, "password": acces.mot_de_passe})
    return visiteur


def test_an_offer_without_a_remark_is_published_once() -> None:
    construire()
    annonces.enrichir()
    annonces.enrichir()
    (enregistree,) = AnnonceEnregistree.objects.all()
    graves = [c for c in services.verifier(enregistree).constats if c.gravite != "information"]
    assert graves == []
    publique = Visiteur().get(reverse("annonces:publique", kwargs={"pk": enregistree.pk}))
    assert "n’existe pas\u00a0: elle sert à montrer Socle" in publique.content.decode()


def test_a_jury_has_scores_to_talk_over() -> None:
    construire()
    jurys.enrichir()
    jurys.enrichir()
    jury = Jury.objects.get()
    page = _entrer("rh").get(reverse("jurys:comparaison", kwargs={"pk": jury.pk})).content.decode()
    assert "à reprendre" in page
    assert "L’alpha de Krippendorff vaut" in page
