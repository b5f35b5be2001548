"""The demonstration's offer: published from its recruitment, by its human resources."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from socle.annonce import Annonce, rediger, reecrire
from socle_web.annonces import services
from socle_web.annonces.models import AnnonceEnregistree, aujourd_hui
from socle_web.comptes.models import Etablissement
from socle_web.fiches.demonstration import DOMAINE, NOM, espace_de, recrutement

PUBLICITE = timedelta(days=45)
_CHAMPS = {
    "reference": "PM-001",
    "metier": "Responsable de l’appui à la pédagogie (livret de l’ANSTIA)",
    "grade": "Ingénieur de recherche",
    "versant": "Fonction publique de l’État",
    "vacance": "vacance",
    "prise_de_poste": "Dès que possible",
    "nature": "titulaire-ou-contractuel",
    "quotite": "100",
    "encadre": "oui",
    "autorite_recrutement": "Présidence de l’université",
    "organisme": "Université de Port-Mer (établissement fictif)",
    "code_postal": "00000",
    "ville": "Port-Mer",
    "teletravail": "Possible deux jours par semaine",
    "salaire_min": "40000",
    "salaire_max": "55000",
    "contact": "Direction des ressources humaines",
    "contact_courriel": f"recrutement@{DOMAINE}",
    "candidature_adresse": f"recrutement@{DOMAINE}",
    "pieces": "Un CV et une lettre",
}
_SECTIONS = {
    "presentation": "L’université de Port-Mer n’existe pas : elle sert à montrer Socle.",
    "mission": "Vous animez le service qui aide les équipes à faire évoluer leurs enseignements.",
    "conditions": "Une réunion par mois dans chacune des composantes.",
    "candidature": "Envoyez votre candidature par courriel. Les entretiens ont lieu le mois suivant.",
}


@transaction.atomic
def enrichir() -> None:
    """Publish an offer of the demonstration's recruitment, once."""
    etablissement = Etablissement.objects.get(nom=NOM)
    if AnnonceEnregistree.objects.filter(etablissement=etablissement).exists():
        return
    rh = espace_de(etablissement, "rh")
    enregistree = services.preparer(espace=rh, fiche=recrutement(etablissement))
    services.modifier(espace=rh, annonce_id=enregistree.pk, operation=_ecrire, geste="offre.modifiee")
    services.publier(espace=rh, annonce_id=enregistree.pk)


def _ecrire(annonce: Annonce) -> Annonce:
    ecrite = rediger(annonce, _CHAMPS | {"date_limite": (aujourd_hui() + PUBLICITE).isoformat()})
    for section in ecrite.sections:
        if section.cle in _SECTIONS:
            ecrite = reecrire(ecrite, section.cle, texte=_SECTIONS[section.cle].replace(" :", "\u00a0:"))
    return ecrite
