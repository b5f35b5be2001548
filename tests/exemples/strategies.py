"""Hypothesis strategies that make the core's documents, whole."""

from __future__ import annotations

from hypothesis import strategies as st

from socle.referentiel import CORPS, RUBRIQUES_LISTE, EmploiType, FicheDePoste, Ligne, LigneFiche, Provenance
from socle.referentiel.fiche_de_poste import EmploiTypeDecline, Encadrement, Projet
from socle.referentiel.rattachement import PREFIXES

textes = st.text(alphabet=st.characters(codec="utf-8"), max_size=30)
libelles = st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=40)
intitules = libelles.filter(lambda texte: bool(texte.strip()))
parts = st.none() | st.integers(0, 100)
dates = st.none() | st.dates()
corps = st.sampled_from(list(CORPS))
provenances = st.builds(
    Provenance,
    nature=st.sampled_from(["herite", "adapte", "ajoute"]),
    emploi_type=textes,
    rubrique=st.sampled_from(RUBRIQUES_LISTE),
    rang=st.none() | st.integers(1, 30),
    original=textes,
)
lignes = st.builds(Ligne, libelle=libelles, niveau=st.none() | textes, source=st.none() | textes)
emplois_types = st.builds(
    EmploiType,
    code=st.from_regex(r"[A-GJ][1-5][A-Z][0-9]{2}", fullmatch=True),
    intitule=libelles,
    mission=textes,
    corps=corps,
    colonnes=st.dictionaries(textes, textes, max_size=3),
    **{rubrique: st.lists(lignes, max_size=4).map(tuple) for rubrique in RUBRIQUES_LISTE},
)
_lignes_fiche = st.builds(
    LigneFiche,
    libelle=libelles,
    niveau=st.none() | textes,
    identifiant=st.none() | textes,
    cle=st.just(""),
    provenance=provenances,
    principale=st.booleans(),
    part=parts,
)


def _numerotees(listes: list[list[LigneFiche]]) -> dict[str, tuple[LigneFiche, ...]]:
    return {
        rubrique: tuple(
            ligne.model_copy(update={"cle": f"{PREFIXES[rubrique]}{rang}"})
            for rang, ligne in enumerate(liste, start=1)
        )
        for rubrique, liste in zip(RUBRIQUES_LISTE, listes, strict=True)
    }


_declines = st.builds(
    EmploiTypeDecline, code=textes, intitule=textes, corps=corps, quotite=st.integers(0, 100)
)
_listes = st.lists(st.lists(_lignes_fiche, max_size=3), min_size=4, max_size=4).map(_numerotees)
_sans_listes = st.fixed_dictionaries(
    {"intitule": intitules},
    optional={
        "sous_titre": textes,
        "corps": corps,
        "mission": textes,
        "mission_provenance": provenances,
        "contexte": textes,
        "quotite": parts,
        "date_limite": dates,
        "emplois_types": st.lists(_declines, max_size=2).map(tuple),
        "encadrement": st.builds(
            Encadrement, categorie_a=st.none() | st.integers(0, 500), description=textes
        ),
        "projet": st.builds(Projet, nom=textes, debut=dates),
    },
)
fiches = st.builds(lambda champs, lignes: FicheDePoste(**champs, **lignes), _sans_listes, _listes)
