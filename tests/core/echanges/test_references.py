"""Bibliographies are read with their faults told, and written without loss."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.echanges import (
    ecrire_bibtex,
    ecrire_csl,
    ecrire_references,
    lire_bibtex,
    lire_csl,
    lire_doi,
    lire_references,
    lire_ris,
)
from socle.erreurs import DocumentTropGrand, ErreurSocle
from socle.referentiel import Reference, Referentiel
from socle.referentiel.documents import Auteur
from socle.synthese import Etude, ajouter_references

LIVRET = Referentiel.livret().bibliographie
BIBTEX = r"""
% Une bibliographie d’essai
@string{revue = "Revue d'essai p{\'e}dagogique"}
@article{essai:2021,
  author = {Durand, Camille and {\'E}lo{\"\i}se de la Tour and {Universit{\'e} d'Essai}},
  title = {Le {M}{\'e}tier \& ses \emph{outils}},
  journal = revue, year = 2021, volume = {34}, number={2}, pages = {12--20},
  doi = {https://doi.org/10.1234/essai.5}, url = {https://exemple.fr/a_b?c=1%20},
}
@book{essai:2021, title={Un autre, sous la même clé}, editor={Martin, L.}}
@misc{cassee, author={Sans fin,
"""
RIS = """TY  - JOUR
AU  - Durand, Camille
AU  - Collectif d’essai
PY  - 2021/03/01
TI  - Le métier
JO  - Revue d’essai
VL  - 34
IS  - 2
SP  - 12
EP  - 20
DO  - 10.1234/essai.5
UR  - https://exemple.fr
ER  -

TY  - BOOK
A1  - Durand, Camille
T1  - Un ouvrage
PB  - Essai
Y1  - 2021
ER  -
"""
# No quote nor dash runs: LaTeX reads them as typographic signs.
PHRASES = st.text(alphabet="abcdefghiéèàçœÉ0123456789 ,.;:()&%#_$~^{}\\’«»", max_size=30).map(
    lambda texte: " ".join(texte.split())
)


def test_bibtex_is_read_with_its_names_accents_and_strings() -> None:
    reference = lire_bibtex(BIBTEX).references[0]
    assert reference == Reference(
        cle="essai:2021",
        auteurs=(
            Auteur(nom="Durand", prenom="Camille"),
            Auteur(nom="de la Tour", prenom="Éloïse"),
            Auteur(nom="Université d'Essai", collectif=True),
        ),
        annee=2021,
        titre="Le Métier & ses outils",
        contenant="Revue d'essai pédagogique",
        volume="34",
        numero="2",
        pages="12-20",
        doi="10.1234/essai.5",
        url="https://exemple.fr/a_b?c=1%20",
        genre="article",
    )


def test_a_broken_entry_is_told_and_the_others_are_kept() -> None:
    lecture = lire_bibtex(BIBTEX)
    assert [reference.cle for reference in lecture.references] == ["essai:2021", "essai:2021-2"]
    assert lecture.references[1].auteurs == (Auteur(nom="Martin", prenom="L."),)
    double, cassee = lecture.defauts
    assert "servait déjà" in double
    assert "Ligne 11" in cassee


@pytest.mark.parametrize(("ecrire", "lire"), [(ecrire_bibtex, lire_bibtex), (ecrire_csl, lire_csl)])
def test_the_booklet_s_bibliography_comes_back_whole(ecrire: object, lire: object) -> None:
    assert lire(ecrire(LIVRET)).references == LIVRET  # type: ignore[operator]


@given(titre=PHRASES.filter(bool), contenant=PHRASES, nom=PHRASES.filter(bool))
def test_special_characters_come_back_from_bibtex(titre: str, contenant: str, nom: str) -> None:
    reference = Reference(
        cle="essai",
        titre=titre,
        contenant=contenant,
        auteurs=(Auteur(nom=nom, collectif=True),),
        genre="article",
    )
    assert lire_bibtex(ecrire_bibtex([reference])).references == (reference,)


@given(
    st.builds(
        Reference,
        cle=st.just("essai"),
        titre=st.text(max_size=20),
        contenant=st.text(max_size=20),
        annee=st.none() | st.integers(1000, 2100),
        genre=st.sampled_from(["", "article", "ouvrage", "enquete", "referentiel"]),
        auteurs=st.tuples(st.builds(Auteur, nom=st.text(min_size=1, max_size=9), prenom=st.text(max_size=9))),
    )
)
def test_any_reference_comes_back_from_csl(reference: Reference) -> None:
    assert lire_csl(ecrire_csl([reference])).references == (reference,)


def test_csl_is_what_citation_managers_expect() -> None:
    (notice,) = json.loads(ecrire_csl([lire_bibtex(BIBTEX).references[0]]))
    assert notice["type"] == "article-journal"
    assert notice["issued"] == {"date-parts": [[2021]]}
    assert notice["author"][1:] == [
        {"family": "de la Tour", "given": "Éloïse"},
        {"literal": "Université d'Essai"},
    ]


def test_csl_without_keys_years_or_names_is_read_as_far_as_it_goes() -> None:
    contenu = [
        {"title": "Sans rien"},
        {
            "id": "x",
            "title": "Particule",
            "author": [{"family": "Tour", "non-dropping-particle": "de la"}],
            "issued": {"date-parts": [["2020"]]},
        },
        {"id": "x", "title": "Même clé", "issued": {"date-parts": [["s. d."]]}},
    ]
    lues = lire_csl(json.dumps(contenu)).references
    assert [reference.cle for reference in lues] == ["sans-rien", "x", "meme-cle"]
    assert lues[1].auteurs[0].nom == "de la Tour"
    assert [reference.annee for reference in lues] == [None, 2020, None]


def test_ris_is_read() -> None:
    article, ouvrage = lire_ris(RIS).references
    assert article.auteurs == (
        Auteur(nom="Durand", prenom="Camille"),
        Auteur(nom="Collectif d’essai", collectif=True),
    )
    assert (article.annee, article.pages, article.genre) == (2021, "12-20", "article")
    assert (ouvrage.cle, ouvrage.editeur, ouvrage.genre) == ("durand-2021-2", "Essai", "ouvrage")


def test_a_ris_entry_without_its_end_is_told() -> None:
    assert lire_ris(RIS).defauts == ()
    lecture = lire_ris(RIS + "\nTY  - BOOK\nTI  - Coupé\n")
    assert len(lecture.references) == 2
    assert "sans fin" in lecture.defauts[0]


def test_dois_are_kept_once_and_say_what_is_missing() -> None:
    lecture = lire_doi("Voir 10.1234/essai.5, https://doi.org/10.1234/essai.5 et doi:10.5555/b(2).")
    assert [reference.doi for reference in lecture.references] == ["10.1234/essai.5", "10.5555/b(2"]
    assert all("restent à compléter" in reference.remarque for reference in lecture.references)
    assert lecture.references[0].adresse == "https://doi.org/10.1234/essai.5"


@pytest.mark.parametrize(
    ("nom", "contenu"),
    [
        ("a.bib", b"rien ici"),
        ("a.ris", b"rien ici"),
        ("a.json", b"rien ici"),
        ("a.json", b'{"id": "x"}'),
        ("a.json", b"[1]"),
        ("a.json", b"[]"),
        ("a.txt", b"rien ici"),
        ("a.docx", b"rien ici"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(nom: str, contenu: bytes) -> None:
    with pytest.raises(ErreurSocle) as refus:
        lire_references(contenu, nom=nom)
    assert refus.value.remede


def test_files_are_read_and_written_by_their_names() -> None:
    lues = lire_references(BIBTEX.encode("cp1252"), nom="Ma.BIB").references
    assert lire_references(ecrire_references(lues, nom="b.json").encode(), nom="b.json").references == lues
    assert lire_references(ecrire_references(lues, nom="b.bib").encode(), nom="b.bib").references == lues
    with pytest.raises(ErreurSocle, match=r"b\.ris"):
        ecrire_references(lues, nom="b.ris")
    with pytest.raises(DocumentTropGrand):
        lire_references(b" " * (20 * 1024 * 1024 + 1), nom="b.bib")


def test_references_become_sources_once() -> None:
    etude = ajouter_references(Etude(titre="Essai"), [*LIVRET, *LIVRET])
    assert [source.cle for source in etude.sources] == [reference.cle for reference in LIVRET]
    meme_doi = Reference(cle="autre", titre="Autre titre", doi="10.4000/DMS.6278")
    assert ajouter_references(etude, [meme_doi]) == etude
    plus = ajouter_references(etude, lire_bibtex(BIBTEX).references)
    assert [(source.cle, source.genre) for source in plus.sources[-2:]] == [
        ("essai-2021", "publication"),
        ("essai-2021-2", "ouvrage"),
    ]
