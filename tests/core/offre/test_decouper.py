"""Splitting: sections, lines, sentences that hold several activities, notices set aside."""

from __future__ import annotations

import pytest

from socle.offre import Offre, decouper
from socle.offre.blocs import Bloc
from socle.offre.decoupage.nettoyage import nettoyer, rejoindre, separer_puce
from socle.offre.decoupage.phrases import diviser, is_infinitif, phrases


def coupe(texte: str, rubrique: str = "activites") -> list[str]:
    return [texte[a:b] for a, b in diviser(texte, rubrique)]  # type: ignore[arg-type]


def paires(offre: Offre) -> list[tuple[str, str]]:
    return [(ligne.rubrique, ligne.texte) for ligne in offre.lignes]


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        (
            "Concevoir et animer des formations ; assurer le suivi des projets.",
            ["Concevoir et animer des formations", "assurer le suivi des projets"],
        ),
        (
            "Vous aurez pour mission de concevoir des cours, d’animer des ateliers et d’assurer la veille.",
            ["concevoir des cours", "animer des ateliers", "assurer la veille"],
        ),
        (
            "Concevoir des cours, animer des ateliers et rédiger des bilans",
            ["Concevoir des cours", "animer des ateliers", "rédiger des bilans"],
        ),
        (
            "Vous concevez des cours, animez des ateliers et assurez le suivi des projets.",
            ["Vous concevez des cours", "animez des ateliers", "assurez le suivi des projets"],
        ),
        (
            "L’agent sera chargé de la gestion du budget, du suivi des marchés et de l’accueil du public.",
            ["gestion du budget", "suivi des marchés", "accueil du public"],
        ),
        (
            "Animation d’ateliers ; suivi des étudiants ; production de ressources",
            ["Animation d’ateliers", "suivi des étudiants", "production de ressources"],
        ),
        (
            "Vos missions : concevoir des cours ; évaluer les dispositifs",
            ["concevoir des cours", "évaluer les dispositifs"],
        ),
        ("Former les équipes. Évaluer les cours.", ["Former les équipes", "Évaluer les cours"]),
        (
            "Il/elle pilote la conception ; il/elle coordonne les moyens humains",
            ["Il/elle pilote la conception", "il/elle coordonne les moyens humains"],
        ),
    ],
)
def test_sentences_that_hold_several_activities(texte: str, attendu: list[str]) -> None:
    assert coupe(texte) == attendu


@pytest.mark.parametrize(
    "texte",
    [
        "Analyser les besoins, concevoir et mettre en œuvre des actions de formation",
        "Concevoir, développer et animer des formations",
        "Formaliser les procédures et les mettre en œuvre",
        "Accompagner les enseignants pour concevoir des cours, produire des ressources et évaluer les effets",
        "Gérer les outils (Moodle ; BigBlueButton ; Wooclap) de l’établissement",
        "Assister les usagers : messagerie ; espace de dépôt ; visioconférence",
        "Être responsable de l’analyse, de l’optimisation et du développement des méthodes",
        "Participer à la réponse à des appels à projets (Europe, ANR, MESRI...)",
        "Vous animez des ateliers et suivez les projets",
        "Rédiger les supports, p. ex. Les guides",
        "Vous serez amené·e à animer des ateliers",
    ],
)
def test_one_activity_is_not_cut(texte: str) -> None:
    assert coupe(texte) == [texte]


def test_endless_sentence_is_left_whole() -> None:
    texte = "Concevoir des cours" + ", animer des ateliers" * 100
    assert coupe(texte) == [texte]


def test_list_whose_line_ends_were_lost() -> None:
    offre = decouper(
        "Savoirs :\n- Droit public - Budget de l’État - Marchés. Savoir-être : - Rigueur - Écoute - Autonomie"
    )
    assert paires(offre) == [
        ("connaissances", "Droit public"),
        ("connaissances", "Budget de l’État"),
        ("connaissances", "Marchés"),
        ("competences_comportementales", "Rigueur"),
        ("competences_comportementales", "Écoute"),
        ("competences_comportementales", "Autonomie"),
    ]


