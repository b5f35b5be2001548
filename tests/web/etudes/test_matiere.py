"""Sources, candidates, coding, the matrix and its verdicts, and the emploi-type that comes out of them."""

from __future__ import annotations

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from etudes_menees import Conduite
from visite import Visiteur

from socle_web.etudes.assemblage import assembler
from socle_web.etudes.models import Codage, Consultation, EtudeEnregistree

pytestmark = pytest.mark.django_db

BIBTEX = """@article{haie2019, author={Haie, Une}, title={Greffer ensemble}, year={2019}, doi={10.1234/haie}}
@book{verger2020, author={Verger, Deux}, title={Le verger}, year={2020}}"""


@pytest.fixture
def rassemblee(conduite: Conduite) -> Conduite:
    conduite.rassembler()
    return conduite


def importer(conduite: Conduite, nom: str, contenu: str) -> int:
    fichier = SimpleUploadedFile(nom, contenu.encode())
    return conduite.ecrire("etudes:importer_sources", {"fichier": fichier}).status_code


def test_a_bibliography_is_registered_once(conduite: Conduite) -> None:
    assert importer(conduite, "b.bib", BIBTEX) == 302
    assert importer(conduite, "b.bib", BIBTEX) == 302
    assert [s.titre for s in assembler(conduite.etude).sources] == ["Greffer ensemble", "Le verger"]
    assert (
        conduite.ecrire("etudes:importer_sources", {"dois": "https://doi.org/10.1234/haie"}).status_code
        == 302
    )
    assert len(assembler(conduite.etude).sources) == 2
    bib = conduite.client.get(reverse("etudes:exporter_sources", args=[conduite.pk, "bib"]))
    assert "Greffer ensemble" in bib.content.decode()
    csl = conduite.client.get(reverse("etudes:exporter_sources", args=[conduite.pk, "json"]))
    assert [notice["title"] for notice in json.loads(csl.content)] == ["Greffer ensemble", "Le verger"]


@pytest.mark.parametrize(("nom", "contenu"), [("b.bib", "rien"), ("b.exe", BIBTEX), ("b.ris", "")])
def test_a_bad_bibliography_is_refused_in_french(conduite: Conduite, nom: str, contenu: str) -> None:
    assert importer(conduite, nom, contenu) == 422
    assert not assembler(conduite.etude).sources


def test_sources_that_repeat_each_other_make_no_circle(rassemblee: Conduite) -> None:
    champs = {"titre": "Traité des haies", "genre": "ouvrage", "depend_de": ["enquete-des-vergers"]}
    assert rassemblee.ecrire("etudes:source", champs, cle="traite-des-haies").status_code == 302
    assert "reprend Enquête des vergers" in rassemblee.voir("etudes:sources")
    retour = {"titre": "Enquête des vergers", "genre": "enquete", "depend_de": ["traite-des-haies"]}
    reponse = rassemblee.ecrire("etudes:source", retour, cle="enquete-des-vergers")
    assert reponse.status_code == 422


def test_what_is_coded_cannot_be_removed(rassemblee: Conduite) -> None:
    refus = rassemblee.ecrire("etudes:retirer_source", cle="traite-des-haies")
    assert refus.status_code == 422
    assert "codée" in refus.content.decode()
    assert rassemblee.ecrire("etudes:retirer_candidat", cle="greffer-avec-les-publics").status_code == 422
    assert rassemblee.ecrire("etudes:retirer_source", cle="enquete-des-vergers").status_code == 302
    assert rassemblee.ecrire("etudes:retirer_candidat", cle="tailler-les-haies").status_code == 302


def test_nothing_is_coded_before_the_rule_is_locked(conduite: Conduite) -> None:
    conduite.ecrire("etudes:ajouter_source", {"titre": "Traité", "genre": "ouvrage"})
    conduite.ecrire("etudes:candidats", {"libelles": "Tailler", "nature": "activite"})
    assert "n’est pas encore verrouillée" in conduite.voir("etudes:coder", cle="traite")
    assert conduite.ecrire("etudes:coder", {"v-tailler": "present"}, cle="traite").status_code == 422
    conduite.ecrire("etudes:verrouiller")
    assert conduite.ecrire("etudes:coder", {"v-tailler": "present"}, cle="traite").status_code == 302
    assert conduite.ecrire("etudes:regle", {"seuil_consensus": 10}).status_code == 422


