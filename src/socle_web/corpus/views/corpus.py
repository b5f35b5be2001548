"""Corpora: the list, a new one, its columns, its page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from socle.erreurs import ErreurSocle
from socle_web.comptes.decorateurs import permis
from socle_web.comptes.espaces import espace
from socle_web.corpus import concours as ouverts
from socle_web.corpus import services
from socle_web.corpus.acces import corpus_de
from socle_web.corpus.forms import LIBELLES_CHAMPS, ColonnesForm, CorpusForm, ExecutionForm
from socle_web.corpus.models import Corpus
from socle_web.corpus.perms import peut_analyser, peut_lire
from socle_web.referentiels import services as referentiels


@require_safe
@permis(peut_lire)
def liste(request: HttpRequest) -> HttpResponse:
    contexte = {
        "corpus": list(Corpus.objects.de(espace(request)).avec_executions()),
        "peut_analyser": peut_analyser.test(espace(request)),
    }
    return render(request, "corpus/liste.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
@permis(peut_analyser)
def nouveau(request: HttpRequest) -> HttpResponse:
    form = CorpusForm(request.POST) if request.method == "POST" else CorpusForm()
    status = 200
    if request.method == "POST":
        if form.is_valid() and (recu := _recevoir(request, form)) is not None:
            return redirect(
                "corpus:page" if recu.pret and not services.is_table(recu) else "corpus:colonnes", recu.pk
            )
        status = 422
    contexte = {"form": form, "acceptes": services.ACCEPTES, "livret_seul": referentiels.livret_seul()}
    return render(request, "corpus/nouveau.html", contexte, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@permis(peut_analyser)
def colonnes(request: HttpRequest, pk: UUID) -> HttpResponse:
    corpus = corpus_de(request, pk)
    if not services.is_table(corpus):
        return redirect("corpus:page", pk)
    vu = services.apercu(corpus)
    initial: dict[str, object] = {}
    if vu.correspondance is not None:
        initial = {champ: noms[0] for champ, noms in vu.correspondance.champs.items() if noms}
        initial["texte"] = [nom for _, nom in vu.correspondance.texte]
    donnees = request.POST if request.method == "POST" else None
    form = ColonnesForm(donnees, colonnes=vu.colonnes, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.choisir_colonnes(espace=espace(request), corpus=corpus, colonnes=form.paires())
        return redirect("corpus:page", pk)
    contexte = {
        "corpus": corpus,
        "form": form,
        "vu": vu,
        "exemples": [_exemple(exemple) for exemple in vu.exemples],
    }
    return render(request, "corpus/colonnes.html", contexte, status=422 if form.is_bound else 200)


@require_safe
@permis(peut_lire)
def page(request: HttpRequest, pk: UUID) -> HttpResponse:
    return page_corpus(request, corpus_de(request, pk), form=ExecutionForm())


@require_POST
@permis(peut_analyser)
def concours(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bring the posts opened beside a corpus, or take them away."""
    corpus = corpus_de(request, pk)
    if request.POST.get("geste") == "retirer":
        ouverts.retirer(espace=espace(request), corpus=corpus)
        messages.success(request, "Les postes ouverts sont retirés des analyses à venir.")
        return redirect("corpus:page", pk)
    try:
        ouverts.recevoir(espace=espace(request), corpus=corpus, fichier=request.FILES.get("fichier"))
    except ErreurSocle as erreur:
        return page_corpus(request, corpus, form=ExecutionForm(), refus=erreur, status=422)
    messages.success(
        request,
        "Les postes ouverts sont gardés : les analyses à venir les dessineront. "
        "Pour une analyse déjà faite, ouvrez son rapport et refaites-le.",
    )
    return redirect("corpus:page", pk)


def page_corpus(
    request: HttpRequest,
    corpus: Corpus,
    *,
    form: ExecutionForm,
    refus: ErreurSocle | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a corpus, with the form of a new run.

    :param refus: why the table of posts opened was not kept.
    """
    executions = list(corpus.executions.all())
    contexte = {
        "corpus": corpus,
        "executions": executions,
        "terminees": [execution for execution in executions if execution.etat == execution.Etat.TERMINEE],
        "en_cours": next((execution for execution in executions if not execution.is_finie), None),
        "is_table": services.is_table(corpus),
        "form": form,
        "colonnes_concours": ouverts.COLONNES,
        "refus": refus,
        "peut_analyser": peut_analyser.test(espace(request)),
        "livret_seul": referentiels.livret_seul(),
    }
    return render(request, "corpus/page.html", contexte, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@permis(peut_analyser)
def supprimer(request: HttpRequest, pk: UUID) -> HttpResponse:
    corpus = corpus_de(request, pk)
    if request.method == "POST":
        services.supprimer(espace=espace(request), corpus=corpus)
        return redirect("corpus:liste")
    return render(request, "corpus/supprimer.html", {"corpus": corpus})


def _recevoir(request: HttpRequest, form: CorpusForm) -> Corpus | None:
    fichiers = request.FILES.getlist("fichiers")
    try:
        return services.recevoir(espace=espace(request), titre=form.cleaned_data["titre"], fichiers=fichiers)
    except ErreurSocle as erreur:
        form.add_error(None, str(erreur))
        return None


def _exemple(exemple: dict[str, str]) -> list[tuple[str, str]]:
    return [(LIBELLES_CHAMPS[champ], valeur) for champ, valeur in exemple.items() if valeur]
