"""Every address that writes × the line that it leaves in the trail. An address without an entry fails."""

from __future__ import annotations

from collections.abc import Callable

import petite_edition
import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from monde import CELLULE, MOT_DE_PASSE, Envoi, Monde, offre_collee
from visite import Visiteur, quelconque, vues

from exemples.annonces import fiche
from exemples.referens import ecrire_csv
from socle.fiche import adapter_mission
from socle.jury import peser
from socle.synthese import Etude
from socle_web.comptes import adresses, invitations
from socle_web.comptes.gestes import GESTES
from socle_web.comptes.models import Trace
from socle_web.fiches.models import Fiche
from socle_web.jurys import services as jurys
from socle_web.referentiels import importation

pytestmark = pytest.mark.django_db

NOUVEAU = "une longue phrase de passe"
ICI = {"nom": "Autre nom", "couleur": "#8a1c3d"}
REGLE = {"seuil_consensus": 60, "poids_partiel": 50, "temoins_minimum": 1, "genres_minimum": 1}
QUESTION = {"genre": "notation", "texte": "Est-ce rare ?", "echelle": "accord"}


def _apercu(m: Monde) -> Envoi:
    jeton = importation.deposer(contenu=ecrire_csv(), nom="neuve", titre="", origine="referens.csv")
    return m.envoi("referentiels:apercu", {"nom": "neuve", "titre": "Neuve"}, jeton=jeton)


def _mot_de_passe_nouveau(m: Monde) -> Envoi:
    kwargs = {"uidb64": urlsafe_base64_encode(force_bytes(m.autre.pk))}
    visiteur = Visiteur()
    jeton = default_token_generator.make_token(m.autre)
    visiteur.get(reverse("comptes:mot_de_passe_nouveau", kwargs={**kwargs, "token": jeton}))
    adresse = reverse("comptes:mot_de_passe_nouveau", kwargs={**kwargs, "token": "set-password"})
    return Envoi(visiteur, adresse, {"new_password1": NOUVEAU, "new_password2": NOUVEAU})


def _invitation(m: Monde) -> Envoi:
    compte = {"first_name": "Prénom", "last_name": "Nom", "mot_de_passe": NOUVEAU, "confirmation": NOUVEAU}
    return m.par_lien(reverse("comptes:invitation", args=[invitations.lien(m.invitation)]), compte)


def _reprise(m: Monde) -> Envoi:
    m.offre  # noqa: B018
    m.ecrire_la_fiche(lambda f: adapter_mission(f, "Concevoir des parcours."))
    return Envoi(m.moi, m.offre.adresse("reprise", cle="mission"), {"geste": "reprendre"})


def _cent(m: Monde) -> Envoi:
    jurys.modifier(
        espace=m.espace,
        jury_id=m.jury.pk,
        operation=lambda grille: peser(grille, grille.criteres[0].cle, poids=60, motif="essai"),
    )
    return Envoi(m.moi, m.jury.adresse("cent"), {})


def _emergents(m: Monde) -> Envoi:
    envoi = m.envoi("corpus:emergents", pk=m.analyse_finie.pk)
    cle = m.moi.get(envoi.adresse).content.decode().split('name="cles" value="')[1].split('"')[0]
    return envoi._replace(donnees={"geste": "nommer", "cles": [cle], "nom": "Apiculture"})


def _concours(m: Monde) -> Envoi:
    entete = "année;BAP;corps normalisé;EMPLOIS TYPES;NOMBRE d'emplois"
    rangee = f"2024;F;ingénieur d'études;{petite_edition.EMPLOIS[0].intitule};6"
    tableau = SimpleUploadedFile("postes.csv", f"{entete}\n{rangee}\n".encode())
    return m.envoi("corpus:concours", {"fichier": tableau}, pk=m.corpus)


def _dire(m: Monde) -> Envoi:
    m.moi.post(reverse("corpus:tirer", args=[m.analyse_finie.pk]), {"taille": "150"})
    return m.envoi("corpus:dire", {"valeur": "juste"}, pk=m.analyse_finie.pk, place=0)


def _retablir(m: Monde) -> Envoi:
    assert m.etude.ecrire("etudes:supprimer").status_code == 302
    return m.sur_l_etude("retablir")


