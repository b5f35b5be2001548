"""LibreOffice opens what the DOCX and ODT writers make, and shows the lines of the outline."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from tests.core.rendu.lignes_rendues import attendues, dans_l_ordre, sans_tirets
from tests.core.rendu.plans import CHARTE, fiche, riche

from socle.rendu import Plan, Sommaire, Titre, ecrire, texte

pytestmark = pytest.mark.bureautique

LIVRET = Plan(
    titre="Livret d’essai",
    couverture=True,
    blocs=(
        Sommaire(profondeur=1),
        *(
            bloc
            for i in range(1, 6)
            for bloc in (
                Titre(niveau=1, texte=f"Partie {i}", nouvelle_page=True),
                texte("Une phrase assez longue pour remplir la page. " * 200 * (i % 2) + "Fin."),
            )
        ),
    ),
)
PLANS = {"riche": riche(couverture=True), "fiche": fiche(), "livret": LIVRET}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The text of each page of each document, once LibreOffice has made a PDF of it."""
    soffice = shutil.which("soffice")
    if soffice is None:
        message = "LibreOffice (soffice) n’est pas installé : les fichiers ne peuvent pas être ouverts."
        if os.environ.get("SOCLE_EXIGER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    dossier = tmp_path_factory.mktemp("bureautique")
    fichiers = []
    for nom, plan in PLANS.items():
        for format in ("docx", "odt"):
            fichier = dossier / f"{nom}-{format}.{format}"
            fichier.write_bytes(ecrire(plan, format=format, charte=CHARTE))
            fichiers.append(str(fichier))
    profil = f"-env:UserInstallation={(dossier / 'profil').as_uri()}"
    subprocess.run(
        [
            soffice,
            profil,
            "--headless",
            "--norestore",
            "--convert-to",
            "pdf",
            "--outdir",
            str(dossier),
            *fichiers,
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {Path(fichier).stem: _pages(Path(fichier).with_suffix(".pdf")) for fichier in fichiers}


def _pages(fichier: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(fichier.read_bytes())).pages]


@pytest.mark.parametrize("format", ["docx", "odt"])
@pytest.mark.parametrize("nom", ["riche", "fiche"])
def test_the_lines_are_shown_in_order(nom: str, format: str, pages: dict[str, list[str]]) -> None:
    # LibreOffice writes small capitals as capitals.
    contenu = sans_tirets("".join(pages[f"{nom}-{format}"])).lower()

    assert dans_l_ordre([ligne.lower() for ligne in attendues(PLANS[nom])], contenu) == []


@pytest.mark.parametrize("format", ["docx", "odt"])
def test_an_ordinary_fiche_fits_on_two_pages(format: str, pages: dict[str, list[str]]) -> None:
    assert len(pages[f"fiche-{format}"]) <= 2


@pytest.mark.parametrize("format", ["docx", "odt"])
def test_no_page_is_empty(format: str, pages: dict[str, list[str]]) -> None:
    assert all(page.strip() for page in pages[f"livret-{format}"])
    assert re.search(r"Page.2 / \d", pages[f"livret-{format}"][1])
    assert "Page" not in pages[f"livret-{format}"][0]


def test_the_contents_of_an_odt_give_the_pages_where_the_parts_are(pages: dict[str, list[str]]) -> None:
    lues = pages["livret-odt"]

    for partie in range(1, 6):
        ou = next(i for i, page in enumerate(lues, 1) if i > 2 and f"Partie {partie}" in page)
        assert re.search(rf"Partie {partie}\D*{ou}\b", lues[1])
