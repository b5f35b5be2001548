"""Documents of every format, built on the spot from one small offer."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import docx
import odfdo
import typst

ENTETE = [
    ("Corps", "IGE – Ingénieur d’études"),
    ("BAP", "F – Culture, communication, production et diffusion des savoirs"),
    ("Quotité", "80 %"),
]
CONTEXTE = (
    "Le service accompagne les équipes pédagogiques de l’établissement dans la transformation de leurs "
    "enseignements, avec ou sans numérique."
)
ACTIVITES = [
    "Analyser les besoins, concevoir et mettre en œuvre des actions de formation "
    "à destination des enseignants",
    "Valoriser les initiatives pédagogiques",
    "Assurer une veille",
]
SAVOIR_ETRE = ["Créativité/Sens de l’innovation", "Capacité d’écoute"]
CANDIDATURE = "CV et lettre de motivation à envoyer avant le 12 mai 2026."
JURIDIQUE = "Tous nos postes sont ouverts aux personnes en situation de handicap."


@dataclass
class Fabrique:
    """Writes the sample offer, or a part given as is, in each format."""

    titre: str = "Ingénieur·e pédagogique"
    activites: Sequence[str] = field(default_factory=lambda: list(ACTIVITES))

    def texte(self) -> str:
        lines = [self.titre, ""]
        lines += [f"{label} : {value}" for label, value in ENTETE]
        lines += ["", "CONTEXTE", "", CONTEXTE, "", "ACTIVITÉS PRINCIPALES", ""]
        lines += [f"• {item}" for item in self.activites]
        lines += ["", "Savoir-être :"] + [f"- {item}" for item in SAVOIR_ETRE]
        lines += ["", "Candidature", "", CANDIDATURE, JURIDIQUE]
        return "\n".join(lines)

    def docx(self, build: Callable[[docx.document.Document], None] | None = None) -> bytes:
        document = docx.Document()
        if build is not None:
            build(document)
        else:
            document.sections[0].header.paragraphs[0].text = "Université – direction des ressources humaines"
            document.add_heading(self.titre, 0)
            table = document.add_table(rows=0, cols=2)
            for label, value in ENTETE:
                cells = table.add_row().cells
                cells[0].text, cells[1].text = label, value
            document.add_heading("Contexte", 1)
            document.add_paragraph(CONTEXTE)
            document.add_paragraph().add_run("Activités principales").bold = True
            for item in self.activites:
                document.add_paragraph(item, style="List Bullet")
            document.add_heading("Savoir-être", 1)
            for item in SAVOIR_ETRE:
                document.add_paragraph(item, style="List Bullet")
            document.add_heading("Candidature", 1)
            document.add_paragraph(f"{CANDIDATURE} {JURIDIQUE}")
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()

    def odt(self, elements: Sequence[odfdo.Element] | None = None) -> bytes:
        document = odfdo.Document("text")
        body = document.body
        body.clear()
        if elements is None:
            table = odfdo.Table("Identification")
            for label, value in ENTETE:
                row = odfdo.Row()
                row.set_values([label, value])
                table.append(row)
            elements = [
                odfdo.Header(1, self.titre),
                table,
                odfdo.Header(2, "Contexte"),
                odfdo.Paragraph(CONTEXTE),
                odfdo.Header(2, "Activités principales"),
                odfdo.List(list(self.activites)),
                odfdo.Header(2, "Savoir-être"),
                odfdo.List(SAVOIR_ETRE),
                odfdo.Header(2, "Candidature"),
                odfdo.Paragraph(f"{CANDIDATURE} {JURIDIQUE}"),
            ]
        for element in elements:
            body.append(element)
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()

    def html(self) -> bytes:
        rows = "".join(f"<tr><th>{label}</th><td>{value}</td></tr>" for label, value in ENTETE)
        acts = "".join(f"<li>{item}</li>" for item in self.activites)
        qualities = "".join(f"<li><p>{item}</p></li>" for item in SAVOIR_ETRE)
        return (
            "<!doctype html><html lang=fr><head><meta charset=utf-8><title>Nos offres</title></head><body>"
            "<nav>Accueil | Offres</nav><script>var a = 1;</script>"
            f"<main><h1>{self.titre}</h1><table>{rows}</table><h2>Contexte</h2><p>{CONTEXTE}</p>"
            f"<p><strong>Activités principales</strong></p><ul>{acts}</ul>"
            f"<h2>Savoir-être</h2><ul>{qualities}</ul>"
            f"<h2>Candidature</h2><p>{CANDIDATURE}<br>{JURIDIQUE}</p></main>"
            "<footer>Mentions légales</footer></body></html>"
        ).encode()

    def pdf(self, source: str | None = None) -> bytes:
        data = {
            "titre": self.titre,
            "entete": ENTETE,
            "contexte": CONTEXTE,
            "activites": list(self.activites),
            "savoir_etre": SAVOIR_ETRE,
            "fin": f"{CANDIDATURE} {JURIDIQUE}",
        }
        return bytes(typst.compile((source or _TYPST).encode(), sys_inputs={"donnees": json.dumps(data)}))


_TYPST = """
#let d = json(bytes(sys.inputs.donnees))
#set text(lang: "fr", hyphenate: true, size: 10.5pt)
#set par(justify: true)
#set page(
  header: [Université – direction des ressources humaines],
  footer: context [Page #counter(page).display() sur #counter(page).final().first()],
)
= #d.titre
#table(columns: (4cm, 1fr), ..d.entete.flatten())
== Contexte
#d.contexte
== Activités principales
#list(..d.activites)
#pagebreak()
== Savoir-être
#list(..d.savoir_etre)
== Candidature
#d.fin
"""
