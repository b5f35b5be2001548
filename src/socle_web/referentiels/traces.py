"""What is done to the éditions, in the site's own trail: every établissement shares them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.http import HttpRequest

from socle_web.comptes import journal
from socle_web.comptes.espaces import espace


@contextmanager
def noter_l_edition(request: HttpRequest, geste: str, *, nom: str, titre: str) -> Iterator[None]:
    """Write the line of a gesture made inside; a gesture that fails leaves none.

    An édition is a folder: the line is written first, and taken back with the transaction.
    """
    with transaction.atomic():
        edition = journal.Objet("edition", nom, titre or nom)
        journal.noter_sur_le_site(espace(request), geste=geste, objet=edition)
        yield
