"""Giving documents: files of every kind, a text, several at once, and what cannot be read."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from offres_analysees import TEXTE, AnalyseLue, bombe, deposer, docx_simple, pdf_numerise
from pytest_django import DjangoAssertNumQueries
from visite import Visiteur

from socle.erreurs import ErreurSocle
from socle.rendu import Plan, ecrire, puces
from socle_web.comptes.espaces import Espace
from socle_web.offres import services
from socle_web.offres.models import AnalyseEnregistree
from socle_web.offres.services import Lecture, Source

pytestmark = pytest.mark.django_db


def accueil(client: Visiteur) -> str:
    return client.get(reverse("offres:accueil")).content.decode()


def test_la_page_dit_ce_qu_elle_accepte_et_ce_qu_elle_garde(client: Visiteur) -> None:
    html = accueil(client)
    for attendu in (
        "PDF, DOCX, ODT",
        "20\u00a0Mo",
        "effacé dès qu’il a été lu",
        "Un seul emploi-type est chargé",
    ):
        assert attendu in html
    assert "Vos analyses" not in html


def test_avec_une_edition_la_page_ne_parle_plus_du_livret_seul(client: Visiteur, essai: str) -> None:
    html = accueil(client)
    assert "Un seul emploi-type est chargé" not in html
    assert f'value="{essai}"' in html


def test_un_docx_est_analyse_et_oublie(client: Visiteur, essai: str) -> None:
    reponse = deposer(client, ("offre.docx", docx_simple()))
    enregistree = AnalyseEnregistree.objects.get()
    assert reponse["Location"] == reverse("offres:analyse", kwargs={"pk": enregistree.pk})
    assert enregistree.analyse.emploi_type == "F2Z01"
    assert (enregistree.nom, enregistree.conserve, enregistree.original) == ("offre.docx", False, None)
    assert client.get(reverse("offres:original", kwargs={"pk": enregistree.pk})).status_code == 404


def test_le_document_n_est_garde_que_sur_demande(serveur: None, client: Visiteur, essai: str) -> None:
    contenu = docx_simple()
    deposer(client, ("offre.docx", contenu), conserver="on")
    enregistree = AnalyseEnregistree.objects.get()
    adresse = reverse("offres:original", kwargs={"pk": enregistree.pk})
    rendu = client.get(adresse)
    assert rendu.content == contenu
    assert rendu["Content-Disposition"] == 'attachment; filename="offre.docx"'
    assert rendu["Content-Type"] == "application/octet-stream"
    assert Visiteur().get(adresse).status_code == 404


def test_un_pdf_ecrit_par_socle_se_relit(client: Visiteur, essai: str) -> None:
    plan = Plan(
        titre="Pédagogie du verger", blocs=(puces(["Animer des ateliers de greffe pour les publics"]),)
    )
    deposer(client, ("fiche.pdf", ecrire(plan, format="pdf")))
    assert AnalyseEnregistree.objects.get().analyse.offre.format == "pdf"


def test_rien_a_analyser(client: Visiteur) -> None:
    for donnees in ({}, {"texte": "   \n"}):
        reponse = client.post(reverse("offres:analyser"), donnees)
        assert reponse.status_code == 422
        assert "Choisissez un fichier ou collez un texte" in reponse.content.decode()
    assert not AnalyseEnregistree.objects.exists()


@pytest.mark.parametrize(
    ("nom", "contenu", "attendu"),
    [
        ("vide.pdf", b"", "Le fichier est vide"),
        ("scan.pdf", pdf_numerise(), "image"),
        ("coupe.docx", docx_simple()[:2000], "abîmé"),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(200), "image"),
        ("lourd.txt", b"a " * 10_500_000, "20\u00a0Mo"),
        ("bombe.docx", bombe(), "démesuré"),
    ],
    ids=["empty", "scanned", "truncated", "picture", "heavy", "bomb"],
)
def test_un_mauvais_fichier_se_dit_et_n_arrete_pas_les_autres(
    client: Visiteur, essai: str, nom: str, contenu: bytes, attendu: str
) -> None:
    reponse = deposer(client, (nom, contenu), ("offre.docx", docx_simple()))
    html = reponse.content.decode()
    assert reponse.status_code == 422
    assert "1\u00a0document sur 2 n’a pas pu être lu" in html
    assert nom in html
    assert attendu in html
    assert AnalyseEnregistree.objects.get().nom == "offre.docx"
    assert reverse("offres:analyse", kwargs={"pk": AnalyseEnregistree.objects.get().pk}) in html


def test_plusieurs_documents_se_retrouvent_dans_la_liste(serveur: None, client: Visiteur, essai: str) -> None:
    reponse = deposer(client, ("a.docx", docx_simple()), ("b.txt", TEXTE.encode()), texte=TEXTE)
    assert reponse["Location"] == reverse("offres:accueil") + "#analyses"
    html = accueil(client)
    assert html.count("Supprimer<span") == 3
    assert "Vos analyses" not in accueil(Visiteur())


def test_envoyes_un_par_un_chacun_rend_sa_ligne(client: Visiteur, essai: str) -> None:
    bon = deposer(client, ("a.docx", docx_simple()), htmx=True).content.decode()
    mauvais = deposer(client, ("<b>.pdf", b""), htmx=True)
    assert 'class="reussi"' in bon
    assert mauvais.status_code == 200
    assert 'class="echec"' in mauvais.content.decode()
    assert "<b>" not in mauvais.content.decode()


def test_trop_de_fichiers_a_la_fois(client: Visiteur, essai: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socle_web.offres.views.depot.FICHIERS_MAXIMUM", 1)
    html = deposer(client, ("a.txt", TEXTE.encode()), ("b.txt", TEXTE.encode())).content.decode()
    assert "un envoi compte 1 fichiers au plus" in html.replace("\n", " ")
    assert AnalyseEnregistree.objects.get().nom == "a.txt"


def test_un_envoi_demesure_est_refuse_avant_d_etre_lu(client: Visiteur) -> None:
    contenu = bytes(settings.TAILLE_MAXIMALE + 2 * 1024 * 1024)
    reponse = deposer(client, ("enorme.pdf", contenu))
    assert reponse.status_code == 413


def test_le_texte_saisi_revient_quand_un_champ_est_faux(client: Visiteur) -> None:
    reponse = client.post(reverse("offres:analyser"), {"texte": "Former les jardiniers", "corps": "ZZ"})
    assert reponse.status_code == 422
    assert "Former les jardiniers" in reponse.content.decode()


def test_les_signes_de_controle_ne_passent_pas(client: Visiteur, essai: str) -> None:
    client.post(reverse("offres:analyser"), {"texte": TEXTE.replace("Animer", "Ani\x00mer\x0b")})
    assert "\x00" not in AnalyseEnregistree.objects.get().document["offre"]["texte"]


def test_l_exemple_s_analyse_d_un_clic(client: Visiteur) -> None:
    reponse = client.post(reverse("offres:exemple"))
    enregistree = AnalyseEnregistree.objects.get()
    assert reponse["Location"] == reverse("offres:analyse", kwargs={"pk": enregistree.pk})
    assert enregistree.analyse.emploi_type == "ANSTIA-IP"
    html = client.get(reponse["Location"]).content.decode()
    assert "Seul l’emploi-type du livret est chargé" in html


def test_un_texte_sans_titre_prend_ses_premiers_mots(client: Visiteur, essai: str) -> None:
    client.post(
        reverse("offres:analyser"), {"texte": "Activités :\n- animer des ateliers de greffe\n- tailler"}
    )
    assert AnalyseEnregistree.objects.get().titre == "Animer des ateliers de greffe"


def test_supprimer_demande_puis_efface(lue: AnalyseLue) -> None:
    page = lue.client.get(lue.adresse("supprimer")).content.decode()
    assert "seront effacés pour de bon" in page
    assert AnalyseEnregistree.objects.exists()
    assert lue.poster("supprimer")["Location"] == reverse("offres:accueil")
    assert not AnalyseEnregistree.objects.exists()
    assert "est supprimée" in accueil(lue.client)


def test_la_liste_ne_lit_pas_les_documents(
    lue: AnalyseLue, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        lue.client.post(reverse("offres:analyser"), {"texte": TEXTE})
    with django_assert_max_num_queries(2) as requetes:
        accueil(lue.client)
    assert not any('"document"' in requete["sql"] for requete in requetes.captured_queries)


def test_trop_d_analyses_se_dit(essai: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "ANALYSES_MAXIMUM", 1)
    source = Source("texte collé", TEXTE)
    services.enregistrer(espace=Espace(None, jeton="moi"), source=source, lecture=Lecture())
    with pytest.raises(ErreurSocle, match="déjà 1"):
        services.enregistrer(espace=Espace(None, jeton="moi"), source=source, lecture=Lecture())


def test_la_purge_retire_les_anciennes(lue: AnalyseLue, capsys: pytest.CaptureFixture[str]) -> None:
    lue.client.post(reverse("offres:analyser"), {"texte": TEXTE})
    AnalyseEnregistree.objects.filter(pk=lue.pk).update(cree_le=timezone.now() - timezone.timedelta(days=91))
    call_command("purger")
    assert AnalyseEnregistree.objects.count() == 1
    assert "Analyses d’offres\u00a0: 1." in capsys.readouterr().out


def test_l_analyseur_n_est_prepare_qu_une_fois_par_edition(essai: str) -> None:
    pret = services.analyseur(edition=essai)
    assert services.analyseur(edition=essai) is pret
    assert services.analyseur() is not pret
