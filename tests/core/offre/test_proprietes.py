"""Whatever is given, a reading ends in an offer whose positions hold, or in an error that helps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import given, settings
from hypothesis import strategies as st

from socle.erreurs import ErreurSocle
from socle.offre import Offre, decouper, lire
from socle.offre.decoupage.phrases import diviser
from socle.offre.documents import RUBRIQUES

MORCEAUX = """Mission :
ACTIVITÉS PRINCIPALES
Savoir-être
Compétences
# Profil
**Contexte**
Corps : IGE
BAP : F
- Former les enseignants ;
- Former - Évaluer - Conseiller - Suivre
• Évaluer, suivre et accompagner
1) Concevoir
o\tLire
péda-
gogique
Emploi-type : F2D57
Quotité : 80 %
| a | b |
|---|---|
l¿agent
(
«
Poste ouvert aux personnes en situation de handicap.
Vous concevez, animez et évaluez des cours.
avant le 12 mai 2026
Affectation :
Formation : bac + 3
ﬁn
–
:
et
;;
\f
\u00ad
"""
TEXTES = st.lists(st.one_of(st.sampled_from(MORCEAUX.splitlines()), st.text(max_size=40)), max_size=25).map(
    "\n".join
)


@contextmanager
def _helped() -> Iterator[None]:
    """An error is fine when it says what to do; anything else is a bug."""
    refused: ErreurSocle | None = None
    try:
        yield
    except ErreurSocle as error:
        refused = error
    assert refused is None or refused.remede


def _holds(offre: Offre) -> None:
    assert Offre.from_json(offre.to_json()) == offre
    last = 0
    for ligne in offre.lignes:
        assert offre.texte[ligne.debut : ligne.fin] == ligne.texte
        assert ligne.texte == ligne.texte.strip()
        assert "\n" not in ligne.texte
        assert ligne.debut >= last
        last = ligne.fin
        section = offre.sections[ligne.section]
        assert section.debut <= ligne.debut
        assert ligne.fin <= section.fin <= len(offre.texte)


@given(TEXTES)
@settings(max_examples=200)
def test_any_text(texte: str) -> None:
    with _helped():
        _holds(decouper(texte))


@given(st.binary(max_size=300))
def test_any_bytes(contenu: bytes) -> None:
    with _helped():
        _holds(lire(contenu))


@given(TEXTES, st.sampled_from(["<p>", "<li>", "<table><tr><td>", "<b>", "<div><span>", "<h2>", "<dl><dt>"]))
def test_any_html(texte: str, balise: str) -> None:
    page = f"<html><body>{balise}{texte.replace(chr(10), balise)}</body></html>"
    with _helped():
        _holds(lire(page.encode("utf-8", "surrogatepass")))


VALEURS = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTES),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["name", "value", "address", "currency", "minValue", "addressLocality", "unitText"]
            ),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.sampled_from(
            ["title", "description", "skills", "baseSalary", "jobLocation", "employmentType", "x"]
        ),
        VALEURS,
    )
)
def test_any_job_posting(annonce: dict[str, object]) -> None:
    with _helped():
        _holds(lire(json.dumps(annonce | {"@type": "JobPosting"}).encode()))


@given(st.one_of(TEXTES, st.text()), st.sampled_from(RUBRIQUES))
def test_pieces_of_a_paragraph_follow_one_another(texte: str, rubrique: str) -> None:
    last = 0
    for debut, fin in diviser(texte, rubrique):  # type: ignore[arg-type]
        assert last <= debut < fin <= len(texte)
        last = fin
