"""Two versions of one fiche: the key, not the words, says which line is which."""

from __future__ import annotations

from socle.fiche import (
    adapter,
    ajouter,
    changer_rubrique,
    comparer_versions,
    decliner,
    deplacer,
    marquer,
    repartir,
    retirer,
)
from socle.referentiel import FicheDePoste, Referentiel
from socle.referentiel.comparaison import EcartLigne

FICHE = decliner(Referentiel.livret()["ANSTIA-IP"])


def ecarts(apres: FicheDePoste) -> list[EcartLigne]:
    comparaison = comparer_versions(FICHE, apres)
    return [ligne for rubrique in comparaison.rubriques for ligne in rubrique.lignes if ligne.change]


def test_a_line_rewritten_from_end_to_end_is_still_the_same_line() -> None:
    (ecart,) = ecarts(adapter(FICHE, "a1", libelle="Zèbres"))
    assert (ecart.statut, ecart.avant, ecart.apres) == ("modifie", FICHE.activites[0].texte, "Zèbres")
    assert {s.marque for s in ecart.segments} == {"suppression", "insertion"}


def test_a_line_removed_and_another_written_in_its_place_are_two_lines() -> None:
    apres = ajouter(retirer(FICHE, "a1"), "activites", libelle="Zèbres")
    assert sorted(e.statut for e in ecarts(apres)) == ["seulement-a", "seulement-b"]


def test_a_move_is_told_once_and_not_for_the_lines_that_made_room() -> None:
    (ecart,) = ecarts(deplacer(FICHE, "a1", vers=3))
    assert ecart.precision == "déplacée"
    assert ecart.statut == "identique"


def test_a_change_of_rubrique_names_both_ends() -> None:
    partie, venue = ecarts(changer_rubrique(FICHE, "o1", rubrique="connaissances"))[::-1]
    assert partie.precision == "passée dans «\u00a0Connaissances\u00a0»"
    assert venue.precision == "venue de «\u00a0Compétences opérationnelles\u00a0»"


def test_rank_and_share_are_told() -> None:
    (ecart,) = ecarts(repartir(marquer(FICHE, "a2", principale=False), "a2", part=20))
    assert ecart.precision.replace("\u202f", "\u00a0") == (
        "désormais secondaire\u00a0; part du temps\u00a0: non dite → 20\u00a0%"
    )


def test_a_version_is_the_same_as_itself() -> None:
    assert comparer_versions(FICHE, FICHE).identiques
    assert not comparer_versions(FICHE, repartir(FICHE, "a2", part=20)).identiques
