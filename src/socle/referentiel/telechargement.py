"""Fetching a référentiel from an open-data address, with progress, limits and plain errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from socle.erreurs import DocumentTropGrand, ErreurSocle, ReseauIndisponible

#: RéFérens III on the ministry's open-data platform (Explore API v2.1), whole, as CSV.
URL_REFERENS_III: Final = (
    "https://data.enseignementsup-recherche.gouv.fr/api/explore/v2.1/catalog/datasets/"
    "fr-esr_referentiel_metier_referens_3/exports/csv?delimiter=%3B&use_labels=false"
)
TAILLE_MAXIMALE: Final = 30 * 1024 * 1024
Progression = Callable[[int, int | None], None]


def telecharger(
    url: str,
    *,
    progression: Progression | None = None,
    delai: float = 20.0,
    taille_maximale: int = TAILLE_MAXIMALE,
) -> bytes:
    """The bytes at an address.

    :param progression: called with bytes received so far and bytes expected (``None`` when unknown).
    :param delai: seconds to wait for the connection, then for each piece.
    :raises ReseauIndisponible: no answer, or an answer that is not the file.
    :raises DocumentTropGrand: more than ``taille_maximale`` bytes.
    """
    import httpx

    if not url.startswith(("https://", "http://")):
        raise ErreurSocle(
            "Cette adresse n’est pas une adresse web.",
            remede="Une adresse commence par https://.",
            code="adresse",
        )
    try:
        with httpx.stream("GET", url, follow_redirects=True, timeout=delai) as reponse:
            reponse.raise_for_status()
            annonce = reponse.headers.get("Content-Length", "")
            attendu = (
                int(annonce) if annonce.isdigit() and "Content-Encoding" not in reponse.headers else None
            )
            recu = bytearray()
            for morceau in reponse.iter_bytes():
                recu += morceau
                if len(recu) > taille_maximale:
                    raise DocumentTropGrand(
                        f"Le fichier dépasse {taille_maximale // 1024 // 1024} Mo.",
                        remede="Vérifiez l’adresse : l’export de RéFérens III pèse environ 2 Mo.",
                    )
                if progression is not None:
                    progression(len(recu), attendu)
    except httpx.HTTPStatusError as erreur:
        raise ReseauIndisponible(
            "Le serveur n’a pas donné le fichier.",
            cause=f"Il a répondu : {erreur.response.status_code}.",
            remede="Vérifiez l’adresse, ou téléchargez le CSV dans un navigateur et importez le fichier.",
        ) from erreur
    except (httpx.HTTPError, httpx.InvalidURL) as erreur:
        raise ReseauIndisponible(
            "Le fichier n’a pas pu être téléchargé.",
            cause="Le serveur ne répond pas, ou cette machine n’a pas accès à Internet.",
            remede=(
                "Vérifiez la connexion, puis recommencez ; ou téléchargez le CSV depuis un autre poste "
                "et importez le fichier."
            ),
        ) from erreur
    return bytes(recu)
