"""Fiches de poste: what is being written, the states that it went through, the versions that stay."""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from socle.fiche.vie import vie
from socle.referentiel import FicheDePoste
from socle_web.comptes.possession import Possede, PossedeQuerySet
from socle_web.fiches.querysets import AvisQuerySet, FicheQuerySet

INTITULE_MAXIMUM = 300
NOM_MAXIMUM = 200


def personne(**options: Any) -> models.ForeignKey[Any, Any]:
    """A person who may leave the site without taking what they did away."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        **options,
    )


class Fige(models.Model):
    """A row written once: the record of something that happened."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row the first time.

        :raises TypeError: the row exists already.
        """
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} rows never change.")
        super().save(*args, **kwargs)


class Fiche(Possede):
    """A fiche of an établissement, or of one browser.

    ``document`` is what is being written, ``numero`` the number of the revision that holds it;
    ``en_vigueur`` is the version last validated. The columns after them are what lists read and sort.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    intitule = models.CharField("intitulé", max_length=INTITULE_MAXIMUM)
    document = models.JSONField("document")
    numero = models.PositiveIntegerField("révision courante", default=1)
    publication = models.BooleanField("vérifier l’avis de vacance", default=False)
    cree_le = models.DateTimeField("créé le", auto_now_add=True)
    modifie_le = models.DateTimeField("modifié le", auto_now_add=True, db_index=True)
    supprime_le = models.DateTimeField("supprimé le", null=True, blank=True)

    etat = models.CharField(
        "état",
        max_length=20,
        default="brouillon",
        choices=[(etat.cle, etat.libelle) for etat in vie().etats],
    )
    etat_depuis = models.DateTimeField("dans cet état depuis", default=timezone.now)
    en_vigueur = models.ForeignKey(
        "Version", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    validee_le = models.DateTimeField("validée le", null=True, blank=True)
    signee_le = models.DateTimeField("signée le", null=True, blank=True)
    service = models.ForeignKey(
        "comptes.Service", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    titulaire = personne(verbose_name="titulaire")
    titulaire_nom = models.CharField("nom du titulaire", max_length=NOM_MAXIMUM, blank=True)
    titulaire_courriel = models.EmailField("adresse du titulaire", blank=True)
    sans_titulaire = models.BooleanField("recrutement, sans titulaire", default=False)
    modele = models.BooleanField("modèle de l’établissement", default=False)

    sous_titre = models.CharField("sous-titre", max_length=INTITULE_MAXIMUM, blank=True)
    emploi_type = models.CharField("emploi-type", max_length=40, blank=True)
    edition = models.CharField("édition", max_length=64, blank=True)
    corps = models.CharField("corps", max_length=8, blank=True)
    recherche = models.TextField("mots cherchés", blank=True, editable=False)

    objects = FicheQuerySet.as_manager()

    class Meta:
        verbose_name = "fiche de poste"
        verbose_name_plural = "fiches de poste"
        ordering: ClassVar = ["-modifie_le"]
        indexes: ClassVar = [
            models.Index(
                fields=["etablissement", "-modifie_le"],
                condition=models.Q(supprime_le=None),
                name="fiche_par_date",
            ),
            models.Index(
                fields=["etablissement", "etat", "-modifie_le"],
                condition=models.Q(supprime_le=None),
                name="fiche_par_etat",
            ),
            models.Index(
                fields=["etablissement", "intitule"],
                condition=models.Q(supprime_le=None),
                name="fiche_par_intitule",
            ),
            models.Index(
                fields=["etablissement", "emploi_type"],
                condition=models.Q(supprime_le=None),
                name="fiche_par_emploi_type",
            ),
        ]

    def __str__(self) -> str:
        return self.intitule

    @property
    def contenu(self) -> FicheDePoste:
        """What is being written, as a document."""
        return FicheDePoste.model_validate(self.document)

    @property
    def a_un_titulaire(self) -> bool:
        """Whether somebody is known to hold the post."""
        return self.titulaire_id is not None or bool(self.titulaire_courriel)

    @property
    def tour(self) -> str:
        """Whose turn it is, in one French sentence."""
        return vie().tour(self.etat, titulaire=self.a_un_titulaire, sans_titulaire=self.sans_titulaire).texte


class Revision(models.Model):
    """One state of a fiche being written, never changed once written.

    ``parent`` is the number of the state that it was made from: undoing goes back to it, and a gesture
    made after an undo starts another branch, so that no state is ever lost. ``geste`` says in French
    what was done; ``sujet`` names what was being typed, so that one burst of typing undoes at once.
    """

    fiche = models.ForeignKey(Fiche, on_delete=models.CASCADE, related_name="revisions")
    numero = models.PositiveIntegerField("numéro")
    parent = models.PositiveIntegerField("numéro de l’état précédent", null=True, blank=True)
    document = models.JSONField("document")
    geste = models.CharField("geste", max_length=200)
    sujet = models.CharField("ce qui s’écrivait", max_length=100, blank=True)
    auteur = personne(verbose_name="auteur")
    auteur_nom = models.CharField("nom de l’auteur", max_length=NOM_MAXIMUM, blank=True)
    cree_le = models.DateTimeField("écrite le", auto_now_add=True)

    class Meta:
        verbose_name = "révision"
        ordering: ClassVar = ["numero"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fiche", "numero"], name="une_revision_par_numero"),
        ]

    def __str__(self) -> str:
        return f"{self.numero} : {self.geste}"

    @property
    def contenu(self) -> FicheDePoste:
        """This state as a document."""
        return FicheDePoste.model_validate(self.document)


class EnTete(Fige):
    """A letterhead as versions were printed with it, kept once however many versions bear it."""

    empreinte = models.CharField("empreinte", max_length=64, primary_key=True)
    nom = models.CharField("nom", max_length=NOM_MAXIMUM, blank=True)
    couleur = models.CharField("couleur", max_length=7)
    logo = models.BinaryField("logo", blank=True, default=b"")

    class Meta:
        verbose_name = "en-tête"

    def __str__(self) -> str:
        return self.nom or self.empreinte[:12]


class Version(Fige):
    """A fiche as it was submitted, validated and signed: whole, and never changed.

    ``editions`` are the éditions that it was checked against, each with the digest of its file;
    ``empreinte`` is the digest of ``document``, so that a change made behind the site's back shows.
    """

    fiche = models.ForeignKey(Fiche, on_delete=models.CASCADE, related_name="versions")
    numero = models.PositiveIntegerField("numéro")
    document = models.JSONField("document")
    empreinte = models.CharField("empreinte", max_length=64)
    editions = models.JSONField("éditions du référentiel", default=list)
    en_tete = models.ForeignKey(EnTete, on_delete=models.PROTECT, related_name="+")
    motif = models.CharField("pourquoi", max_length=500, blank=True)
    auteur = personne(verbose_name="auteur")
    auteur_nom = models.CharField("nom de l’auteur", max_length=NOM_MAXIMUM, blank=True)
    cree_le = models.DateTimeField("figée le", default=timezone.now)

    class Meta:
        verbose_name = "version"
        ordering: ClassVar = ["-numero"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fiche", "numero"], name="une_version_par_numero"),
        ]

    def __str__(self) -> str:
        return f"Version {self.numero}"

    @property
    def contenu(self) -> FicheDePoste:
        """This version as a document."""
        return FicheDePoste.model_validate(self.document)

    @property
    def intacte(self) -> bool:
        """Whether the document is still the one that was frozen."""
        return empreinte_de(self.document) == self.empreinte


class Etape(Fige):
    """One step of a fiche's life: who took it, when, and why."""

    fiche = models.ForeignKey(Fiche, on_delete=models.CASCADE, related_name="etapes")
    version = models.ForeignKey(
        Version, on_delete=models.CASCADE, null=True, blank=True, related_name="etapes"
    )
    geste = models.CharField("geste", max_length=20)
    de = models.CharField("état de départ", max_length=20)
    vers = models.CharField("état d’arrivée", max_length=20)
    fait = models.CharField("ce qui s’est fait", max_length=200)
    commentaire = models.TextField("commentaire", blank=True)
    auteur = personne(verbose_name="auteur")
    auteur_nom = models.CharField("nom de l’auteur", max_length=NOM_MAXIMUM, blank=True)
    le = models.DateTimeField("date", default=timezone.now)

    class Meta:
        verbose_name = "étape"
        ordering: ClassVar = ["-le", "-pk"]

    def __str__(self) -> str:
        return self.fait


class Prise(Fige):
    """« Pris connaissance le » : the holder has read a version. It is never the acceptance of a contract."""

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="prise")
    signataire = personne(verbose_name="compte")
    signataire_nom = models.CharField("nom", max_length=NOM_MAXIMUM)
    observations = models.TextField("observations", blank=True)
    par_lien = models.BooleanField("par un lien personnel", default=False)
    le = models.DateTimeField("date", default=timezone.now)

    class Meta:
        verbose_name = "prise de connaissance"

    def __str__(self) -> str:
        return f"{self.signataire_nom}, {self.version}"


class Commentaire(models.Model):
    """A remark about a line, about the mission, or about the whole fiche; ``extrait`` is what it read."""

    fiche = models.ForeignKey(Fiche, on_delete=models.CASCADE, related_name="commentaires")
    cle_ligne = models.CharField("ligne", max_length=20, blank=True)
    extrait = models.CharField("texte commenté", max_length=500, blank=True)
    texte = models.TextField("commentaire")
    auteur = personne(verbose_name="auteur")
    auteur_nom = models.CharField("nom de l’auteur", max_length=NOM_MAXIMUM, blank=True)
    cree_le = models.DateTimeField("écrit le", default=timezone.now)
    resolu_le = models.DateTimeField("résolu le", null=True, blank=True)
    resolu_par = personne(verbose_name="résolu par")
    resolu_par_nom = models.CharField("nom de qui l’a résolu", max_length=NOM_MAXIMUM, blank=True)

    class Meta:
        verbose_name = "commentaire"
        ordering: ClassVar = ["cree_le", "pk"]

    def __str__(self) -> str:
        return self.texte[:80]


class Avis(models.Model):
    """What a person is told: a fiche has moved on, somebody has commented on it."""

    destinataire = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="avis_fiches"
    )
    fiche = models.ForeignKey(Fiche, on_delete=models.CASCADE, related_name="avis")
    texte = models.CharField("texte", max_length=500)
    attendu = models.BooleanField("quelque chose est attendu", default=False)
    cree_le = models.DateTimeField("date", default=timezone.now)
    lu_le = models.DateTimeField("lu le", null=True, blank=True)
    courriel_le = models.DateTimeField("envoyé par courriel le", null=True, blank=True)

    objects = AvisQuerySet.as_manager()

    class Meta:
        verbose_name = "avis"
        verbose_name_plural = "avis"
        ordering: ClassVar = ["-cree_le", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["destinataire"], condition=models.Q(lu_le=None), name="avis_non_lus"),
        ]

    def __str__(self) -> str:
        return self.texte


