"""PDF layout: columns, sidebars, tables with and without rulings, hyphenation, running headers."""

from __future__ import annotations

import pypdf
import pytest
import typst

from socle.erreurs import DocumentSansTexte, DocumentTropGrand
from socle.offre import Offre, lire
from socle.offre.lecture.mise_en_page import Trait, ordonner, taille_du_corps

TETE = '#set text(size: 10pt, lang: "fr", hyphenate: true)\n#set par(justify: true)\n'


def pdf(source: str) -> bytes:
    return bytes(typst.compile((TETE + source).encode()))


def paires(offre: Offre) -> list[tuple[str, str]]:
    return [(ligne.rubrique, ligne.texte) for ligne in offre.lignes]


PHRASE = (
    "Le service accompagne les équipes pédagogiques dans la transformation progressive des "
    "enseignements et la professionnalisation des enseignants"
)


def test_two_columns_are_read_one_after_the_other() -> None:
    offre = lire(
        pdf(
            f"""#set page(columns: 2)
= Contexte
{PHRASE}. {PHRASE}. {PHRASE}.
= Activités
- Accompagner les équipes pédagogiques dans la conception de leurs enseignements hybrides
- Évaluer
#colbreak()
= Connaissances
- Ingénierie pédagogique et méthodologie de conduite de projet dans l’enseignement supérieur
= Savoir-être
- Capacité d’écoute
"""
        )
    )
    assert paires(offre) == [
        *[("contexte", PHRASE)] * 3,
        (
            "activites",
            "Accompagner les équipes pédagogiques dans la conception de leurs enseignements hybrides",
        ),
        ("activites", "Évaluer"),
        (
            "connaissances",
            "Ingénierie pédagogique et méthodologie de conduite de projet dans l’enseignement supérieur",
        ),
        ("competences_comportementales", "Capacité d’écoute"),
    ]


def test_columns_between_full_width_stretches() -> None:
    offre = lire(
        pdf(
            f"""= Contexte
{PHRASE}. {PHRASE}. {PHRASE}.
#columns(2)[
*Savoirs*
- Ingénierie pédagogique
- Droit de la propriété intellectuelle
#colbreak()
*Savoir-être*
- Rigueur
- Capacité d’écoute
]
= Candidature
Le dossier complet est à déposer sur la plateforme de l’établissement, accompagné d’un CV et d’une lettre.
"""
        )
    )
    assert [one.rubrique for one in offre.sections] == [
        "contexte",
        "connaissances",
        "competences_comportementales",
        "candidature",
    ]
    assert paires(offre)[-1][0] == "candidature"


def test_sidebar_of_labels_beside_the_text() -> None:
    offre = lire(
        pdf(
            """#grid(columns: (5cm, 1fr), gutter: 1cm,
[*Lieu* \\ Campus de Tours \\ \\ *Quotité* \\ 100 %],
[= Missions
- Concevoir des parcours de formation hybrides avec les équipes pédagogiques
- Animer des ateliers à destination des enseignantes et enseignants])"""
        )
    )
    assert offre.identification.lieu[0].valeur == "Campus de Tours"
    assert [ligne.texte for ligne in offre.lignes_de("activites")] == [
        "Concevoir des parcours de formation hybrides avec les équipes pédagogiques",
        "Animer des ateliers à destination des enseignantes et enseignants",
    ]


def test_form_without_rulings() -> None:
    offre = lire(
        pdf(
            """#align(center, text(16pt)[Université d’exemple])
#grid(columns: (6cm, 1fr), row-gutter: 8pt,
[Intitulé du poste :], [Ingénieur pédagogique], [Corps :], [IGE], [Affectation :],
[Service universitaire de pédagogie, direction de la formation et de la vie étudiante,
bâtiment central, bureau 12],
[Quotité :], [80 %])
*Activités principales*

– Former les enseignants

– Évaluer les dispositifs"""
        )
    )
    assert offre.titre == "Ingénieur pédagogique"
    assert offre.identification.corps[0].valeur == "IE"
    assert offre.identification.quotite[0].valeur == "80"
    assert (
        "affectation",
        "Affectation : Service universitaire de pédagogie, direction de la formation et de la vie étudiante, "
        "bâtiment central, bureau 12",
    ) in paires(offre)
    assert [ligne.texte for ligne in offre.lignes_de("activites")] == [
        "Former les enseignants",
        "Évaluer les dispositifs",
    ]


def test_ruled_table_with_sections_in_its_cells() -> None:
    offre = lire(
        pdf(
            """#table(columns: (5cm, 1fr),
table.cell(colspan: 2)[*FICHE DE POSTE*],
[Intitulé], [Gestionnaire de scolarité],
[Missions], [Assurer la gestion administrative des étudiants et le suivi des inscriptions dans
les composantes.],
[Activités principales], [- Accueillir et renseigner les étudiants
- Gérer les inscriptions pédagogiques dans l’application nationale et contrôler tous les dossiers
- Préparer les jurys],
[Compétences], [*Savoirs* \\ Réglementation universitaire \\ *Savoir-être* \\ Sens de l’accueil])"""
        )
    )
    assert offre.titre == "Gestionnaire de scolarité"
    assert paires(offre)[1:] == [
        (
            "mission",
            "Assurer la gestion administrative des étudiants et le suivi des inscriptions "
            "dans les composantes",
        ),
        ("activites", "Accueillir et renseigner les étudiants"),
        (
            "activites",
            "Gérer les inscriptions pédagogiques dans l’application nationale et contrôler tous les dossiers",
        ),
        ("activites", "Préparer les jurys"),
        ("connaissances", "Réglementation universitaire"),
        ("competences_comportementales", "Sens de l’accueil"),
    ]


