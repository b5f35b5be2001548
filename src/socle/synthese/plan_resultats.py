"""What a study's booklet says of how solid its verdicts are, of its rounds and of its proposal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from socle.referentiel.champs import date_en_francais
from socle.referentiel.documents import EmploiType, Ligne
from socle.referentiel.rubriques import RUBRIQUES_LISTE, TITRES_RUBRIQUES
from socle.rendu.plan import (
    Bloc,
    Definitions,
    Element,
    Encadre,
    Liste,
    Segment,
    Tableau,
    Titre,
    puces,
    texte,
)
from socle.synthese.accord import accord
from socle.synthese.consultation import Consultation, RegleVote
from socle.synthese.etude import Etude, PreuveLigne, Proposition
from socle.synthese.resultats import (
    Resultat,
    ResultatClassement,
    ResultatNotation,
    ResultatOuiNon,
    resultats,
    stabilite,
)
from socle.synthese.robustesse import Convergence, convergence, sensibilite
from socle.synthese.verdicts import nombre
from socle.synthese.vocabulaire import VERDICTS, VERDICTS_VOTE
from socle.typographie import francais


def solidite(etude: Etude) -> list[Bloc]:
    """Agreement between coders, sensitivity and convergence, in sentences."""
    if not etude.codages:
        return []
    return [
        Titre(niveau=2, texte="Ce que ces verdicts doivent à chaque source"),
        puces(phrases_de_solidite(etude)),
    ]


def phrases_de_solidite(etude: Etude, *, permutations: int = 200, graine: int = 2026) -> list[str]:
    """Agreement between coders, sensitivity, convergence: one French sentence a fact."""
    courbe = convergence(etude, permutations=permutations, graine=graine)
    phrases = (*_agreement(etude), *_sensitivity(etude), *_convergence(courbe))
    return [francais(phrase) for phrase in phrases]


def consultations(etude: Etude) -> list[Bloc]:
    """Each consultation that has a closed round: its rule, its rounds, what the dissenters wrote."""
    tenues = [consultation for consultation in etude.consultations if consultation.fermes]
    if not tenues:
        return []
    blocs: list[Bloc] = [Titre(niveau=1, texte="Les consultations", nouvelle_page=True)]
    for consultation in tenues:
        blocs += _consultation(etude, consultation)
    return blocs


def proposition(etude: Etude) -> list[Bloc]:
    """The last proposed emploi-type, each line with what supports it."""
    derniere = etude.derniere_proposition
    if derniere is None:
        return []
    emploi = derniere.emploi_type
    titre = "L’emploi-type adopté" if etude.adoption is not None else "L’emploi-type proposé"
    blocs: list[Bloc] = [
        Titre(niveau=1, texte=titre, nouvelle_page=True),
        Titre(niveau=2, texte=emploi.intitule),
        Definitions(paires=_identity(derniere)),
    ]
    if derniere.motif:
        blocs.append(texte(derniere.motif, style="note"))
    if emploi.mission:
        blocs += [Titre(niveau=3, texte=TITRES_RUBRIQUES["mission"]), texte(emploi.mission)]
    preuves = {(preuve.rubrique, preuve.rang): preuve for preuve in derniere.preuves}
    for rubrique in RUBRIQUES_LISTE:
        lignes = emploi.lignes(rubrique)
        if lignes:
            blocs.append(Titre(niveau=3, texte=TITRES_RUBRIQUES[rubrique]))
            blocs.append(
                Liste(
                    elements=tuple(
                        _line(ligne, preuves.get((rubrique, rang)))
                        for rang, ligne in enumerate(lignes, start=1)
                    )
                )
            )
    return [*blocs, *_evidence(etude, derniere)]


def _agreement(etude: Etude) -> Iterable[str]:
    mesure = accord(etude)
    if mesure.brut is None:
        yield "Aucune case n’a été codée deux fois : l’accord entre codeurs n’est pas mesuré."
        return
    alpha = "" if mesure.alpha is None else f", alpha de Krippendorff {nombre(mesure.alpha)}"
    kappa = "" if mesure.kappa is None else f", kappa de Fleiss {nombre(mesure.kappa)}"
    yield (
        f"{mesure.cellules} {'case codée' if mesure.cellules == 1 else 'cases codées'} "
        f"par {len(mesure.codeurs)} codeurs : "
        f"accord brut {_percent(mesure.brut)}{alpha}{kappa}."
    )


def _sensitivity(etude: Etude) -> Iterable[str]:
    sensible = sensibilite(etude)
    fragiles = [retrait for retrait in (*sensible.sources, *sensible.genres) if retrait.changements]
    if not fragiles:
        yield "Aucun verdict ne changerait sans l’une des sources, ni sans l’un des genres de sources."
    for retrait in fragiles:
        quoi = "la source" if retrait.quoi == "source" else "le genre"
        n = len(retrait.changements)
        yield (
            f"Sans {quoi} « {retrait.libelle} », {n} "
            f"{'verdict changerait' if n == 1 else 'verdicts changeraient'}."
        )


def _convergence(courbe: Convergence) -> Iterable[str]:
    if len(courbe.points) < 2:
        yield "Une seule source est codée : on ne sait pas à partir de combien on n’apprendrait plus rien."
        return
    if courbe.suffisantes is not None:
        yield (
            f"En moyenne sur {courbe.permutations} ordres de lecture tirés au sort, {courbe.suffisantes} "
            f"sources sur {len(courbe.points)} suffisent à rencontrer {_percent(courbe.seuil)} des candidats."
        )
    if courbe.stables is not None:
        yield f"Les verdicts sont acquis à partir de {courbe.stables} sources."


def _consultation(etude: Etude, consultation: Consultation) -> list[Bloc]:
    blocs: list[Bloc] = [Titre(niveau=2, texte=consultation.titre)]
    if consultation.simulee:
        blocs.append(
            Encadre(
                titre="Consultation simulée",
                blocs=(texte("Personne n’a répondu : réponses tirées au sort."),),
            )
        )
    if consultation.presentation:
        blocs.append(texte(consultation.presentation))
    if consultation.regle.enonce:
        blocs.append(texte(consultation.regle.enonce))
    blocs.append(Definitions(titre="Règle du vote", paires=_rule(consultation.regle)))
    for tour in consultation.fermes:
        blocs += _round(etude, consultation, tour.numero)
    return blocs


def _rule(regle: RegleVote) -> tuple[tuple[str, str], ...]:
    jour = date_en_francais(regle.verrouillee_le.date()) if regle.verrouillee_le else ""
    ecart = regle.ecart_interquartile_maximum
    paires = (
        ("Favorables", f"au moins {_percent(regle.part_favorable)}"),
        ("Médiane", "" if regle.mediane_minimum is None else f"au moins {_short(regle.mediane_minimum)}"),
        ("Écart interquartile", "" if ecart is None else f"au plus {_short(ecart)}"),
        ("CVR de Lawshe", "au moins son seuil exact" if regle.validite else ""),
        ("Répondants", f"au moins {regle.repondants_minimum}"),
        ("Verrouillée le", jour),
    )
    return tuple((nom, valeur) for nom, valeur in paires if valeur)


def _round(etude: Etude, consultation: Consultation, numero: int) -> list[Bloc]:
    tour = consultation.tour(numero)
    invites = f" sur {tour.invites} personnes invitées" if tour.invites else ""
    comptes = resultats(consultation, tour=numero)
    libelles = {candidat.cle: candidat.libelle for candidat in etude.candidats}
    lignes = [
        rangee(resultat, libelles)
        for resultat in comptes
        if isinstance(resultat, ResultatNotation | ResultatOuiNon)
    ]
    blocs: list[Bloc] = [
        Titre(niveau=3, texte=f"Tour {numero}"),
        texte(f"{len(tour.participants)} réponses{invites}."),
    ]
    if lignes:
        entetes = ("Question", "n", "Médiane", "IQR", "Favorables", "Intervalle à 95\u00a0%", "Verdict")
        blocs.append(Tableau(entetes=entetes, lignes=tuple(lignes), legende=f"Résultats du tour {numero}"))
    if consultation.regle.validite:
        blocs += _validity(comptes, libelles, numero)
    for resultat in comptes:
        if isinstance(resultat, ResultatClassement) and resultat.w is not None:
            ordre = ", ".join(libelles[moyen.candidat] for moyen in resultat.rangs[:3])
            blocs.append(
                texte(
                    francais(
                        f"Classement : W de Kendall {nombre(resultat.w)} ({resultat.repondants} réponses). "
                        f"En tête : {ordre}."
                    )
                )
            )
    return [*blocs, *_moves(consultation, numero), *_dissent(comptes)]


def rangee(resultat: ResultatNotation | ResultatOuiNon, libelles: dict[str, str]) -> tuple[str, ...]:
    """A result as the cells of a table: question, n, median, IQR, favourable, interval, verdict."""
    mediane = ecart = "–"
    if isinstance(resultat, ResultatNotation):
        mediane = "–" if resultat.mediane is None else _short(resultat.mediane)
        ecart = "–" if resultat.ecart_interquartile is None else _short(resultat.ecart_interquartile)
    intervalle = resultat.intervalle
    return (
        libelles.get(resultat.candidat) or resultat.texte,
        str(resultat.repondants),
        mediane,
        ecart,
        "–" if resultat.part_favorable is None else _percent(resultat.part_favorable),
        f"{_percent(intervalle.bas)} à {_percent(intervalle.haut)}" if intervalle else "–",
        VERDICTS_VOTE[resultat.verdict],
    )


def _validity(comptes: Iterable[Resultat], libelles: dict[str, str], numero: int) -> list[Bloc]:
    """Lawshe's ratio beside its threshold, and the content validity index corrected for chance."""
    lignes = tuple(
        (
            libelles.get(resultat.candidat) or resultat.texte,
            *(
                "–" if valeur is None else nombre(valeur)
                for valeur in (resultat.cvr, resultat.cvr_seuil, resultat.i_cvi, resultat.kappa)
            ),
        )
        for resultat in comptes
        if isinstance(resultat, ResultatNotation)
    )
    entetes = ("Question", "CVR", "Seuil", "I-CVI", "Kappa")
    legende = f"Validité de contenu, tour {numero}"
    return [Tableau(entetes=entetes, lignes=lignes, legende=legende)] if lignes else []


