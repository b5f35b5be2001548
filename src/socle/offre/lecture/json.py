"""JSON: a schema.org JobPosting read tolerantly, a plain ``{"texte": …}``, or an offer saved by Socle."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from socle.erreurs import DocumentIllisible
from socle.offre.blocs import Bloc, Lu
from socle.offre.documents import Offre
from socle.offre.lecture.bornes import Bornes, Chrono
from socle.offre.lecture.texte import decoder, lire_chaine

_TEXTES = ("texte", "text", "description", "contenu", "content", "corps_texte", "body")
_TITRES = ("title", "titre", "intitule", "name", "libelle", "intitulé")
_BALISES = re.compile(r"<(?:p|br|ul|li|div|h[1-6]|strong|b|span|table)\b[^>]*>", re.IGNORECASE)
_PROFONDEUR = 8

# Field of a JobPosting, the label under which its value is written, and whether it opens a section.
_CHAMPS: tuple[tuple[str, str, bool], ...] = (
    ("identifier", "Référence de l’offre", False),
    ("hiringOrganization", "Employeur", False),
    ("employmentUnit", "Service d’affectation", False),
    ("jobLocation", "Lieu de travail", False),
    ("occupationalCategory", "Emploi-type", False),
    ("industry", "Domaine d’activité", False),
    ("employmentType", "Type de contrat", False),
    ("workHours", "Temps de travail", False),
    ("jobStartDate", "Date de prise de poste", False),
    ("validThrough", "Date limite de candidature", False),
    ("baseSalary", "Rémunération", False),
    ("employerOverview", "Présentation de l’employeur", True),
    ("description", "", True),
    ("responsibilities", "Activités", True),
    ("skills", "Compétences", True),
    ("qualifications", "Profil", True),
    ("educationRequirements", "Diplôme", True),
    ("experienceRequirements", "Expérience", True),
    ("specialCommitments", "Conditions particulières", True),
    ("jobBenefits", "Avantages", True),
    ("incentiveCompensation", "Primes", True),
    ("applicationContact", "Contact", False),
)
_CONTRATS = {
    "FULL_TIME": "temps plein", "PART_TIME": "temps partiel", "CONTRACTOR": "contractuel", "TEMPORARY": "CDD",
    "INTERN": "stage", "PERMANENT": "CDI",
}  # fmt: skip


def charger(texte: str) -> Any:
    """The value written in a JSON text; None when it is not JSON."""
    try:
        return json.loads(texte)
    except (ValueError, RecursionError):
        return None


def lire_json(contenu: bytes, *, nom: str, bornes: Bornes) -> Lu | Offre:
    """Read a JSON file.

    :raises DocumentIllisible: not JSON, or without the text of an offer.
    """
    texte = decoder(contenu)
    data = charger(texte)
    if data is None:
        raise DocumentIllisible(
            "Ce fichier JSON est abîmé ou incomplet.",
            cause="Sa syntaxe ne peut pas être suivie jusqu’au bout.",
            remede="Exportez-le de nouveau, ou envoyez l’offre dans un autre format.",
            code="json-abime",
        )
    if isinstance(data, dict) and {"version", "texte", "lignes", "sections"} <= data.keys():
        return Offre.from_json(texte)
    posting = lire_annonce(data, bornes=bornes, chrono=Chrono(bornes))
    if posting is not None:
        return posting
    if isinstance(data, dict):
        for key in _TEXTES:
            value = data.get(key)
            if isinstance(value, str) and value.strip():
                title = next((data[name] for name in _TITRES if isinstance(data.get(name), str)), None)
                read = lire_chaine(value, nom=nom, bornes=bornes)
                return Lu("json", read.blocs, titre=title, pages=read.pages)
    raise DocumentIllisible(
        "Ce fichier JSON ne contient pas d’offre.",
        cause="Ni annonce schema.org (JobPosting), ni champ « texte » n’y ont été trouvés.",
        remede="Envoyez l’offre en PDF, DOCX, ODT ou texte, ou copiez-collez son contenu.",
        code="json-sans-offre",
    )


def _find(data: Any, depth: int = 0) -> dict[str, Any] | None:
    """The first JobPosting of a value: itself, in a list, in a graph or under a key."""
    if depth > _PROFONDEUR:
        return None
    if isinstance(data, dict):
        kind = data.get("@type", data.get("type"))
        kinds = kind if isinstance(kind, list) else [kind]
        if any(
            isinstance(one, str) and one.rsplit("/", 1)[-1].rsplit(":", 1)[-1] == "JobPosting"
            for one in kinds
        ):
            return data
    children = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for child in children:
        if isinstance(child, (dict, list)) and (found := _find(child, depth + 1)) is not None:
            return found
    return None


def lire_annonce(data: Any, *, bornes: Bornes, chrono: Chrono) -> Lu | None:
    """What a JobPosting says, its fields written as labelled lines; None when there is none."""
    posting = _find(data)
    if posting is None:
        return None
    title = next((" ".join(_say(posting[name])) for name in _TITRES if posting.get(name)), "").strip()
    blocs: list[Bloc] = [Bloc(title, 1, "titre", niveau=1)] if title else []
    for name, label, section in _CHAMPS:
        value = posting.get(name)
        if value in (None, "", [], {}):
            continue
        blocs += _section(label, value, bornes, chrono) if section else _pair(name, label, value)
    if posting.get("jobLocationType") == "TELECOMMUTE":
        blocs.append(Bloc("Télétravail : oui"))
    return Lu("json", tuple(blocs), titre=title or None)


def _pair(name: str, label: str, value: Any) -> list[Bloc]:
    said = [text for text in dict.fromkeys(_say(value)) if text]
    if name == "employmentType":
        said = [_CONTRATS.get(text.upper(), text) for text in said]
    text = " ".join(", ".join(said).split())
    return [Bloc(f"{label} : {text}")] if text else []


def _section(label: str, value: Any, bornes: Bornes, chrono: Chrono) -> list[Bloc]:
    values = value if isinstance(value, list) else [value]
    inside: list[Bloc] = []
    for one in values:
        text = "\n".join(_say(one))
        if isinstance(value, list) and len(values) > 1:
            inside.append(Bloc(" ".join(_plain(text).split()), 1, "puce"))
        else:
            inside += _text(text, bornes, chrono)
    if not any(bloc.texte.strip() for bloc in inside):
        return []
    return [Bloc(label, 1, "titre", niveau=2), *inside] if label else inside


def _plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]{0,500}>", " ", text))


def blocs_de_texte(texte: str, *, bornes: Bornes) -> list[Bloc]:
    """The blocks of a text that may be marked up, as the fields of a table or of an API are."""
    if "<" not in texte and "&" not in texte:
        return list(lire_chaine(texte, nom="", bornes=bornes).blocs)
    return _text(texte, bornes, Chrono(bornes))


def _text(text: str, bornes: Bornes, chrono: Chrono) -> list[Bloc]:
    from socle.offre.lecture.html import blocs_html

    # Many sites escape the markup of the description once more.
    if "&lt;" in text and _BALISES.search(html.unescape(text)):
        text = html.unescape(text)
    if _BALISES.search(text):
        return list(blocs_html(text, chrono=chrono))
    return list(lire_chaine(html.unescape(text), nom="", bornes=bornes).blocs)


def _say(value: Any, depth: int = 0) -> Iterator[str]:
    """The words of a value, whatever its shape: a string, a number, a Place, a MonetaryAmount…"""
    if depth > _PROFONDEUR or value is None or isinstance(value, bool):
        return
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, (int, float)):
        yield f"{value:g}"
    elif isinstance(value, list):
        for one in value:
            yield from _say(one, depth + 1)
    elif isinstance(value, dict):
        yield from _say_object(value, depth)


def _say_object(value: dict[str, Any], depth: int) -> Iterator[str]:
    if "currency" in value or "minValue" in value:
        yield _amount(value)
    elif "address" in value:
        yield from _say(value["address"], depth + 1)
    elif "addressLocality" in value or "streetAddress" in value:
        parts = (value.get(key) for key in ("streetAddress", "postalCode", "addressLocality"))
        yield " ".join(str(part) for part in parts if isinstance(part, (str, int)))
    else:
        for key in ("name", "description", "credentialCategory", "value", "email", "telephone"):
            if key in value:
                yield from _say(value[key], depth + 1)


def _amount(value: dict[str, Any]) -> str:
    inner = value.get("value")
    source = inner if isinstance(inner, dict) else value
    low, high = source.get("minValue"), source.get("maxValue")
    units = {"YEAR": "par an", "MONTH": "par mois", "HOUR": "par heure"}
    unit = units.get(str(source.get("unitText", value.get("unitText", ""))).upper(), "")
    currency = "€" if value.get("currency") in ("EUR", "€", None) else str(value.get("currency"))
    numbers = [
        f"{one:g}" if isinstance(one, (int, float)) else str(one) for one in (low, high) if one is not None
    ]
    if not numbers:
        numbers = [" ".join(_say(source.get("value")))]
    text = " à ".join(dict.fromkeys(numbers)).strip()
    return f"{text} {currency} {unit}".strip() if text else ""
