"""An établissement where something of everything is under way, made as it is asked for.

« Moi » may do everything there and on the site. Everybody else is named by what they do and « Untel », so
that a page that shows somebody is recognised.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple

from corpus_analyses import offres
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from etudes_menees import Conduite
from jury_d_essai import JuryDEssai
from offre_a_publier import OffreAPublier
from offres_analysees import TEXTE, docx_simple
from visite import Visiteur

from exemples.annonces import annonce, fiche
from socle.annonce import rediger
from socle.fiche import FicheDePoste
from socle_web.annonces import services as annonces
from socle_web.annonces.models import aujourd_hui
from socle_web.comptes import annuaire
from socle_web.comptes.espaces import Espace
from socle_web.comptes.models import Appartenance, Etablissement, Invitation, Role, Service
from socle_web.corpus.models import Execution
from socle_web.fiches import avis, parcours
from socle_web.fiches import services as fiches
from socle_web.fiches.models import Commentaire, Fiche
from socle_web.jurys import services as jurys

MOT_DE_PASSE = "un mot de passe"
CELLULE = {"source": "traite-des-haies", "candidat": "greffer-avec-les-publics"}


class Envoi(NamedTuple):
    """What is asked of the site, and by which browser."""

    visiteur: Visiteur
    adresse: str
    donnees: dict[str, Any]


class Monde:
    """Each thing is made the first time that it is named."""

    def __init__(
        self,
        etablissement: Etablissement,
        edition: str,
        capture: Callable[..., Any],
        seconde: Callable[[], str],
    ) -> None:
        self.etablissement, self.edition = etablissement, edition
        self.seconde, self._capture = seconde, capture
        self.user = User.objects.create_user("moi", "moi@port-mer.example", MOT_DE_PASSE, is_staff=True)
        for role in (Role.REDACTEUR, Role.RESPONSABLE, Role.RH, Role.ADMINISTRATEUR):
            annuaire.donner_role(user=self.user, etablissement=etablissement, role=role)
        self.espace = Espace(etablissement, self.user, appartenances=tuple(self.user.appartenances.all()))
        self.moi = _connecte(self.user)

    def envoi(self, vue: str, donnees: dict[str, Any] | None = None, **kwargs: Any) -> Envoi:
        """« Moi » asks for an address."""
        return Envoi(self.moi, reverse(vue, kwargs=kwargs), donnees or {})

    def par_lien(self, adresse: str, donnees: dict[str, Any] | None = None) -> Envoi:
        """Somebody without an account follows a link."""
        return Envoi(Visiteur(), adresse, donnees or {})

    # People and places

    @cached_property
    def service(self) -> Service:
        return annuaire.creer_service(etablissement=self.etablissement, nom="Appui à la pédagogie")

    @cached_property
    def autre(self) -> User:
        """A member who may only read."""
        user = User.objects.create_user(
            "membre-untel", "untel@port-mer.example", MOT_DE_PASSE, last_name="Membre Untel"
        )
        annuaire.donner_role(user=user, etablissement=self.etablissement, role=Role.LECTEUR)
        annuaire.donner_role(
            user=user, etablissement=self.etablissement, role=Role.LECTEUR, service=self.service
        )
        return user

    @property
    def tenue(self) -> Appartenance:
        return self.autre.appartenances.filter(service=self.service).get()

    @cached_property
    def navigateur_de_l_autre(self) -> Visiteur:
        return _connecte(self.autre)

    @cached_property
    def invitation(self) -> Invitation:
        return Invitation.objects.create(
            etablissement=self.etablissement, courriel="invite.untel@port-mer.example", role=Role.LECTEUR
        )

    # Fiches

    def _fiche(self, *, titulaire: User | None = None) -> Fiche:
        document = fiche()
        if titulaire is None:
            premiere, *autres = document.signatures
            signee = premiere.model_copy(update={"nom": "Titulaire Untel"})
            document = document.model_copy(update={"signatures": (signee, *autres)})
        ecrite = fiches.creer(espace=self.espace, fiche=document, geste="essai")
        nomme = (
            {} if titulaire else {"nom": "Titulaire Untel", "courriel": "titulaire.untel@port-mer.example"}
        )
        return parcours.designer(
            fiche_id=ecrite.pk, espace=self.espace, service=self.service, titulaire=titulaire, **nomme
        )

    def _valider(self, ecrite: Fiche) -> Fiche:
        for geste in ("soumettre", "valider"):
            parcours.passer(fiche_id=ecrite.pk, espace=self.espace, geste=geste)
        return Fiche.objects.get(pk=ecrite.pk)

    @cached_property
    def fiche(self) -> Fiche:
        """A draft with a holder."""
        return self._fiche()

    @cached_property
    def fiche_validee(self) -> Fiche:
        return self._valider(self._fiche())

    @cached_property
    def ma_fiche(self) -> Fiche:
        """One that waits for me to sign it."""
        return self._valider(self._fiche(titulaire=self.user))

    @cached_property
    def fiche_d_edition(self) -> Fiche:
        """A draft from an édition, once there is a later one."""
        self.moi.post(reverse("fiches:decliner"), {"source": f"{self.edition}:F2Z01"})
        self.seconde()
        return Fiche.objects.get(edition=self.edition)

    @cached_property
    def modele(self) -> Fiche:
        """A fiche that everybody may start from."""
        parcours.modeler(fiche=self.fiche, espace=self.espace, modele=True)
        return self.fiche

    @cached_property
    def fiche_supprimee(self) -> Fiche:
        fiches.supprimer(espace=self.espace, brouillon=self.fiche)
        return self.fiche

    @cached_property
    def commentaire(self) -> Commentaire:
        return parcours.commenter(fiche=self.fiche, espace=self.espace, texte="À préciser.")

    @property
    def signature(self) -> str:
        version = self.fiche_validee.en_vigueur
        assert version is not None
        return avis.lien_personnel(self.fiche_validee, version)

    def sur_la_fiche(self, vue: str, donnees: dict[str, Any] | None = None, **kwargs: Any) -> Envoi:
        return self.envoi(f"fiches:{vue}", donnees, pk=self.fiche.pk, **kwargs)

    def ecrire_la_fiche(self, operation: Callable[[FicheDePoste], FicheDePoste]) -> None:
        fiches.modifier(espace=self.espace, brouillon_id=self.fiche.pk, operation=operation, geste="essai")

    # Offers and juries

    @cached_property
    def offre(self) -> OffreAPublier:
        preparee = annonces.preparer(espace=self.espace, fiche=self.fiche)
        prete = rediger(annonce(), {"date_limite": aujourd_hui().replace(year=2099).isoformat()})
        annonces.modifier(
            espace=self.espace, annonce_id=preparee.pk, operation=lambda _: prete, geste="offre.modifiee"
        )
        return OffreAPublier(preparee.pk, self.fiche.pk, self.espace)

    @cached_property
    def offre_publiee(self) -> OffreAPublier:
        self.offre.publier()
        return self.offre

    @cached_property
    def jury(self) -> JuryDEssai:
        """Its grid is being prepared; a member and two candidates are there."""
        prepare = jurys.preparer(espace=self.espace, fiche=self.fiche)
        jurys.inviter(espace=self.espace, jury_id=prepare.pk, nom="Présidence Untel")
        jurys.inscrire(espace=self.espace, jury_id=prepare.pk, saisie="1-2")
        return JuryDEssai(prepare.pk, self.fiche.pk, self.espace)

    @cached_property
    def jury_note(self) -> JuryDEssai:
        self.jury.passer("notation")
        self.jury.noter(0, 0, 2)
        return self.jury

    @cached_property
    def jury_ouvert(self) -> JuryDEssai:
        self.jury_note.passer("comparaison")
        return self.jury

    # Analyses and corpora

    @cached_property
    def analyse(self) -> str:
        """The id of an analysis whose file was kept."""
        envoi = {"fichiers": [SimpleUploadedFile("offre.docx", docx_simple())], "conserver": "on"}
        return _pk(self.moi.post(reverse("offres:analyser"), envoi), "offres")

    def tableau(self) -> SimpleUploadedFile:
        lignes = "\n".join(json.dumps(offre, ensure_ascii=False) for offre in offres(24))
        return SimpleUploadedFile("offres.jsonl", lignes.encode())

    @cached_property
    def corpus(self) -> str:
        envoi = {"titre": "Offres du verger", "fichiers": [self.tableau()]}
        return _pk(self.moi.post(reverse("corpus:nouveau"), envoi), "corpus")

    @cached_property
    def analyse_arretee(self) -> Execution:
        return Execution.objects.create(corpus_id=self.corpus, numero=1, etat="arretee")

    @cached_property
    def analyse_en_attente(self) -> Execution:
        return Execution.objects.create(corpus_id=self.corpus, numero=1)

    @cached_property
    def analyse_finie(self) -> Execution:
        with self._capture(execute=True):
            self.moi.post(reverse("corpus:demander", args=[self.corpus]))
        return Execution.objects.get(etat="terminee")

    # Studies

    @cached_property
    def etude(self) -> Conduite:
        """Sources, candidates, a coded cell, a proposal."""
        menee = Conduite(self.moi)
        menee.rassembler()
        return menee

    @cached_property
    def etude_en_desaccord(self) -> Conduite:
        self.etude.etude.codages.create(codeur="Codage 2", valeur="absent", **CELLULE)
        return self.etude

    @cached_property
    def consultation(self) -> Conduite:
        """By invitation, with two questions, being prepared."""
        self.etude.consulter()
        for texte in ("Est-ce essentiel ?", "Est-ce fréquent ?"):
            self.etude.ajouter(texte=texte)
        self.etude.inviter("Invité Untel <consulte.untel@port-mer.example>")
        return self.etude

    @cached_property
    def tour_ouvert(self) -> Conduite:
        assert self.consultation.poster("etudes:ouvrir", numero=1).status_code == 302
        return self.consultation

    @cached_property
    def tour_clos(self) -> Conduite:
        self.tour_ouvert.clore()
        return self.etude

    def sur_l_etude(self, vue: str, donnees: dict[str, Any] | None = None, **kwargs: Any) -> Envoi:
        return self.envoi(f"etudes:{vue}", donnees, pk=self.etude.pk, **kwargs)

    def sur_la_consultation(self, vue: str, donnees: dict[str, Any] | None = None, **kwargs: Any) -> Envoi:
        return self.envoi(f"etudes:{vue}", donnees, pk=self.consultation.consultation.pk, **kwargs)


def offre_collee() -> dict[str, str]:
    return {"texte": TEXTE}


def _connecte(user: User) -> Visiteur:
    visiteur = Visiteur()
    visiteur.force_login(user)
    return visiteur


def _pk(reponse: Any, application: str) -> str:
    assert reponse.status_code == 302, reponse.content.decode()
    parties = reponse["Location"].strip("/").split("/")
    assert parties[0] in (application, "offres", "corpus"), parties
    return str(parties[1])