def test_qualities_in_a_row() -> None:
    rubrique = "competences_comportementales"
    assert coupe("Rigueur, organisation et sens du service.", rubrique) == [
        "Rigueur",
        "organisation",
        "sens du service",
    ]
    for whole in (
        "Avoir le sens des responsabilités, de l’organisation et de l’écoute",
        "Créativité/Sens de l’innovation",
        "Qualités : rigueur, autonomie",
        "Elle sait écouter, convaincre, décider",
    ):
        assert coupe(whole, rubrique) == [whole]


def test_semicolons_between_competences() -> None:
    assert coupe("droit public ; budget", "connaissances") == ["droit public", "budget"]
    assert coupe("Langages : Python ; R", "connaissances") == ["Langages : Python ; R"]
    assert coupe("Un service ouvert ; le public varie", "contexte") == ["Un service ouvert ; le public varie"]


def test_sentences_and_abbreviations() -> None:
    texte = "M. Le directeur décide (cf. La note. Elle est jointe). L’équipe suit, etc. Fin !  « Oui. » Non"
    assert [texte[a:b] for a, b in phrases(texte)] == [
        "M. Le directeur décide (cf. La note. Elle est jointe)",
        "L’équipe suit, etc.",
        "Fin !",
        "« Oui. »",
        "Non",
    ]


def test_no_verb_is_cut_in_its_middle() -> None:
    assert coupe("Formaliser or not et Ordonner les flux") == ["Formaliser or not et Ordonner les flux"]
    assert not any(is_infinitif(mot) for mot in ("Métier", "Atelier", "Cadre", "Avenir", "Mer"))
    assert all(
        is_infinitif(mot) for mot in ("Recueillir", "Co-construire", "Redéfinir", "Être", "coconstruire")
    )


@pytest.mark.parametrize(
    ("ligne", "marque", "reste"),
    [
        ("• Former", "-", "Former"),
        ("– Former", "-", "Former"),
        ("* Former", "-", "Former"),
        ("o Former", "-", "Former"),
        ("✓ Former", "-", "Former"),
        ("➢Former", "-", "Former"),
        ("\uf0b7 Former", "-", "Former"),
        ("\uf0a8\tFormer", "-", "Former"),
        ("-Former", "-", "Former"),
        ("1) Former", "1)", "Former"),
        ("2. Former", "2.", "Former"),
        ("3/ Former", "3/", "Former"),
        ("1.2 Former", "1.2", "Former"),
        ("4 - Former", "4 -", "Former"),
        ("a) former", "a)", "former"),
        ("(b) former", "(b)", "former"),
        ("ii. former", "ii.", "former"),
        ("-omiques et autres", "", "-omiques et autres"),
        ("C. elegans est un modèle", "", "C. elegans est un modèle"),
        ("2.5 ans", "", "2.5 ans"),
        ("ou bien", "", "ou bien"),
    ],
)
def test_bullets_of_every_kind(ligne: str, marque: str, reste: str) -> None:
    assert separer_puce(nettoyer(ligne)) == (marque, reste)


def test_hyphenation_at_line_ends() -> None:
    def joined(*lines: str) -> str:
        blocs = rejoindre([Bloc(line, suite=n > 0) for n, line in enumerate(lines)])
        return "\n".join(bloc.texte for bloc in blocs)

    assert joined("accompagnement péda-", "gogique") == "accompagnement pédagogique"
    assert joined("agents non-", "titulaires") == "agents non-titulaires"
    assert joined("Jean-", "Monnet") == "Jean-Monnet"
    assert joined("au sol et dans l’espace sol-", "espace") == "au sol et dans l’espace sol-espace"
    assert joined("le savoir-être, sa-", "voir-être") == "le savoir-être, savoir-être"
    assert joined("il va, sous-marin et sous-", "marin") == "il va, sous-marin et sous-marin"
    assert joined("micro\u00ad", "scope") == "microscope"
    assert joined("l’équipe d’", "accueil") == "l’équipe d’accueil"
    assert joined("2025-", "2026") == "2025-2026"


