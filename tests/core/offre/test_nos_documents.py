"""A fiche that Socle printed is read back as what it is, whatever the format."""

from __future__ import annotations

import pytest

from socle.offre import lire
from socle.referentiel import FicheDePoste, Referentiel
from socle.rendu import ecrire

FICHES = {fiche.modele: fiche for fiche in Referentiel.livret().fiches}


@pytest.mark.parametrize("format", ["pdf", "docx", "odt", "html"])
@pytest.mark.parametrize("modele", FICHES)
def test_what_identifies_a_printed_fiche_is_read_back(modele: str, format: str) -> None:
    fiche: FicheDePoste = FICHES[modele]
    lue = lire(ecrire(fiche.plan(), format=format), nom=f"fiche.{format}").identification
    assert [un.valeur for un in lue.corps if un.origine == "ecrit"] == [fiche.corps]
    assert [un.valeur for un in lue.bap] == [fiche.bap]
    assert [un.valeur for un in lue.categorie if un.origine == "ecrit"] == [fiche.categorie]
    # The head of service's fiche is not derived from the emploi-type: the booklet says so.
    attendu = ["Ingénieur-e pédagogique (ANSTIA-IP)"] if fiche.corps == "IE" else []
    assert [un.valeur for un in lue.emploi_type_intitule] == attendu
