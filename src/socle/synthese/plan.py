"""The study as a booklet."""

from __future__ import annotations

from socle.rendu.plan import Plan
from socle.synthese.etude import Etude


def plan_etude(etude: Etude) -> Plan:
    """The outline of a study: its method, its verdicts, the proposed emploi-type, the matrix as an annex."""
    raise NotImplementedError
