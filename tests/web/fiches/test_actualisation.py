"""A new édition arrives: each fiche says what it changes for it, and takes what is chosen."""

from __future__ import annotations

from collections.abc import Callable

import petite_edition
import pytest
from django.urls import reverse
from gens import Equipe, valider
from visite import Visiteur

from socle_web.fiches.models import Fiche

pytestmark = pytest.mark.django_db


@pytest.fixture
def suivante(importer: Callable[..., str]) -> Callable[[], str]:
    """Import the édition of the year after: one activité reworded, one gone, one new."""

    def suivante() -> str:
        texte = petite_edition.ecrire().decode()
        texte = texte.replace("Assurer le suivi des récoltes et en rendre compte", "Suivre les récoltes")
        texte = texte.replace("Suivre les récoltes", "Assurer le suivi des récoltes")
        texte = texte.replace("|Évaluer les dispositifs de cueillette", "|Tenir le cahier du verger")
        return importer("suivante", texte.encode(), "RéFérens suivant")

    return suivante


def test_a_fiche_says_what_changes_and_takes_what_is_chosen(
    equipe: Equipe, fiche: Fiche, suivante: Callable[[], str]
) -> None:
    assert "nouvelle édition du référentiel" not in equipe.redacteur.lire("suivi", fiche).content.decode()
    suivante()
    assert "nouvelle édition du référentiel" in equipe.redacteur.lire("suivi", fiche).content.decode()
    page = equipe.redacteur.lire("actualiser", fiche).content.decode()
    assert "1\u00a0est reformulée, 1\u00a0n’y est plus, 1\u00a0est nouvelle" in page
    assert page.count("checked") == 3
    equipe.redacteur.poster(
        "actualiser", fiche, **{"edition": "suivante", "choix:a4": "adopter", "choix:a7": "inventé"}
    )
    fiche.refresh_from_db()
    textes = [ligne.texte for ligne in fiche.contenu.activites]
    assert "Assurer le suivi des récoltes" in textes
    assert "Évaluer les dispositifs de cueillette" in textes
    assert "Tenir le cahier du verger" not in textes
    assert fiche.edition == "suivante"
    assert "nouvelle édition du référentiel" not in equipe.redacteur.lire("suivi", fiche).content.decode()
    equipe.redacteur.poster("geste", fiche, geste="annuler")
    fiche.refresh_from_db()
    assert fiche.edition == petite_edition.NOM


def test_what_is_in_force_waits_for_a_new_version(
    equipe: Equipe, fiche: Fiche, suivante: Callable[[], str]
) -> None:
    valider(equipe, fiche)
    suivante()
    page = equipe.redacteur.lire("actualiser", fiche).content.decode()
    assert "La version en vigueur ne change pas" in page
    assert 'type="radio"' not in page
    assert equipe.redacteur.poster("actualiser", fiche, edition="suivante").status_code == 403
    fiche.refresh_from_db()
    assert fiche.edition == petite_edition.NOM


def test_without_an_edition_the_page_says_so(client: Visiteur) -> None:
    client.post(reverse("fiches:decliner"), {"modele": "hybridation"})
    page = client.get(reverse("fiches:actualiser", kwargs={"pk": Fiche.objects.get().pk}))
    assert "Aucune édition n’est importée" in page.content.decode()


def test_an_unknown_edition_is_told(equipe: Equipe, fiche: Fiche) -> None:
    reponse = equipe.redacteur.visiteur.get(
        reverse("fiches:actualiser", kwargs={"pk": fiche.pk}), {"edition": "absente"}
    )
    assert reponse.status_code == 404
    assert "n’existe pas" in reponse.content.decode()


def test_a_model_of_the_etablissement_is_where_others_start(
    equipe: Equipe, fiche: Fiche, membre: Callable[..., Visiteur]
) -> None:
    from socle_web.comptes.models import Role

    ailleurs = membre(Role.REDACTEUR, service=equipe.ailleurs)
    nouvelle = reverse("fiches:nouvelle")
    assert "modèle de votre établissement" not in ailleurs.get(nouvelle).content.decode()
    equipe.responsable.poster("modele", fiche, modele="1")
    assert "modèle de votre établissement" in ailleurs.get(nouvelle).content.decode()
    reponse = ailleurs.post(reverse("fiches:decliner"), {"maison": str(fiche.pk)})
    assert reponse.status_code == 302
    copie = Fiche.objects.exclude(pk=fiche.pk).get()
    assert copie.contenu.activites == fiche.contenu.activites
    assert copie.service == equipe.ailleurs
    equipe.responsable.poster("modele", fiche, modele="0")
    refus = ailleurs.post(reverse("fiches:decliner"), {"maison": str(fiche.pk)})
    assert refus.status_code == 404
    assert "n’est plus proposé" in refus.content.decode()