class Importation(Possede):
    """Existing fiches brought in together, and what became of each file."""

    cree_le = models.DateTimeField("date", default=timezone.now)

    objects = PossedeQuerySet.as_manager()

    class Meta:
        verbose_name = "importation"
        ordering: ClassVar = ["-cree_le"]

    def __str__(self) -> str:
        return f"Importation du {timezone.localtime(self.cree_le):%d/%m/%Y}"


class FichierImporte(models.Model):
    """One file of an importation: waiting (``contenu`` holds it), read (``fiche``), or refused, with why."""

    importation = models.ForeignKey(Importation, on_delete=models.CASCADE, related_name="fichiers")
    nom = models.CharField("nom du fichier", max_length=300)
    contenu = models.BinaryField("contenu", null=True, blank=True)
    fiche = models.ForeignKey(Fiche, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    message = models.CharField("message", max_length=500, blank=True)
    cause = models.CharField("cause", max_length=500, blank=True)
    remede = models.CharField("remède", max_length=500, blank=True)
    traite_le = models.DateTimeField("traité le", null=True, blank=True)

    class Meta:
        verbose_name = "fichier importé"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.nom


def empreinte_de(document: Any) -> str:
    """The SHA-256 of a document, the same whatever the order in which a database gives its keys back."""
    brut = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(brut.encode()).hexdigest()
