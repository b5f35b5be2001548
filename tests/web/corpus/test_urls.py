"""Every address of corpora × method × who asks. An address without an entry fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.http import HttpResponse
from django.urls import reverse
from visite import Visiteur, vues

from socle_web.comptes.models import Etablissement, Role
from socle_web.corpus.models import Corpus, Execution

pytestmark = pytest.mark.django_db

REFUS = 405
FAIT = (302, 422, 200)


class Entree(NamedTuple):
    """``lire``, ``ecrire``: whether GET and POST exist; ``lecteur``: a reader may GET it; ``de``: of what."""

    lire: bool
    ecrire: bool
    lecteur: bool
    de: str = ""
    kwargs: dict[str, object] = {}  # noqa: RUF012


TABLE = {
    "corpus:liste": Entree(True, False, True),
    "corpus:nouveau": Entree(True, True, False),
    "corpus:comparer": Entree(True, False, True),
    "corpus:page": Entree(True, False, True, "corpus"),
    "corpus:colonnes": Entree(True, True, False, "corpus"),
    "corpus:concours": Entree(False, True, False, "corpus"),
    "corpus:demander": Entree(False, True, False, "corpus"),
    "corpus:supprimer": Entree(True, True, False, "corpus"),
    "corpus:suivre": Entree(True, False, True, "execution"),
    "corpus:arreter": Entree(False, True, False, "execution"),
    "corpus:relancer": Entree(False, True, False, "execution"),
    "corpus:supprimer_analyse": Entree(True, True, False, "execution"),
    "corpus:rapport": Entree(True, False, True, "terminee"),
    "corpus:preuves": Entree(True, False, True, "terminee"),
    "corpus:offre": Entree(True, False, True, "terminee"),
    "corpus:non_lues": Entree(True, False, True, "terminee"),
    "corpus:telecharger": Entree(True, False, True, "terminee", {"format": "html"}),
    "corpus:emergents": Entree(True, True, True, "terminee"),
    "corpus:echantillon": Entree(True, False, False, "terminee"),
    "corpus:tirer": Entree(False, True, False, "terminee"),
    "corpus:dire": Entree(False, True, False, "terminee", {"place": 0}),
}


@pytest.fixture
def corpus(etablissement: Etablissement) -> Corpus:
    """A corpus of an établissement, with one stopped run: its pages need no result."""
    corpus = Corpus.objects.create(
        etablissement=etablissement, titre="Offres", fichiers=["offre.txt"], pret=True
    )
    Execution.objects.create(corpus=corpus, numero=1, etat="arretee")
    return corpus


def adresse(vue: str, corpus: Corpus) -> str:
    entree = TABLE[vue]
    sujet = {"": {}, "corpus": {"pk": corpus.pk}}.get(entree.de, {"pk": corpus.executions.get().pk})
    return reverse(vue, kwargs={**sujet, **entree.kwargs})


def demander(visiteur: Visiteur, vue: str, corpus: Corpus) -> tuple[HttpResponse, HttpResponse]:
    return visiteur.get(adresse(vue, corpus)), visiteur.post(adresse(vue, corpus))


def test_every_address_has_an_entry() -> None:
    assert {vue for vue in vues() if vue.startswith("corpus:")} == set(TABLE)


@pytest.mark.parametrize("vue", TABLE)
def test_who_writes_may_do_everything(vue: str, corpus: Corpus, membre: Callable[..., Visiteur]) -> None:
    entree = TABLE[vue]
    lu, ecrit = demander(membre(Role.REDACTEUR), vue, corpus)
    # The run of this table gave no result: what shows results answers that there are none.
    trouve = 404 if entree.de == "terminee" else 200
    if entree.lire:
        assert lu.status_code in (trouve, 302)
    else:
        assert lu.status_code == REFUS
    if not entree.ecrire:
        assert ecrit.status_code == REFUS
    else:
        assert ecrit.status_code in ((404,) if entree.de == "terminee" else FAIT)


@pytest.mark.parametrize("vue", TABLE)
def test_a_reader_reads_only(vue: str, corpus: Corpus, membre: Callable[..., Visiteur]) -> None:
    entree = TABLE[vue]
    lu, ecrit = demander(membre(Role.LECTEUR), vue, corpus)
    if not entree.lire:
        assert lu.status_code == REFUS
    elif entree.lecteur:
        assert lu.status_code == (404 if entree.de == "terminee" else 200)
    else:
        assert lu.status_code == 403
    assert ecrit.status_code in ((403, 404) if entree.ecrire else (REFUS,))


@pytest.mark.parametrize("vue", TABLE)
def test_a_visitor_signs_in_first(vue: str, corpus: Corpus, serveur: None) -> None:
    entree = TABLE[vue]
    lu, ecrit = demander(Visiteur(), vue, corpus)
    assert lu.status_code == (302 if entree.lire else REFUS)
    assert ecrit.status_code == (302 if entree.ecrire else REFUS)
    if entree.lire:
        assert "connexion" in lu["Location"]


@pytest.mark.parametrize("vue", [vue for vue, entree in TABLE.items() if entree.de])
def test_another_etablissement_finds_nothing(
    vue: str, corpus: Corpus, membre: Callable[..., Visiteur]
) -> None:
    autre = Etablissement.objects.create(nom="Université du Val")
    for reponse in demander(membre(Role.ADMINISTRATEUR, autre), vue, corpus):
        assert reponse.status_code in (404, REFUS)
    assert Corpus.objects.get() == corpus
    assert corpus.executions.get().etat == "arretee"
