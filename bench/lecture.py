"""Time and memory of reading each format, on one offer written by the bench.

Every figure is a ratio taken in the same run: to the plain text of the same offer, and for PDF to
pdfminer's own extraction of its text, without layout, sections nor lines. Run it with

    python bench/lecture.py [--pages 4] [--tours 5]
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import time
import tracemalloc
from collections.abc import Callable

import docx
import odfdo
import typst
from pdfminer.high_level import extract_text

from socle.offre import decouper, lire

ACTIVITES = (
    "Accompagner les équipes pédagogiques dans la conception de leurs enseignements",
    "Concevoir et animer des formations à destination des personnels enseignants ; en assurer l’évaluation",
    "Participer à la veille du service et à la diffusion des pratiques dans l’établissement",
)
COMPETENCES = (
    "Ingénierie pédagogique",
    "Conduire un projet",
    "Capacité d’écoute",
    "Langue anglaise : B1 à B2",
)
PROSE = (
    "Le service accompagne les équipes dans la transformation de leurs enseignements. Il travaille avec les "
    "composantes, les bibliothèques et les services du numérique, et participe à des réseaux nationaux. "
)

Section = tuple[str, list[str]]


def sections(pages: int) -> list[Section]:
    """The sections of an offer of about that many printed pages."""
    return [
        section
        for _ in range(pages)
        for section in (
            ("Contexte", [PROSE * 4]),
            ("Activités principales", list(ACTIVITES) * 4),
            ("Compétences", list(COMPETENCES) * 2),
        )
    ]


def write_txt(content: list[Section]) -> bytes:
    return "\n".join(
        line for title, items in content for line in (f"\n{title} :", *(f"- {i}" for i in items))
    ).encode()


def write_html(content: list[Section]) -> bytes:
    body = "".join(f"<h2>{t}</h2><ul>{''.join(f'<li>{i}</li>' for i in items)}</ul>" for t, items in content)
    return f"<html><head><meta charset=utf-8></head><body><main>{body}</main></body></html>".encode()


def write_json(content: list[Section]) -> bytes:
    return json.dumps(
        {"@type": "JobPosting", "title": "Offre", "description": write_html(content).decode()}
    ).encode()


def write_docx(content: list[Section]) -> bytes:
    document = docx.Document()
    for title, items in content:
        document.add_heading(title, 1)
        for item in items:
            document.add_paragraph(item, style="List Bullet")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def write_odt(content: list[Section]) -> bytes:
    document = odfdo.Document("text")
    document.body.clear()
    for title, items in content:
        document.body.append(odfdo.Header(1, title))
        document.body.append(odfdo.List(items))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


TYPST = """
#set text(lang: "fr", hyphenate: true, size: 10.5pt)
#set par(justify: true)
#set page(columns: int(sys.inputs.colonnes), header: [Université], footer: context [#counter(page).display()])
#for (titre, items) in json(bytes(sys.inputs.donnees)) { [= #titre]; list(..items) }
"""


def write_pdf(content: list[Section], columns: int = 1) -> bytes:
    inputs = {"donnees": json.dumps(content), "colonnes": str(columns)}
    return bytes(typst.compile(TYPST.encode(), sys_inputs=inputs))


def measure(read: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Least seconds of processor over the rounds, and peak megabytes allocated by Python in one more."""
    read()
    times = []
    for _ in range(rounds):
        start = time.process_time()
        read()
        times.append(time.process_time() - start)
    tracemalloc.start()
    read()
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return min(times), peak


def main(arguments: list[str] | None = None) -> None:
    """Measure each format; the options are those of ``python -m bench.lecture``."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=4, help="printed pages of the offer, about")
    parser.add_argument("--tours", type=int, default=5, help="rounds; the least time is printed")
    options = parser.parse_args(arguments or [])
    content = sections(options.pages)
    files = {
        "txt": write_txt(content),
        "json": write_json(content),
        "html": write_html(content),
        "docx": write_docx(content),
        "odt": write_odt(content),
        "pdf": write_pdf(content),
        "pdf, 2 colonnes": write_pdf(content, 2),
    }
    expected = {ligne.texte for ligne in decouper(files["txt"].decode()).lignes}
    plain, _ = measure(lambda: extract_text(io.BytesIO(files["pdf"])), options.tours)
    base: tuple[float, float] | None = None
    print(f"Lecture d’une offre d’environ {options.pages} pages ({len(files['txt'])} octets de texte)")
    print(f"{'format':<16}{'ms':>8}{'× txt':>8}{'Mo':>8}{'× txt':>8}{'lignes retrouvées':>20}")
    for name, contenu in files.items():
        seconds, peak = measure(lambda contenu=contenu: lire(contenu), options.tours)
        base = base or (seconds, peak)
        found = {ligne.texte for ligne in lire(contenu).lignes}
        share = len(found & expected) / len(expected)
        cost = f"{1000 * seconds:>8.1f}{seconds / base[0]:>8.1f}{peak:>8.1f}{peak / base[1]:>8.1f}"
        print(f"{name:<16}{cost}{share:>20.0%}")
    print(
        f"{'pdfminer seul':<16}{1000 * plain:>8.1f}   texte brut du même PDF, sans mise en page ni découpage"
    )
    seconds, _ = measure(lambda: lire(files["pdf"]), options.tours)
    print(f"Lecture complète du PDF : {seconds / plain:.2f} × pdfminer seul")


if __name__ == "__main__":
    main(sys.argv[1:])
