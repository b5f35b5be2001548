"""An offer in the forms of others: JobPosting for search engines, the columns of the State's site."""

from __future__ import annotations

from datetime import date

from socle.annonce.champs import TOUS_LES_CHAMPS_ANNONCE
from socle.annonce.documents import Annonce
from socle.annonce.plan import detail_candidature
from socle.echanges.jobposting import JobPosting, TypeEmploi, texte_en_html
from socle.referentiel.champs import VACANCES, valeur_affichee

_STATUTS = {
    "titulaire": "Emploi ouvert aux titulaires",
    "contractuel": "Emploi ouvert uniquement aux contractuels",
    "titulaire-ou-contractuel": "Emploi ouvert aux titulaires et aux contractuels",
    "projet": "Emploi ouvert uniquement aux contractuels",
}


def annonce_jobposting(annonce: Annonce, *, url: str = "") -> JobPosting:
    """The offer as a JobPosting; ``url`` is the public page that will hold it."""
    return JobPosting(
        title=annonce.intitule,
        description=_description(annonce),
        date_posted=annonce.date_publication,
        valid_through=annonce.date_limite,
        identifier=annonce.reference,
        url=url,
        organization=annonce.etablissement or annonce.organisme,
        organization_url=annonce.site,
        unit=annonce.affectation,
        street=annonce.adresse,
        postal_code=annonce.code_postal,
        locality=annonce.ville,
        employment_types=_types(annonce),
        work_hours=_affichee(annonce, "quotite"),
        start=annonce.prise_de_poste or (annonce.date_vacance.isoformat() if annonce.date_vacance else ""),
        openings=annonce.nombre_postes,
        categories=annonce.references_metier,
        salary_min=annonce.salaire_min,
        salary_max=annonce.salaire_max,
        salary_unit="YEAR" if annonce.salaire_periode == "an" else "MONTH",
        contact=annonce.contact,
        contact_email=annonce.contact_courriel,
        contact_phone=annonce.contact_telephone,
    )


def annonce_csp(annonce: Annonce) -> dict[str, str]:
    """The offer as a row of the State's recruitment site's open data, by column."""
    debut = _jour(annonce.date_publication)
    ligne = {
        "Organisme de rattachement": annonce.organisme or annonce.etablissement,
        "Référence": annonce.reference,
        "Intitulé du poste": annonce.intitule,
        "Employeur": annonce.etablissement,
        "Versant": annonce.versant,
        "Catégorie": f"Catégorie {annonce.categorie}" if annonce.categorie else "",
        "Statut du poste": VACANCES.get(annonce.vacance, ""),
        "Nature de l'emploi": _STATUTS.get(annonce.nature or "", ""),
        "Nature de contrat": "CDD" if annonce.nature in ("contractuel", "projet") and annonce.duree else "",
        "Durée du contrat": annonce.duree,
        "Métier": ", ".join(annonce.references_metier),
        "Lieu d'affectation (sans géolocalisation)": annonce.lieu,
        "Localisation du poste": annonce.ville,
        "Temps Plein": "" if annonce.quotite is None else "Oui" if annonce.quotite == 100 else "Non",
        "Télétravail": annonce.teletravail,
        "Management": {"oui": "Oui", "non": "Non"}.get(annonce.encadre, ""),
        "Compétences attendues": annonce.section("profil").texte,
        "Documents à transmettre": annonce.pieces,
        "Date de vacance de l'emploi": _jour(annonce.date_vacance),
        "Date de première publication": debut,
        "Date de début de publication par défaut": debut,
        "Date de fin de publication par défaut": _jour(annonce.date_limite),
    }
    return {colonne: valeur for colonne, valeur in ligne.items() if valeur}


def _description(annonce: Annonce) -> str:
    parties = [
        texte_en_html(section.titre, section.texte) for section in annonce.sections if section.texte.strip()
    ]
    parties += [
        texte_en_html(TOUS_LES_CHAMPS_ANNONCE[nom].libelle, _affichee(annonce, nom))
        for nom in ("teletravail", "rqth", "remuneration")
        if _affichee(annonce, nom)
    ]
    suite = "\n".join(f"- {nom}\u00a0: {valeur}" for nom, valeur in detail_candidature(annonce))
    return "".join([*parties, texte_en_html("", suite)])


def _types(annonce: Annonce) -> tuple[TypeEmploi, ...]:
    if annonce.quotite is None:
        return ()
    temps: TypeEmploi = "FULL_TIME" if annonce.quotite == 100 else "PART_TIME"
    a_terme = annonce.nature == "projet" or (annonce.nature == "contractuel" and bool(annonce.duree))
    return (temps, "TEMPORARY") if a_terme else (temps,)


def _affichee(annonce: Annonce, nom: str) -> str:
    return valeur_affichee(annonce, nom, champs=TOUS_LES_CHAMPS_ANNONCE)


def _jour(jour: date | None) -> str:
    return f"{jour:%d/%m/%Y}" if jour else ""
