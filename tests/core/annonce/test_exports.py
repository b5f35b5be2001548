"""An offer in the forms of others: JobPosting, and the columns of the State's recruitment site."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import jsonschema
import pytest

from exemples.annonces import annonce
from exemples.jobposting import SCHEMA
from socle.annonce import Annonce, annonce_csp, annonce_jobposting, rediger, reecrire
from socle.echanges.csp import colonnes_csp, ecrire_csp
from socle.echanges.jobposting import proprietes, proprietes_manquantes
from socle.offre import lire

PUBLIEE = date(2026, 9, 1)


def publiee(**champs: str) -> Annonce:
    return rediger(annonce(), {"date_publication": "2026-09-01"} | champs)


def test_a_posting_has_what_search_engines_ask() -> None:
    jsonld = annonce_jobposting(publiee(), url="https://exemple.fr/offre").to_jsonld()
    jsonschema.validate(jsonld, SCHEMA)
    assert proprietes_manquantes(jsonld) == ()
    assert jsonld["url"] == "https://exemple.fr/offre"
    assert jsonld["validThrough"] == "2026-10-15T23:59:59+02:00"


def test_the_table_of_properties_holds_the_schema() -> None:
    exigees = {propriete.nom.split(".")[0] for propriete in proprietes()}
    assert exigees >= set(SCHEMA["required"]) - {"@context", "@type"}


def test_what_nothing_informs_is_not_said() -> None:
    jsonld = annonce_jobposting(Annonce(intitule="X")).to_jsonld()
    assert set(jsonld) == {"@context", "@type", "title", "directApply"}
    assert len([p for p in proprietes_manquantes(jsonld) if p.exigee]) == 7


def test_description_is_whole_and_holds_only_paragraphs_and_lists() -> None:
    offre = reecrire(publiee(teletravail="Deux jours"), "contexte", texte="R&D <b>hybride</b>")
    html = annonce_jobposting(offre).description
    assert "<li>Conseiller les équipes</li>" in html
    assert "R&amp;D &lt;b&gt;hybride&lt;/b&gt;" in html
    assert "Deux jours" in html
    assert "recrutement@exemple.fr" in html


@pytest.mark.parametrize(
    ("champs", "types"),
    [
        ({"quotite": "50"}, ["PART_TIME"]),
        ({"nature": "projet"}, ["FULL_TIME", "TEMPORARY"]),
        ({"nature": "contractuel", "duree": "Un an"}, ["FULL_TIME", "TEMPORARY"]),
        ({"nature": "contractuel"}, ["FULL_TIME"]),
    ],
)
def test_working_time_and_term(champs: dict[str, str], types: list[str]) -> None:
    assert annonce_jobposting(publiee(**champs)).to_jsonld()["employmentType"] == types


def test_one_salary_is_no_range() -> None:
    jsonld = annonce_jobposting(publiee(salaire_max="", salaire_periode="mois")).to_jsonld()
    assert jsonld["baseSalary"]["value"] == {
        "@type": "QuantitativeValue",
        "value": 26000,
        "unitText": "MONTH",
    }


def test_nothing_written_in_an_offer_leaves_its_script() -> None:
    offre = reecrire(publiee(), "contexte", texte="</script><script>alert(1)</script> <!-- &")
    script = annonce_jobposting(offre).to_script()
    assert "<" not in script
    assert ">" not in script
    assert json.loads(script) == annonce_jobposting(offre).to_jsonld()


def test_socle_reads_back_the_posting_that_it_writes() -> None:
    """The offer comes back through the reader of anybody's offers."""
    jsonld = annonce_jobposting(publiee()).to_jsonld()
    lue = lire(json.dumps(jsonld).encode(), nom="offre.json")
    assert lue.titre == "Ingénieur-e pédagogique"
    textes = [ligne.texte for ligne in lue.lignes]
    assert "Conseiller les équipes" in " ".join(textes)
    assert [ligne.texte for ligne in lue.lignes_de("activites")] == [
        "Conseiller les équipes",
        "Animer des ateliers",
    ]
    assert "44000 Nantes" in lue.texte
    assert lue.identification.date_limite[0].valeur == "2026-10-15"


def test_the_state_s_site_has_thirty_columns() -> None:
    assert len(set(colonnes_csp())) == len(colonnes_csp()) == 30


def test_an_offer_makes_a_row_of_the_site() -> None:
    lignes = list(csv.DictReader(io.StringIO(ecrire_csp([annonce_csp(publiee())])), delimiter=";"))
    (ligne,) = lignes
    assert tuple(ligne) == colonnes_csp()
    assert ligne["Référence"] == "UE-2026-12"
    assert ligne["Nature de l'emploi"] == "Emploi ouvert aux titulaires et aux contractuels"
    assert ligne["Date de première publication"] == "01/09/2026"
    assert ligne["Date de fin de publication par défaut"] == "15/10/2026"
    assert ligne["Temps Plein"] == "Oui"
    assert ligne["Catégorie"] == "Catégorie A"


def test_a_cell_is_no_formula_and_an_unknown_column_is_a_mistake() -> None:
    assert "'=1+1" in ecrire_csp([{"Référence": "=1+1"}])
    with pytest.raises(ValueError, match="Autre"):
        ecrire_csp([{"Autre": "x"}])
