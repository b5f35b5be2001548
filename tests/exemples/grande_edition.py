"""A référentiel large enough for a decision to be fitted on it: combinations of ordinary words."""

from __future__ import annotations

from exemples.referens import ecrire_csv, rangee

GESTES = (
    "Préparer", "Contrôler", "Réparer", "Archiver", "Mesurer", "Expédier", "Classer", "Nettoyer",
    "Dessiner", "Restaurer", "Acheter", "Photographier",
)  # fmt: skip
OBJETS = (
    "les fourneaux à charbon", "les carnets de voyage", "les bobines de fil", "les vitraux peints",
    "les semences anciennes", "les horloges murales", "les partitions manuscrites", "les filets de pêche",
)  # fmt: skip
SAVOIRS = (
    "Menuiserie navale", "Botanique tropicale", "Reliure japonaise", "Hydraulique fluviale",
    "Acoustique des salles", "Meunerie artisanale", "Teinture végétale", "Gravure sur bois",
    "Apiculture de montagne", "Vannerie fine", "Optique instrumentale", "Ferronnerie du bâtiment",
)  # fmt: skip


def ecrire_grande_edition() -> bytes:
    """Eight emplois-types, each with twelve activities and three connaissances of its own."""
    return ecrire_csv(
        [
            rangee(
                f"F2D{41 + rang}",
                f"Responsable {rang}",
                mission="Tenir un atelier",
                activites_principales=[f"{geste} {objet}" for geste in GESTES],
                connaissances=[
                    f"{SAVOIRS[(rang + pas) % len(SAVOIRS)]}@9{(rang + pas) % len(SAVOIRS):03}"
                    for pas in (0, 4, 8)
                ],
            )
            for rang, objet in enumerate(OBJETS)
        ]
    )
