"""The report of a run, its evidence, its files, and two runs side by side."""

from __future__ import annotations

import io
import json
import zipfile
from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from socle.corpus import Chiffres
from socle.corpus.rapport_groupes import differences_nettes
from socle.rendu import html
from socle_web.commun import telechargement
from socle_web.comptes.decorateurs import permis
from socle_web.comptes.espaces import espace
from socle_web.comptes.services import charte
from socle_web.corpus import echantillons, executions, lectures, rapports, reproduction
from socle_web.corpus.acces import execution_de
from socle_web.corpus.comparaison import cote_a_cote
from socle_web.corpus.models import Execution
from socle_web.corpus.perms import peut_analyser, peut_lire

FORMATS = ("docx", "odt", "pdf", "html", "json")
PAR_PAGE = 50
LIBELLES_NON_LUES = {
    "illisible": "Non lues",
    "doublon": "Doublons",
    "autre-langue": "Autre langue",
}


@require_safe
@permis(peut_lire)
def rapport(request: HttpRequest, pk: UUID) -> HttpResponse:
    execution = execution_de(request, pk, terminee=True)
    chiffres = echantillons.chiffres(execution)
    plan = rapports.plan(chiffres, dossier=execution.dossier)
    dessines = chiffres.provenance.empreintes.get("concours", "")
    contexte = _contexte(request, execution) | {
        "onglet": "rapport",
        "concours_changes": dessines != execution.corpus.concours.get("empreinte", ""),
        "plan": plan,
        # Every text of the outline is escaped by the writer.
        "contenu": mark_safe(html.fragment(plan, niveau_depart=2)),
        "formats": telechargement.liens("corpus:telecharger", formats=FORMATS, pk=str(pk)),
    }
    return render(request, "corpus/rapport.html", contexte)


@require_safe
@permis(peut_lire)
def preuves(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every figure with the lines that make it, one click away."""
    execution = execution_de(request, pk, terminee=True)
    chiffres = echantillons.chiffres(execution)
    contexte = _contexte(request, execution) | {
        "onglet": "preuves",
        "chiffres": chiffres,
        "comparaisons": differences_nettes(chiffres),
        **_annees(chiffres),
    }
    return render(request, "corpus/preuves.html", contexte)


@require_safe
@permis(peut_lire)
def offre(request: HttpRequest, pk: UUID) -> HttpResponse:
    execution = execution_de(request, pk, terminee=True)
    lue = lectures.lire_offre(execution, identifiant=request.GET.get("id", ""))
    return render(request, "corpus/offre.html", _contexte(request, execution) | {"lue": lue})


@require_safe
@permis(peut_lire)
def non_lues(request: HttpRequest, pk: UUID) -> HttpResponse:
    execution = execution_de(request, pk, terminee=True)
    etat = request.GET.get("etat", "illisible")
    if etat not in lectures.NON_LUES:
        raise Http404
    nombres = {
        "illisible": execution.nombres.get("illisibles", 0),
        "doublon": execution.nombres.get("doublons", 0),
        "autre-langue": execution.nombres.get("autre_langue", 0),
    }
    page = Paginator(range(nombres[etat]), PAR_PAGE).get_page(request.GET.get("page"))
    debut = max(0, page.start_index() - 1)
    lues = lectures.non_lues(execution, etat=etat, debut=debut, nombre=PAR_PAGE)
    contexte = _contexte(request, execution) | {
        "onglet": "non-lues",
        "etat": etat,
        "etats": [(cle, LIBELLES_NON_LUES[cle], nombre) for cle, nombre in nombres.items()],
        "enregistrements": lues,
        "page": page,
    }
    return render(request, "corpus/non_lues.html", contexte)


@require_safe
@permis(peut_lire)
def telecharger(request: HttpRequest, pk: UUID, format: str) -> HttpResponseBase:
    execution = execution_de(request, pk, terminee=True)
    nom = f"Rapport {execution.corpus.titre} {execution.numero}"
    if format == "tables":
        return _tables(execution, nom)
    chiffres = echantillons.chiffres(execution)
    return telechargement.document(
        plan=rapports.plan(chiffres, dossier=execution.dossier),
        nom=nom,
        format=format,
        charte=charte(espace(request)),
        json=chiffres.to_json(),
    )


@require_safe
@permis(peut_lire)
def comparer(request: HttpRequest) -> HttpResponse:
    """Two runs of the établissement side by side, chosen in the address."""
    possibles = list(Execution.objects.de(espace(request)).finies().order_by("corpus__titre", "-numero"))
    par_cle = {str(execution.pk): execution for execution in possibles}
    gauche, droite = (par_cle.get(request.GET.get(cote, "")) for cote in ("a", "b"))
    contexte: dict[str, object] = {
        "possibles": possibles,
        "gauche": gauche,
        "droite": droite,
        "cotes": [("a", gauche, "Une analyse"), ("b", droite, "Une autre")],
    }
    if gauche and droite:
        contexte["blocs"] = cote_a_cote(echantillons.chiffres(gauche), echantillons.chiffres(droite))
    return render(request, "corpus/comparer.html", contexte)


def _contexte(request: HttpRequest, execution: Execution) -> dict[str, object]:
    nombres = execution.nombres
    return {
        "execution": execution,
        "corpus": execution.corpus,
        "peut_analyser": peut_analyser.test(espace(request)),
        "ecartees": sum(nombres.get(nom, 0) for nom in ("illisibles", "doublons", "autre_langue")),
    }


def _annees(chiffres: Chiffres) -> dict[str, object]:
    """Every measure year by year; an activité may have too few offers in some."""
    parts = [
        (tendance.libelle, {point.annee: point.chiffre for point in tendance.points})
        for tendance in chiffres.tendances
    ]
    annees = sorted({annee for _, points in parts for annee in points})
    evolutions = [(libelle, [points.get(annee) for annee in annees]) for libelle, points in parts]
    return {"annees": annees, "evolutions": evolutions}


def _tables(execution: Execution, nom: str) -> FileResponse:
    """The Parquet tables, their manifest, the figures and what the commands of the report read."""
    lus = (executions.CHIFFRES, reproduction.DECISIONS, reproduction.CONCOURS)
    etat = echantillons.etat(execution)
    ecrits = reproduction.fichiers_de(etat.echantillon) if etat else {}
    ecrits[reproduction.MANIFESTE] = json.dumps(
        reproduction.manifeste(execution), ensure_ascii=False, indent=2
    )
    contenu = io.BytesIO()
    with zipfile.ZipFile(contenu, "w", zipfile.ZIP_STORED) as archive:
        for fichier in sorted(execution.dossier.rglob("*")):
            if fichier.is_file() and (fichier.suffix == ".parquet" or fichier.name in lus):
                archive.write(fichier, fichier.relative_to(execution.dossier).as_posix())
        for nom_ecrit, texte in ecrits.items():
            archive.writestr(nom_ecrit, texte)
    contenu.seek(0)
    return FileResponse(contenu, as_attachment=True, filename=f"{slugify(nom)[:80]}.zip")
