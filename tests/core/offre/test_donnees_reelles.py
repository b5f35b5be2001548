"""The 88 public profiles: every one is read, and read the same from a text and from a PDF."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import typst

from socle.offre import Offre, decouper, lire

pytestmark = pytest.mark.donnees

MISE_EN_PAGE = """
#let d = json(bytes(sys.inputs.d))
#set text(lang: "fr", hyphenate: true, size: 10pt)
#set par(justify: true)
#set page(
  columns: int(sys.inputs.colonnes),
  margin: 2cm,
  header: [Concours],
  footer: context [#counter(page).display()],
)
#for (genre, texte) in d {
  if genre == "titre" { strong(texte); parbreak() }
  else if genre == "puce" { list(texte) }
  else { par(texte) }
}
"""


@pytest.fixture(scope="module")
def profils(donnees: Path) -> list[str]:
    lines = (donnees / "offres" / "cnrs_2025_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["texte"] for line in lines]


def _lignes(offre: Offre) -> set[tuple[str, str]]:
    return {(ligne.rubrique, re.sub(r"\W", "", ligne.texte)) for ligne in offre.lignes}


def test_every_profile_is_split(profils: list[str]) -> None:
    assert len(profils) == 88
    for texte in profils:
        offre = decouper(texte)
        assert {"affectation", "mission", "activites", "contexte"} <= {one.rubrique for one in offre.sections}
        assert len(offre.lignes_de("activites")) >= 3
        assert offre.lignes_de("connaissances", "competences_operationnelles", "competences_comportementales")
        assert offre.langue == "fr"
        assert not any(one.origine == "defaut" and one.titre for one in offre.sections)


def test_what_was_read_reads_the_same(profils: list[str]) -> None:
    same = sum(_lignes(decouper(offre.texte)) == _lignes(offre) for offre in map(decouper, profils))
    assert same >= 86


@pytest.mark.parametrize(("colonnes", "seuil"), [(1, 0.98), (2, 0.96)])
def test_profiles_printed_to_pdf_read_as_their_text(profils: list[str], colonnes: int, seuil: float) -> None:
    common = total = 0
    for texte in profils[::11]:
        offre = decouper(texte)
        titles = {section.titre for section in offre.sections}
        blocs = []
        for line in filter(None, map(str.strip, offre.texte.split("\n"))):
            if line.rstrip(" :") in titles:
                blocs.append(("titre", line))
            else:
                blocs.append(("puce", line[2:]) if line.startswith("- ") else ("texte", line))
        inputs = {"d": json.dumps(blocs), "colonnes": str(colonnes)}
        printed = _lignes(lire(bytes(typst.compile(MISE_EN_PAGE.encode(), sys_inputs=inputs))))
        common += len(printed & _lignes(offre))
        total += len(_lignes(offre))
    assert common >= seuil * total
