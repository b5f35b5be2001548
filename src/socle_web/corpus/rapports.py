"""The report of a run, laid out once for the same figures: its charts take seconds to draw."""

from __future__ import annotations

import hashlib
from pathlib import Path

from socle.corpus import Chiffres, plan_du_rapport
from socle.rendu import Plan


def plan(chiffres: Chiffres, *, dossier: Path) -> Plan:
    """The outline of a report, kept in the run's folder under the print of its figures."""
    empreinte = hashlib.sha256(chiffres.to_json().encode()).hexdigest()[:16]
    fichier = dossier / f"plan-{empreinte}.json"
    if fichier.is_file():
        return Plan.model_validate_json(fichier.read_bytes())
    for ancien in dossier.glob("plan-*.json"):
        ancien.unlink(missing_ok=True)
    trace = plan_du_rapport(chiffres)
    brouillon = fichier.with_suffix(".partiel")
    brouillon.write_text(trace.model_dump_json(), "utf-8")
    brouillon.replace(fichier)
    return trace
