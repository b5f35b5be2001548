"""The établissement's charte: name, logo, colour; and what downloads make of it."""

from __future__ import annotations

import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from visite import Visiteur

from socle_web.comptes.models import Etablissement

pytestmark = pytest.mark.django_db
ADRESSE = "/reglages/etablissement/"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'


def png(largeur: int = 4, hauteur: int = 2) -> bytes:
    """A plain image."""

    def morceau(genre: bytes, contenu: bytes) -> bytes:
        return (
            struct.pack(">I", len(contenu)) + genre + contenu + struct.pack(">I", zlib.crc32(genre + contenu))
        )

    pixels = zlib.compress(b"".join(b"\x00" + b"\x23\x45\x7f" * largeur for _ in range(hauteur)))
    entete = struct.pack(">IIBBBBB", largeur, hauteur, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + morceau(b"IHDR", entete) + morceau(b"IDAT", pixels) + morceau(b"IEND", b"")


def envoyer(client: Visiteur, logo: bytes | None = None, **champs: str) -> str:
    donnees: dict[str, object] = {"nom": "Université de Port-Mer", "couleur": "#8a1c3d", **champs}
    if logo is not None:
        donnees["fichier_logo"] = SimpleUploadedFile("logo", logo)
    return client.post(ADRESSE, donnees, follow=True).content.decode()


def test_name_and_colour_reach_the_downloads(client: Visiteur) -> None:
    assert "La charte est enregistrée" in envoyer(client)
    html = client.get("/modeles/hybridation/html/").content.decode()
    assert "Université de Port-Mer" in html
    assert "#8a1c3d" in html
    assert "Université de Port-Mer" in client.get("/reglages/").content.decode()


def test_a_pale_colour_is_said_to_be_darkened(client: Visiteur) -> None:
    html = envoyer(client, couleur="#ffcc00")
    assert "manque de contraste" in html
    assert "#8f7200" in html


@pytest.mark.parametrize(("logo", "media"), [(png(), "image/png"), (SVG, "image/svg+xml")])
def test_a_logo_is_kept_shown_and_removed(client: Visiteur, logo: bytes, media: str) -> None:
    envoyer(client, logo)
    servi = client.get("/reglages/etablissement/logo/")
    assert servi.content == logo
    assert servi["Content-Type"] == media
    assert "sandbox" in servi["Content-Security-Policy"]
    envoyer(client)
    assert client.get("/reglages/etablissement/logo/").status_code == 200, "kept when none is sent"
    envoyer(client, retirer_logo="on")
    assert client.get("/reglages/etablissement/logo/").status_code == 404


@pytest.mark.parametrize("logo", [b"GIF89a", png()[:40], b"<svg", b"x" * (1024 * 1024 + 1)])
def test_a_logo_that_cannot_be_drawn_is_refused_and_the_rest_kept(client: Visiteur, logo: bytes) -> None:
    reponse = client.post(
        ADRESSE,
        {"nom": "Port-Mer", "couleur": "#8a1c3d", "fichier_logo": SimpleUploadedFile("logo.png", logo)},
    )
    html = reponse.content.decode()
    assert reponse.status_code == 422
    assert 'value="Port-Mer"' in html
    assert 'role="alert"' in html
    assert not Etablissement.objects.get().nom


def test_a_colour_that_is_not_one(client: Visiteur) -> None:
    assert "#23457f" in envoyer(client, couleur="rouge")
    assert not Etablissement.objects.get().nom