def _regle(m: Monde, vue: str, donnees: dict[str, object]) -> Envoi:
    """A study whose rule is not locked yet."""
    lieu = m.moi.post(reverse("etudes:nouvelle"), {"titre": "Une autre étude"})["Location"]
    return m.envoi(f"etudes:{vue}", donnees, pk=lieu.strip("/").split("/")[1])


def _notation(m: Monde) -> Envoi:
    m.jury.passer("notation")
    adresse = m.jury.lien(vue="notation", candidat=m.jury.candidat().pk)
    return m.par_lien(adresse, {f"note-{cle}": "2" for cle in m.jury.notes(2)})


GESTES_PAR_VUE: dict[str, Callable[[Monde], Envoi]] = {
    "referentiels:supprimer": lambda m: m.envoi("referentiels:supprimer", nom=m.edition),
    "referentiels:apprendre": lambda m: m.envoi("referentiels:apprendre", nom=m.edition),
    "referentiels:calibrer": lambda m: m.envoi("referentiels:calibrer", nom=m.edition),
    "referentiels:utiliser": lambda m: m.envoi("referentiels:utiliser", nom=m.edition),
    "referentiels:apercu": _apercu,
    "comptes:invitation": _invitation,
    "comptes:compte": lambda m: m.envoi("comptes:compte", {"first_name": "Prénom", "last_name": "Nom"}),
    "comptes:adresse": lambda m: m.envoi(
        "comptes:adresse", {"adresse": "neuve@port-mer.example", "mot_de_passe": MOT_DE_PASSE}
    ),
    "comptes:adresse_confirmer": lambda m: m.par_lien(
        reverse("comptes:adresse_confirmer", args=[adresses.jeton(m.autre, "neuve@port-mer.example")]), {}
    ),
    "comptes:mot_de_passe": lambda m: m.envoi(
        "comptes:mot_de_passe",
        {"old_password": MOT_DE_PASSE, "new_password1": NOUVEAU, "new_password2": NOUVEAU},
    ),
    "comptes:mot_de_passe_nouveau": _mot_de_passe_nouveau,
    "comptes:effacer": lambda m: Envoi(
        m.navigateur_de_l_autre, reverse("comptes:effacer"), {"adresse": m.autre.email}
    ),
    "comptes:etablissement": lambda m: m.envoi("comptes:etablissement", ICI),
    "comptes:services": lambda m: m.envoi("comptes:services", {"nom": "Scolarité"}),
    "comptes:service": lambda m: m.envoi("comptes:service", {"nom": "Scolarité"}, pk=m.service.pk),
    "comptes:supprimer_service": lambda m: m.envoi("comptes:supprimer_service", pk=m.service.pk),
    "comptes:membres": lambda m: m.envoi(
        "comptes:membres", {"courriel": "nouvelle@port-mer.example", "role": "rh"}
    ),
    "comptes:membre": lambda m: m.envoi("comptes:membre", {"role": "rh"}, pk=m.autre.pk),
    "comptes:retirer_role": lambda m: m.envoi("comptes:retirer_role", pk=m.tenue.pk),
    "comptes:renvoyer_invitation": lambda m: m.envoi("comptes:renvoyer_invitation", pk=m.invitation.pk),
    "comptes:retirer_invitation": lambda m: m.envoi("comptes:retirer_invitation", pk=m.invitation.pk),
    "comptes:etablissements": lambda m: m.envoi(
        "comptes:etablissements", {"nom": "École des Haies", "courriel": "ecole@port-mer.example"}
    ),
    "fiches:decliner": lambda m: m.envoi("fiches:decliner", {"modele": "hybridation"}),
    "fiches:reprendre": lambda m: m.envoi(
        "fiches:reprendre", {"fichier": SimpleUploadedFile("fiche.json", fiche().to_json().encode())}
    ),
    "fiches:importer": lambda m: m.envoi(
        "fiches:importer", {"fichiers": [SimpleUploadedFile("fiche.json", fiche().to_json().encode())]}
    ),
    "fiches:exporter": lambda m: m.envoi("fiches:exporter", {"format": "csv"}),
    "fiches:geste": lambda m: m.sur_la_fiche("geste", {"geste": "retirer:a1"}),
    "fiches:publication": lambda m: m.sur_la_fiche("publication", {"publication": "1"}),
    "fiches:ligne": lambda m: m.sur_la_fiche("ligne", {"libelle": "Concevoir"}, cle="a1"),
    "fiches:ajouter": lambda m: m.sur_la_fiche("ajouter", {"libelle": "Tailler"}, rubrique="activites"),
    "fiches:mission": lambda m: m.sur_la_fiche("mission", {"mission": "Concevoir des parcours."}),
    "fiches:groupe": lambda m: m.sur_la_fiche("groupe", {"affectation": "Verger"}, cle="affectation"),
    "fiches:emplois": lambda m: m.sur_la_fiche("emplois", {"quotite": ["80"]}),
    "fiches:signatures": lambda m: m.sur_la_fiche(
        "signatures", {"role": "Direction", "mention": "Vu", "nom": "", "date_signature": ""}
    ),
    "fiches:dupliquer": lambda m: m.sur_la_fiche("dupliquer"),
    "fiches:supprimer": lambda m: m.sur_la_fiche("supprimer"),
    "fiches:restaurer": lambda m: m.envoi("fiches:restaurer", pk=m.fiche_supprimee.pk),
    "fiches:signature": lambda m: m.par_lien(m.signature, {"nom": "Titulaire Untel"}),
    "fiches:passer": lambda m: m.sur_la_fiche("passer", {"geste": "soumettre"}),
    "fiches:signer": lambda m: m.envoi("fiches:signer", {"nom": "moi", "version": "1"}, pk=m.ma_fiche.pk),
    "fiches:personnes": lambda m: m.sur_la_fiche("personnes", {"titulaire": m.autre.pk}),
    "fiches:commenter": lambda m: m.sur_la_fiche("commenter", {"texte": "À préciser."}),
    "fiches:resoudre": lambda m: m.sur_la_fiche("resoudre", numero=m.commentaire.pk),
    "fiches:modele": lambda m: m.sur_la_fiche("modele", {"modele": "1"}),
    "fiches:actualiser": lambda m: m.envoi(
        "fiches:actualiser", {"edition": "suivante"}, pk=m.fiche_d_edition.pk
    ),
    "fiches:version_reprendre": lambda m: m.envoi(
        "fiches:version_reprendre", pk=m.fiche_validee.pk, numero=1
    ),
    "annonces:preparer": lambda m: m.envoi("annonces:preparer", fiche=m.fiche.pk),
    "annonces:section": lambda m: m.envoi(
        "annonces:section", {"texte": "Aider."}, pk=m.offre.pk, cle="mission"
    ),
    "annonces:groupe": lambda m: m.envoi(
        "annonces:groupe", {"ville": "Brest"}, pk=m.offre.pk, cle="employeur"
    ),
    "annonces:reprise": _reprise,
    "annonces:publier": lambda m: m.envoi("annonces:publier", pk=m.offre.pk),
    "annonces:retirer": lambda m: m.envoi("annonces:retirer", {"motif": "Pourvu"}, pk=m.offre_publiee.pk),
    "annonces:supprimer": lambda m: m.envoi("annonces:supprimer", pk=m.offre.pk),
    "jurys:preparer": lambda m: m.envoi("jurys:preparer", fiche=m.fiche.pk),
    "jurys:ajouter": lambda m: Envoi(
        m.moi, m.jury.adresse("ajouter"), {"libelle": "Tailler", "poids": "5", "motif": "essai"}
    ),
    "jurys:critere": lambda m: Envoi(
        m.moi, m.jury.adresse("critere", cle="a1"), {"poids": "20", "motif": "essai"}
    ),
    "jurys:cent": _cent,
    "jurys:membres": lambda m: Envoi(m.moi, m.jury.adresse("membres"), {"nom": "Expertise"}),
    "jurys:gerer_membre": lambda m: Envoi(
        m.moi, m.jury.adresse("gerer_membre", membre=m.jury.membre().pk), {"geste": "renouveler"}
    ),
    "jurys:candidat": lambda m: Envoi(
        m.moi, m.jury.adresse("candidat", candidat=m.jury.candidat().pk), {"geste": "retirer"}
    ),
    "jurys:passer": lambda m: Envoi(m.moi, m.jury.adresse("passer"), {"vers": "notation"}),
    "jurys:effacer": lambda m: Envoi(m.moi, m.jury.adresse("effacer"), {}),
    "jurys:notation": _notation,
    "offres:analyser": lambda m: m.envoi("offres:analyser", offre_collee()),
    "offres:exemple": lambda m: m.envoi("offres:exemple"),
    "offres:reprendre": lambda m: m.envoi("offres:reprendre", {"corps": "IE"}, pk=m.analyse),
    "offres:fiche": lambda m: m.envoi("offres:fiche", pk=m.analyse),
    "offres:supprimer": lambda m: m.envoi("offres:supprimer", pk=m.analyse),
    "corpus:nouveau": lambda m: m.envoi("corpus:nouveau", {"titre": "Offres", "fichiers": [m.tableau()]}),
    "corpus:colonnes": lambda m: m.envoi("corpus:colonnes", {"texte": ["texte"]}, pk=m.corpus),
    "corpus:concours": _concours,
    "corpus:demander": lambda m: m.envoi("corpus:demander", pk=m.corpus),
    "corpus:supprimer": lambda m: m.envoi("corpus:supprimer", pk=m.corpus),
    "corpus:arreter": lambda m: m.envoi("corpus:arreter", pk=m.analyse_en_attente.pk),
    "corpus:relancer": lambda m: m.envoi("corpus:relancer", pk=m.analyse_arretee.pk),
    "corpus:supprimer_analyse": lambda m: m.envoi("corpus:supprimer_analyse", pk=m.analyse_arretee.pk),
    "corpus:emergents": _emergents,
    "corpus:tirer": lambda m: m.envoi("corpus:tirer", {"taille": "150"}, pk=m.analyse_finie.pk),
    "corpus:dire": _dire,
    "etudes:nouvelle": lambda m: m.envoi("etudes:nouvelle", {"titre": "Les métiers du verger"}),
    "etudes:importer": lambda m: m.envoi(
        "etudes:importer", {"fichier": SimpleUploadedFile("etude.json", Etude.livret().to_json().encode())}
    ),
    "etudes:exemple": lambda m: m.envoi("etudes:exemple"),
    "etudes:modifier": lambda m: m.sur_l_etude("modifier", {"titre": "Les métiers des haies"}),
    "etudes:supprimer": lambda m: m.sur_l_etude("supprimer"),
    "etudes:retablir": _retablir,
    "etudes:publier": lambda m: m.sur_l_etude("publier", {"publique": "oui"}),
    "etudes:ajouter_source": lambda m: m.sur_l_etude(
        "ajouter_source", {"titre": "Carnet", "genre": "ouvrage"}
    ),
    "etudes:importer_sources": lambda m: m.sur_l_etude("importer_sources", {"dois": "10.1000/182"}),
    "etudes:source": lambda m: m.sur_l_etude(
        "source", {"titre": "Autre titre", "genre": "enquete"}, cle="enquete-des-vergers"
    ),
    "etudes:retirer_source": lambda m: m.sur_l_etude("retirer_source", cle="enquete-des-vergers"),
    "etudes:coder": lambda m: m.sur_l_etude(
        "coder", {"v-tailler-les-haies": "present"}, cle="enquete-des-vergers"
    ),
    "etudes:candidats": lambda m: m.sur_l_etude("candidats", {"libelles": "Semer", "nature": "activite"}),
    "etudes:candidat": lambda m: m.sur_l_etude(
        "candidat", {"libelle": "Tailler", "nature": "activite"}, cle="tailler-les-haies"
    ),
    "etudes:retirer_candidat": lambda m: m.sur_l_etude("retirer_candidat", cle="tailler-les-haies"),
    "etudes:regle": lambda m: _regle(m, "regle", {**REGLE, "decision": "sources"}),
    "etudes:verrouiller": lambda m: _regle(m, "verrouiller", {}),
    "etudes:cellule": lambda m: m.envoi(
        "etudes:cellule", {"valeur": "present", "motif": "essai"}, pk=m.etude_en_desaccord.pk, **CELLULE
    ),
    "etudes:proposer": lambda m: m.sur_l_etude("proposer", {"gabarit": "ANSTIA-IP"}),
    "etudes:remarquer": lambda m: m.sur_l_etude("remarquer", {"texte": "À préciser."}, numero=1),
    "etudes:adopter": lambda m: m.sur_l_etude("adopter", {"par": "Le groupe de travail"}, numero=1),
    "etudes:nouvelle_consultation": lambda m: m.sur_l_etude(
        "nouvelle_consultation", {"titre": "Ce qui compte", "mode": "ouverte"}
    ),
    "etudes:presenter": lambda m: m.sur_la_consultation("presenter", {"titre": "Autre titre"}),
    "etudes:regle_vote": lambda m: m.sur_la_consultation(
        "regle_vote", {"part_favorable": "60", "repondants_minimum": "2"}
    ),
    "etudes:suite": lambda m: m.envoi(
        "etudes:suite", {"questions": "est-ce-essentiel"}, pk=m.tour_clos.consultation.pk
    ),
    "etudes:invitations": lambda m: m.sur_la_consultation("invitations", {"personnes": "Autre"}),
    "etudes:revoquer": lambda m: m.sur_la_consultation(
        "revoquer", invitation=m.consultation.consultation.invitations.get().pk
    ),
    "etudes:ouvrir": lambda m: m.sur_la_consultation("ouvrir", numero=1),
    "etudes:clore": lambda m: m.envoi("etudes:clore", pk=m.tour_ouvert.consultation.pk, numero=1),
    "etudes:ajouter_question": lambda m: m.sur_la_consultation("ajouter_question", QUESTION, numero=1),
    "etudes:poser_candidats": lambda m: m.sur_la_consultation("poser_candidats", numero=1),
    "etudes:modifier_question": lambda m: m.sur_la_consultation(
        "modifier_question", QUESTION, numero=1, question=m.consultation.questions[0].pk
    ),
    "etudes:retirer_question": lambda m: m.sur_la_consultation(
        "retirer_question", numero=1, question=m.consultation.questions[0].pk
    ),
    "etudes:deplacer_question": lambda m: m.sur_la_consultation(
        "deplacer_question", {"vers": "bas"}, numero=1, question=m.consultation.questions[0].pk
    ),
}