def test_a_coding_changed_keeps_its_history(rassemblee: Conduite) -> None:
    cellule = ("traite-des-haies", "greffer-avec-les-publics")
    rassemblee.coder(*cellule, "present", citation="On greffe ensemble.")
    assert Codage.objects.count() == 1, "nothing new was said"
    rassemblee.coder(*cellule, "partiel", citation="On greffe parfois.")
    assert Codage.objects.count() == 2
    page = rassemblee.voir("etudes:cellule", source=cellule[0], candidat=cellule[1])
    assert page.index("On greffe parfois.") < page.index("On greffe ensemble.")
    assert "(p.\u00a012)" in page or "(p. 12)" in page


def test_two_coders_disagree_and_somebody_settles_it(rassemblee: Conduite) -> None:
    source, candidat = "traite-des-haies", "greffer-avec-les-publics"
    rassemblee.coder(source, candidat, "absent", codeur="Deuxième lecture")
    assert "1\u00a0désaccord à résoudre" in rassemblee.voir("etudes:desaccords")
    assert "≠" in rassemblee.voir("etudes:matrice")
    page = rassemblee.voir("etudes:coder", cle=source)
    assert "codée aussi par 1\u00a0autre personne" in page
    assert "On greffe ensemble." not in page, "one codes without seeing what others coded"
    vide = rassemblee.ecrire("etudes:cellule", {"valeur": "present"}, source=source, candidat=candidat)
    assert vide.status_code == 422
    arbitrage = {"valeur": "present", "motif": "La page 12 le dit."}
    assert rassemblee.ecrire("etudes:cellule", arbitrage, source=source, candidat=candidat).status_code == 302
    assert "La page 12 le dit." in rassemblee.voir("etudes:cellule", source=source, candidat=candidat)
    assert "Aucun désaccord" in rassemblee.voir("etudes:desaccords")
    assert "Alpha de Krippendorff" in rassemblee.voir("etudes:desaccords")


def test_passages_are_matched_to_candidates(rassemblee: Conduite) -> None:
    passages = {"passages": "Les agents vont tailler les haies de la région\n"}
    reponse = rassemblee.ecrire("etudes:coder", passages, cle="enquete-des-vergers")
    page = reponse.content.decode()
    assert 'name="v-tailler-les-haies" value="present"' in page


def test_the_matrix_is_filtered_and_sorted(rassemblee: Conduite) -> None:
    assert "Enquête des vergers" not in rassemblee.voir("etudes:matrice")
    toutes = rassemblee.voir("etudes:matrice", "?toutes=1&tri=appui")
    assert toutes.index("Traité des haies") < toutes.index("Enquête des vergers")
    assert "Rien ne répond" in rassemblee.voir("etudes:matrice", "?genre=atelier")
    assert "Traité des haies" in rassemblee.voir("etudes:matrice", "?genre=inconnu&tri=inconnu")


def test_verdicts_open_on_their_witnesses(rassemblee: Conduite) -> None:
    page = rassemblee.voir("etudes:verdicts")
    assert "1\u00a0ligne en consensus" in page
    assert "Et sans cette source" in page
    assert "tient" in page


def test_the_proposal_carries_its_evidence(rassemblee: Conduite) -> None:
    page = rassemblee.voir("etudes:proposition")
    assert "Greffer avec les publics" in page
    assert "On greffe ensemble." in page
    assert "Tailler les haies" not in page.partition("<article")[2].partition("</article>")[0]
    assert "Conformité" in page


def test_a_proposal_is_compared_with_what_it_replaces(rassemblee: Conduite) -> None:
    champs = {"gabarit": "ANSTIA-IP", "remplace": "on", "intitule": "Ingénieur-e du verger"}
    assert rassemblee.ecrire("etudes:proposer", champs).status_code == 302
    page = rassemblee.voir("etudes:version", numero=2)
    assert "Ce qui changerait, et pour qui" in page
    assert "Ingénieur-e du verger" in page
    assert "Version 1" in page
    assert "Ingénieur-e du verger" not in rassemblee.voir("etudes:version", numero=1)


