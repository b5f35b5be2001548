"""What leaves the editor: files with their names, the preview, the comparison."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from docx import Document
from fiches_poste import Poste
from pypdf import PdfReader

from socle.referentiel import FicheDePoste

pytestmark = pytest.mark.django_db

MIMES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}


@pytest.mark.parametrize("format", MIMES)
def test_chaque_format_se_telecharge_sous_un_vrai_nom(poste: Poste, format: str) -> None:
    response = poste.client.get(poste.adresse("telecharger", format=format))
    assert response.headers["Content-Type"] == MIMES[format]
    disposition = response.headers["Content-Disposition"]
    assert f'filename="fiche-de-poste-ingenieur-e-en-pedagogie-du-verger.{format}"' in disposition
    assert "filename*=UTF-8''Fiche%20de%20poste%20%E2%80%93%20Ing%C3%A9nieur-e" in disposition
    assert disposition.isascii()
    assert len(response.content) > 500


def test_les_fichiers_portent_les_memes_lignes(poste: Poste) -> None:
    poste.poster("ajouter", {"libelle": "Tenir le registre des pommes"}, rubrique="activites")
    docx = Document(io.BytesIO(poste.client.get(poste.adresse("telecharger", format="docx")).content))
    textes = [paragraphe.text for paragraphe in docx.paragraphs]
    pdf = PdfReader(io.BytesIO(poste.client.get(poste.adresse("telecharger", format="pdf")).content))
    lu = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for libelle in poste.libelles():
        assert libelle in textes
        assert libelle in lu
    json = poste.client.get(poste.adresse("telecharger", format="json")).content
    assert FicheDePoste.from_json(json) == poste.fiche


def test_un_nom_hostile_ne_sort_pas_de_l_en_tete(poste: Poste) -> None:
    poste.poster("groupe", {"intitule": 'Chef/fe : "eau"; filename=x.exe'}, cle="identification")
    disposition = poste.client.get(poste.adresse("telecharger", format="json")).headers["Content-Disposition"]
    assert disposition.count(";") == 2
    assert "/" not in disposition


def test_l_apercu_est_le_document(poste: Poste) -> None:
    html = poste.lire("apercu")
    for libelle in poste.libelles():
        assert libelle in html
    assert "hérité" not in html
    assert reverse("fiches:style") in html
    style = poste.client.get(reverse("fiches:style"))
    assert style.headers["Content-Type"].startswith("text/css")
    assert ".document" in style.content.decode()


def test_la_charte_de_l_etablissement_est_sur_l_apercu(poste: Poste) -> None:
    poste.client.post(
        reverse("comptes:etablissement"), {"nom": "Université de Port-Mer", "couleur": "#7a1f1f"}
    )
    assert "Université de Port-Mer" in poste.lire("apercu")
    assert (
        "Université de Port-Mer"
        in poste.client.get(poste.adresse("telecharger", format="html")).content.decode()
    )


def test_la_comparaison_dit_ce_qui_a_change_mot_a_mot(poste: Poste) -> None:
    assert "La fiche reprend l’emploi-type tel quel." in poste.lire("comparer")
    poste.geste("retirer:a7")
    poste.poster("ligne", {"libelle": "Conduire un projet de plantation hybride"}, cle="a5")
    poste.poster("ajouter", {"libelle": "Tenir le registre des pommes"}, rubrique="activites")
    html = poste.lire("comparer")
    assert "1\u00a0adaptée, 1\u00a0retirée, 1\u00a0ajoutée." in html
    assert "hybride" in html
    assert "<ins>" in html
    fichier = poste.client.get(poste.adresse("comparer_fichier", format="docx"), {"avec": "F2Z01"})
    assert "Comparaison" in fichier.headers["Content-Disposition"]


def test_sans_emploi_type_la_comparaison_explique(poste: Poste) -> None:
    document = poste.fiche.model_copy(update={"emplois_types": ()}).model_dump(mode="json")
    brouillon = poste.brouillon
    brouillon.document = document
    brouillon.save()
    assert "Rien à quoi comparer" in poste.lire("comparer")
    assert poste.client.get(poste.adresse("comparer_fichier", format="docx")).status_code == 404
    assert poste.client.get(poste.adresse("editeur")).status_code == 200