def test_wrapped_lines_are_rejoined() -> None:
    texte = (
        "Activités\n- Assurer la disponibilité des ressources pédagogiques développées\n"
        "auprès de la communauté,\n"
        "- Participer au sein de réseaux dédiés aux développements et aux\nressources de l’établissement\n"
        "Savoir-être\nautonomie\nrigueur\n"
    )
    assert paires(decouper(texte)) == [
        (
            "activites",
            "Assurer la disponibilité des ressources pédagogiques développées auprès de la communauté",
        ),
        (
            "activites",
            "Participer au sein de réseaux dédiés aux développements et aux ressources de l’établissement",
        ),
        ("competences_comportementales", "autonomie"),
        ("competences_comportementales", "rigueur"),
    ]


def test_phrase_left_open_across_a_blank_line() -> None:
    offre = decouper(
        "Activités\n\n- S’inscrire dans une démarche de\n\ndéveloppement professionnel\n\n- Former"
    )
    assert [ligne.texte for ligne in offre.lignes] == [
        "S’inscrire dans une démarche de développement professionnel",
        "Former",
    ]


OFFRE = """FICHE DE POSTE : « Ingénieur·e pédagogique »
Hybridation
Corps : IGE
Catégorie : A
L'UNIVERSITÉ
L'université accueille 40 000 étudiants. Elle s'engage pour l'égalité professionnelle.
VOS MISSIONS
Au sein du service, vous serez chargé(e) de :
- Accompagner les enseignants ;
- Concevoir des formations :
  o numériques
  o hybrides
Numérique éducatif :
- Gérer la plateforme
Formation :
- Former les équipes
Formation : bac + 5
Compétences
- Connaissance du droit d'auteur
- Piloter un projet
- Capacité d'adaptation
Contact : rh@exemple.fr
"""


def test_offer_as_universities_write_them() -> None:
    offre = decouper(OFFRE)
    assert offre.titre == "Ingénieur·e pédagogique"
    assert [(one.rubrique, one.titre, one.origine) for one in offre.sections] == [
        ("contexte", "", "defaut"),
        ("affectation", "Corps", "titre"),
        ("contexte", "L'UNIVERSITÉ", "heritee"),
        ("mission", "VOS MISSIONS", "titre"),
        ("activites", "Au sein du service, vous serez chargé(e) de", "heritee"),
        ("activites", "Numérique éducatif", "heritee"),
        ("activites", "Formation", "heritee"),
        ("profil", "Formation", "titre"),
        ("connaissances", "Compétences", "titre"),
        ("candidature", "Contact", "titre"),
    ]
    assert [ligne.texte for ligne in offre.lignes_de("activites")] == [
        "Accompagner les enseignants",
        "Concevoir des formations",
        "numériques",
        "hybrides",
        "Gérer la plateforme",
        "Former les équipes",
    ]
    assert [ligne.texte for ligne in offre.lignes_de("juridique")] == [
        "Elle s'engage pour l'égalité professionnelle"
    ]
    assert [ligne.texte for ligne in offre.lignes_de("connaissances")] == ["Connaissance du droit d'auteur"]
    assert [ligne.texte for ligne in offre.lignes_de("competences_operationnelles")] == ["Piloter un projet"]
    assert [ligne.texte for ligne in offre.lignes_de("competences_comportementales")] == [
        "Capacité d'adaptation"
    ]
    assert "Formation : bac + 5" in [ligne.texte for ligne in offre.lignes_de("profil")]
    assert [ligne.texte for ligne in offre.lignes_de("candidature")] == ["Contact : rh@exemple.fr"]
    assert [one.origine for one in offre.sections if one.titre == "Numérique éducatif"] == ["heritee"]


def test_text_without_headings_is_told_by_its_words() -> None:
    offre = decouper(
        "Nous recherchons un conseiller pédagogique. Il aura pour mission de concevoir des parcours, "
        "d’animer des ateliers pour les enseignants et d’assurer une veille.\n"
        "- Former les enseignants\n- Capacité d’écoute\n"
        "- Bonne connaissance de Moodle\nMaster exigé. CDD d’un an à temps plein.\n"
    )
    assert paires(offre) == [
        ("contexte", "Nous recherchons un conseiller pédagogique"),
        ("activites", "concevoir des parcours"),
        ("activites", "animer des ateliers pour les enseignants"),
        ("activites", "assurer une veille"),
        ("activites", "Former les enseignants"),
        ("competences_comportementales", "Capacité d’écoute"),
        ("connaissances", "Bonne connaissance de Moodle"),
        ("profil", "Master exigé"),
        ("conditions", "CDD d’un an à temps plein"),
    ]
    assert [one.origine for one in offre.sections] == ["contenu"]


