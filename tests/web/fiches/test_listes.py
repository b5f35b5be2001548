"""The list that a head of service needs: narrowed, searched, sorted, taken away; as quick long as short."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from gens import Equipe
from openpyxl import load_workbook
from pytest_django import Settings
from visite import Visiteur

from socle.fiche import decliner
from socle.referentiel import Referentiel
from socle.rendu import ecrire
from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import Etablissement
from socle_web.fiches import exportation, importation, services
from socle_web.fiches.models import Fiche, FichierImporte

pytestmark = pytest.mark.django_db

LISTE = "/fiches/"
LIVRET = Referentiel.livret()


@pytest.fixture
def creer(equipe: Equipe, etablissement: Etablissement) -> Callable[..., Fiche]:
    """A fiche of the service, with columns set as a test wants them."""

    def creer(intitule: str, modele: str = "hybridation", **colonnes: Any) -> Fiche:
        document = decliner(LIVRET.fiche(modele), intitule=intitule)
        fiche = services.creer(espace=Espace(etablissement), fiche=document, geste="essai")
        Fiche.objects.filter(pk=fiche.pk).update(**{"service": equipe.service, **colonnes})
        fiche.refresh_from_db()
        return fiche

    return creer


def montrees(equipe: Equipe, **requete: str) -> set[str]:
    html = equipe.rh.visiteur.get(LISTE, requete)
    return {fiche.intitule for fiche in html.context["pages"]}


def test_by_state_age_and_service(equipe: Equipe, creer: Callable[..., Fiche]) -> None:
    jadis = timezone.now() - timedelta(days=400)
    creer("Neuve")
    creer("Vieille", etat="validee", validee_le=jadis)
    creer("Signée", etat="signee", validee_le=timezone.now(), signee_le=timezone.now())
    creer("Recrutement", sans_titulaire=True, service=equipe.ailleurs)
    creer("Modèle", modele="generaliste")
    Fiche.objects.filter(intitule="Modèle").update(modele=True)
    assert montrees(equipe) == {"Neuve", "Vieille", "Signée", "Recrutement", "Modèle"}
    assert montrees(equipe, etat="validee") == {"Vieille"}
    assert montrees(equipe, age="ancienne") == {"Vieille"}
    assert montrees(equipe, age="jamais-signee") == {"Neuve", "Vieille"}
    assert montrees(equipe, age="recrutement") == {"Recrutement"}
    assert montrees(equipe, age="modele") == {"Modèle"}
    assert montrees(equipe, service=str(equipe.ailleurs.pk)) == {"Recrutement"}
    assert montrees(equipe, service="999999") == set()
    assert montrees(equipe, emploi="ANSTIA-IP") == {"Neuve", "Vieille", "Signée", "Recrutement", "Modèle"}
    assert montrees(equipe, emploi="F2D57") == set()
    assert montrees(equipe, etat="inconnu", tri="inconnu", page="zéro") == montrees(equipe)


def test_an_older_edition_is_told(
    equipe: Equipe, creer: Callable[..., Fiche], importer: Callable[..., str]
) -> None:
    importer("e1")
    creer("Ancienne", edition="e0")
    creer("Actuelle", edition="e1")
    creer("Du livret")
    assert montrees(equipe, age="edition") == {"Ancienne"}


@pytest.mark.parametrize(
    ("mots", "trouvees"),
    [
        ("cuisine", {"Chargée de cuisine"}),
        ("CUISINES", {"Chargée de cuisine"}),
        ("charge", {"Chargée de cuisine"}),
        ("MAITRE", {"Maître d’œuvre"}),
        ("maître oeuvre", {"Maître d’œuvre"}),
        ("hybridation", {"Chargée de cuisine", "Maître d’œuvre"}),
        ("anstia-ip", {"Chargée de cuisine", "Maître d’œuvre"}),
        ("cuisine introuvable", set()),
        ("50% _", set()),
        ("de la", {"Chargée de cuisine", "Maître d’œuvre"}),
    ],
)
def test_search_forgives_case_accents_and_plural(
    equipe: Equipe, creer: Callable[..., Fiche], mots: str, trouvees: set[str]
) -> None:
    creer("Chargée de cuisine")
    creer("Maître d’œuvre")
    assert montrees(equipe, q=mots) == trouvees


def test_what_is_searched_follows_what_is_written(equipe: Equipe, creer: Callable[..., Fiche]) -> None:
    fiche = creer("Avant")
    services.modifier(
        espace=Espace(fiche.etablissement),
        brouillon_id=fiche.pk,
        operation=lambda f: f.model_copy(update={"intitule": "Apiculture"}),
        geste="essai",
    )
    assert montrees(equipe, q="apiculture") == {"Apiculture"}
    assert montrees(equipe, q="avant") == set()


def test_the_list_costs_the_same_whatever_its_length(equipe: Equipe, creer: Callable[..., Fiche]) -> None:
    nombres = []
    for taille in (3, 12):
        for rang in range(taille):
            creer(f"Fiche {taille} {rang}", etat="en-relecture", titulaire=equipe.titulaire.user)
        with CaptureQueriesContext(connection, ) as requetes:  # fmt: skip
            equipe.responsable.visiteur.get(LISTE, {"q": "fiche"})
        nombres.append(len(requetes))
        assert not any('"fiches_fiche"."document"' in requete["sql"] for requete in requetes)
    assert nombres[0] == nombres[1]


def test_pages_keep_the_demand(equipe: Equipe, creer: Callable[..., Fiche]) -> None:
    for rang in range(27):
        creer(f"Fiche {rang:02}")
    html = equipe.rh.visiteur.get(LISTE, {"q": "fiche", "tri": "intitule"}).content.decode()
    assert html.count('<li class="brouillon">') == 25
    assert "q=fiche&amp;tri=intitule&amp;page=2" in html
    seconde = equipe.rh.visiteur.get(LISTE, {"q": "fiche", "tri": "intitule", "page": "2"}).content.decode()
    assert "Fiche 26" in seconde


def test_nothing_found_says_what_to_do(equipe: Equipe, creer: Callable[..., Fiche]) -> None:
    creer("Une")
    html = equipe.rh.visiteur.get(LISTE, {"q": "introuvable"}).content.decode()
    assert "Aucune fiche ne répond" in html
    assert "Vos fiches de poste seront ici" not in html


def emporter(visiteur: Visiteur, **donnees: str) -> bytes:
    reponse = visiteur.post(reverse("fiches:exporter"), donnees)
    assert reponse.status_code == 200
    contenu: bytes = b"".join(reponse.streaming_content)
    return contenu


def test_tables_open_in_a_spreadsheet_and_run_nothing(equipe: Equipe, creer: Callable[..., Fiche]) -> None:
    creer("=HYPERLINK(1)")
    creer("Élevage ; abeilles", etat="validee", validee_le=timezone.now())
    texte = emporter(equipe.rh.visiteur, format="csv", tri="intitule").decode("utf-8-sig")
    rangees = list(csv.reader(io.StringIO(texte), delimiter=";"))
    assert rangees[0][:3] == ["Intitulé", "Sous-titre", "État"]
    assert [rangee[0] for rangee in rangees[1:]] == ["'=HYPERLINK(1)", "Élevage ; abeilles"]
    feuille = load_workbook(io.BytesIO(emporter(equipe.rh.visiteur, format="xlsx", q="élevage"))).active
    assert [cellule.value for cellule in feuille[2]][:3] == [
        "Élevage ; abeilles",
        "Hybridation des enseignements",
        "Validée",
    ]
    assert feuille.max_row == 2


@pytest.mark.parametrize(
    ("format", "debut"), [("docx", b"PK"), ("odt", b"PK"), ("pdf", b"%PDF"), ("json", b"{")]
)
def test_a_zip_of_documents(equipe: Equipe, creer: Callable[..., Fiche], format: str, debut: bytes) -> None:
    creer("Même titre")
    creer("Même titre")
    with zipfile.ZipFile(io.BytesIO(emporter(equipe.rh.visiteur, format=f"zip-{format}"))) as archive:
        assert archive.testzip() is None
        noms = [
            f"meme-titre-hybridation-des-enseignements.{format}",
            f"meme-titre-hybridation-des-enseignements-2.{format}",
        ]
        assert sorted(archive.namelist()) == sorted(noms)
        assert all(archive.read(nom).startswith(debut) for nom in noms)


def test_only_what_may_be_seen_is_taken_away(equipe: Equipe, creer: Callable[..., Fiche]) -> None:
    creer("Cachée")
    assert "Cachée" not in emporter(equipe.titulaire.visiteur, format="csv").decode()
    assert equipe.rh.visiteur.post(reverse("fiches:exporter"), {"format": "exe"}).status_code == 404


def test_too_many_documents_are_refused_in_words(
    equipe: Equipe, creer: Callable[..., Fiche], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exportation, "DOCUMENTS_MAXIMUM", 1)
    creer("Une")
    creer("Deux")
    refus = equipe.rh.visiteur.post(reverse("fiches:exporter"), {"format": "zip-pdf"})
    assert refus.status_code == 413
    assert "Resserrez la liste" in refus.content.decode()


@pytest.fixture
def en_base(settings: Settings) -> None:
    """Tasks wait for a worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


