"""Write the worked example of a study: ANSTIA's booklet, coded only as far as the booklet states.

``python -m outils.exemple_etude`` writes ``donnees/livret/etude.json``; a test checks that it is what is
written here. Every statement below names the page of the booklet that it comes from. What the booklet
does not say (which source holds which activity) is left uncoded.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from socle.referentiel import Reference, Referentiel
from socle.synthese import (
    Candidat,
    Codage,
    Etape,
    Etude,
    RegleConsensus,
    Source,
    coder,
    proposer,
    verrouiller_regle,
)

CHEMIN = Path(__file__).resolve().parent.parent / "src/socle/donnees/livret/etude.json"
LE = datetime(2026, 11, 26, tzinfo=UTC)
CODEUR = "Transcription du livret"
SYNTHESE = "livret-anstia"
REMPLACE = "F2D57"

# Page 10: the surveys that the method names, two of which are reports.
_ENQUETES = ("cosnefroy-2015", "intentional-futures-2016", "remy-2021", "anstia-2021")
_CATEGORISATION = ("peraya-2021a", "peraya-2021b", "peraya-2021c", "francois-2021")
_REFERENTIELS = ("tricot-2014", "referens-2016", "ulb-umons-2017", "rime-2017", "pensera-2021")
_AUTRE_CADRE = ("rncp-36652",)
_TERRAIN = ("offres", "ateliers")
_CITEES = (*_CATEGORISATION, *_REFERENTIELS, *_AUTRE_CADRE, *_ENQUETES, *_TERRAIN)

_REMARQUES = {
    "anstia-2021": "Plus de 680 réponses (p. 6).",
    "basque-2017": "Le livret dit qu’elle cite Schiffman (1995) (p. 11).",
    **dict.fromkeys(
        _CATEGORISATION[:3],
        "Le livret cite « Peraya (2021) » pour les catégories sans dire laquelle des trois publications.",
    ),
}
_PAYS = dict.fromkeys(
    ("anstia-2021", "referens-2016", "remy-2021", "rmfp-conseiller-pedagogique", "rncp-36652"), "France"
)
_PROFESSIONS = {
    **dict.fromkeys(
        ("tricot-2014", "pensera-2021", "rmfp-conseiller-pedagogique", "lecloux-kozlowski"),
        "conseiller pédagogique",
    ),
    "intentional-futures-2016": "instructional designer",
    "rncp-36652": "responsable d’ingénierie pédagogique",
}

# Page 18, in the order of the emploi-type (the list of page 17 has the last but one and the one before
# exchanged). The category is the one that the activity's own words name; the booklet assigns none.
_CONSENSUS = (
    ("gerer-un-projet", "gestion-de-projet"),
    ("former-les-enseignants", "formation"),
    ("demarche-reflexive", ""),
    ("espaces-d-apprentissage", "accompagnement"),
    ("co-concevoir", "conception"),
    ("amelioration-continue", ""),
    ("valoriser-les-initiatives", ""),
    ("se-developper-soi-meme", "veille"),
)
# Page 17, after the list.
_DISCUTEES = (
    (
        "recherche-en-pedagogie",
        "Contribuer à développer et à diffuser la recherche en pédagogie",
        "recherche",
    ),
    ("evaluation-des-enseignements", "Participer à l'évaluation des enseignements", "evaluation"),
    (
        "accompagner-les-etudiants",
        "Accompagner les étudiants dans leurs apprentissages",
        "accompagnement",
    ),
)
_CITATION_CONSENSUS = "Les activités principales des ingénieurs pédagogiques que nous avons pu dégager"
_CITATION_DISCUTEES = "les avis des auteurs et des acteurs consultés sont moins unanimes sur ces sujets"

_ENONCE = (
    "Le livret n’énonce pas de règle et ne publie pas le détail de ses sources activité par activité : "
    "seule sa propre synthèse est codée. Une activité qu’il retient parmi les principales y est présente ; "
    "une activité revenue assez régulièrement mais sur laquelle il dit les avis moins unanimes y est "
    "partielle. Un seul témoin suffit donc ici. Cette règle a été écrite pour Socle, après le livret."
)
_AVERTISSEMENT = (
    "Exemple tiré du livret de l’ANSTIA et codé seulement jusqu’où le livret le dit. Ses sources et toute sa "
    "bibliographie sont enregistrées, mais il ne dit pas laquelle contient quelle activité : les verdicts "
    "reposent sur un seul témoin, la synthèse du livret, et aucune case n’a été inventée."
)


def etude() -> Etude:
    """The booklet as a study."""
    livret = Referentiel.livret()
    posee = Etude(
        titre="Les missions des ingénieurs pédagogiques dans l’enseignement supérieur",
        organisme="ANSTIA",
        objet="Dégager les activités du socle commun et proposer un emploi-type d’ingénieur pédagogique.",
        avertissement=_AVERTISSEMENT,
        etapes=_etapes(),
        sources=_sources(livret.bibliographie),
        candidats=_candidats(livret),
        regle=RegleConsensus(
            enonce=_ENONCE, temoins_minimum=1, genres_minimum=1, decision="sources", fixee_le=LE
        ),
    )
    posee = verrouiller_regle(posee, le=LE)
    for candidat in posee.candidats:
        posee = coder(posee, _codage(candidat))
    return proposer(
        posee,
        livret["ANSTIA-IP"],
        le=LE,
        auteur="ANSTIA",
        motif="Les huit activités en consensus ; les autres rubriques sont celles du livret (p. 18 et 19).",
        remplace=REMPLACE,
    )


def _sources(bibliographie: tuple[Reference, ...]) -> tuple[Source, ...]:
    return (
        *(_source(reference) for reference in bibliographie),
        Source(
            cle="ulb-umons-2017",
            genre="referentiel",
            titre="Référentiel de l’Université libre de Bruxelles et de l’Université de Mons",
            pays="Belgique",
            annee=2017,
            remarque="Citée p. 10 et 13, absente de la bibliographie.",
        ),
        Source(
            cle="rime-2017",
            genre="referentiel",
            titre="Fiche du répertoire interministériel des métiers de l’État (RIME)",
            pays="France",
            annee=2017,
            remarque="Citée p. 10, absente de la bibliographie.",
        ),
        Source(
            cle="offres",
            genre="corpus-offres",
            titre="Offres d’emploi et fiches de poste analysées par le groupe de travail",
            pays="France",
            effectif=200,
            effectif_mention="plus de 200",
            remarque="« Plus de 200 » p. 10, « près de 200 » p. 15 ; le corpus n’est pas publié.",
        ),
        Source(
            cle="ateliers",
            genre="atelier",
            titre="Ateliers et échanges avec des praticiens",
            pays="France",
            effectif=60,
            effectif_mention="une soixantaine",
            remarque="Retours d’expérience recueillis notamment lors d’ateliers (p. 10).",
        ),
        Source(
            cle=SYNTHESE,
            genre="synthese",
            titre="Synthèse du groupe de travail de l’ANSTIA, telle que le livret la publie",
            pays="France",
            profession="ingénieur pédagogique",
            depend_de=_CITEES,
            remarque="Il croise les sources qu’il nomme p. 10 et n’en publie que la conclusion (p. 17).",
        ),
    )


def _source(reference: Reference) -> Source:
    source = Source.de(reference)
    defaut = "Nommée dans la méthodologie du livret (p. 10)." if reference.cle in _CITEES else ""
    effectif = {"effectif": 680, "effectif_mention": "plus de 680"} if reference.cle == "anstia-2021" else {}
    return source.model_copy(
        update={
            "genre": "enquete" if reference.cle in _ENQUETES else source.genre,
            "pays": _PAYS.get(reference.cle, ""),
            "profession": _PROFESSIONS.get(reference.cle, ""),
            "depend_de": ("schiffman-1995",) if reference.cle == "basque-2017" else (),
            "remarque": _REMARQUES.get(reference.cle, defaut),
            **effectif,
        }
    )


def _candidats(livret: Referentiel) -> tuple[Candidat, ...]:
    activites = livret["ANSTIA-IP"].activites
    return (
        *(
            Candidat(cle=cle, libelle=ligne.texte, categorie=categorie)
            for (cle, categorie), ligne in zip(_CONSENSUS, activites, strict=True)
        ),
        *(Candidat(cle=cle, libelle=libelle, categorie=categorie) for cle, libelle, categorie in _DISCUTEES),
    )


def _codage(candidat: Candidat) -> Codage:
    retenue = candidat.cle in {cle for cle, _ in _CONSENSUS}
    return Codage(
        source=SYNTHESE,
        candidat=candidat.cle,
        codeur=CODEUR,
        valeur="present" if retenue else "partiel",
        citation=_CITATION_CONSENSUS if retenue else _CITATION_DISCUTEES,
        page="17",
        le=LE,
    )


def _etapes() -> tuple[Etape, ...]:
    return (
        Etape(
            titre="Réunir un groupe",
            texte="Une dizaine de personnes, de métiers, de statuts, d’établissements et de régions divers, "
            "conviennent de ne pas juger avant d’avoir croisé les sources.",
            entrees=("une dizaine de personnes",),
            page="10",
        ),
        Etape(
            titre="Dresser une première liste",
            texte="Les publications et les ouvrages donnent une première liste d’activités ; Peraya (2021) "
            "et François et Roland (2021), ses premières catégories.",
            entrees=("publications scientifiques", "ouvrages"),
            sources=_CATEGORISATION,
            apports=("conception", "gestion de projet", "formation", "accompagnement", "recherche"),
            page="10",
        ),
        Etape(
            titre="Croiser avec les référentiels",
            texte="Les référentiels de métiers, dont celui de RéFérens, font ajouter deux catégories.",
            entrees=("référentiels",),
            sources=_REFERENTIELS,
            apports=("veille", "évaluation"),
            page="10",
        ),
        Etape(
            titre="Regarder hors du supérieur",
            texte="Une certification du RNCP montre le métier exercé dans d’autres cadres.",
            entrees=("certification RNCP",),
            sources=_AUTRE_CADRE,
            page="10",
        ),
        Etape(
            titre="Affiner avec les enquêtes",
            texte="Quatre enquêtes, françaises et étrangère, précisent les résultats.",
            entrees=("enquêtes",),
            sources=_ENQUETES,
            page="10",
        ),
        Etape(
            titre="Confronter au terrain",
            texte="Les offres et les échanges avec des praticiens séparent ce qui se fait aujourd’hui de ce "
            "qui pourrait se développer.",
            entrees=("plus de 200 offres", "une soixantaine de personnes"),
            sources=_TERRAIN,
            apports=("activités exercées", "activités possibles"),
            page="10",
        ),
        Etape(
            titre="Conclure",
            texte="Huit activités principales se dégagent ; trois autres reviennent assez souvent, avec des "
            "avis moins unanimes.",
            sources=(SYNTHESE,),
            apports=("huit activités principales", "trois activités discutées"),
            page="17",
        ),
    )


def main() -> None:
    """Write the example."""
    CHEMIN.write_text(etude().to_json() + "\n", "utf-8")


if __name__ == "__main__":
    main()
