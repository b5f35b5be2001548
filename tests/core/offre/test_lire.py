"""The same offer, read from each format, gives the same lines; what each format has of its own."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import docx
import odfdo
import pypdf
import pytest
from docx.oxml import parse_xml
from tests.core.offre.fabrique import ACTIVITES, CANDIDATURE, CONTEXTE, JURIDIQUE, SAVOIR_ETRE, Fabrique

from socle.erreurs import DocumentIllisible, DocumentSansTexte, DocumentTropGrand
from socle.offre import Bornes, Offre, decouper, lire

EXEMPLES = Path(__file__).resolve().parents[2] / "exemples"


def textes(offre: Offre, rubrique: str) -> list[str]:
    return [ligne.texte for ligne in offre.lignes if ligne.rubrique == rubrique]


@pytest.mark.parametrize("format", ["pdf", "docx", "odt", "html", "txt"])
def test_every_format_gives_the_same_offer(format: str, fabrique: Fabrique) -> None:
    contenu = fabrique.texte().encode() if format == "txt" else getattr(fabrique, format)()
    offre = lire(contenu, nom=f"offre.{format}")
    assert offre.format == format
    assert offre.titre == "Ingénieur·e pédagogique"
    assert offre.langue == "fr"
    assert offre.remarques == ()
    assert textes(offre, "contexte") == [CONTEXTE.rstrip(".")]
    assert textes(offre, "activites") == ACTIVITES
    assert textes(offre, "competences_comportementales") == SAVOIR_ETRE
    assert textes(offre, "candidature") == [CANDIDATURE.rstrip(".")]
    assert textes(offre, "juridique") == [JURIDIQUE.rstrip(".")]
    found = offre.identification
    assert [one.valeur for one in found.corps] == ["IE"]
    assert [one.valeur for one in found.bap] == ["F"]
    assert [one.valeur for one in found.quotite] == ["80"]
    assert [one.valeur for one in found.date_limite] == ["2026-05-12"]
    assert "direction des ressources humaines" not in offre.texte
    assert Offre.from_json(offre.to_json()) == offre


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_are_recognised(encoding: str, fabrique: Fabrique) -> None:
    assert textes(lire(fabrique.texte().encode(encoding)), "activites") == ACTIVITES


def test_short_windows_text_keeps_its_accents() -> None:
    assert lire("Mission : évaluer les élèves à l’été".encode("cp1252")).lignes[0].texte == (
        "évaluer les élèves à l’été"
    )


def test_path_and_string_path(tmp_path: Path, fabrique: Fabrique) -> None:
    path = tmp_path / "offre.docx"
    path.write_bytes(fabrique.docx())
    assert lire(path).nom == "offre.docx"
    assert lire(str(path), nom="autre").nom == "autre"


def test_content_prevails_over_the_name(fabrique: Fabrique) -> None:
    offre = lire(fabrique.docx(), nom="offre.pdf")
    assert offre.format == "docx"
    assert "PDF" in offre.remarques[0]


@pytest.mark.parametrize("chemin", sorted(EXEMPLES.glob("offre*")), ids=lambda chemin: chemin.name)
def test_shipped_examples(chemin: Path) -> None:
    offre = lire(chemin)
    assert offre.titre == "Chargé·e d’accompagnement pédagogique"
    assert textes(offre, "activites") == [
        "Accompagner les équipes dans l’approche par compétences",
        "Concevoir et animer des ateliers",
        "assurer le suivi des projets",
    ]
    assert textes(offre, "connaissances") == ["Ingénierie pédagogique", "Langue anglaise : B1 à B2"]
    assert textes(offre, "competences_comportementales") == ["Capacité d’écoute"]


# -- DOCX ----------------------------------------------------------------------------------------


def test_docx_text_boxes_lists_tables_and_changes(fabrique: Fabrique) -> None:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    def build(document: docx.document.Document) -> None:
        document.add_heading("Savoir-faire", 1)
        document.add_paragraph("Piloter un projet", style="List Number")
        last = document.add_paragraph()
        box = (
            f'<w:r xmlns:w="{w}"><w:pict><w:txbxContent><w:p><w:r><w:t>Savoir-être :</w:t></w:r></w:p>'
            "<w:p><w:r><w:t>Rigueur</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
        )
        last._p.append(parse_xml(box))
        changed = document.add_paragraph("Candidature : avant le ")
        changed._p.append(parse_xml(f'<w:del xmlns:w="{w}"><w:r><w:delText>3</w:delText></w:r></w:del>'))
        changed._p.append(parse_xml(f'<w:ins xmlns:w="{w}"><w:r><w:t>12 mai 2026</w:t></w:r></w:ins>'))
        table = document.add_table(rows=2, cols=2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Connaissances", "Compétences comportementales"
        table.cell(1, 0).text, table.cell(1, 1).text = "Droit public\nBudget", "Leadership"
        control = parse_xml(
            f'<w:sdt xmlns:w="{w}"><w:sdtContent><w:p><w:r><w:t>Télétravail : oui</w:t></w:r></w:p>'
            "</w:sdtContent></w:sdt>"
        )
        document.element.body.insert(-1, control)

    offre = lire(fabrique.docx(build))
    assert textes(offre, "competences_operationnelles") == ["Piloter un projet"]
    assert textes(offre, "competences_comportementales") == ["Rigueur", "Leadership"]
    assert textes(offre, "connaissances") == ["Droit public", "Budget"]
    assert textes(offre, "conditions") == ["Télétravail : oui"]
    assert offre.identification.date_limite[0].valeur == "2026-05-12"


def test_docx_merged_cells_nested_table_and_special_marks(fabrique: Fabrique) -> None:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    def build(document: docx.document.Document) -> None:
        table = document.add_table(rows=2, cols=2)
        table.cell(0, 0).merge(table.cell(1, 0)).text = "Activités"
        table.cell(0, 1).text = "Former"
        inner = table.cell(1, 1).add_table(rows=1, cols=1)
        inner.cell(0, 0).text = "Évaluer"
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = 1
        run = paragraph.add_run("Conseil")
        for mark in ("softHyphen", "noBreakHyphen", "tab", "cr", "sym"):
            run._r.append(parse_xml(f'<w:{mark} xmlns:w="{w}"/>'))
        run.add_text("fin")
        run.bold = True
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr xmlns:w="{w}"><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
        )
        none = document.add_paragraph("Texte simple")
        none._p.get_or_add_pPr().append(parse_xml(f'<w:numPr xmlns:w="{w}"><w:numId w:val="0"/></w:numPr>'))

    offre = lire(fabrique.docx(build))
    assert "Former" in textes(offre, "activites")
    assert "Évaluer" in offre.texte
    assert "Activités" not in [ligne.texte for ligne in offre.lignes]
    assert "Texte simple" in offre.texte


def test_docx_bold_lines_are_headings_unless_they_say_what_to_do(fabrique: Fabrique) -> None:
    def build(document: docx.document.Document) -> None:
        document.add_heading("Activités", 1)
        for text in ("Former les équipes", "Numérique éducatif"):
            document.add_paragraph().add_run(text).bold = True
            document.add_paragraph("Un paragraphe de détail")

    offre = lire(fabrique.docx(build))
    assert textes(offre, "activites")[0] == "Former les équipes"
    assert [one.titre for one in offre.sections] == ["Activités", "Numérique éducatif"]


# -- ODT -----------------------------------------------------------------------------------------


def test_odt_lists_frames_spaces_and_notes(fabrique: Fabrique) -> None:
    nested = odfdo.Element.from_tag(
        "<text:list><text:list-item><text:p>Former</text:p><text:p>à distance</text:p><text:list>"
        "<text:list-item><text:p>Évaluer</text:p></text:list-item></text:list></text:list-item></text:list>"
    )
    spaced = odfdo.Element.from_tag(
        "<text:p>Quotité<text:s text:c='2'/>:<text:tab/>50 %<text:line-break/>Lieu : Tours"
        "<text:note><text:note-body><text:p>une note</text:p></text:note-body></text:note></text:p>"
    )
    frame = odfdo.Element.from_tag(
        "<text:p>Avantages :<draw:frame><draw:text-box><text:p>Télétravail : oui</text:p></draw:text-box>"
        "</draw:frame></text:p>"
    )
    offre = lire(fabrique.odt([odfdo.Header(1, "Activités"), nested, spaced, frame]))
    assert textes(offre, "activites") == ["Former", "à distance", "Évaluer"]
    assert offre.identification.quotite[0].valeur == "50"
    assert offre.identification.lieu[0].valeur == "Tours"
    assert "Télétravail : oui" in textes(offre, "conditions")
    assert "une note" not in offre.texte


def test_odt_bold_styles_make_headings(fabrique: Fabrique) -> None:
    document = odfdo.Document("text")
    document.body.clear()
    document.insert_style(odfdo.Style("paragraph", name="Gras", area="text", bold=True), automatic=True)
    document.insert_style(odfdo.Style("text", name="GrasT", area="text", bold=True), automatic=True)
    document.insert_style(odfdo.Style("paragraph", name="Mien", parent_style="Heading_20_2"))
    for style, text in (
        ("Mien", "Activités"),
        ("", "- Former"),
        ("Gras", "Numérique éducatif"),
        ("", "- Évaluer"),
    ):
        document.body.append(odfdo.Paragraph(text, style=style or None))
    document.body.append(
        odfdo.Element.from_tag("<text:p><text:span text:style-name='GrasT'>Savoir-être</text:span></text:p>")
    )
    document.body.append(odfdo.Paragraph("- Leadership"))
    target = io.BytesIO()
    document.save(target)
    offre = lire(target.getvalue())
    assert [(one.rubrique, one.titre) for one in offre.sections] == [
        ("activites", "Activités"),
        ("activites", "Numérique éducatif"),
        ("competences_comportementales", "Savoir-être"),
    ]


def test_odt_table_with_header_rows(fabrique: Fabrique) -> None:
    table = odfdo.Element.from_tag(
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Compétence</text:p>"
        "</table:table-cell><table:table-cell><text:p>Niveau</text:p></table:table-cell><table:table-cell>"
        "<text:p>Rang</text:p></table:table-cell></table:table-row></table:table-header-rows><table:table-row>"
        "<table:table-cell><text:p>Piloter un projet</text:p></table:table-cell><table:table-cell>"
        "<text:p>maîtrise</text:p></table:table-cell><table:table-cell><text:p>1</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    offre = lire(fabrique.odt([odfdo.Header(1, "Compétences"), table]))
    assert textes(offre, "competences_operationnelles") == ["Piloter un projet (maîtrise) – 1"]


# -- HTML and JSON -------------------------------------------------------------------------------


def test_html_keeps_the_content_and_leaves_the_page(fabrique: Fabrique) -> None:
    page = (
        "<html><body><header>Bandeau</header><p hidden>caché</p><p style='display: none'>caché</p>"
        "<span><div>Mission</div></span><b>texte</b> simple<br>suite"
        "<dl><dt>Corps</dt><dd>IGE</dd><dt>Missions</dt><dd><p>- Former</p><p>- Évaluer</p></dd>"
        "<dd>seul</dd></dl><table><tr><td>Quotité</td><td>80 %</td></tr></table>"
        "<ul><li>un<ul><li>deux</li></ul></li><li></li></ul>"
        "<p><svg></svg></p><p>x <a href='#'>lien<br>coupé</a><i hidden>caché</i></p></body></html>"
    ).encode()
    offre = lire(page)
    assert "caché" not in offre.texte
    assert "Bandeau" not in offre.texte
    assert offre.identification.corps[0].valeur == "IE"
    assert offre.identification.quotite[0].valeur == "80"
    assert {"Former", "Évaluer"} <= {ligne.texte for ligne in offre.lignes}


def test_html_of_odd_shapes() -> None:
    many = "<p>Former</p>" * 1200
    page = f"<body><a>Missions<script>x</script><i hidden>y</i></a>{many}</body>"
    assert len(lire(page.encode()).lignes) == 1200
    with pytest.raises(DocumentSansTexte):
        lire(b"<html><frameset><frame src=a></frameset></html>")
    article = f"<body><p>ailleurs</p><article><h2>Mission</h2><p>{'Former. ' * 80}</p></article></body>"
    assert "ailleurs" not in lire(article.encode()).texte


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("iso-8859-1", "cp1252"), ("utf-8", "utf-8"), ("rien", "utf-8"), ("ascii", "cp1252")],
)
def test_html_declared_encoding(charset: str, encoding: str) -> None:
    page = f"<html><head><meta charset={charset}></head><body><p>Mission : évaluer l’été</p></body></html>"
    assert lire(page.encode(encoding)).lignes[0].texte == "évaluer l’été"


ANNONCE = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebPage"},
        {
            "@type": ["Thing", "https://schema.org/JobPosting"],
            "title": "Ingénieur·e pédagogique",
            "identifier": {"@type": "PropertyValue", "name": "Réf.", "value": "2026-12"},
            "hiringOrganization": {"@type": "Organization", "name": "Université d’exemple"},
            "jobLocation": [{"address": {"postalCode": "37000", "addressLocality": "Tours"}}],
            "employmentType": ["FULL_TIME", "CONTRACTOR"],
            "validThrough": "2026-05-12T23:59",
            "jobStartDate": "2026-09-01",
            "baseSalary": {
                "currency": "EUR",
                "value": {"minValue": 2100, "maxValue": 2600.5, "unitText": "MONTH"},
            },
            "description": "&lt;p&gt;&lt;strong&gt;Missions&lt;/strong&gt;&lt;/p&gt;"
            "&lt;ul&gt;&lt;li&gt;Former les enseignants&lt;/li&gt;&lt;/ul&gt;",
            "responsibilities": ["Concevoir des parcours", "Évaluer les dispositifs"],
            "skills": "Conduite de projet\nCapacité d’écoute",
            "educationRequirements": {"credentialCategory": "Master"},
            "jobBenefits": ["", None],
            "jobLocationType": "TELECOMMUTE",
            "directApply": True,
        },
    ],
}


def _check_annonce(offre: Offre) -> None:
    assert offre.titre == "Ingénieur·e pédagogique"
    assert set(textes(offre, "activites")) >= {"Concevoir des parcours", "Évaluer les dispositifs"}
    assert "Former les enseignants" in offre.texte
    found = offre.identification
    assert found.lieu[0].valeur == "37000 Tours"
    assert found.quotite[0].valeur == "100"
    assert {one.valeur for one in found.contrat} == {"contractuel"}
    assert found.date_limite[0].valeur == "2026-05-12"
    assert found.prise_de_poste[0].valeur == "2026-09-01"
    assert found.remuneration[0].valeur == "2100 à 2600.5 € par mois"
    assert "Télétravail : oui" in offre.texte
    assert "Capacité d’écoute" in textes(offre, "competences_comportementales")


def test_json_job_posting() -> None:
    offre = lire(json.dumps(ANNONCE).encode())
    assert offre.format == "json"
    _check_annonce(offre)


def test_html_with_embedded_job_posting() -> None:
    page = (
        '<html><head><script type="application/ld+json">pas du json</script>'
        f'<script type="application/ld+json">{json.dumps(ANNONCE)}</script></head>'
        "<body>autre chose</body></html>"
    )
    offre = lire(page.encode())
    assert offre.format == "html"
    _check_annonce(offre)
    assert "autre chose" not in offre.texte


def test_html_with_a_poor_job_posting_is_read_as_a_page() -> None:
    page = (
        '<html><body><script type="application/ld+json">{"@type": "JobPosting", "title": "X"}</script>'
        "<h2>Mission</h2><p>Former les enseignants</p></body></html>"
    )
    assert textes(lire(page.encode()), "mission") == ["Former les enseignants"]


@pytest.mark.parametrize(
    ("salaire", "attendu"),
    [
        ({"currency": "EUR", "value": 30000, "unitText": "YEAR"}, "30000 € par an"),
        ({"currency": "CHF", "value": {"value": "50", "unitText": "HOUR"}}, "50 CHF par heure"),
        ({"minValue": "2000"}, "2000 €"),
        ("selon la grille", "selon la grille"),
        ({"name": "grille", "description": "des IGE"}, "grille, des IGE"),
    ],
)
def test_json_salaries(salaire: object, attendu: str) -> None:
    data = {"type": "JobPosting", "description": "Mission : former", "baseSalary": salaire}
    offre = lire(json.dumps(data).encode())
    assert offre.identification.remuneration[0].valeur == attendu


def test_json_plain_text_and_saved_offer() -> None:
    offre = lire(json.dumps({"titre": "Poste", "texte": "Mission : former"}).encode(), nom="a.json")
    assert (offre.titre, offre.format, offre.lignes[0].texte) == ("Poste", "json", "former")
    assert lire(offre.to_json().encode()) == offre


def test_json_hostile_shapes() -> None:
    deep: object = "fin"
    for _ in range(30):
        deep = {"name": deep}
    data = {"@type": "JobPosting", "description": "Mission : former", "identifier": deep, "jobLocation": {}}
    assert lire(json.dumps(data).encode()).lignes[0].texte == "former"
    nested: object = {"@type": "JobPosting", "description": "x"}
    for _ in range(30):
        nested = [nested]
    with pytest.raises(DocumentIllisible):
        lire(json.dumps(nested).encode())


# -- Text ----------------------------------------------------------------------------------------


def test_markdown() -> None:
    texte = (
        "# Conseil\n\n## Activités\n\n* Former **les** enseignants, voir [le site](https://exemple.fr)\n"
        "* Évaluer *vraiment*\n\n---\n\n**Savoir-être** :\n\n> Rigueur\n\n"
        "| Compétences | Niveau |\n|---|---|\n"
        "| Piloter un projet | maîtrise |\n"
    )
    offre = lire(texte.encode(), nom="offre.md")
    assert offre.format == "md"
    assert offre.titre == "Conseil"
    assert textes(offre, "activites") == ["Former les enseignants, voir le site", "Évaluer vraiment"]
    assert textes(offre, "competences_comportementales") == ["Rigueur"]
    assert textes(offre, "competences_operationnelles") == ["Piloter un projet (maîtrise)"]


def test_text_pages_lose_their_running_headers() -> None:
    pages = "\f".join(f"Université de test\nMission\n- Activité n° {n}\nPage {n}" for n in (1, 2, 3))
    offre = lire(pages.encode())
    assert offre.pages == 3
    assert "Université" not in offre.texte
    assert "Page" not in offre.texte
    assert [ligne.page for ligne in offre.lignes] == [1, 2, 3]


def test_pasted_text() -> None:
    offre = decouper("Mission : former", nom="essai")
    assert (offre.nom, offre.format) == ("essai", "colle")
    for vide in ("", " \n", "--- ;"):
        with pytest.raises(DocumentIllisible):
            decouper(vide)
    with pytest.raises(DocumentTropGrand):
        decouper("a" * 11, bornes=Bornes(caracteres=10))


def test_import_is_light() -> None:
    code = (
        "import sys, socle.offre;"
        "heavy = {'pdfminer', 'docx', 'odfdo', 'selectolax', 'charset_normalizer', 'lxml'};"
        "sys.exit(bool(heavy & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_pdf_with_an_owner_password_only(fabrique: Fabrique) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(fabrique.pdf()))
    writer.encrypt("", owner_password="secret", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    assert textes(lire(target.getvalue()), "activites") == ACTIVITES