def test_missions_are_the_activities_only_when_nothing_else_is() -> None:
    alone = decouper("Missions\nContribuer à la qualité des cours.\n- Former\n- Évaluer")
    assert {ligne.rubrique for ligne in alone.lignes} == {"activites"}
    both = decouper("Missions\n- Contribuer à la qualité\nActivités\n- Former")
    assert [ligne.rubrique for ligne in both.lignes] == ["mission", "activites"]
    second = decouper(
        "Missions\nVous concevez des cours, animez des ateliers et assurez le suivi des projets."
    )
    assert {ligne.rubrique for ligne in second.lignes} == {"activites"}


def test_an_activity_about_the_law_stays_an_activity() -> None:
    offre = decouper(
        "Activités\n- Veiller au respect du RGPD\n- Accompagner les étudiants en situation de handicap\n"
        "- Poste ouvert aux personnes en situation de handicap\nMentions légales\nTexte quelconque."
    )
    assert [ligne.rubrique for ligne in offre.lignes] == ["activites", "activites", "juridique", "juridique"]


def test_item_that_reads_as_a_heading_stays_an_item() -> None:
    offre = decouper(
        "Savoir-être\nQualités relationnelles\nRigueur\nSavoirs\n- Connaissances : droit public\n"
        "- Conduite de projet\n- Environnement et réseaux professionnels\n- Quotité : 80 %\nmission\n"
    )
    assert paires(offre)[:2] == [
        ("competences_comportementales", "Qualités relationnelles"),
        ("competences_comportementales", "Rigueur"),
    ]
    assert ("connaissances", "Connaissances : droit public") in paires(offre)
    assert ("connaissances", "Environnement et réseaux professionnels") in paires(offre)
    assert ("conditions", "Quotité : 80 %") in paires(offre)


def test_themes_inside_the_activities_are_no_sections_of_their_own() -> None:
    offre = decouper(
        "Activités :\nFormation : concevoir des sessions\nEncadrement :\n- Encadrer deux agents\n"
        "CONTRIBUER À LA VEILLE\n- Lire\nConnaissances approfondies :\n- Droit\nAutre chose :\n- Budget"
    )
    assert paires(offre) == [
        ("activites", "Formation : concevoir des sessions"),
        ("activites", "Encadrer deux agents"),
        ("activites", "CONTRIBUER À LA VEILLE"),
        ("activites", "Lire"),
        ("connaissances", "Droit"),
        ("connaissances", "Budget"),
    ]


def test_values_after_their_label() -> None:
    offre = decouper("Affectation :\nInstitut d’exemple, TOURS\n\nL’institut compte " + "x" * 130 + ".\n")
    assert offre.identification.lieu[0].valeur == "TOURS"
    assert [ligne.rubrique for ligne in offre.lignes] == ["affectation", "contexte"]


@pytest.mark.parametrize(
    ("texte", "langue"),
    [
        ("le chat de la maison et du jardin dans la rue", "fr"),
        ("the cat of the house and you will be in it for a day", "en"),
        ("ok", None),
    ],
)
def test_language(texte: str, langue: str | None) -> None:
    assert decouper(texte).langue == langue


@pytest.mark.parametrize(
    ("texte", "titre"),
    [
        ("Fiche de poste\nGestionnaire de scolarité\nMission : gérer", "Gestionnaire de scolarité"),
        ("Intitulé du poste : Chargé·e de mission\nMission : aider", "Chargé·e de mission"),
        ("Mission : aider", None),
        ("Assurer la veille", None),
        ("rh@exemple.fr\nMission : aider", None),
    ],
)
def test_titles(texte: str, titre: str | None) -> None:
    assert decouper(texte).titre == titre


def test_cleaning() -> None:
    assert nettoyer("oﬃce\u00a0: l¿agent\u200b\x07\ud800 for\u00admé") == "office : l’agent formé"
