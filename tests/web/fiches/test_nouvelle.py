"""Where a fiche starts from: one emploi-type, several with their shares, a model."""

from __future__ import annotations

import pytest
from django.urls import reverse
from fiches_poste import HTMX, commencer
from visite import Visiteur

from socle_web.fiches.models import Fiche

pytestmark = pytest.mark.django_db

NOUVELLE, DECLINER = reverse("fiches:nouvelle"), reverse("fiches:decliner")


def test_sans_edition_on_peut_partir_du_livret(client: Visiteur) -> None:
    html = client.get(NOUVELLE).content.decode()
    assert "Un seul emploi-type est chargé" in html
    assert "Partir de ce modèle" in html


def test_chercher_choisir_enlever(client: Visiteur, essai: str) -> None:
    html = client.get(NOUVELLE, {"q": "pedagogie"}).content.decode()
    assert "Ingénieur-e en pédagogie du verger" in html
    assert f"source={essai}%3AF2Z01" in html
    fragment = client.get(NOUVELLE, {"q": "pedagogie"}, **HTMX).content.decode()
    assert "<!DOCTYPE" not in fragment
    assert "Choisir" in fragment
    assert "Aucun" in client.get(NOUVELLE, {"q": "zzzzz"}).content.decode()

    deux = {"source": [f"{essai}:F2Z01", f"{essai}:F2Z02", f"{essai}:INCONNU"]}
    html = client.get(NOUVELLE, deux).content.decode()
    assert 'value="70"' in html
    assert 'value="30"' in html
    assert html.count("Enlever") == 2


def test_decliner_depuis_un_emploi_type(client: Visiteur, essai: str) -> None:
    poste = commencer(client, source=f"{essai}:F2Z01")
    fiche = poste.fiche
    assert fiche.intitule == "Ingénieur-e en pédagogie du verger"
    assert fiche.activites[0].provenance.emploi_type == "F2Z01"
    assert fiche.activites[0].provenance.edition == essai


def test_decliner_plusieurs_emplois_types(client: Visiteur, essai: str) -> None:
    poste = commencer(
        client,
        source=[f"{essai}:F2Z01", f"{essai}:F2Z02"],
        quotite=["60", "40"],
        corps="ASI",
        intitule="Médiateur-trice",
    )
    fiche = poste.fiche
    assert (fiche.intitule, fiche.corps) == ("Médiateur-trice", "AI")
    assert [(emploi.code, emploi.quotite) for emploi in fiche.emplois_types] == [("F2Z01", 60), ("F2Z02", 40)]
    assert "Tenir le calendrier des floraisons" in [ligne.libelle for ligne in fiche.activites]


def test_decliner_depuis_un_modele(client: Visiteur) -> None:
    poste = commencer(client, modele="hybridation")
    assert poste.fiche.modele == "hybridation"
    assert "modèle" in poste.lire()


@pytest.mark.parametrize(
    ("donnees", "statut", "dit"),
    [
        ({}, 422, "Aucun emploi-type n’est choisi."),
        ({"source": "referens-essai:F9Z99"}, 404, "F9Z99"),
        ({"source": "inconnue:F2Z01"}, 404, "inconnue"),
        ({"source": "n’importe quoi"}, 404, "n’importe quoi"),
        ({"modele": "inconnu"}, 404, "inconnu"),
        ({"source": "referens-essai:F2Z01", "corps": "PRAG"}, 422, "PRAG"),
        (
            {"source": ["referens-essai:F2Z01", "referens-essai:F2Z02"], "quotite": ["40", "60"]},
            422,
            "au moins 50\u00a0%",
        ),
        (
            {"source": ["referens-essai:F2Z01", "referens-essai:F2Z02"], "quotite": ["80", "tout"]},
            422,
            "Les quotités ne conviennent pas.",
        ),
        (
            {"source": ["referens-essai:F2Z01", "referens-essai:F2Z01"], "quotite": ["60", "40"]},
            422,
            "choisi deux fois",
        ),
    ],
)
def test_ce_qui_ne_va_pas_se_dit_et_se_corrige_sur_place(
    client: Visiteur, essai: str, donnees: dict[str, object], statut: int, dit: str
) -> None:
    response = client.post(DECLINER, {**donnees, "intitule": "Mon poste"})
    assert response.status_code == statut
    assert dit in response.content.decode()
    assert not Fiche.objects.exists()
    if "quotite" in donnees:
        assert 'value="Mon poste"' in response.content.decode()
