"""The fields of an offer outside its sections, as a table: what forms, outlines and checks all read."""

from __future__ import annotations

from socle.annonce.tables import SECTIONS
from socle.referentiel.champs import NATURES_POSTE, TOUS_LES_CHAMPS, VACANCES, Champ, GroupeChamps

PERIODES = {"an": "Par an", "mois": "Par mois"}
OUI_NON = {"oui": "Oui", "non": "Non"}

CHAMPS_ANNONCE: tuple[GroupeChamps, ...] = (
    GroupeChamps(
        "poste",
        "Le poste",
        (
            Champ(
                "intitule", "Intitulé du poste", aide="Celui que les personnes cherchent, sans code ni date."
            ),
            Champ("sous_titre", "Précision de l’intitulé"),
            Champ("reference", "Référence de l’offre"),
            Champ("nombre_postes", "Nombre de postes", "entier"),
            TOUS_LES_CHAMPS["corps"],
            TOUS_LES_CHAMPS["categorie"],
            TOUS_LES_CHAMPS["grade"],
            TOUS_LES_CHAMPS["bap"],
            Champ("nature", "Nature du poste", "choix", choix=NATURES_POSTE),
            Champ("duree", "Durée du contrat"),
            TOUS_LES_CHAMPS["fondement"],
            TOUS_LES_CHAMPS["quotite"],
            Champ(
                "metier",
                "Référence du métier",
                aide="Les emplois-types de la fiche y sont déjà\u00a0; sinon, un métier du RMFP.",
            ),
            Champ("encadre", "Le poste encadre une équipe", "choix", choix=OUI_NON),
        ),
    ),
    GroupeChamps(
        "avis",
        "L’avis de création ou de vacance",
        (
            TOUS_LES_CHAMPS["versant"],
            Champ("vacance", "Création ou vacance", "choix", choix=VACANCES),
            TOUS_LES_CHAMPS["date_vacance"],
            TOUS_LES_CHAMPS["prise_de_poste"],
            TOUS_LES_CHAMPS["autorite_recrutement"],
            TOUS_LES_CHAMPS["organisme"],
        ),
    ),
    GroupeChamps(
        "employeur",
        "L’employeur et le lieu",
        (
            Champ("etablissement", "Établissement"),
            Champ("affectation", "Service d’affectation"),
            Champ("site", "Site web", aide="Une adresse qui commence par https://."),
            Champ("adresse", "Adresse du lieu de travail", aide="Numéro et rue, ou nom du site."),
            Champ("code_postal", "Code postal", aide="Cinq chiffres."),
            Champ("ville", "Commune"),
            Champ("teletravail", "Télétravail", aide="Par exemple\u00a0: possible deux jours par semaine."),
            Champ(
                "rqth",
                "Ouverture aux bénéficiaires de l’obligation d’emploi (RQTH)",
                aide="Par exemple\u00a0: poste ouvert aux personnes reconnues travailleurs handicapés.",
            ),
        ),
    ),
    GroupeChamps(
        "remuneration",
        "La rémunération",
        (
            Champ("salaire_min", "Salaire brut, au moins (€)", "entier"),
            Champ("salaire_max", "Salaire brut, au plus (€)", "entier"),
            Champ("salaire_periode", "Période", "choix", choix=PERIODES),
            Champ(
                "remuneration",
                "Ce qu’il faut en dire",
                aide="Par exemple\u00a0: selon expérience, primes comprises.",
            ),
        ),
    ),
    GroupeChamps(
        "candidature",
        "La candidature et ses dates",
        (
            Champ(
                "candidature_adresse",
                "Où envoyer la candidature",
                aide="Un courriel ou l’adresse d’une page.",
            ),
            Champ("pieces", "Pièces à joindre"),
            Champ("contact", "Contact", aide="La fonction, plutôt que le nom."),
            Champ("contact_courriel", "Courriel du contact"),
            Champ("contact_telephone", "Téléphone du contact"),
            Champ("date_publication", "Date de publication", "date"),
            Champ("date_limite", "Date limite de candidature", "date"),
        ),
    ),
)

TOUS_LES_CHAMPS_ANNONCE: dict[str, Champ] = {
    champ.nom: champ for groupe in CHAMPS_ANNONCE for champ in groupe.champs
}

#: What the forms of an offer call each field and each section: where a finding sends the writer.
LIEUX: dict[str, str] = {
    "lieu": "Commune",
    "emplois_types": "Référence du métier",
    **{nom: champ.libelle for nom, champ in TOUS_LES_CHAMPS_ANNONCE.items()},
    **{cle: prevue.titre for cle, prevue in SECTIONS.items()},
}
