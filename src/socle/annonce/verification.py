"""What an offer must say before it is published, and what it should not.

The twelve lines of the notice are those that a fiche is checked against; the other rules concern the
words written for outside, the dates, the pay and the search engines.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from socle.annonce.champs import LIEUX
from socle.annonce.documents import Annonce
from socle.annonce.exports import annonce_jobposting
from socle.annonce.preparation import changements
from socle.annonce.tables import Mot, mots_a_surveiller
from socle.echanges.jobposting import proprietes_manquantes
from socle.fiche.constats import Constat, Rapport
from socle.fiche.verification.contexte import Regle
from socle.fiche.verification.publication import AVIS, constat_de_mention, mentions_manquantes
from socle.referentiel import FicheDePoste
from socle.referentiel.champs import date_en_francais

_GRAVITES = ("erreur", "avertissement", "information")
_NOMINATIF = re.compile(r"^[a-zà-ÿ-]+\.[a-zà-ÿ-]+@", re.I)
# Where a line of the notice is written, when an offer says it under another name.
_CHAMP_DE_LA_MENTION = {"lieu": "ville", "emplois_types": "metier"}
# Below this, a yearly salary is a monthly one in the wrong box.
_SALAIRE_ANNUEL_PLANCHER = 10_000

PUBLICITE = Regle(
    "publicite-courte",
    "Publicité de moins d’un mois",
    "erreur",
    "Décret n° 2018-1351 du 28 décembre 2018 : l’avis reste publié un mois au moins, sauf urgence",
    "Un délai trop court écarte des candidatures et fragilise le recrutement.",
)
DATE_PASSEE = Regle(
    "date-passee",
    "Date limite déjà passée",
    "erreur",
    "Usage",
    "Une offre dont la date limite est passée paraît close dès sa publication.",
)
REFERENCEMENT = Regle(
    "annonce-incomplete",
    "Renseignement exigé par les moteurs de recherche",
    "erreur",
    "schema.org/JobPosting, propriétés exigées par Google pour l’emploi",
    "Sans lui, l’offre n’apparaît pas parmi les offres d’emploi d’un moteur de recherche.",
)
REFERENCEMENT_CONSEILLE = Regle(
    "annonce-a-completer",
    "Renseignement conseillé par les moteurs de recherche",
    "information",
    "schema.org/JobPosting, propriétés conseillées",
    "Une offre plus complète est mieux classée et mieux comprise.",
)
REMUNERATION = Regle(
    "remuneration-absente",
    "Rémunération absente",
    "avertissement",
    "Directive (UE) 2023/970 du 10 mai 2023, article 5",
    "Une personne qui candidate a droit à une rémunération ou à une fourchette avant l’entretien.",
)
SALAIRE = Regle(
    "salaire-incoherent",
    "Salaire incohérent",
    "erreur",
    "Usage",
    "Un salaire faux décourage, ou promet ce qui ne sera pas tenu.",
)
DISCRIMINATION = Regle(
    "critere-interdit",
    "Critère interdit",
    "erreur",
    "Code général de la fonction publique, article L. 131-1 ; code pénal, article 225-1",
    "L’accès aux emplois publics ne tient compte que des capacités.",
)
JARGON = Regle(
    "mots-du-dedans",
    "Mots du dedans",
    "avertissement",
    "Usage : une offre se lit sans connaître l’administration",
    "Un sigle ou un code ferme la porte à qui vient d’ailleurs.",
)
REPRIS = Regle(
    "texte-de-la-fiche",
    "Texte de la fiche, tel quel",
    "information",
    "Usage : la fiche est interne, l’offre s’adresse au dehors",
    "La fiche règle le travail ; l’offre donne envie de le faire.",
)
PRESENTATION = Regle(
    "presentation-absente",
    "Employeur non présenté",
    "avertissement",
    "Usage",
    "Une personne de l’extérieur choisit un employeur autant qu’un poste.",
)
CONTACT = Regle(
    "contact-absent",
    "Aucun contact",
    "avertissement",
    "Usage",
    "Une question sans réponse fait souvent renoncer.",
)
NOMINATIF = Regle(
    "contact-nominatif",
    "Courriel d’une personne",
    "information",
    "Règlement (UE) 2016/679, article 5 : minimisation des données",
    "Une page publique garde longtemps le nom qu’on y met ; une adresse de service suit le poste.",
)
INTITULE = Regle(
    "intitule-brouille",
    "Intitulé difficile à trouver",
    "avertissement",
    "Google pour l’emploi : l’intitulé ne porte que le nom du poste",
    "Un code, une date ou des capitales dans l’intitulé le rendent introuvable.",
)
FICHE_CHANGEE = Regle(
    "fiche-changee",
    "La fiche a changé depuis",
    "avertissement",
    "Usage",
    "L’offre et la fiche doivent décrire le même poste.",
)

#: Every rule, the notice's first.
REGLES_ANNONCE: tuple[Regle, ...] = (
    AVIS, PUBLICITE, DATE_PASSEE, REFERENCEMENT, DISCRIMINATION, SALAIRE, REMUNERATION, JARGON, PRESENTATION,
    CONTACT, INTITULE, FICHE_CHANGEE, REPRIS, NOMINATIF, REFERENCEMENT_CONSEILLE,
)  # fmt: skip


@dataclass(frozen=True)
class _Examen:
    """One check: an offer, the day, and the fiche where it is at hand."""

    annonce: Annonce
    jour: date
    fiche: FicheDePoste | None

    @property
    def debut(self) -> date:
        """The day from which the month of publicity counts: the one announced, never a day gone by."""
        prevue = self.annonce.date_publication
        return prevue if prevue is not None else self.jour


def verifier_annonce(annonce: Annonce, *, jour: date, fiche: FicheDePoste | None = None) -> Rapport:
    """Check an offer before it is published.

    :param jour: the day of the check, and of the publication when the offer does not say.
    :param fiche: the fiche that it was prepared from, to tell what has changed there.
    :returns: the findings, the gravest first; ``rubrique`` is the field or the section concerned.
    """
    examen = _Examen(annonce, jour, fiche)
    constats = [constat for controle in _CONTROLES for constat in controle(examen)]
    return Rapport(
        document=annonce.intitule,
        editions=(),
        constats=tuple(sorted(constats, key=lambda constat: _GRAVITES.index(constat.gravite))),
    )


def mois_suivant(jour: date) -> date:
    """The same day one month later, or the month's last.

    >>> mois_suivant(date(2026, 1, 31))
    datetime.date(2026, 2, 28)
    """
    annee, mois = (jour.year + 1, 1) if jour.month == 12 else (jour.year, jour.month + 1)
    return date(annee, mois, min(jour.day, calendar.monthrange(annee, mois)[1]))


def _mentions(examen: _Examen) -> Iterator[Constat]:
    for mention, vides in mentions_manquantes(examen.annonce):
        if vides == ("emplois_types",) and examen.annonce.references_metier:
            continue
        constat = constat_de_mention(mention, vides, libelles=LIEUX)
        rubrique = _CHAMP_DE_LA_MENTION.get(constat.rubrique, constat.rubrique)
        yield constat.model_copy(update={"rubrique": rubrique})


def _dates(examen: _Examen) -> Iterator[Constat]:
    limite = examen.annonce.date_limite
    if limite is None:
        return
    if limite < examen.jour:
        yield DATE_PASSEE.constat(
            f"La date limite était le {date_en_francais(limite)}.",
            remede="Choisissez une date à venir.",
            rubrique="date_limite",
        )
    elif limite < (au_plus_tot := mois_suivant(examen.debut)):
        yield PUBLICITE.constat(
            f"Du {date_en_francais(examen.debut)} au {date_en_francais(limite)}, l’offre serait publiée "
            f"{(limite - examen.debut).days} jours.",
            remede=f"Repoussez la date limite au {date_en_francais(au_plus_tot)} au moins.",
            rubrique="date_limite",
            proposition=au_plus_tot.isoformat(),
        )


def _referencement(examen: _Examen) -> Iterator[Constat]:
    dits = {champ for _, vides in mentions_manquantes(examen.annonce) for champ in vides}
    dits |= {"ville"} if "lieu" in dits else set()
    posting = annonce_jobposting(examen.annonce.model_copy(update={"date_publication": examen.debut}))
    for propriete in proprietes_manquantes(posting.to_jsonld()):
        if propriete.champ in dits or propriete.nom == "baseSalary":
            continue
        dits.add(propriete.champ)
        regle = REFERENCEMENT if propriete.exigee else REFERENCEMENT_CONSEILLE
        yield regle.constat(
            f"Il manque {propriete.libelle}.", remede=propriete.remede, rubrique=propriete.champ
        )


def _paie(examen: _Examen) -> Iterator[Constat]:
    annonce = examen.annonce
    bas, haut = annonce.salaire_min, annonce.salaire_max
    if not annonce.salaire and not annonce.remuneration.strip():
        yield REMUNERATION.constat(
            "L’offre ne dit rien de la rémunération.",
            remede="Donnez une fourchette de salaire brut.",
            rubrique="salaire_min",
        )
    if bas and haut and bas > haut:
        yield SALAIRE.constat(
            f"Le salaire au moins ({bas}\u00a0€) dépasse le salaire au plus ({haut}\u00a0€).",
            remede="Inversez les deux montants.",
            rubrique="salaire_min",
        )
    plus_haut = max(bas or 0, haut or 0)
    if annonce.salaire_periode == "an" and 0 < plus_haut < _SALAIRE_ANNUEL_PLANCHER:
        yield SALAIRE.constat(
            f"{plus_haut}\u00a0€ par an est trop peu pour un an.",
            remede="S’agit-il d’un salaire mensuel ? Changez la période.",
            rubrique="salaire_periode",
        )


def _mots(examen: _Examen) -> Iterator[Constat]:
    for cle, texte in _textes(examen.annonce):
        for mot, trouve in _trouves("discriminations", texte):
            yield DISCRIMINATION.constat(
                f"« {trouve} » : {mot.dit} ne peut pas compter.",
                remede="Retirez ces mots ; dites ce que le travail demande.",
                rubrique=cle,
            )
        for mot, trouve in _trouves("jargon", texte):
            yield JARGON.constat(
                f"« {trouve} » est {mot.dit}.",
                remede="Dites-le en toutes lettres, ou retirez-le.",
                rubrique=cle,
            )


def _textes(annonce: Annonce) -> Iterator[tuple[str, str]]:
    yield "intitule", f"{annonce.intitule} {annonce.sous_titre}"
    for section in annonce.sections:
        yield section.cle, section.texte


def _trouves(liste: str, texte: str) -> Iterator[tuple[Mot, str]]:
    for mot in mots_a_surveiller("jargon" if liste == "jargon" else "discriminations"):
        if trouve := mot.motif.search(texte):
            yield mot, trouve.group()


def _presentation(examen: _Examen) -> Iterator[Constat]:
    annonce = examen.annonce
    if not annonce.section("presentation").texte.strip():
        yield PRESENTATION.constat(
            "L’offre ne dit rien de l’établissement.",
            remede="Écrivez « Qui nous sommes » en quelques phrases.",
            rubrique="presentation",
        )
    for section in annonce.sections:
        if section.cle not in ("presentation", "candidature") and section.etat == "repris":
            yield REPRIS.constat(
                f"« {section.titre} » reprend la fiche mot pour mot.",
                remede="Relisez-la comme une personne de l’extérieur.",
                rubrique=section.cle,
            )


def _contact(examen: _Examen) -> Iterator[Constat]:
    annonce = examen.annonce
    if not (annonce.contact.strip() or annonce.contact_courriel or annonce.contact_telephone):
        yield CONTACT.constat(
            "L’offre ne dit pas qui répond aux questions.",
            remede="Donnez une fonction et un courriel ou un téléphone.",
            rubrique="contact",
        )
    if _NOMINATIF.match(annonce.contact_courriel.strip()):
        yield NOMINATIF.constat(
            f"« {annonce.contact_courriel} » paraît être le courriel d’une personne.",
            remede="Préférez l’adresse d’un service.",
            rubrique="contact_courriel",
        )


def _intitule(examen: _Examen) -> Iterator[Constat]:
    intitule = examen.annonce.intitule
    if (len(intitule) > 10 and intitule.isupper()) or re.search(r"\d{3,}|€|!", intitule):
        yield INTITULE.constat(
            f"« {intitule} » porte autre chose que le nom du poste.",
            remede="Gardez le nom du poste, en minuscules ; le reste a sa place dans l’offre.",
            rubrique="intitule",
        )


def _fiche(examen: _Examen) -> Iterator[Constat]:
    if examen.fiche is None:
        return
    for changement in changements(examen.annonce, examen.fiche):
        yield FICHE_CHANGEE.constat(
            f"La fiche ne dit plus la même chose pour « {changement.section.titre} ».",
            remede="Reprenez le texte de la fiche, ou gardez le vôtre.",
            rubrique=changement.section.cle,
            proposition=changement.prepare,
        )


_CONTROLES: tuple[Callable[[_Examen], Iterator[Constat]], ...] = (
    _mentions, _dates, _referencement, _paie, _mots, _presentation, _contact, _intitule, _fiche,
)  # fmt: skip