def _moves(consultation: Consultation, numero: int) -> list[Bloc]:
    mouvements = stabilite(consultation, tour=numero)
    if not mouvements:
        return []
    stables = sum(mouvement.est_stable for mouvement in mouvements)
    return [
        texte(
            f"{stables} des {len(mouvements)} notations sont stables depuis le tour précédent "
            "(moins de 15\u00a0% de changements nets)."
        )
    ]


def _dissent(comptes: Iterable[Resultat]) -> list[Bloc]:
    dites = [
        f"Note {commentaire.reponse} : « {commentaire.texte} »"
        for resultat in comptes
        if isinstance(resultat, ResultatNotation)
        for commentaire in resultat.dissidents
    ]
    if not dites:
        return []
    uniques = tuple(dict.fromkeys(francais(dite) for dite in dites))
    return [texte("Ceux qui s’écartent du groupe disent :"), puces(list(uniques))]


def _identity(version: Proposition) -> tuple[tuple[str, str], ...]:
    emploi: EmploiType = version.emploi_type
    paires = (
        ("Corps", emploi.corps_libelle),
        ("BAP", emploi.bap),
        ("Version", str(version.numero)),
        ("Remplacerait", version.remplace),
    )
    return tuple((nom, valeur) for nom, valeur in paires if valeur)