def deposer(visiteur: Visiteur, *fichiers: SimpleUploadedFile) -> str:
    reponse = visiteur.post(reverse("fiches:importer"), {"fichiers": list(fichiers)})
    assert reponse.status_code == 302, reponse.content.decode()
    return reponse.headers["Location"]


def archive(**fichiers: bytes) -> bytes:
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as ouverte:
        for nom, contenu in fichiers.items():
            ouverte.writestr(nom.replace("__", "/").replace("POINT", "."), contenu)
    return tampon.getvalue()


def test_a_folder_becomes_drafts_and_each_refusal_says_why(
    equipe: Equipe, django_capture_on_commit_callbacks: Any
) -> None:
    fiche = decliner(LIVRET["ANSTIA-IP"], intitule="Conseil en pédagogie")
    zip_ = archive(
        dossierPOINT1__aPOINTpdf=ecrire(fiche.plan(), format="pdf"),
        dossierPOINT1__bPOINTodt=ecrire(fiche.plan(), format="odt"),
        dossierPOINT1__lettrePOINTtxt=b"Madame, Monsieur, je vous prie d'agreer mes salutations.",
        dossierPOINT1__vide=b"",
        __MACOSX__b=b"x",
        Thumbs=b"y",
    ).replace(b"Thumbs", b"Thumbs")
    with django_capture_on_commit_callbacks(execute=True):
        adresse = deposer(
            equipe.redacteur.visiteur,
            SimpleUploadedFile("fiches.zip", zip_),
            SimpleUploadedFile("c.docx", ecrire(fiche.plan(), format="docx")),
            SimpleUploadedFile("d.json", fiche.to_json().encode()),
            SimpleUploadedFile("casse.zip", b"PK pas un zip"),
        )
    lus = FichierImporte.objects.exclude(fiche=None)
    assert {f.nom.rpartition("/")[2] for f in lus} == {"a.pdf", "b.odt", "c.docx", "d.json"}
    for lu in lus.select_related("fiche"):
        assert lu.fiche is not None
        assert lu.fiche.emploi_type == "ANSTIA-IP" or lu.nom.endswith(".pdf")
        assert len(lu.fiche.contenu.activites) == len(fiche.activites)
        assert lu.fiche.service == equipe.service
    html = equipe.redacteur.visiteur.get(adresse).content.decode()
    assert "4\u00a0fiches lues" in html
    assert "Ce document ne ressemble pas à une fiche de poste." in html
    assert "Vérifiez que ses rubriques ont un titre" in html
    assert "Ce ZIP ne s’ouvre pas" in html
    assert "en attente" not in html
    assert not FichierImporte.objects.exclude(contenu=None).exists()
    assert equipe.titulaire.visiteur.get(adresse).status_code == 404


