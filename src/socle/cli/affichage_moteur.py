"""How the terminal shows what was fitted on an édition."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table

from socle.cli.commun import sortie
from socle.offre.calibrage import CalibrageEdition
from socle.typographie import francais


def montrer_calibrages(calibrages: Iterable[CalibrageEdition]) -> None:
    """The data, then how often « sûr » is right and how much of what can be found it gives."""
    for calibrage in calibrages:
        provenance = calibrage.calibration.provenance
        sortie.print(f"\n{calibrage.libelle}", style="bold", markup=False)
        sortie.print(francais(f"{provenance['textes']} questions. {provenance['donnees']}."), markup=False)
        table = Table(box=None, pad_edge=False)
        for colonne in ("", "Questions", "« Sûr » juste", "Réponses trouvées"):
            table.add_column(colonne, justify="left" if not colonne else "right")
        for mesure in calibrage.mesures:
            table.add_row(
                mesure.libelle,
                str(mesure.textes),
                "jamais dit" if mesure.precision is None else _part(mesure.precision),
                _part(mesure.rappel),
            )
        sortie.print(table)


def _part(part: float) -> str:
    return f"{100 * part:.1f} %".replace(".", ",")
