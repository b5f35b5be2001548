"""What may be done to the matter of a study: its sources, its candidates, its coding, its rule.

Each gesture takes a study and returns another, or says why it cannot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from pydantic import ValidationError

from socle.erreurs import ErreurSocle, Introuvable
from socle.referentiel.documents import Reference
from socle.referentiel.texte import cle as cle_texte
from socle.synthese.etude import Adoption, Etude, Proposition, Remarque
from socle.synthese.matrice import cellules
from socle.synthese.sources import Arbitrage, Candidat, Codage, RegleConsensus, Source

P = TypeVar("P", Source, Candidat)


def ajouter_source(etude: Etude, source: Source) -> Etude:
    """The study with one more source.

    :raises ErreurSocle: its key is taken, or it depends on a source that is not there.
    """
    _free(source.cle, etude.sources)
    return reconstruire(etude, sources=(*etude.sources, source))


def ajouter_references(etude: Etude, references: Iterable[Reference]) -> Etude:
    """The study with a source for each reference that it does not have yet, by DOI or by title and year."""
    sources = list(etude.sources)
    connues = {marque for source in sources for marque in _marks(source)}
    for reference in references:
        source = Source.de(reference, prises=[autre.cle for autre in sources])
        if not connues.intersection(_marks(source)):
            sources.append(source)
            connues.update(_marks(source))
    return reconstruire(etude, sources=tuple(sources))


def _marks(source: Source) -> Iterator[tuple[str, str]]:
    """What makes two sources the same work."""
    yield (cle_texte(source.titre), str(source.annee))
    if source.reference and source.reference.doi:
        yield ("doi", source.reference.doi.lower())


def modifier_source(etude: Etude, source: Source) -> Etude:
    """The study with that source in place of the one of the same key.

    :raises ErreurSocle: there is none, or dependencies would run in a circle.
    """
    return reconstruire(etude, sources=_replace(etude.sources, source))


def retirer_source(etude: Etude, *, cle: str) -> Etude:
    """The study without a source that nobody has coded and that nothing else names.

    :raises ErreurSocle: it is coded, or another source or a step depends on it (code ``source-utilisee``).
    """
    _find(etude.sources, cle)
    citee = any(cle in autre.depend_de for autre in etude.sources)
    citee = citee or any(cle in etape.sources for etape in etude.etapes)
    if citee or any(acte.source == cle for acte in etude.actes):
        raise ErreurSocle(
            "Cette source ne peut pas être retirée.",
            cause="Elle est codée, ou une autre source ou une étape de la méthode en dépend.",
            remede="Retirez d’abord ces liens. Une source codée reste : c’est l’historique de l’étude.",
            code="source-utilisee",
        )
    return reconstruire(etude, sources=tuple(autre for autre in etude.sources if autre.cle != cle))


def ajouter_candidat(etude: Etude, candidat: Candidat) -> Etude:
    """The study with one more candidate.

    :raises ErreurSocle: its key is taken, or its category is not one of the study's.
    """
    _free(candidat.cle, etude.candidats)
    return reconstruire(etude, candidats=(*etude.candidats, candidat))


def modifier_candidat(etude: Etude, candidat: Candidat) -> Etude:
    """The study with that candidate in place of the one of the same key."""
    return reconstruire(etude, candidats=_replace(etude.candidats, candidat))


def retirer_candidat(etude: Etude, *, cle: str) -> Etude:
    """The study without a candidate that nobody has coded or put to the vote.

    :raises ErreurSocle: it is coded or put to the vote (code ``candidat-utilise``).
    """
    _find(etude.candidats, cle)
    if cle in set(etude.candidats_interroges) | {acte.candidat for acte in etude.actes}:
        raise ErreurSocle(
            "Ce candidat ne peut pas être retiré.",
            cause="Il est codé ou soumis à une consultation.",
            remede="Laissez-le : son verdict dira qu’il n’est pas retenu.",
            code="candidat-utilise",
        )
    return reconstruire(etude, candidats=tuple(autre for autre in etude.candidats if autre.cle != cle))


def fixer_regle(etude: Etude, regle: RegleConsensus, *, le: datetime) -> Etude:
    """The study under another consensus rule, dated.

    :raises ErreurSocle: the rule is locked (code ``regle-verrouillee``).
    """
    if etude.regle.est_verrouillee:
        raise regle_verrouillee()
    return reconstruire(etude, regle=regle.model_copy(update={"fixee_le": le, "verrouillee_le": None}))


def verrouiller_regle(etude: Etude, *, le: datetime) -> Etude:
    """The study whose consensus rule can no longer change: coding may begin.

    :raises ErreurSocle: the rule is locked already (code ``regle-verrouillee``).
    """
    if etude.regle.est_verrouillee:
        raise regle_verrouillee()
    fixee = etude.regle.fixee_le or le
    return reconstruire(etude, regle=etude.regle.model_copy(update={"fixee_le": fixee, "verrouillee_le": le}))


def coder(etude: Etude, *codages: Codage) -> Etude:
    """The study with one more coding of a cell, or several.

    :raises ErreurSocle: the consensus rule is not locked yet (code ``regle-non-verrouillee``).
    :raises Introuvable: no such source or candidate.
    """
    if not etude.regle.est_verrouillee:
        raise ErreurSocle(
            "La règle de consensus n’est pas encore verrouillée.",
            cause="Une règle choisie une fois le codage connu ne prouverait rien.",
            remede="Relisez la règle et verrouillez-la ; le codage peut ensuite commencer.",
            code="regle-non-verrouillee",
        )
    for source in dict.fromkeys(codage.source for codage in codages):
        _find(etude.sources, source)
    for candidat in dict.fromkeys(codage.candidat for codage in codages):
        _find(etude.candidats, candidat)
    return reconstruire(etude, codages=(*etude.codages, *codages))


def arbitrer(etude: Etude, arbitrage: Arbitrage) -> Etude:
    """The study with a disagreement settled.

    :raises ErreurSocle: the coders of that cell do not disagree (code ``pas-de-desaccord``).
    :raises Introuvable: no such source or candidate.
    """
    _find(etude.sources, arbitrage.source)
    _find(etude.candidats, arbitrage.candidat)
    cellule = cellules(etude)[arbitrage.source, arbitrage.candidat]
    if cellule.etat != "desaccord" and cellule.arbitrage is None:
        raise ErreurSocle(
            "Il n’y a pas de désaccord à résoudre ici.",
            cause="Les codeurs s’accordent, ou un seul a codé cette case.",
            remede="Pour changer une case, codez-la de nouveau : son historique est conservé.",
            code="pas-de-desaccord",
        )
    return reconstruire(etude, arbitrages=(*etude.arbitrages, arbitrage))


def remarquer(etude: Etude, remarque: Remarque, *, proposition: int) -> Etude:
    """The study with a comment on one version of its proposal.

    :raises Introuvable: no such version.
    """
    trouvee = _version(etude, proposition)
    commentee = trouvee.model_copy(update={"remarques": (*trouvee.remarques, remarque)})
    return reconstruire(
        etude,
        propositions=tuple(commentee if autre is trouvee else autre for autre in etude.propositions),
    )


def adopter(etude: Etude, adoption: Adoption) -> Etude:
    """The study with one version of its proposal adopted.

    :raises Introuvable: no such version.
    """
    _version(etude, adoption.proposition)
    return reconstruire(etude, adoption=adoption)


def regle_verrouillee() -> ErreurSocle:
    """The refusal to change a locked rule."""
    return ErreurSocle(
        "La règle est verrouillée et ne change plus.",
        cause="Elle a été fixée avant que les résultats soient connus : c’est ce qui leur donne leur valeur.",
        remede="Pour essayer d’autres seuils, partez d’une copie de l’étude et dites-le.",
        code="regle-verrouillee",
    )


def reconstruire(etude: Etude, **changements: Any) -> Etude:
    """The study with those parts, checked again as a whole."""
    champs = {nom: getattr(etude, nom) for nom in Etude.model_fields}
    try:
        return Etude(**{**champs, **changements})
    except ValidationError as erreur:
        raise ErreurSocle(
            "Ce changement ne laisserait pas l’étude cohérente.",
            cause=_causes(erreur),
            remede="Vérifiez les clés citées : source, candidat, catégorie, dépendances.",
            code="etude-incoherente",
        ) from erreur


def _causes(erreur: ValidationError) -> str:
    message = erreur.errors()[0]["msg"].removeprefix("Value error, ")
    if "in a circle" in message:
        return "Des sources dépendraient l’une de l’autre en rond."
    return f"Le contrôle de l’étude répond : {message}."


def _find(parties: Sequence[P], cle: str) -> P:
    for partie in parties:
        if partie.cle == cle:
            return partie
    raise Introuvable(
        f"L’étude n’a rien sous la clé « {cle} ».",
        remede="Rechargez la page : la source ou le candidat a peut-être été retiré.",
    )


def _free(cle: str, parties: Iterable[P]) -> None:
    if any(partie.cle == cle for partie in parties):
        raise ErreurSocle(
            f"La clé « {cle} » est déjà prise.", remede="Choisissez-en une autre.", code="cle-prise"
        )


def _replace(parties: Sequence[P], nouvelle: P) -> tuple[P, ...]:
    _find(parties, nouvelle.cle)
    return tuple(nouvelle if partie.cle == nouvelle.cle else partie for partie in parties)


def _version(etude: Etude, numero: int) -> Proposition:
    for proposition in etude.propositions:
        if proposition.numero == numero:
            return proposition
    raise Introuvable(
        f"La proposition n° {numero} n’existe pas.", remede="Choisissez l’une des versions de l’étude."
    )