def _line(ligne: Ligne, preuve: PreuveLigne | None) -> Element:
    mention = ""
    if preuve is not None and preuve.verdict is not None:
        n = len(preuve.sources)
        mention = f"{VERDICTS[preuve.verdict].lower()}, {n} source{'s' if n > 1 else ''}"
    return Element(segments=(Segment(texte=ligne.texte),), mention=mention)


def _evidence(etude: Etude, version: Proposition) -> list[Bloc]:
    """What is behind the lines that candidates stand for; lines that share their evidence stand together."""
    titres = {source.cle: source.titre for source in etude.sources}
    groupes: dict[str, list[str]] = defaultdict(list)
    for preuve in version.preuves:
        if preuve.candidat:
            ligne = version.emploi_type.lignes(preuve.rubrique)[preuve.rang - 1]
            groupes[francais(_proof(preuve, titres))].append(ligne.texte)
    if not groupes:
        return []
    blocs: list[Bloc] = [Titre(niveau=2, texte="Les preuves, ligne par ligne")]
    for preuve_dite, lignes in groupes.items():
        blocs += [puces(lignes), texte(preuve_dite, style="note")]
    return blocs


def _proof(preuve: PreuveLigne, titres: dict[str, str]) -> str:
    parties = [f"Sources : {' ; '.join(titres[cle] for cle in preuve.sources)}."] if preuve.sources else []
    parties += [
        f"« {citation.texte} »{f' (p. {citation.page})' if citation.page else ''}."
        for citation in preuve.citations
    ]
    parties += [
        f"Vote {'simulé ' if vote.simule else ''}du tour {vote.tour} : "
        f"{vote.favorables} favorables sur {vote.repondants}."
        for vote in preuve.votes
    ]
    return " ".join(parties)


def _percent(part: float) -> str:
    return f"{round(100 * part)}\u00a0%"


def _short(valeur: float) -> str:
    return f"{valeur:g}".replace(".", ",")
