"""What Google asks of a posting, written apart from the table that the code reads."""

from __future__ import annotations

from typing import Any

TEXTE = {"type": "string", "minLength": 1}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": [
        "@context", "@type", "title", "description", "datePosted", "validThrough", "hiringOrganization",
        "jobLocation", "employmentType", "baseSalary", "directApply", "identifier",
    ],
    "properties": {
        "@context": {"const": "https://schema.org/"},
        "@type": {"const": "JobPosting"},
        "title": TEXTE,
        "description": {"type": "string", "pattern": "^<p>"},
        "datePosted": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
        "validThrough": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT23:59:59\+0[12]:00$"},
        "employmentType": {
            "type": "array",
            "minItems": 1,
            "items": {"enum": ["FULL_TIME", "PART_TIME", "TEMPORARY", "CONTRACTOR", "INTERN", "OTHER"]},
        },
        "hiringOrganization": {"required": ["@type", "name"], "properties": {"name": TEXTE}},
        "jobLocation": {
            "required": ["@type", "address"],
            "properties": {
                "address": {
                    "required": ["@type", "addressLocality", "addressCountry"],
                    "properties": {"addressLocality": TEXTE, "addressCountry": {"const": "FR"}},
                }
            },
        },
        "baseSalary": {
            "required": ["@type", "currency", "value"],
            "properties": {
                "currency": {"const": "EUR"},
                "value": {
                    "required": ["@type", "unitText"],
                    "properties": {"unitText": {"enum": ["YEAR", "MONTH"]}},
                    "anyOf": [{"required": ["value"]}, {"required": ["minValue", "maxValue"]}],
                },
            },
        },
        "directApply": {"type": "boolean"},
    },
}  # fmt: skip