# What leaves no line, and why.
SANS_LIGNE = {
    "comptes:connexion": "nothing is written; what fails is counted and forgotten apart",
    "comptes:deconnexion": "nothing is written",
    "comptes:choisir": "a preference of the session",
    "comptes:mot_de_passe_oublie": "an e-mail leaves; the password that follows is noted",
    "fiches:avis": "one's own notices are read",
    "referentiels:importer": "a file is kept aside until it is confirmed, and that is noted",
    "referentiels:telecharger": "the same",
    "referentiels:abandonner": "what was kept aside goes",
    "etudes:entrer": "a voice has no name, and the trail must not give it one",
    "etudes:reprendre_voix": "the same",
    "etudes:repondre": "the same",
}
# Sent as forms, they read.
LISENT = {"fiches:exporter"}


def test_every_address_that_writes_has_an_entry(client: Visiteur, serveur: None) -> None:
    ecrivent = {vue for vue in vues() if client.post(quelconque(vue)).status_code != 405}
    assert ecrivent == set(GESTES_PAR_VUE) | set(SANS_LIGNE)


@pytest.mark.parametrize("vue", GESTES_PAR_VUE)
def test_what_is_written_leaves_a_line_in_french(vue: str, monde: Monde) -> None:
    envoi = GESTES_PAR_VUE[vue](monde)
    # What came before is another burst.
    Trace.objects.all().delete()
    reponse = envoi.visiteur.post(envoi.adresse, envoi.donnees)
    assert reponse.status_code in (200, 302), reponse.content.decode()
    assert Trace.objects.filter(lecture=vue in LISENT).exists()
    assert set(Trace.objects.values_list("geste", flat=True)) <= set(GESTES)


def test_who_has_no_account_leaves_nothing(client: Visiteur, serveur: None) -> None:
    client.post(reverse("fiches:decliner"), {"modele": "hybridation"})
    pk = Fiche.objects.get().pk
    client.post(reverse("fiches:geste", args=[pk]), {"geste": "retirer:a1"})
    client.post(reverse("offres:exemple"))
    for vue in ("fiches:liste", "fiches:editeur", "fiches:apercu"):
        client.get(reverse(vue, args=[pk] if vue != "fiches:liste" else []))
    client.post(reverse("fiches:supprimer", args=[pk]))
    assert not Trace.objects.exists()