def test_a_proposal_is_discussed_and_adopted(rassemblee: Conduite) -> None:
    remarque = {"texte": "Greffer quoi ?", "rubrique": "activites", "rang": "1"}
    assert rassemblee.ecrire("etudes:remarquer", remarque, numero=1).status_code == 302
    assert rassemblee.ecrire("etudes:remarquer", {"texte": " "}, numero=1).status_code == 422
    assert rassemblee.ecrire("etudes:adopter", {"par": "Le conseil"}, numero=1).status_code == 302
    page = rassemblee.voir("etudes:proposition")
    assert "Greffer quoi" in page
    assert "Adoptée par Le conseil" in page
    etude = assembler(rassemblee.etude)
    assert etude.adoption is not None
    assert [remarque.texte for remarque in etude.propositions[0].remarques] == ["Greffer quoi ?"]
    assert "Greffer quoi" not in json.dumps(rassemblee.etude.document, ensure_ascii=False)


@pytest.mark.parametrize("format", ["docx", "pdf", "html"])
def test_the_livret_is_printed(rassemblee: Conduite, format: str) -> None:
    reponse = rassemblee.client.get(reverse("etudes:telecharger", args=[rassemblee.pk, format]))
    assert reponse.status_code == 200
    if format == "docx":
        textes = "\n".join(p.text for p in Document(io.BytesIO(reponse.content)).paragraphs)
        assert "Les métiers du verger" in textes
    assert len(reponse.content) > 2000


def test_a_study_is_published_to_anybody_and_taken_back(rassemblee: Conduite) -> None:
    adresse = reverse("etudes:publiee", args=[rassemblee.pk])
    fichier = reverse("etudes:publiee_fichier", args=[rassemblee.pk, "html"])
    assert Visiteur().get(adresse).status_code == 404
    assert rassemblee.ecrire("etudes:publier", {"publique": "oui"}).status_code == 302
    page = Visiteur().get(adresse)
    assert "Greffer avec les publics" in page.content.decode()
    assert Visiteur().get(fichier).status_code == 200
    assert rassemblee.ecrire("etudes:publier", {"publique": "non"}).status_code == 302
    assert Visiteur().get(adresse).status_code == Visiteur().get(fichier).status_code == 404


def test_a_study_that_proposes_nothing_is_not_published(conduite: Conduite) -> None:
    assert conduite.ecrire("etudes:publier", {"publique": "oui"}).status_code == 422
    assert Visiteur().get(reverse("etudes:publiee", args=[conduite.pk])).status_code == 404


def test_pages_ask_the_database_as_much_at_any_size(rassemblee: Conduite) -> None:
    """The queries of a page do not grow with what it lists."""
    mesures = []
    for rang in range(2):
        for numero in range(1 + 4 * rang):
            champs = {"titre": f"Source {rang}-{numero}", "genre": "ouvrage"}
            rassemblee.ecrire("etudes:ajouter_source", champs)
            rassemblee.coder(f"source-{rang}-{numero}", "tailler-les-haies", "present")
            etude = rassemblee.etude
            Consultation.objects.create(etude=etude, cle=f"c-{rang}-{numero}", titre="C", mode="ouverte")
        comptes = {}
        for vue in ("etude", "sources", "matrice", "verdicts", "desaccords", "proposition"):
            with CaptureQueriesContext(connection) as requetes:
                rassemblee.voir(f"etudes:{vue}")
            comptes[vue] = len(requetes)
        mesures.append(comptes)
    assert mesures[0] == mesures[1]


def test_the_booklets_example_reads_whole(conduite: Conduite) -> None:
    conduite.client.post(reverse("etudes:exemple"))
    pk = EtudeEnregistree.objects.get(exemple=True).pk
    for vue in ("etude", "sources", "candidats", "regle", "matrice", "desaccords", "verdicts", "proposition"):
        page = conduite.client.get(reverse(f"etudes:{vue}", args=[pk]))
        assert page.status_code == 200, vue
    verdicts = conduite.client.get(reverse("etudes:verdicts", args=[pk])).content.decode()
    assert "8\u00a0lignes en consensus, 3\u00a0discutées" in verdicts
