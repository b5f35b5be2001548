"""The offers of the State's recruitment site as open data: the columns, and a table written in them.

Source: dataset « Les offres diffusées sur Choisir le service public » (data.gouv.fr, DGAFP), a CSV with
``;`` and dates as day/month/year. The names of its thirty columns are data
(``socle/donnees/echanges/csp.json``).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from socle.cellules import inerte

SEPARATEUR = ";"


@cache
def colonnes_csp() -> tuple[str, ...]:
    """The names of the columns."""
    fichier = resources.files("socle.donnees") / "echanges" / "csp.json"
    return tuple(json.loads(fichier.read_text("utf-8"))["colonnes"])


def ecrire_csp(lignes: Iterable[Mapping[str, str]]) -> str:
    """Offers as the site's CSV; a column that a row does not inform is empty.

    :raises ValueError: a row names a column that the dataset does not have.

    >>> ecrire_csp([{"Référence": "2026-12"}]).splitlines()[0][:35]
    'Organisme de rattachement;Référence'
    """
    sortie = io.StringIO(newline="")
    ecrivain = csv.DictWriter(
        sortie, fieldnames=colonnes_csp(), restval="", delimiter=SEPARATEUR, lineterminator="\r\n"
    )
    ecrivain.writeheader()
    ecrivain.writerows({nom: inerte(valeur) for nom, valeur in ligne.items()} for ligne in lignes)
    return sortie.getvalue()
