"""Every page × whom it shows × the line that reading it leaves. An address without an entry fails."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import petite_edition
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from monde import CELLULE, Envoi, Monde
from visite import Visiteur, quelconque, vues

from exemples.referens import ecrire_csv
from socle_web.comptes import adresses, invitations, journal
from socle_web.comptes.gestes import GESTES
from socle_web.comptes.models import Trace
from socle_web.fiches.models import Fiche
from socle_web.referentiels import importation

pytestmark = pytest.mark.django_db

# In the names and the addresses of everybody but « moi ».
UNTEL = re.compile("untel", re.I)


class Page(NamedTuple):
    """How to reach a page, and the code of the line that it leaves; ``sauf`` says why it leaves none."""

    aller: Callable[[Monde], Envoi]
    geste: str = ""
    sauf: str = ""


def page(vue: str, geste: str = "", *, requete: str = "", **kwargs: object) -> Page:
    """An address of what is there before anything is made."""
    return Page(lambda m: Envoi(m.moi, reverse(vue, kwargs=kwargs) + requete, {}), geste)


def fiche(vue: str, geste: str = "", **kwargs: object) -> Page:
    return Page(lambda m: m.sur_la_fiche(vue, **kwargs), geste)


def version(vue: str, geste: str, *, requete: str = "", **kwargs: object) -> Page:
    def aller(m: Monde) -> Envoi:
        envoi = m.envoi(f"fiches:{vue}", pk=m.fiche_validee.pk, **kwargs)
        return envoi._replace(adresse=envoi.adresse + requete)

    return Page(aller, geste)


def offre(vue: str, **kwargs: object) -> Page:
    return Page(lambda m: m.envoi(f"annonces:{vue}", pk=m.offre_publiee.pk, **kwargs))


def analyse(vue: str, geste: str = "", **kwargs: object) -> Page:
    return Page(lambda m: m.envoi(f"offres:{vue}", pk=m.analyse, **kwargs), geste)


def corpus(vue: str) -> Page:
    return Page(lambda m: m.envoi(f"corpus:{vue}", pk=m.corpus))


def execution(vue: str, **kwargs: object) -> Page:
    return Page(lambda m: m.envoi(f"corpus:{vue}", pk=m.analyse_finie.pk, **kwargs))


def etude(vue: str, **kwargs: object) -> Page:
    return Page(lambda m: m.sur_l_etude(vue, **kwargs))


def consultation(vue: str, geste: str = "", **kwargs: object) -> Page:
    return Page(lambda m: m.sur_la_consultation(vue, **kwargs), geste)


def avec(_fait: object, m: Monde, vue: str) -> Envoi:
    """A page of the établissement, once something was made there."""
    return m.envoi(vue)


def _une_offre(m: Monde) -> Envoi:
    preuves = m.moi.get(reverse("corpus:preuves", args=[m.analyse_finie.pk])).content.decode()
    lien = preuves.split('<details class="exemples">')[1].split('href="')[1].split('"')[0]
    return Envoi(m.moi, lien.replace("&amp;", "&").partition("#")[0], {})


def _importation(m: Monde) -> Envoi:
    envoi = {"fichiers": [SimpleUploadedFile("fiche.json", m.fiche.contenu.to_json().encode())]}
    return Envoi(m.moi, m.moi.post(reverse("fiches:importer"), envoi)["Location"], {})


def _publiee(m: Monde, vue: str, **kwargs: object) -> Envoi:
    m.etude.ecrire("etudes:publier", {"publique": "oui"})
    return m.par_lien(reverse(f"etudes:{vue}", kwargs={"pk": m.etude.pk, **kwargs}))


def _apercu(m: Monde) -> Envoi:
    jeton = importation.deposer(contenu=ecrire_csv(), nom="neuve", titre="", origine="referens.csv")
    return m.envoi("referentiels:apercu", jeton=jeton)


def _membres(m: Monde, vue: str, **kwargs: object) -> Envoi:
    m.autre, m.invitation  # noqa: B018
    return m.envoi(f"comptes:{vue}", **kwargs)


def _logo(m: Monde) -> Envoi:
    m.etablissement.logo, m.etablissement.logo_type = b"<svg/>", "image/svg+xml"
    m.etablissement.save()
    return m.envoi("comptes:logo")


def _journal(m: Monde, vue: str) -> Envoi:
    """After something was done to somebody, here and on the site."""
    m.moi.get(reverse("comptes:membre", args=[m.autre.pk]))
    if "site" in vue:
        Trace.objects.update(etablissement=None)
    return m.envoi(f"comptes:{vue}")


LIVRET = {"edition": "livret", "code": "ANSTIA-IP"}
PAGES: dict[str, Page] = {
    "commun:a_propos": page("commun:a_propos"),
    "commun:accessibilite": page("commun:accessibilite"),
    "referentiels:accueil": page("referentiels:accueil"),
    "referentiels:catalogue": page("referentiels:catalogue"),
    "referentiels:emploi_type": page("referentiels:emploi_type", **LIVRET),
    "referentiels:emploi_type_fichier": page("referentiels:emploi_type_fichier", **LIVRET, format="html"),
    "referentiels:comparer": page("referentiels:comparer"),
    "referentiels:comparer_fichier": page(
        "referentiels:comparer_fichier", requete="?a=ANSTIA-IP&b=modele:hybridation", format="html"
    ),
    "referentiels:dictionnaire": page("referentiels:dictionnaire"),
    "referentiels:entree": page("referentiels:entree", edition=petite_edition.NOM, identifiant="0901"),
    "referentiels:modeles": page("referentiels:modeles"),
    "referentiels:modele": page("referentiels:modele", cle="hybridation"),
    "referentiels:modele_fichier": page("referentiels:modele_fichier", cle="hybridation", format="json"),
    "referentiels:vocabulaire": page("referentiels:vocabulaire"),
    "referentiels:bibliographie": page("referentiels:bibliographie"),
    "referentiels:reglages": page("referentiels:reglages"),
    "referentiels:edition": page("referentiels:edition", nom="livret"),
    "referentiels:supprimer": page("referentiels:supprimer", nom=petite_edition.NOM),
    "referentiels:apprentissage": page("referentiels:apprentissage", nom=petite_edition.NOM),
    "referentiels:importer": page("referentiels:importer"),
    "referentiels:apercu": Page(_apercu),
    "comptes:connexion": Page(lambda m: m.par_lien(reverse("comptes:connexion"))),
    "comptes:invitation": Page(
        lambda m: m.par_lien(reverse("comptes:invitation", args=[invitations.lien(m.invitation)])),
        sauf="the address of who was sent the link",
    ),
    "comptes:compte": page("comptes:compte"),
    "comptes:adresse": page("comptes:adresse"),
    "comptes:adresse_confirmer": Page(
        lambda m: m.par_lien(
            reverse("comptes:adresse_confirmer", args=[adresses.jeton(m.autre, "neuve@port-mer.example")])
        ),
        sauf="the address of who was sent the link",
    ),
    "comptes:mot_de_passe": page("comptes:mot_de_passe"),
    "comptes:mot_de_passe_change": page("comptes:mot_de_passe_change"),
    "comptes:mot_de_passe_oublie": page("comptes:mot_de_passe_oublie"),
    "comptes:mot_de_passe_envoye": page("comptes:mot_de_passe_envoye"),
    "comptes:mot_de_passe_nouveau": page("comptes:mot_de_passe_nouveau", uidb64="abc", token="abc"),
    "comptes:mot_de_passe_refait": page("comptes:mot_de_passe_refait"),
    "comptes:mes_donnees": page("comptes:mes_donnees"),
    "comptes:effacer": page("comptes:effacer"),
    "comptes:etablissement": page("comptes:etablissement"),
    "comptes:logo": Page(_logo),
    "comptes:services": Page(lambda m: _membres(m, "services")),
    "comptes:service": Page(lambda m: _membres(m, "service", pk=m.service.pk), "membres.consultes"),
    "comptes:supprimer_service": Page(lambda m: _membres(m, "supprimer_service", pk=m.service.pk)),
    "comptes:membres": Page(lambda m: _membres(m, "membres"), "membres.consultes"),
    "comptes:membre": Page(lambda m: m.envoi("comptes:membre", pk=m.autre.pk), "personne.consultee"),
    "comptes:journal": Page(lambda m: _journal(m, "journal"), "journal.consulte"),
    "comptes:journal_csv": Page(lambda m: _journal(m, "journal_csv"), "journal.exporte"),
    "comptes:journal_site": Page(lambda m: _journal(m, "journal_site"), "journal.consulte"),
    "comptes:journal_site_csv": Page(lambda m: _journal(m, "journal_site_csv"), "journal.exporte"),
    "comptes:etablissements": Page(lambda m: _membres(m, "etablissements")),
    "fiches:liste": Page(lambda m: avec(m.fiche, m, "fiches:liste"), "fiches.listees"),
    "fiches:importer": page("fiches:importer"),
    "fiches:importation": Page(_importation),
    "fiches:avis": Page(lambda m: avec(m.ma_fiche, m, "fiches:avis")),
    "fiches:signature": Page(lambda m: m.par_lien(m.signature), "fiche.lue_par_lien"),
    "fiches:nouvelle": Page(lambda m: avec(m.modele, m, "fiches:nouvelle")),
    "fiches:style": page("fiches:style"),
    "fiches:editeur": fiche("editeur", "fiche.lue"),
    "fiches:bloc": fiche("bloc", "fiche.lue", identifiant="bloc-signatures"),
    "fiches:suggestions": fiche("suggestions", rubrique="activites"),
    "fiches:apercu": fiche("apercu", "fiche.lue"),
    "fiches:telecharger": fiche("telecharger", "fiche.emportee", format="html"),
    "fiches:comparer": fiche("comparer", "fiche.lue"),
    "fiches:comparer_fichier": fiche("comparer_fichier", "fiche.emportee", format="html"),
    "fiches:supprimer": fiche("supprimer"),
    "fiches:suivi": fiche("suivi", "fiche.lue"),
    "fiches:actualiser": fiche("actualiser", "fiche.lue"),
    "fiches:versions": version("versions", "fiche.lue"),
    "fiches:versions_fichier": version(
        "versions_fichier", "fiche.emportee", requete="?a=1&b=1", format="html"
    ),
    "fiches:version": version("version", "fiche.lue", numero=1),
    "fiches:version_fichier": version("version_fichier", "fiche.emportee", numero=1, format="html"),
    "annonces:liste": Page(lambda m: avec(m.offre_publiee, m, "annonces:liste")),
    "annonces:publiques": Page(lambda m: avec(m.offre_publiee, m, "annonces:publiques")),
    "annonces:publique": offre("publique"),
    "annonces:style": offre("style"),
    "annonces:editeur": offre("editeur"),
    "annonces:apercu": offre("apercu"),
    "annonces:telecharger": offre("telecharger", format="html"),
    "annonces:version": offre("version", numero=1),
    "annonces:publier": offre("publier"),
    "annonces:retirer": offre("retirer"),
    "jurys:liste": Page(lambda m: avec(m.jury, m, "jurys:liste")),
    "jurys:grille": Page(lambda m: Envoi(m.moi, m.jury.adresse("grille"), {})),
    "jurys:membres": Page(lambda m: Envoi(m.moi, m.jury.adresse("membres"), {}), "jury.personnes-lues"),
    "jurys:comparaison": Page(
        lambda m: Envoi(m.moi, m.jury_ouvert.adresse("comparaison"), {}), "jury.notes-lues"
    ),
    "jurys:telecharger": Page(
        lambda m: Envoi(
            m.moi, m.jury_ouvert.adresse("telecharger", document="proces-verbal", format="json"), {}
        ),
        "jury.proces-verbal-lu",
    ),
    "jurys:effacer": Page(lambda m: Envoi(m.moi, m.jury.adresse("effacer"), {})),
    "jurys:membre": Page(lambda m: m.par_lien(m.jury_note.lien()), "jury.lu-par-lien"),
    "jurys:notation": Page(
        lambda m: m.par_lien(m.jury_note.lien(vue="notation", candidat=m.jury.candidat().pk)),
        "jury.lu-par-lien",
    ),
    "jurys:comparaison_membre": Page(
        lambda m: m.par_lien(m.jury_ouvert.lien(vue="comparaison_membre")), "jury.notes-lues"
    ),
    "offres:accueil": Page(lambda m: avec(m.analyse, m, "offres:accueil")),
    "offres:portrait": page("offres:portrait"),
    "offres:analyse": analyse("analyse"),
    "offres:supprimer": analyse("supprimer"),
    "offres:original": analyse("original", "document.lu"),
    "offres:telecharger": analyse("telecharger", format="html"),
    "corpus:liste": Page(lambda m: avec(m.corpus, m, "corpus:liste")),
    "corpus:nouveau": page("corpus:nouveau"),
    "corpus:comparer": Page(lambda m: avec(m.analyse_finie, m, "corpus:comparer")),
    "corpus:page": corpus("page"),
    "corpus:colonnes": corpus("colonnes"),
    "corpus:supprimer": corpus("supprimer"),
    "corpus:suivre": execution("suivre"),
    "corpus:supprimer_analyse": execution("supprimer_analyse"),
    "corpus:rapport": execution("rapport"),
    "corpus:preuves": execution("preuves"),
    "corpus:offre": Page(_une_offre),
    "corpus:non_lues": execution("non_lues"),
    "corpus:telecharger": execution("telecharger", format="html"),
    "corpus:emergents": execution("emergents"),
    "corpus:echantillon": execution("echantillon"),
    "etudes:liste": Page(lambda m: avec(m.consultation, m, "etudes:liste")),
    "etudes:nouvelle": page("etudes:nouvelle"),
    "etudes:etude": etude("etude"),
    "etudes:modifier": etude("modifier"),
    "etudes:supprimer": etude("supprimer"),
    "etudes:telecharger": etude("telecharger", format="json"),
    "etudes:publiee": Page(lambda m: _publiee(m, "publiee")),
    "etudes:publiee_fichier": Page(lambda m: _publiee(m, "publiee_fichier", format="html")),
    "etudes:sources": etude("sources"),
    "etudes:ajouter_source": etude("ajouter_source"),
    "etudes:exporter_sources": etude("exporter_sources", format="json"),
    "etudes:source": etude("source", cle="enquete-des-vergers"),
    "etudes:coder": etude("coder", cle="enquete-des-vergers"),
    "etudes:candidats": etude("candidats"),
    "etudes:candidat": etude("candidat", cle="tailler-les-haies"),
    "etudes:regle": etude("regle"),
    "etudes:matrice": etude("matrice"),
    "etudes:cellule": etude("cellule", **CELLULE),
    "etudes:desaccords": etude("desaccords"),
    "etudes:verdicts": etude("verdicts"),
    "etudes:proposition": etude("proposition"),
    "etudes:version": etude("version", numero=1),
    "etudes:version_fichier": etude("version_fichier", numero=1, format="json"),
    "etudes:nouvelle_consultation": etude("nouvelle_consultation"),
    "etudes:consultation": consultation("consultation"),
    "etudes:presenter": consultation("presenter"),
    "etudes:regle_vote": consultation("regle_vote"),
    "etudes:invitations": consultation("invitations", "participants.consultes"),
    "etudes:liens": consultation("liens", "participants.exportes"),
    "etudes:direct": consultation("direct"),
    "etudes:direct_comptes": consultation("direct_comptes"),
    "etudes:clore": Page(lambda m: m.envoi("etudes:clore", pk=m.tour_ouvert.consultation.pk, numero=1)),
    "etudes:ajouter_question": consultation("ajouter_question", numero=1),
    "etudes:modifier_question": Page(
        lambda m: m.sur_la_consultation(
            "modifier_question", numero=1, question=m.consultation.questions[0].pk
        )
    ),
    "etudes:resultats": Page(lambda m: m.envoi("etudes:resultats", pk=m.tour_clos.consultation.pk, numero=1)),
    "etudes:participer": Page(
        lambda m: m.par_lien(
            reverse("etudes:participer", args=[m.consultation.consultation.invitations.get().jeton])
        )
    ),
}


def test_every_address_that_is_read_has_an_entry(client: Visiteur, serveur: None) -> None:
    assert {vue for vue in vues() if client.get(quelconque(vue)).status_code != 405} == set(PAGES)


@pytest.mark.parametrize("vue", PAGES)
def test_who_is_shown_is_noted(vue: str, monde: Monde) -> None:
    entree = PAGES[vue]
    envoi = entree.aller(monde)
    # What came before is another burst.
    if not vue.startswith("comptes:journal"):
        Trace.objects.all().delete()
    reponse = envoi.visiteur.get(envoi.adresse)
    assert reponse.status_code == 200
    montre = bool(UNTEL.search(reponse.getvalue().decode(errors="replace")))
    lues = set(Trace.objects.filter(lecture=True).values_list("geste", flat=True))
    assert lues <= set(GESTES)
    if entree.geste:
        assert entree.geste in lues
    else:
        assert montre == bool(entree.sauf)


@pytest.mark.parametrize("vue", ["fiches:liste", "fiches:suivi", "comptes:membres", "jurys:membre"])
def test_reading_on_is_one_line_until_it_stops(vue: str, monde: Monde) -> None:
    envoi = PAGES[vue].aller(monde)
    lignes = Trace.objects.filter(geste=PAGES[vue].geste)
    for _ in range(3):
        envoi.visiteur.get(envoi.adresse)
    assert lignes.count() == 1
    lignes.update(le=timezone.now() - journal.RAFALE)
    envoi.visiteur.get(envoi.adresse)
    assert lignes.count() == 2


def test_noting_costs_a_list_one_query(monde: Monde) -> None:
    envoi = PAGES["fiches:liste"].aller(monde)
    envoi.visiteur.get(envoi.adresse)
    with CaptureQueriesContext(connection) as notee:
        envoi.visiteur.get(envoi.adresse)
    Fiche.objects.update(titulaire_nom="")
    with CaptureQueriesContext(connection) as de_personne:
        envoi.visiteur.get(envoi.adresse)
    assert len(notee) == len(de_personne) + 1


def test_who_reads_what_is_theirs_is_not_noted(monde: Monde) -> None:
    envoi = monde.envoi("fiches:suivi", pk=monde.ma_fiche.pk)
    envoi.visiteur.get(envoi.adresse)
    assert not Trace.objects.filter(geste="fiche.lue").exists()
