"""schema.org JobPosting: an offer as search engines read it, written and checked.

Source: schema.org/JobPosting, and the properties that Google asks of a posting before showing it among
offers (table ``socle/donnees/echanges/jobposting.json``). :func:`socle.offre.lire` reads such a posting.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from html import escape
from importlib import resources
from typing import Any, Literal, NamedTuple
from zoneinfo import ZoneInfo

from socle.referentiel.documents import Objet

TypeEmploi = Literal["FULL_TIME", "PART_TIME", "TEMPORARY", "CONTRACTOR", "INTERN", "OTHER"]
_FUSEAU = ZoneInfo("Europe/Paris")
# What would close the element of a page that holds the data, or open a comment in it.
_ECHAPPEMENTS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


class Propriete(NamedTuple):
    """A property that a posting is asked for; ``champ`` is the field of an offer that informs it."""

    nom: str
    libelle: str
    exigee: bool
    champ: str
    remede: str


class JobPosting(Objet):
    """An offer of employment, as schema.org describes it. Salaries are gross, in euros."""

    title: str
    description: str
    date_posted: date | None = None
    valid_through: date | None = None
    identifier: str = ""
    url: str = ""
    organization: str = ""
    organization_url: str = ""
    unit: str = ""
    street: str = ""
    postal_code: str = ""
    locality: str = ""
    country: str = "FR"
    employment_types: tuple[TypeEmploi, ...] = ()
    work_hours: str = ""
    start: str = ""
    openings: int | None = None
    categories: tuple[str, ...] = ()
    salary_min: int | None = None
    salary_max: int | None = None
    salary_unit: Literal["YEAR", "MONTH"] = "YEAR"
    contact: str = ""
    contact_email: str = ""
    contact_phone: str = ""

    def to_jsonld(self) -> dict[str, Any]:
        """The posting as JSON-LD, without the properties that nothing informs."""
        address = _only(
            {
                "@type": "PostalAddress",
                "streetAddress": self.street,
                "postalCode": self.postal_code,
                "addressLocality": self.locality,
                "addressCountry": self.country if self.locality or self.street else "",
            }
        )
        return _only(
            {
                "@context": "https://schema.org/",
                "@type": "JobPosting",
                "title": self.title,
                "description": self.description,
                "datePosted": self.date_posted.isoformat() if self.date_posted else "",
                "validThrough": self._end(),
                "identifier": _typed("PropertyValue", name=self.organization, value=self.identifier)
                if self.identifier
                else {},
                "url": self.url,
                "hiringOrganization": _typed(
                    "Organization", name=self.organization, sameAs=self.organization_url
                ),
                "employmentUnit": _typed("Organization", name=self.unit),
                "jobLocation": {"@type": "Place", "address": address} if len(address) > 1 else {},
                "employmentType": list(self.employment_types),
                "workHours": self.work_hours,
                "jobStartDate": self.start,
                "totalJobOpenings": self.openings,
                "occupationalCategory": list(self.categories),
                "baseSalary": self._salary(),
                "applicationContact": _typed(
                    "ContactPoint",
                    name=self.contact,
                    email=self.contact_email,
                    telephone=self.contact_phone,
                ),
                # No application is made on the page itself: candidates write to an address.
                "directApply": False,
            }
        )

    def to_script(self) -> str:
        """The JSON-LD as text that may stand inside a ``script`` element of a page."""
        return json.dumps(self.to_jsonld(), ensure_ascii=False).translate(_ECHAPPEMENTS)

    def _end(self) -> str:
        """The last instant of the last day, in Paris: an offer is open all that day."""
        if self.valid_through is None:
            return ""
        return datetime.combine(self.valid_through, time(23, 59, 59), tzinfo=_FUSEAU).isoformat()

    def _salary(self) -> dict[str, Any]:
        low, high = self.salary_min, self.salary_max
        if not low and not high:
            return {}
        known = (
            {"minValue": low, "maxValue": high} if low != high and low and high else {"value": low or high}
        )
        value = {"@type": "QuantitativeValue", **known, "unitText": self.salary_unit}
        return {"@type": "MonetaryAmount", "currency": "EUR", "value": value}


@cache
def proprietes() -> tuple[Propriete, ...]:
    """The properties that a posting is asked for, the compulsory ones first."""
    fichier = resources.files("socle.donnees") / "echanges" / "jobposting.json"
    return tuple(Propriete(**ligne) for ligne in json.loads(fichier.read_text("utf-8"))["proprietes"])


def proprietes_manquantes(jsonld: Mapping[str, Any]) -> tuple[Propriete, ...]:
    """What a posting lacks, compulsory or advised.

    >>> [p.nom for p in proprietes_manquantes({"title": "Essai"}) if p.exigee][:2]
    ['description', 'datePosted']
    """
    return tuple(propriete for propriete in proprietes() if _missing(jsonld, propriete.nom.split(".")))


def texte_en_html(titre: str, texte: str) -> str:
    """A section of an offer in the few elements that postings may hold: paragraphs and lists.

    >>> texte_en_html("Mission", "Former\\n- les agents\\n- les <élèves>")
    '<p>Mission</p><p>Former</p><ul><li>les agents</li><li>les &lt;élèves&gt;</li></ul>'
    """
    html, points = [f"<p>{escape(titre)}</p>"] if titre else [], []
    for ligne in [*texte.splitlines(), ""]:
        net = ligne.strip()
        if net[:1] in ("-", "•", "–"):
            points.append(f"<li>{escape(net[1:].strip())}</li>")
            continue
        if points:
            html.append(f"<ul>{''.join(points)}</ul>")
            points = []
        if net:
            html.append(f"<p>{escape(net)}</p>")
    return "".join(html)


def _only(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", None, [], {})}


def _typed(kind: str, **values: str) -> dict[str, Any]:
    known = _only(dict(values))
    return {"@type": kind, **known} if known else {}


def _missing(value: Any, path: list[str]) -> bool:
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value is None or value in ("", [], {})
