"""Take the README's screenshots: ``python -m outils.captures [FICHIER_REFERENS_III.csv]``.

A site is opened on a data folder of its own, with the édition given (if any), and visited with Debian's
Chromium at 1280 and 390 pixels.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from socle.referentiel import Editions

RACINE = Path(__file__).resolve().parent.parent
IMAGES = RACINE / "docs" / "images"
PORT = 8765
ADRESSE = f"http://127.0.0.1:{PORT}"
CHROMIUM = "/usr/bin/chromium"
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=fr",
]
ECRANS = {1280: 900, 390: 844}


@contextmanager
def site(edition: Path | None) -> Iterator[None]:
    """The site, with one édition, until the visit is over."""
    with tempfile.TemporaryDirectory() as dossier:
        environnement = {**os.environ, "SOCLE_DONNEES": dossier}
        if edition is not None:
            editions = Editions(Path(dossier))
            editions.enregistrer(editions.preparer(edition, nom="referens-3", titre="RéFérens III"))
        commande = [sys.executable, "-m", "socle_web", "servir", "--port", str(PORT)]
        serveur = subprocess.Popen(commande, env=environnement, stdout=subprocess.DEVNULL)
        try:
            _attendre()
            yield
        finally:
            serveur.terminate()
            serveur.wait(timeout=20)


def _attendre() -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(ADRESSE, timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("Le site n’a pas répondu.")


def visiter(page: Page, largeur: int) -> None:
    """Go through the pages that the README shows."""
    page.goto(ADRESSE)
    _capturer(page, "accueil", largeur)
    page.goto(f"{ADRESSE}/emplois-types/?q=pédagogie")
    _capturer(page, "catalogue", largeur)
    page.goto(f"{ADRESSE}/modeles/hybridation/")
    page.get_by_role("button", name="Partir de ce modèle").first.click()
    page.wait_for_url("**/fiches/*-*/")
    page.reload()
    page.wait_for_timeout(500)
    _capturer(page, "fiche", largeur)
    page.goto(f"{ADRESSE}/offres/")
    page.get_by_role("button", name="exemple").first.click()
    page.wait_for_url("**/offres/*-*/")
    _capturer(page, "offre", largeur)


def _capturer(page: Page, nom: str, largeur: int) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=IMAGES / f"{nom}-{largeur}.png")


def main(arguments: list[str]) -> None:
    """Take every screenshot."""
    edition = Path(arguments[0]) if arguments else None
    with site(edition), sync_playwright() as outil:
        navigateur = outil.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        for largeur, hauteur in ECRANS.items():
            contexte = navigateur.new_context(
                viewport={"width": largeur, "height": hauteur}, locale="fr-FR", reduced_motion="reduce"
            )
            visiter(contexte.new_page(), largeur)
            contexte.close()
        navigateur.close()


if __name__ == "__main__":
    main(sys.argv[1:])
