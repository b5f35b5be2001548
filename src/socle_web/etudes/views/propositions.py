"""From verdicts to an emploi-type: versions, evidence, conformity, effects, discussion, adoption."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from socle import synthese
from socle.erreurs import ErreurSocle
from socle.referentiel import EmploiType
from socle_web.commun import telechargement
from socle_web.comptes.espaces import espace
from socle_web.comptes.services import charte
from socle_web.etudes import perms, session
from socle_web.etudes.assemblage import assembler
from socle_web.etudes.feuille import conformite, feuille
from socle_web.etudes.forms.proposition import AdoptionForm, PropositionForm, RemarqueForm
from socle_web.etudes.models import EtudeEnregistree
from socle_web.etudes.services import propositions as services
from socle_web.fiches.models import Fiche
from socle_web.referentiels import services as referentiels

FORMATS = ("docx", "odt", "pdf", "html", "json")


@require_safe
@cache_control(private=True, no_cache=True)
def proposition(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The last version, or how to draw the first one."""
    etude = session.etude(request, pk)
    versions = etude.document["propositions"]
    if versions:
        return _version(request, etude, versions[-1]["numero"])
    return _page(request, etude, PropositionForm())


@require_safe
@cache_control(private=True, no_cache=True)
def version(request: HttpRequest, pk: UUID, numero: int) -> HttpResponse:
    return _version(request, session.etude(request, pk), numero)


@require_POST
def proposer(request: HttpRequest, pk: UUID) -> HttpResponse:
    etude = session.etude(request, pk, permis=perms.peut_animer)
    form = PropositionForm(request.POST)
    if form.is_valid():
        try:
            nouvelle = _proposer(request, etude, form)
        except ErreurSocle as erreur:
            form.add_error("gabarit" if erreur.code == "emploi-type-introuvable" else None, str(erreur))
        else:
            messages.success(request, f"Voici la version {nouvelle.numero} de la proposition.")
            return redirect("etudes:version", pk=pk, numero=nouvelle.numero)
    return _page(request, etude, form)


@require_POST
def remarquer(request: HttpRequest, pk: UUID, numero: int) -> HttpResponse:
    etude = session.etude(request, pk, permis=perms.peut_discuter)
    _trouver(assembler(etude, reponses=False), numero)
    form = RemarqueForm(request.POST)
    if form.is_valid():
        lu = form.cleaned_data
        services.remarquer(
            etude=etude, proposition=numero, auteur=session.nom(request), espace=espace(request), **lu
        )
        messages.success(request, "Votre remarque est enregistrée.")
        ancre = f"ligne-{lu['rubrique']}-{lu['rang']}" if lu["rubrique"] else "discussion"
        return redirect(f"{reverse('etudes:version', args=[pk, numero])}#{ancre}")
    return _version(request, etude, numero, remarque=form)


@require_POST
def adopter(request: HttpRequest, pk: UUID, numero: int) -> HttpResponse:
    etude = session.etude(request, pk, permis=perms.peut_animer)
    _trouver(assembler(etude, reponses=False), numero)
    form = AdoptionForm(request.POST)
    if form.is_valid():
        services.adopter(etude=etude, proposition=numero, espace=espace(request), **form.cleaned_data)
        messages.success(request, f"La version {numero} est adoptée.")
        return redirect("etudes:version", pk=pk, numero=numero)
    return _version(request, etude, numero, adoption=form)


@require_safe
def telecharger(request: HttpRequest, pk: UUID, numero: int, format: str) -> HttpResponse:
    """The proposed emploi-type alone; the whole livret is the study's."""
    emploi = _trouver(assembler(session.etude(request, pk), reponses=False), numero).emploi_type
    nom = f"Proposition {numero} – {emploi.intitule}"
    if format == "json":
        return telechargement.fichier(contenu=emploi.to_json(), nom=nom, format=format)
    return telechargement.document(plan=emploi.plan(), nom=nom, format=format, charte=charte(espace(request)))


def _proposer(request: HttpRequest, etude: EtudeEnregistree, form: PropositionForm) -> synthese.Proposition:
    lu = form.cleaned_data
    depart = referentiels.cote(saisie=lu["gabarit"]).document
    if not isinstance(depart, EmploiType):
        raise ErreurSocle(
            "Une fiche modèle n’est pas un emploi-type.",
            remede="Choisissez un emploi-type.",
            code="emploi-type-introuvable",
        )
    change = {nom: lu[nom] for nom in ("intitule", "mission") if lu[nom]}
    return services.proposer(
        etude=etude,
        gabarit=depart.model_copy(update=change),
        motif=lu["motif"],
        auteur=session.nom(request),
        remplace=depart.code if lu["remplace"] else "",
        espace=espace(request),
    )


def _trouver(document: synthese.Etude, numero: int) -> synthese.Proposition:
    if not 1 <= numero <= len(document.propositions):
        raise Http404("Cette version n’existe pas.")
    return document.propositions[numero - 1]


def _effets(request: HttpRequest, proposition: synthese.Proposition) -> synthese.Effets | None:
    """What would change for the emploi-type replaced, and for the fiches of the établissement."""
    actuel = referentiels.consultation().get(proposition.remplace) if proposition.remplace else None
    if actuel is None:
        return None
    fiches = [fiche.contenu for fiche in Fiche.objects.visibles(espace(request)).presents()]
    return synthese.effets(proposition.emploi_type, actuel, fiches=fiches)


def _version(
    request: HttpRequest,
    etude: EtudeEnregistree,
    numero: int,
    *,
    remarque: RemarqueForm | None = None,
    adoption: AdoptionForm | None = None,
) -> HttpResponse:
    document = assembler(etude, reponses=False)
    vue = _trouver(document, numero)
    ici = espace(request)
    contexte = {
        "etude": etude,
        "document": document,
        "proposition": vue,
        "emploi": vue.emploi_type,
        "rubriques": feuille(vue),
        "rapport": conformite(vue, referentiels.consultation()),
        "effets": _effets(request, vue),
        "titres": {source.cle: source.titre for source in document.sources},
        "generales": [remarque for remarque in vue.remarques if not remarque.rubrique],
        "remarque": remarque or RemarqueForm(),
        "adoption_form": adoption or AdoptionForm(),
        "form": PropositionForm(initial={"gabarit": vue.remplace}),
        "suggestions": referentiels.suggestions(),
        "formats": telechargement.liens(
            "etudes:version_fichier", formats=FORMATS, pk=str(etude.pk), numero=str(numero)
        ),
        "peut_animer": perms.peut_animer.test(ici, etude),
        "peut_discuter": perms.peut_discuter.test(ici, etude),
    }
    status = 422 if remarque is not None or adoption is not None else 200
    return render(request, "etudes/proposition.html", contexte, status=status)


def _page(request: HttpRequest, etude: EtudeEnregistree, form: PropositionForm) -> HttpResponse:
    contexte = {
        "etude": etude,
        "form": form,
        "suggestions": referentiels.suggestions(),
        "peut_animer": perms.peut_animer.test(espace(request), etude),
    }
    return render(request, "etudes/proposer.html", contexte, status=422 if form.errors else 200)