def test_the_report_waits_for_what_is_not_read_yet_and_reading_twice_changes_nothing(
    equipe: Equipe, en_base: None
) -> None:
    fiche = decliner(LIVRET["ANSTIA-IP"])
    adresse = deposer(equipe.redacteur.visiteur, SimpleUploadedFile("a.json", fiche.to_json().encode()))
    html = equipe.redacteur.visiteur.get(adresse).content.decode()
    assert "1\u00a0fichier en attente" in html
    assert "la lecture continue" in html
    numero = FichierImporte.objects.get().pk
    importation.lire_fichier(fichier_id=numero)
    importation.lire_fichier(fichier_id=numero)
    assert Fiche.objects.count() == 1
    fragment = equipe.redacteur.visiteur.get(adresse, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "1\u00a0fiche lue" in fragment


def test_a_zip_that_unfolds_without_end_is_refused(
    equipe: Equipe, en_base: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importation, "OCTETS_OUVERTS", 10)
    monkeypatch.setattr(importation, "FICHIERS_MAXIMUM", 1)
    zip_ = archive(aPOINTtxt=b"1234567", bPOINTtxt=b"12345", cPOINTtxt=b"1")
    deposer(equipe.redacteur.visiteur, SimpleUploadedFile("z.zip", zip_))
    messages = list(FichierImporte.objects.values_list("nom", "message"))
    assert messages == [
        ("a.txt", ""),
        ("b.txt", "Ce fichier est trop lourd."),
        ("c.txt", "Ce fichier n’a pas été lu."),
    ]


def test_accents_of_windows_in_a_zip(equipe: Equipe) -> None:
    brut = archive(caf_POINTtxt=b"x").replace(b"caf_", "café".encode("cp850"))
    deposer(equipe.redacteur.visiteur, SimpleUploadedFile("z.zip", brut))
    assert FichierImporte.objects.get().nom == "café.txt"