def test_tables_of_other_shapes() -> None:
    offre = lire(
        pdf(
            """#rect(width: 100%)[= Poste de gestion]
#table(columns: 3, [Corps], [Catégorie], [Quotité], [IGE], [A], [80 %])
= Compétences
#table(columns: 3, [Compétence], [Niveau], [Rang], [Piloter un projet], [maîtrise], [1])
= Activités
#table(columns: 3, stroke: 3pt, [Former], [20 %], [seul], [Évaluer], [10 %], [à deux])
#table(columns: 2, [- Lire #parbreak() - Écrire], [- Dire #parbreak() - Faire])
#line(length: 100%)"""
        )
    )
    found = offre.identification
    assert (found.corps[0].valeur, found.categorie[0].valeur, found.quotite[0].valeur) == ("IE", "A", "80")
    assert ("competences_operationnelles", "Piloter un projet (maîtrise) – 1") in paires(offre)
    assert [ligne.texte for ligne in offre.lignes_de("activites")] == [
        "Former – 20 % – seul",
        "Évaluer – 10 % – à deux",
        "Lire",
        "Écrire",
        "Dire",
        "Faire",
    ]


def test_hyphenated_and_justified_text_is_made_whole() -> None:
    words = (
        "professionnalisation institutionnalisation accompagnement pluridisciplinaire internationalisation "
    )
    offre = lire(pdf(f"#set page(width: 9cm)\n= Contexte\nLa {words * 4}savoir-faire non-titulaires."))
    assert offre.lignes[0].texte == f"La {words * 4}savoir-faire non-titulaires"


def test_running_headers_folios_and_paragraphs_across_pages() -> None:
    offre = lire(
        pdf(
            f"""#set page(height: 8cm, header: [Université d’exemple])
#set page(footer: context [#counter(page).display()])
= Contexte
{f"{PHRASE}. " * 12}
"""
        )
    )
    assert offre.pages > 1
    assert paires(offre) == [("contexte", PHRASE)] * 12
    assert {ligne.page for ligne in offre.lignes} == set(range(1, offre.pages + 1))


def test_pages_of_pictures_are_said() -> None:
    import io

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("= Mission\nFormer")))
    writer.add_blank_page(width=595, height=842)
    target = io.BytesIO()
    writer.write(target)
    assert "La page 2" in lire(target.getvalue()).remarques[0]
    writer.add_blank_page(width=595, height=842)
    target = io.BytesIO()
    writer.write(target)
    assert "Les pages 2 et 3" in lire(target.getvalue()).remarques[0]


def test_drawing_without_text() -> None:
    with pytest.raises(DocumentSansTexte):
        lire(pdf("#rect(width: 4cm, height: 3cm)\n#rect(width: 100%, height: 100%)"))


def test_values_that_start_above_their_labels() -> None:
    left = [Trait(0, y, 60, y + 10, f"Libellé {y} :") for y in (80, 50, 20)]
    right = [Trait(200, y, 300, y + 10, f"Valeur {y}") for y in (95, 80, 50, 20)]
    blocs = ordonner([*left, *right])[0][0].tableau
    assert blocs is not None
    assert [bloc.texte for bloc in blocs] == [
        "Valeur 95",
        "Libellé 80 : Valeur 80",
        "Libellé 50 : Valeur 50",
        "Libellé 20 : Valeur 20",
    ]


def test_heading_under_two_columns_announces_what_follows() -> None:
    left = [Trait(0, y, 90, y + 10, f"gauche {y} avec une ligne assez longue") for y in (180, 168, 156)]
    right = [Trait(100, y, 190, y + 10, f"droite {y} avec une ligne assez longue") for y in (180, 168, 156)]
    heading = Trait(0, 120, 60, 130, "Candidature")
    wide = [Trait(0, y, 190, y + 10, f"large {y}") for y in (108, 96)]
    order = [one.texte.split(" ")[0] for flow in ordonner([*left, *right, heading, *wide]) for one in flow]
    assert order == ["gauche"] * 3 + ["droite"] * 3 + ["Candidature"] + ["large"] * 2


def test_columns_nested_beyond_reason() -> None:
    with pytest.raises(DocumentTropGrand):
        ordonner([Trait(0, 0, 10, 10, "seul")], 13)


def test_nothing_to_order() -> None:
    assert ordonner([]) == []
    assert taille_du_corps([]) == 0.0
    one = Trait(0, 0, 10, 10, "seul")
    assert ordonner([one]) == [[one]]


def test_a_title_that_running_headers_repeat_is_kept_once() -> None:
    offre = lire(
        pdf(
            f"""#set page(height: 8cm, header: context if counter(page).get().first() > 1 [Chargé d’exemple])
    #text(size: 18pt)[Chargé d’exemple]
    = Contexte
    {f"{PHRASE}. " * 12}
    """
        )
    )
    assert offre.texte.count("Chargé d’exemple") == 1
    assert offre.titre == "Chargé d’exemple"
