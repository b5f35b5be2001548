"""The outline of the whole booklet: the emploi-type, then its fiches, each with need and resources."""

from __future__ import annotations

from socle.referentiel.documents import EmploiType, Reference, Ressource
from socle.referentiel.fiche_de_poste import FicheDePoste
from socle.referentiel.livret import lire_json
from socle.referentiel.plans import corps_emploi_type, corps_fiche
from socle.referentiel.referentiel import Referentiel
from socle.rendu.plan import (
    Bloc,
    Definitions,
    Element,
    Encadre,
    Liste,
    Paragraphe,
    Plan,
    Segment,
    Sommaire,
    Titre,
    texte,
)

_PARTIES = (("IE", "Les fiches de poste de niveau IGE"), ("IR", "La fiche de poste de niveau IGR"))
_GENRES = {
    "mooc": "Cours en ligne",
    "ouvrage": "Ouvrage",
    "article": "Article",
    "outil": "Outil",
    "temoignage": "Témoignage",
    "guide": "Guide",
}


def plan_livret(referentiel: Referentiel) -> Plan:
    """The outline of a référentiel laid out as a booklet: cover, contents, emplois-types, fiches, sources."""
    a_propos = lire_json("a_propos.json")
    blocs: list[Bloc] = [
        Sommaire(profondeur=2),
        texte(a_propos["mention"], style="note"),
        Titre(niveau=1, texte="La proposition d’emploi-type", nouvelle_page=True),
    ]
    for emploi in referentiel.emplois_types:
        blocs += _emploi_type(emploi)
    for corps, titre in (
        ("IE", "Les fiches de poste de niveau IGE"),
        ("IR", "La fiche de poste de niveau IGR"),
    ):
        fiches = [fiche for fiche in referentiel.fiches if fiche.corps == corps]
        if fiches:
            blocs.append(Titre(niveau=1, texte=titre, nouvelle_page=True))
        for rang, fiche in enumerate(fiches):
            blocs += _fiche(fiche, nouvelle_page=rang > 0)
    if referentiel.bibliographie:
        blocs.append(Titre(niveau=1, texte="Bibliographie", nouvelle_page=True))
        blocs.append(Liste(elements=tuple(element_reference(ref) for ref in referentiel.bibliographie)))
    return Plan(
        titre=a_propos["titre"],
        sous_titre="Emploi-type et fiches de poste",
        surtitre=a_propos["editeur"],
        couverture=True,
        auteur=a_propos["editeur"],
        sujet="Emploi-type et fiches de poste d’ingénieur pédagogique",
        mots_cles=("emploi-type", "fiche de poste", "ingénierie pédagogique"),
        pied=f"{a_propos['editeur']} – Emploi-type et fiches de poste",
        blocs=tuple(blocs),
    )


def _emploi_type(emploi: EmploiType) -> list[Bloc]:
    return [
        Titre(niveau=2, texte=emploi.intitule),
        Definitions(paires=(("Corps", emploi.corps_libelle), ("BAP", emploi.bap))),
        *corps_emploi_type(emploi, niveau=3),
    ]


def _fiche(fiche: FicheDePoste, *, nouvelle_page: bool) -> list[Bloc]:
    titre = ", ".join(partie for partie in (fiche.intitule, fiche.sous_titre) if partie)
    blocs: list[Bloc] = [
        Titre(niveau=2, texte=titre, nouvelle_page=nouvelle_page),
        Titre(niveau=3, texte="À quel besoin répond cette fiche\u00a0?"),
        texte(fiche.besoin, style="chapeau"),
    ]
    blocs += corps_fiche(fiche, niveau=3)
    if fiche.ressources:
        blocs.append(Titre(niveau=3, texte="Quelques ressources"))
        blocs += [_ressource(ressource) for ressource in fiche.ressources]
    return blocs


def _ressource(ressource: Ressource) -> Encadre:
    acces = [Segment(texte="Accès\u00a0: ", gras=True), Segment(texte=ressource.acces or "en ligne")]
    if ressource.url:
        acces += [Segment(texte=" – "), Segment(texte=ressource.url, lien=ressource.url)]
    lignes = [
        Paragraphe(
            segments=(
                Segment(texte=f"{_GENRES.get(ressource.genre, 'Ressource')} – ", gras=True),
                Segment(texte=ressource.auteurs),
            )
        ),
        Paragraphe(segments=tuple(acces)),
    ]
    if ressource.presentation:
        lignes.append(texte(ressource.presentation))
    return Encadre(titre=ressource.titre, blocs=tuple(lignes))


def element_reference(reference: Reference) -> Element:
    """A reference as an item of a bibliography."""
    annee = f" ({reference.annee})" if reference.annee else ""
    segments = [
        Segment(texte=f"{citer_auteurs(reference)}{annee}. "),
        Segment(texte=reference.titre, italique=True),
        Segment(texte=". " + citer_contenant(reference)),
    ]
    if reference.adresse:
        segments.append(Segment(texte=reference.adresse, lien=reference.adresse))
    return Element(segments=tuple(segment for segment in segments if segment.texte.strip()))


def citer_auteurs(reference: Reference) -> str:
    """The authors of a reference: « Poumay, M., Georges, F. et Tardif, J. »."""
    noms = [f"{auteur.nom}, {auteur.prenom}".strip(", ") for auteur in reference.auteurs]
    return " et ".join([", ".join(noms[:-1]), noms[-1]]) if len(noms) > 1 else "".join(noms)


def citer_contenant(reference: Reference) -> str:
    """Journal or book, volume, number, pages and publisher of a reference, ending with a full stop."""
    volume = reference.volume + (f"({reference.numero})" if reference.numero else "")
    pages = f"p.\u00a0{reference.pages}" if reference.pages else ""
    parties = [partie for partie in (reference.contenant, volume, pages, reference.editeur) if partie]
    return ", ".join(parties) + ". " if parties else ""
