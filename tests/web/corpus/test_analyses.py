"""A run: its progress, its report, its evidence, its sample, what is decided of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from corpus.conftest import lancer
from corpus_analyses import Analyse
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from visite import Visiteur

from socle.corpus.chiffres import Chiffre, Chiffres, Comparaison, EcartGroupe, Exemple, Point, Tendance
from socle.erreurs import ErreurSocle
from socle_web.comptes.espaces import Espace, local
from socle_web.corpus import echantillons, executions
from socle_web.corpus.models import Corpus, Etiquette, Execution

pytestmark = pytest.mark.django_db


def test_the_report_says_what_was_read(analysee: Analyse) -> None:
    html = analysee.lire("rapport")
    assert "Offres du verger" in html
    assert "24\u00a0offres analysées" in html
    assert "F2Z01" in html


def test_every_format_can_be_taken_away(analysee: Analyse) -> None:
    debuts = {"docx": b"PK", "odt": b"PK", "pdf": b"%PDF", "html": b"<!doctype html>", "json": b"{"}
    for format, debut in debuts.items():
        reponse = analysee.client.get(analysee.adresse("telecharger", format=format))
        assert reponse.content.startswith(debut), format
    tables = analysee.client.get(analysee.adresse("telecharger", format="tables")).getvalue()
    with zipfile.ZipFile(io.BytesIO(tables)) as archive:
        noms = archive.namelist()
    assert "manifeste.json" in noms
    assert {nom.partition("/")[0] for nom in noms} >= {"offres", "lignes", "couverture"}
    assert analysee.client.get(analysee.adresse("telecharger", format="exe")).status_code == 404


def test_a_figure_leads_to_its_lines_and_a_line_to_its_offer(analysee: Analyse) -> None:
    html = analysee.lire("preuves")
    lien = html.split('<details class="exemples">')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    offre = analysee.client.get(lien.partition("#")[0]).content.decode()
    assert "Ingénieur-e en pédagogie du verger" in offre
    ancre = lien.partition("#")[2]
    assert not ancre or f'id="{ancre}"' in offre
    assert analysee.client.get(analysee.adresse("offre") + "?id=inconnue").status_code == 404


def test_groups_and_years_lead_to_their_own_offers(analysee: Analyse) -> None:
    fichier = analysee.execution.dossier / executions.CHIFFRES
    trouves = Chiffres.from_json(fichier.read_bytes())
    exemple = Exemple(offre="offres.jsonl, n° 7", rang=-1, texte="Une offre du groupe")
    part = Chiffre(valeur=0.5, effectif=12, total=24, bas=0.3, haut=0.7, exemples=(exemple,))
    ecart = EcartGroupe(groupe="Université A", chiffre=part, effet=0.6, bas=0.2, haut=1, p=0, p_corrigee=0)
    mesure = {"mesure": "posture:technique", "libelle": "Posture : agir sur les outils", "p": 0}
    nette = Comparaison(
        critere="employeur", nature="part", effet=0.4, p_corrigee=0, groupes=(ecart,), **mesure
    )
    douteuse = nette.model_copy(update={"libelle": "Niveau d’action : cours", "p_corrigee": 0.4})
    evolution = Tendance(
        points=(Point(annee=2023, chiffre=part), Point(annee=2025, chiffre=part)),
        pente=0, bas=0, haut=0, p_corrigee=1, **mesure,
    )  # fmt: skip
    autre = evolution.model_copy(update={"points": (Point(annee=2024, chiffre=part),)})
    montres = {"comparaisons": (nette, douteuse), "tendances": (evolution, autre)}
    fichier.write_text(trouves.model_copy(update=montres).to_json(), "utf-8")
    html = analysee.lire("preuves").replace("\u00a0", " ")
    assert "Posture : agir sur les outils, selon l’employeur" in html
    assert "Niveau d’action : cours, selon" not in html
    groupes, annees = html.split('id="titre-groupes"')[1].split('id="titre-annees"')
    assert groupes.count("Une offre du groupe</a>") == 1
    assert f"{analysee.adresse('offre')}?id=offres.jsonl%2C%20n%C2%B0%207" in groupes
    # A measure that a year does not have leaves its place empty.
    assert [annees.count(f">{annee}</th>") for annee in (2023, 2024, 2025)] == [1, 1, 1]
    assert annees.count("Une offre du groupe</a>") == 3
    assert annees.count("<td>–</td>") == 3


def test_a_run_stops_when_asked_and_goes_on(
    client: Visiteur,
    essai: str,
    jsonl: SimpleUploadedFile,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    client.post(reverse("corpus:nouveau"), {"titre": "Offres", "fichiers": [jsonl]})
    corpus = Corpus.objects.get()
    with django_capture_on_commit_callbacks():  # type: ignore[attr-defined]
        client.post(reverse("corpus:demander", args=[corpus.pk]))
    execution = Execution.objects.get()
    suivi = client.get(reverse("corpus:suivre", args=[execution.pk])).content.decode()
    assert "En attente" in suivi
    assert 'hx-trigger="every 2s"' in suivi

    Execution.objects.update(etat="en-cours", arret_demande=True)
    monkeypatch.setattr(executions, "INTERVALLE", 0.0)
    executions.executer(execution.pk)
    execution.refresh_from_db()
    assert execution.etat == "arretee"
    html = client.get(reverse("corpus:suivre", args=[execution.pk])).content.decode()
    assert "elle peut reprendre" in html

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        client.post(reverse("corpus:relancer", args=[execution.pk]))
    execution.refresh_from_db()
    assert execution.etat == "terminee"
    assert execution.nombres["analysees"] == 24


def test_a_waiting_run_is_stopped_at_once_and_is_not_begun(
    client: Visiteur, essai: str, jsonl: SimpleUploadedFile
) -> None:
    client.post(reverse("corpus:nouveau"), {"fichiers": [jsonl]})
    corpus = Corpus.objects.get()
    client.post(reverse("corpus:demander", args=[corpus.pk]))
    execution = Execution.objects.get()
    deux = client.post(reverse("corpus:demander", args=[corpus.pk]), follow=True).content.decode()
    assert "déjà en cours" in deux
    assert client.post(reverse("corpus:supprimer_analyse", args=[execution.pk])).status_code == 422
    client.post(reverse("corpus:arreter", args=[execution.pk]))
    executions.executer(execution.pk)
    execution.refresh_from_db()
    assert execution.etat == "arretee"


def test_a_failure_says_its_cause_and_the_remedy(
    client: Visiteur, essai: str, jsonl: SimpleUploadedFile
) -> None:
    client.post(reverse("corpus:nouveau"), {"fichiers": [jsonl]})
    client.post(reverse("corpus:demander", args=[Corpus.objects.get().pk]))
    Execution.objects.update(edition="disparue")
    execution = Execution.objects.get()
    executions.executer(execution.pk)
    execution.refresh_from_db()
    assert execution.etat == "echouee"
    html = client.get(reverse("corpus:suivre", args=[execution.pk])).content.decode()
    assert "disparue" in html
    assert execution.erreur["remede"].split("«")[0] in html
    assert "Reprendre l’analyse" in html


def test_a_bug_is_told_to_the_person_and_to_the_log(
    client: Visiteur, essai: str, jsonl: SimpleUploadedFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post(reverse("corpus:nouveau"), {"fichiers": [jsonl]})
    client.post(reverse("corpus:demander", args=[Corpus.objects.get().pk]))
    execution = Execution.objects.get()

    def casser(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(executions, "calculer", casser)
    with pytest.raises(ZeroDivisionError):
        executions.executer(execution.pk)
    html = client.get(reverse("corpus:suivre", args=[execution.pk])).content.decode()
    assert "sur une erreur de Socle" in html


def test_a_sample_is_labelled_and_corrects_the_figures(analysee: Analyse) -> None:
    assert "Combien de lignes" in analysee.lire("echantillon")
    assert analysee.poster("tirer", taille=7).status_code == 422
    analysee.poster("tirer", taille=150)
    analysee.execution.refresh_from_db()
    tirees = analysee.execution.tirage["lignes"]
    assert "Répondez ligne par ligne" in analysee.lire("echantillon")
    premier = analysee.poster("dire", htmx=True, place=0, valeur="juste").content.decode()
    assert "1 sur" in premier
    assert "Étiquetez encore" in premier
    assert "«\u00a0sûr\u00a0»" in premier
    assert "Précision" not in premier
    for place, ligne in enumerate(tirees):
        valeur = "manque" if place == 0 else "juste"
        analysee.poster("dire", place=place, valeur=valeur)
        assert ligne["decision"] in ("sur", "a-choisir", "hors-referentiel")
    etat = echantillons.etat(analysee.execution)
    assert etat is not None
    assert etat.faites == len(tirees)
    assert etat.qualite is not None
    assert etat.qualite.suffisante, etat.qualite.remede
    complet = analysee.lire("echantillon")
    assert "Lire le rapport corrigé" in complet
    assert "Précision" in complet
    assert echantillons.chiffres(analysee.execution).qualite == etat.qualite
    assert "corrig" in analysee.lire("rapport")


def test_an_answer_may_be_changed_and_a_larger_sample_keeps_it(analysee: Analyse) -> None:
    analysee.poster("tirer", taille=150)
    analysee.poster("dire", place=0, valeur="manque")
    analysee.poster("dire", place=0, valeur="juste")
    assert Etiquette.objects.get().valeur == "juste"
    analysee.execution.refresh_from_db()
    ligne = analysee.execution.tirage["lignes"][0]
    analysee.poster("tirer", taille=300)
    analysee.execution.refresh_from_db()
    gardee = Etiquette.objects.get()
    assert analysee.execution.tirage["lignes"][gardee.place]["texte"] == ligne["texte"]
    assert gardee.valeur == "juste"
    page = analysee.lire("echantillon")
    assert [taille for taille in echantillons.TAILLES if f'<option value="{taille}">' in page] == [600]
    refus = analysee.poster("tirer", taille=150)
    assert refus.status_code == 422
    assert "perdrait les réponses" in refus.content.decode()
    assert Etiquette.objects.get() == gardee


def test_an_answer_that_does_not_exist_is_refused(analysee: Analyse) -> None:
    analysee.poster("tirer", taille=150)
    assert analysee.poster("dire", place=0, valeur="peut-être").status_code == 422
    assert analysee.poster("dire", place=9999, valeur="juste").status_code == 404
    assert not Etiquette.objects.exists()


def test_emerging_work_is_named_and_the_next_run_knows(
    analysee: Analyse, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    html = analysee.lire("emergents")
    assert "ruche pédagogique" in html
    cle = html.split('name="cles" value="')[1].split('"')[0]
    assert analysee.poster("emergents", geste="nommer", cles=[cle]).status_code == 422
    assert analysee.poster("emergents", geste="fusionner", cles=[cle], nom="Ruches").status_code == 422
    assert analysee.poster("emergents", geste="nommer", cles=["inconnue"], nom="Ruches").status_code == 422
    analysee.poster("emergents", geste="nommer", cles=[cle], nom="Apiculture pédagogique")
    assert "Apiculture pédagogique" in analysee.lire("emergents")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        analysee.poster("relancer")
    chiffres = executions.chiffres(analysee.execution)
    assert chiffres.emergents is not None
    noms = [groupe.decision.nom for groupe in chiffres.emergents.groupes if groupe.decision]
    assert noms == ["Apiculture pédagogique"]


def test_two_runs_side_by_side(
    analysee: Analyse, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    adresse = reverse("corpus:comparer")
    assert "au moins deux analyses" in analysee.client.get(adresse).content.decode()
    corpus = str(analysee.execution.corpus_id)
    seconde = lancer(analysee.client, corpus, django_capture_on_commit_callbacks, emplois_types="F2Z01")
    assert seconde.numero == 2
    html = analysee.client.get(f"{adresse}?a={analysee.execution.pk}&b={seconde.pk}").content.decode()
    assert "Emplois-types les plus proches" in html
    assert html.count("Offres du verger, n° 2") == 3 + html.count("<caption>") - 1


def test_a_run_that_is_made_twice_changes_nothing(analysee: Analyse) -> None:
    avant = (analysee.execution.dossier / "chiffres.json").read_bytes()
    executions.executer(analysee.execution.pk)
    assert (analysee.execution.dossier / "chiffres.json").read_bytes() == avant


def test_too_many_corpora(monkeypatch: pytest.MonkeyPatch, jsonl: SimpleUploadedFile) -> None:
    from socle_web.corpus import services

    monkeypatch.setattr(services, "CORPUS_MAXIMUM", 0)
    with pytest.raises(ErreurSocle, match="Il y a déjà 0 corpus"):
        services.recevoir(espace=Espace(local(), local=True), titre="", fichiers=[jsonl])
