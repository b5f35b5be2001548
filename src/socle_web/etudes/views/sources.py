"""The sources of a study: registered one by one or from a bibliography, and what repeats what."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from socle import synthese
from socle.echanges.references import LectureReferences, ecrire_references, lire_doi, lire_references
from socle.erreurs import ErreurSocle
from socle.referentiel.cles import cle_libre
from socle_web.comptes.espaces import espace
from socle_web.etudes import perms, session
from socle_web.etudes.assemblage import assembler
from socle_web.etudes.forms.matiere import BibliographieForm, SourceForm
from socle_web.etudes.models import EtudeEnregistree
from socle_web.etudes.requete import postes
from socle_web.etudes.services.etudes import modifier

FORMATS = {"bib": "application/x-bibtex; charset=utf-8", "json": "application/json"}


@require_safe
@cache_control(private=True, no_cache=True)
def liste(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, session.etude(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def ajouter(request: HttpRequest, pk: UUID) -> HttpResponse:
    etude = session.etude(request, pk, permis=perms.peut_animer)
    form = SourceForm(postes(request), autres=_autres(etude))
    if request.method == "POST" and form.is_valid():
        prises = {source["cle"] for source in etude.document["sources"]}
        source = synthese.Source(cle=cle_libre(form.cleaned_data["titre"], prises), **form.champs())
        if _ecrire(request, etude, form, source, nouvelle=True):
            return redirect("etudes:sources", pk=pk)
    return _formulaire(request, etude, form)


@require_http_methods(["GET", "HEAD", "POST"])
def source(request: HttpRequest, pk: UUID, cle: str) -> HttpResponse:
    etude = session.etude(request, pk, permis=perms.peut_animer)
    actuelle = trouver(etude, cle)
    form = SourceForm(postes(request), initial=SourceForm.de(actuelle), autres=_autres(etude, sauf=cle))
    if request.method == "POST" and form.is_valid():
        nouvelle = actuelle.model_copy(update=form.champs())
        if _ecrire(request, etude, form, nouvelle):
            return redirect("etudes:sources", pk=pk)
    return _formulaire(request, etude, form, actuelle)


@require_POST
def retirer(request: HttpRequest, pk: UUID, cle: str) -> HttpResponse:
    etude = session.etude(request, pk, permis=perms.peut_animer)
    titre = trouver(etude, cle).titre
    modifier(
        etude=etude,
        operation=lambda avant: synthese.retirer_source(avant, cle=cle),
        geste="source retirée",
        espace=espace(request),
    )
    messages.success(request, f"La source «\u00a0{titre}\u00a0» est retirée.")
    return redirect("etudes:sources", pk=pk)


@require_POST
def importer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A source for each reference of a bibliography that the study does not have yet."""
    etude = session.etude(request, pk, permis=perms.peut_animer)
    form = BibliographieForm(request.POST, request.FILES)
    if form.is_valid():
        avant = len(etude.document["sources"])
        try:
            lecture = _lire(form)
            modifier(
                etude=etude,
                operation=lambda document: synthese.ajouter_references(document, lecture.references),
                geste="bibliographie importée",
                espace=espace(request),
            )
        except ErreurSocle as erreur:
            form.add_error(None, str(erreur))
        else:
            ajoutees = len(etude.document["sources"]) - avant
            messages.success(request, _bilan(len(lecture.references), ajoutees))
            for defaut in lecture.defauts[:5]:
                messages.warning(request, defaut)
            return redirect("etudes:sources", pk=pk)
    return _page(request, etude, form=form)


@require_safe
def exporter(request: HttpRequest, pk: UUID, format: str) -> HttpResponse:
    """The references of the sources, for a reference manager."""
    if format not in FORMATS:
        raise Http404
    document = assembler(session.etude(request, pk), reponses=False)
    references = [source.reference for source in document.sources if source.reference]
    response = HttpResponse(
        ecrire_references(references, nom=f"sources.{format}"), content_type=FORMATS[format]
    )
    response["Content-Disposition"] = f'attachment; filename="sources.{format}"'
    return response


def trouver(etude: EtudeEnregistree, cle: str) -> synthese.Source:
    """A source of a study.

    :raises Http404: there is none of that key.
    """
    for source in etude.document["sources"]:
        if source["cle"] == cle:
            return synthese.Source.model_validate(source)
    raise Http404("Cette source n’existe pas.")


def _ecrire(
    request: HttpRequest,
    etude: EtudeEnregistree,
    form: SourceForm,
    source: synthese.Source,
    *,
    nouvelle: bool = False,
) -> bool:
    operation = synthese.ajouter_source if nouvelle else synthese.modifier_source
    try:
        modifier(
            etude=etude,
            operation=lambda avant: operation(avant, source),
            geste="source ajoutée" if nouvelle else "source modifiée",
            espace=espace(request),
        )
    except ErreurSocle as erreur:
        form.add_error("depend_de" if "depend_de" in form.fields else None, str(erreur))
        return False
    messages.success(request, "La source est enregistrée.")
    return True


def _autres(etude: EtudeEnregistree, *, sauf: str = "") -> list[tuple[str, str]]:
    return [(s["cle"], s["titre"]) for s in etude.document["sources"] if s["cle"] != sauf]


def _lire(form: BibliographieForm) -> LectureReferences:
    fichier = form.cleaned_data["fichier"]
    if fichier:
        return lire_references(fichier.read(), nom=fichier.name)
    return lire_doi(form.cleaned_data["dois"])


def _bilan(lues: int, ajoutees: int) -> str:
    deja = lues - ajoutees
    dit = f"{ajoutees}\u00a0source{'s' if ajoutees > 1 else ''} de plus"
    return f"{dit}\u00a0; {deja} y étai{'en' if deja > 1 else ''}t déjà." if deja else f"{dit}."


def _page(
    request: HttpRequest, etude: EtudeEnregistree, form: BibliographieForm | None = None
) -> HttpResponse:
    document = assembler(etude, reponses=False)
    codees: dict[str, set[str]] = {}
    for codage in document.codages:
        codees.setdefault(codage.source, set()).add(codage.candidat)
    titres = {source.cle: source.titre for source in document.sources}
    contexte = {
        "etude": etude,
        "document": document,
        "lignes": [
            (
                source,
                synthese.GENRES_SOURCE[source.genre],
                len(codees.get(source.cle, ())),
                [titres[cle] for cle in source.depend_de],
            )
            for source in document.sources
        ],
        "form": form or BibliographieForm(),
        "peut_animer": perms.peut_animer.test(espace(request), etude),
        "peut_coder": perms.peut_coder.test(espace(request), etude),
    }
    return render(request, "etudes/sources.html", contexte, status=422 if form is not None else 200)


def _formulaire(
    request: HttpRequest, etude: EtudeEnregistree, form: SourceForm, source: synthese.Source | None = None
) -> HttpResponse:
    contexte = {"etude": etude, "form": form, "source": source}
    return render(request, "etudes/source.html", contexte, status=422 if form.errors else 200)
