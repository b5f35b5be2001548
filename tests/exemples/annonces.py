"""A fiche and the offer ready to publish that the tests of several rooms start from."""

from __future__ import annotations

from datetime import date

from socle.annonce import Annonce, annoncer, rediger, reecrire
from socle.fiche import FicheDePoste, decliner, renseigner
from socle.referentiel import Referentiel

JOUR = date(2026, 9, 1)

FICHE_COMPLETE = {
    "etablissement": "Université de l’Exemple",
    "affectation": "Service d’appui à la pédagogie",
    "lieu": "1 quai du Port, 44000 Nantes",
    "grade": "Ingénieur d’études de classe normale",
    "quotite": "100",
    "nature": "titulaire-ou-contractuel",
    "versant": "Fonction publique de l’État",
    "vacance": "vacance",
    "date_vacance": "2026-11-01",
    "autorite_recrutement": "Présidence de l’université",
    "organisme": "Université de l’Exemple",
    "conditions": "Déplacements entre deux campus",
    "candidature": "Par courriel, avec un CV et une lettre.",
    "date_limite": "2026-10-15",
    "reference": "UE-2026-12",
    "groupe_fonction": "2",
    "superieur": "Direction du service",
    "relations_internes": "La direction des études",
}


def fiche(**champs: str) -> FicheDePoste:
    """A fiche derived from the booklet's model « hybridation », with everything that the notice asks."""
    modele = Referentiel.livret().fiche("hybridation")
    return renseigner(decliner(modele), FICHE_COMPLETE | champs)


def annonce(**champs: str) -> Annonce:
    """An offer that may be published on :data:`JOUR` without a remark."""
    prete = rediger(
        annoncer(fiche(), presentation="Une université de 20 000 étudiantes et étudiants."),
        {
            "salaire_min": "26000",
            "salaire_max": "34000",
            "contact": "Direction du service",
            "contact_courriel": "recrutement@exemple.fr",
            "candidature_adresse": "recrutement@exemple.fr",
        }
        | champs,
    )
    prete = reecrire(prete, "mission", texte="Vous aidez les équipes à concevoir des cours hybrides.")
    prete = reecrire(prete, "activites", texte="- Conseiller les équipes\n- Animer des ateliers")
    return reecrire(prete, "conditions", texte="Des déplacements entre deux campus, une fois par semaine.")
