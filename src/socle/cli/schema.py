"""``socle schema``: the JSON Schemas of the documents."""

from __future__ import annotations

import click

from socle.annonce import Annonce
from socle.cli.commun import ecrire_json
from socle.corpus import Chiffres, Decisions, Echantillon
from socle.jury import Deliberation, Grille
from socle.offre import Analyse
from socle.referentiel import EmploiType, FicheDePoste, Referentiel
from socle.referentiel.documents import Document
from socle.synthese import Etude

DOCUMENTS: dict[str, type[Document]] = {
    "analyse": Analyse,
    "annonce": Annonce,
    "chiffres": Chiffres,
    "decisions-emergentes": Decisions,
    "deliberation": Deliberation,
    "echantillon": Echantillon,
    "emploi-type": EmploiType,
    "etude": Etude,
    "fiche-de-poste": FicheDePoste,
    "grille": Grille,
    "referentiel": Referentiel,
}


@click.command("schema")
@click.argument("document", type=click.Choice(sorted(DOCUMENTS)))
def schema(document: str) -> None:
    """Écrire le schéma JSON d’un document."""
    ecrire_json(DOCUMENTS[document].model_json_schema())
