"""Setting a fiche against another édition of its emplois-types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from socle.fiche.actualisation.documents import (
    Actualisation,
    Changement,
    Proposition,
    Rattachement,
    Succession,
)
from socle.fiche.actualisation.successions import succeder
from socle.fiche.operations import trouver
from socle.referentiel import (
    RUBRIQUES_LISTE,
    EmploiType,
    FicheDePoste,
    Ligne,
    LigneFiche,
    Referentiel,
    RubriqueListe,
)
from socle.referentiel.alignement_lignes import aligner, mots_differents
from socle.referentiel.libelles import lire_ligne
from socle.referentiel.texte import cle, cle_typographique


def actualiser(
    fiche: FicheDePoste,
    referentiel: Referentiel,
    *,
    ancien: Referentiel | None = None,
    vers: Mapping[str, str] | None = None,
) -> Actualisation:
    """What an édition changes for a fiche. Nothing is changed: see :func:`appliquer`.

    :param referentiel: the new édition alone.
    :param ancien: the édition that the fiche comes from, where it is still at hand.
    :param vers: an emploi-type's code to the code that a person chose for it, after a split.
    :raises Introuvable: ``vers`` names a code that the édition does not hold.

    >>> from socle.fiche import decliner
    >>> livret = Referentiel.livret()
    >>> actualiser(decliner(livret["ANSTIA-IP"]), livret).sans_effet
    True
    """
    edition = referentiel.editions[-1]
    successions = succeder(fiche, referentiel, vers=vers or {})
    propositions: list[Proposition] = []
    inchangees: list[Rattachement] = []
    for succession in successions:
        if succession.nouveau:
            examen = _Examen(
                fiche, succession, referentiel, ancien.get(succession.ancien) if ancien else None
            )
            propositions += _inedites(examen.propositions(), propositions)
            inchangees += examen.inchangees
    return Actualisation(
        edition=edition.nom,
        titre=edition.titre or edition.nom,
        precise=ancien is not None and all(ancien.get(s.ancien) for s in successions if s.nouveau),
        successions=successions,
        propositions=tuple(propositions),
        inchangees=tuple(inchangees),
    )


def _inedites(suivantes: Iterator[Proposition], deja: list[Proposition]) -> list[Proposition]:
    """Two emplois-types of one fiche may bring the same new line: it is proposed once."""
    connues = {(p.changement, cle(p.apres)) for p in deja if p.changement in ("nouvelle", "rejointe")}
    return [p for p in suivantes if (p.changement, cle(p.apres)) not in connues]


@dataclass
class _Rubrique:
    """The lines of one rubrique in the two éditions, paired; ``restes`` are those without a pair."""

    anciennes: list[Ligne]
    nouvelles: tuple[Ligne, ...]
    paires: dict[int, tuple[str, int]]
    restes_anciens: list[int]
    restes_nouveaux: list[int]


@dataclass
class _Examen:
    """One emploi-type of the fiche, in both éditions."""

    fiche: FicheDePoste
    succession: Succession
    referentiel: Referentiel
    ancien: EmploiType | None
    inchangees: list[Rattachement] = field(default_factory=list)
    _rangs: dict[str, int] = field(default_factory=dict)

    def propositions(self) -> Iterator[Proposition]:
        """The changes, in the order of the paper; fills ``inchangees`` on the way."""
        self.nouveau = self.referentiel[self.succession.nouveau]
        rubriques = {nom: self._aligner(nom) for nom in RUBRIQUES_LISTE}
        partis = self._deplacees(rubriques)
        yield from self._mission()
        for nom in RUBRIQUES_LISTE:
            yield from self._lignes(nom, rubriques[nom], partis)
            yield from self._nouvelles(nom, rubriques[nom], set(partis.values()))

    def _miennes(self, rubrique: RubriqueListe) -> Iterator[LigneFiche]:
        """The lines that the fiche has from a rubrique of the emploi-type, wherever they stand now."""
        for _, ligne in self.fiche.toutes_les_lignes():
            provenance = ligne.provenance
            if provenance.emploi_type == self.succession.ancien and provenance.rubrique == rubrique:
                yield ligne

    def _aligner(self, rubrique: RubriqueListe) -> _Rubrique:
        anciennes = list(self.ancien.lignes(rubrique)) if self.ancien else []
        for ligne in self._miennes(rubrique):
            self._rangs[ligne.cle] = _place(ligne, anciennes, rubrique)
        nouvelles = self.nouveau.lignes(rubrique)
        paires = aligner(anciennes, nouvelles)
        return _Rubrique(
            anciennes=anciennes,
            nouvelles=nouvelles,
            paires={p.a: (p.statut, p.b) for p in paires if p.a is not None and p.b is not None},
            restes_anciens=[p.a for p in paires if p.a is not None and p.b is None],
            restes_nouveaux=[p.b for p in paires if p.b is not None and p.a is None],
        )

    def _deplacees(
        self, rubriques: dict[RubriqueListe, _Rubrique]
    ) -> dict[tuple[RubriqueListe, int], tuple[RubriqueListe, int]]:
        """Lines that changed rubrique: where each stood, where it stands."""
        libres = {
            cle(rubrique.nouvelles[rang].libelle): (nom, rang)
            for nom, rubrique in rubriques.items()
            for rang in rubrique.restes_nouveaux
        }
        return {
            (nom, rang): libres.pop(clef)
            for nom, rubrique in rubriques.items()
            for rang in rubrique.restes_anciens
            if (clef := cle(rubrique.anciennes[rang].libelle)) in libres
        }

    def _lignes(
        self,
        nom: RubriqueListe,
        rubrique: _Rubrique,
        partis: dict[tuple[RubriqueListe, int], tuple[RubriqueListe, int]],
    ) -> Iterator[Proposition]:
        for ligne in self._miennes(nom):
            place = self._rangs[ligne.cle]
            avant = rubrique.anciennes[place].texte
            if (nom, place) in partis:
                vers, rang = partis[nom, place]
                if trouver(self.fiche, ligne.cle)[0] == vers:
                    self._garder(ligne.cle, vers, rang)
                else:
                    yield self._proposition("deplacee", ligne, vers, rang, avant=avant, depuis=nom)
            elif place not in rubrique.paires:
                yield self._proposition("disparue", ligne, nom, None, avant=avant)
            else:
                statut, rang = rubrique.paires[place]
                reprise = cle_typographique(ligne.texte) == cle_typographique(rubrique.nouvelles[rang].texte)
                if statut == "identique" or reprise:
                    self._garder(ligne.cle, nom, rang)
                else:
                    yield self._proposition("reformulee", ligne, nom, rang, avant=avant)

    def _nouvelles(
        self, nom: RubriqueListe, rubrique: _Rubrique, arrivees: set[tuple[RubriqueListe, int]]
    ) -> Iterator[Proposition]:
        ajoutees = {
            cle(ligne.libelle): ligne
            for ligne in self.fiche.lignes(nom)
            if ligne.provenance.nature == "ajoute"
        }
        presentes = {cle(ligne.libelle) for _, ligne in self.fiche.toutes_les_lignes()}
        for rang in rubrique.restes_nouveaux:
            if (nom, rang) in arrivees:
                continue
            clef = cle(rubrique.nouvelles[rang].libelle)
            if clef in ajoutees:
                yield self._proposition("rejointe", ajoutees[clef], nom, rang)
            elif clef not in presentes:
                yield self._proposition("nouvelle", None, nom, rang)

    def _mission(self) -> Iterator[Proposition]:
        provenance = self.fiche.mission_provenance
        if provenance is None or provenance.emploi_type != self.succession.ancien:
            return
        avant = provenance.original or self.fiche.mission
        if self.ancien is not None and provenance.nature == "adapte":
            avant = self.ancien.mission or avant
        apres = self.nouveau.mission
        if cle(apres) not in (cle(avant), cle(self.fiche.mission)):
            yield Proposition(
                cle=f"mission:{self.succession.ancien}",
                changement="reformulee",
                rubrique="mission",
                emploi_type=self.nouveau.code,
                avant=avant,
                actuelle=self.fiche.mission,
                apres=apres,
                segments=mots_differents(self.fiche.mission, apres),
            )

    def _garder(self, cle_ligne: str, rubrique: RubriqueListe, rang: int) -> None:
        self.inchangees.append(
            Rattachement(
                cle=cle_ligne,
                emploi_type=self.nouveau.code,
                rubrique=rubrique,
                rang=rang + 1,
                identifiant=self.nouveau.lignes(rubrique)[rang].identifiant,
            )
        )

    def _proposition(
        self,
        changement: Changement,
        ligne: LigneFiche | None,
        rubrique: RubriqueListe,
        rang: int | None,
        *,
        avant: str = "",
        depuis: RubriqueListe | None = None,
    ) -> Proposition:
        apres = self.nouveau.lignes(rubrique)[rang].texte if rang is not None else ""
        actuelle = ligne.texte if ligne else ""
        nouvelle = f"nouvelle:{self.nouveau.code}:{rubrique}:{(rang or 0) + 1}"
        return Proposition(
            cle=ligne.cle if ligne else nouvelle,
            changement=changement,
            rubrique=depuis or rubrique,
            emploi_type=self.nouveau.code,
            rang=rang + 1 if rang is not None else None,
            rubrique_nouvelle=rubrique if rang is not None else "",
            avant=avant,
            actuelle=actuelle,
            apres=apres,
            ailleurs=self._ailleurs(avant) if changement == "disparue" else "",
            segments=mots_differents(actuelle, apres),
        )

    def _ailleurs(self, avant: str) -> str:
        """The other emploi-type of a split that took a line over."""
        for code in self.succession.autres:
            if any(cle(ligne.texte) == cle(avant) for _, ligne in self.referentiel[code].toutes_les_lignes()):
                return code
        return ""


def _place(ligne: LigneFiche, anciennes: list[Ligne], rubrique: RubriqueListe) -> int:
    """Where the line's source stands among the older lines; it is put there when it is not known."""
    texte = ligne.provenance.original or ligne.texte
    rang = (ligne.provenance.rang or 0) - 1
    if 0 <= rang < len(anciennes) and cle(anciennes[rang].texte) == cle(texte):
        return rang
    trouvee = next((i for i, autre in enumerate(anciennes) if cle(autre.texte) == cle(texte)), None)
    if trouvee is not None:
        return trouvee
    anciennes.append(lire_ligne(texte, rubrique))
    return len(anciennes) - 1
