"""Reading an analysis: sentences, evidence, both sides linked, another emploi-type, a fiche, files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.urls import reverse
from offres_analysees import HTMX, TEXTE, AnalyseLue
from pytest_django import DjangoAssertNumQueries
from visite import Visiteur

from socle.offre import Analyse, decouper
from socle_web.fiches.models import Fiche
from socle_web.offres.document import composer
from socle_web.offres.models import AnalyseEnregistree

pytestmark = pytest.mark.django_db


def ids(html: str) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', html)


def test_les_phrases_viennent_d_abord(lue: AnalyseLue) -> None:
    html = lue.lire()
    assert html.index("L’emploi-type le plus proche est") < html.index("Emplois-types les plus proches")
    assert "«\u00a0Ingénieur-e en pédagogie du verger\u00a0» (F2Z01)" in html
    taux = lue.analyse.decalage.taux  # type: ignore[union-attr]
    assert f"{round(100 * taux)}\u00a0%" in html  # type: ignore[operator]
    assert "Corps annoncé" in html
    assert re.search(r"<dt>Corps</dt><dd>IE</dd>", html)


def test_le_document_est_rendu_tout_entier(lue: AnalyseLue) -> None:
    html = lue.lire()
    article = html[html.index("<article") : html.index("</article>")]
    sans_lecteur = re.sub(r'<span class="visually-hidden">[^<]*</span>', "", article)
    texte = " ".join(re.sub(r"<[^>]+>", " ", sans_lecteur).split())
    for ligne in TEXTE.replace("Corps : ", "").splitlines():
        assert ligne.lstrip("- ").rstrip(" :.") in texte


@pytest.mark.donnees
def test_chaque_ligne_des_offres_reelles_a_sa_place(donnees: Path) -> None:
    profils = (donnees / "offres" / "cnrs_2025_dev.jsonl").read_text("utf-8").splitlines()
    for profil in profils:
        offre = decouper(json.loads(profil)["texte"])
        morceaux = [
            morceau
            for partie in composer(offre, {}, {})
            for rang in partie.rangs
            for morceau in rang.morceaux
        ]
        numeros = [morceau.numero for morceau in morceaux if morceau.premier]
        assert numeros == list(range(1, len(offre.lignes) + 1))
        for numero, ligne in enumerate(offre.lignes, start=1):
            ecrit = " ".join(morceau.texte for morceau in morceaux if morceau.numero == numero)
            assert ecrit.split() == ligne.texte.split()


def test_chaque_ligne_est_marquee_et_chaque_lien_mene_quelque_part(lue: AnalyseLue) -> None:
    html = lue.lire()
    presents = ids(html)
    assert len(presents) == len(set(presents))
    liens = set(re.findall(r'href="#([^"]+)"', html))
    assert liens <= set(presents)
    for ligne in lue.analyse.lignes:
        assert f'class="m-{ligne.decision}"' in html
    assert html.count("<mark id=") == len(lue.analyse.lignes)
    assert html.count('class="detail ') == len(lue.analyse.lignes)
    assert html.count('class="constat c-') == len(lue.analyse.couverture)


def test_la_couleur_ne_parle_pas_seule(lue: AnalyseLue) -> None:
    html = lue.lire()
    assert re.search(r'<span class="visually-hidden">ligne \d+, sûr\u00a0: </span>', html)
    assert "<strong>Présente.</strong>" in html
    assert "<strong>Absente.</strong>" in html
    assert "Lignes de l’emploi-type demandées par l’offre, par rubrique" in html


def test_les_mots_qui_ont_compte_sont_surlignes(lue: AnalyseLue) -> None:
    html = lue.lire()
    assert re.search(r'<p class="libelle">.*<mark>verger</mark>', html)


def test_filtrer_par_decision_et_par_rubrique(lue: AnalyseLue) -> None:
    for ligne in {ligne.decision: ligne for ligne in lue.analyse.lignes}.values():
        html = lue.lire(f"?decision={ligne.decision}")
        attendues = lue.analyse.nombre(ligne.decision)
        assert html.count('class="detail ') == attendues
        assert html.count(f'class="detail d-{ligne.decision}"') == attendues
    html = lue.lire("?rubrique=connaissances")
    assert html.count('class="detail ') == sum(
        ligne.rubrique == "connaissances" for ligne in lue.analyse.lignes
    )
    assert "Aucune ligne ne répond à ces filtres" in lue.lire("?rubrique=profil&decision=sur")


def test_choisir_un_autre_emploi_type_sans_renvoyer_le_document(lue: AnalyseLue) -> None:
    avant = lue.analyse
    assert lue.poster("reprendre", emploi_type="F2Z02")["Location"] == lue.adresse()
    apres = lue.analyse
    assert apres.emploi_type == "F2Z02"
    assert apres.offre == avant.offre
    assert apres.couverture != avant.couverture
    html = lue.lire()
    assert "choisi par vous" in html
    lue.poster("reprendre", emploi_type="")
    assert lue.analyse == avant


def test_changer_de_corps_refait_le_classement(lue: AnalyseLue) -> None:
    lue.poster("reprendre", corps="AI")
    assert (lue.analyse.corps, lue.analyse.corps_origine) == ("AI", "choisi")
    assert {trouve.corps for trouve in lue.analyse.emplois_types} == {"AI"}
    html = lue.lire()
    assert "Corps choisi" in html
    assert "Et si l’on ne tient pas compte du corps" in html
    lue.poster("reprendre", emploi_type="F2Z01")
    assert lue.analyse.corps == "AI"
    lue.poster("reprendre", corps="")
    assert (lue.analyse.corps, lue.analyse.corps_origine) == ("IE", "ecrit")


def test_un_emploi_type_inconnu_ne_change_rien(lue: AnalyseLue) -> None:
    avant = lue.analyse
    assert lue.poster("reprendre", emploi_type="Z9Z99").status_code == 404
    assert lue.poster("reprendre", corps="ZZ").status_code == 302
    assert lue.analyse == avant


def test_chercher_un_autre_emploi_type(lue: AnalyseLue) -> None:
    html = lue.lire("?q=médiation")
    assert 'value="F2Z02"' in html
    fragment = lue.client.get(f"{lue.adresse()}?q=médiation", **HTMX).content.decode()
    assert 'value="F2Z02"' in fragment
    assert "<h1" not in fragment
    assert "Aucun emploi-type ne répond" in lue.lire("?q=zzzzzz")


def test_le_portrait_mene_a_ses_lignes_et_a_ses_regles(lue: AnalyseLue) -> None:
    html = lue.lire()
    assert "Comment c’est établi" in html
    assert reverse("offres:portrait") in html
    regles = lue.client.get(reverse("offres:portrait")).content.decode()
    for attendu in ("Numérique", "Posture", "Moodle", "conception"):
        assert attendu in regles


def test_en_faire_une_fiche_garde_les_lignes(lue: AnalyseLue) -> None:
    reponse = lue.poster("fiche")
    brouillon = Fiche.objects.get()
    assert reponse["Location"] == reverse("fiches:editeur", kwargs={"pk": brouillon.pk})
    fiche = brouillon.contenu
    textes = [ligne.texte for _, ligne in fiche.toutes_les_lignes()]
    for attendu in ("Conduire un projet de plantation", "Droit maritime international"):
        assert attendu in textes
    assert fiche.principal is not None
    assert fiche.principal.code == "F2Z01"
    natures = {ligne.texte: ligne.provenance.nature for _, ligne in fiche.toutes_les_lignes()}
    assert natures["Conduire un projet de plantation"] == "herite"
    assert natures["Droit maritime international"] == "ajoute"
    assert "brouillon tiré de l’offre" in lue.client.get(reponse["Location"]).content.decode()


@pytest.mark.parametrize("format", ["docx", "odt", "pdf", "html", "json"])
def test_emporter_l_analyse(lue: AnalyseLue, format: str) -> None:
    reponse = lue.client.get(lue.adresse("telecharger", format=format))
    assert reponse.status_code == 200
    assert f'.{format}"' in reponse["Content-Disposition"]
    if format == "json":
        assert Analyse.from_json(reponse.content) == lue.analyse
        assert json.loads(reponse.content)["emploi_type"] == "F2Z01"


def test_un_document_sans_ligne_lue_se_dit(client: Visiteur, essai: str) -> None:
    client.post(reverse("offres:analyser"), {"texte": "Candidature :\nÉcrire à la direction."})
    enregistree = AnalyseEnregistree.objects.get()
    html = client.get(reverse("offres:analyse", kwargs={"pk": enregistree.pk})).content.decode()
    assert "Aucune ligne de mission, d’activité ou de compétence" in html


def test_une_edition_retiree_depuis_laisse_lire_l_analyse(lue: AnalyseLue, essai: str) -> None:
    from socle_web.referentiels import services as referentiels

    AnalyseEnregistree.objects.update(edition=essai)
    referentiels.supprimer(nom=essai)
    assert "Ingénieur-e en pédagogie du verger" in lue.lire()
    assert lue.poster("fiche").status_code == 404
    assert lue.poster("reprendre", emploi_type="F2Z02").status_code == 404


def test_peu_de_requetes(lue: AnalyseLue, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(2):
        lue.lire()


def test_le_texte_du_document_est_echappe(client: Visiteur, essai: str) -> None:
    client.post(
        reverse("offres:analyser"), {"texte": "Activités :\n- Animer <script>alert(1)</script> des ateliers"}
    )
    html = client.get(reverse("offres:analyse", kwargs={"pk": AnalyseEnregistree.objects.get().pk})).content
    assert b"<script>alert" not in html
