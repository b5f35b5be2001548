"""Every change is one revision; none is ever lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from socle.erreurs import ErreurSocle
from socle.fiche import adapter, renseigner, retirer
from socle.referentiel import FicheDePoste, Referentiel
from socle_web.comptes.espaces import Espace
from socle_web.fiches import services
from socle_web.fiches.models import Fiche, Revision

pytestmark = pytest.mark.django_db
MOI = Espace(None, jeton="moi")


@pytest.fixture
def brouillon() -> Fiche:
    fiche = Referentiel.livret().fiche("hybridation")
    return services.creer(espace=MOI, fiche=fiche, geste="modèle choisi")


def retirer_la_premiere(fiche: FicheDePoste) -> FicheDePoste:
    return retirer(fiche, fiche.activites[0].cle)


def ecrire(brouillon: Fiche, texte: str, *, sujet: str = "") -> Fiche:
    cle = brouillon.contenu.activites[0].cle
    return services.modifier(
        espace=MOI,
        brouillon_id=brouillon.pk,
        operation=lambda fiche: adapter(fiche, cle, libelle=texte),
        geste="activité modifiée",
        sujet=sujet,
    )


def test_un_changement_est_une_revision_que_l_on_annule_et_refait(brouillon: Fiche) -> None:
    avant = brouillon.contenu
    services.modifier(
        espace=MOI, brouillon_id=brouillon.pk, operation=retirer_la_premiere, geste="activité retirée"
    )
    brouillon.refresh_from_db()
    apres = brouillon.contenu
    assert len(apres.activites) == len(avant.activites) - 1
    assert services.historique(brouillon)[:2] == ("activité retirée", "")

    assert services.annuler(espace=MOI, brouillon_id=brouillon.pk) == "activité retirée"
    brouillon.refresh_from_db()
    assert brouillon.contenu == avant
    assert services.historique(brouillon)[:2] == ("", "activité retirée")
    assert services.annuler(espace=MOI, brouillon_id=brouillon.pk) == ""

    assert services.refaire(espace=MOI, brouillon_id=brouillon.pk) == "activité retirée"
    brouillon.refresh_from_db()
    assert brouillon.contenu == apres
    assert services.refaire(espace=MOI, brouillon_id=brouillon.pk) == ""


def test_un_geste_apres_une_annulation_ouvre_une_branche_sans_rien_effacer(brouillon: Fiche) -> None:
    ecrire(brouillon, "Première idée")
    services.annuler(espace=MOI, brouillon_id=brouillon.pk)
    ecrire(brouillon, "Seconde idée")
    textes = {revision.contenu.activites[0].libelle for revision in Revision.objects.all()}
    assert {"Première idée", "Seconde idée"} <= textes
    services.annuler(espace=MOI, brouillon_id=brouillon.pk)
    services.refaire(espace=MOI, brouillon_id=brouillon.pk)
    brouillon.refresh_from_db()
    assert brouillon.contenu.activites[0].libelle == "Seconde idée"


def test_une_suite_de_frappes_s_annule_d_un_coup(brouillon: Fiche) -> None:
    avant = brouillon.contenu
    for texte in ("Con", "Concevoir", "Concevoir des parcours"):
        ecrire(brouillon, texte, sujet="ligne:a1")
    services.annuler(espace=MOI, brouillon_id=brouillon.pk)
    brouillon.refresh_from_db()
    assert brouillon.contenu == avant
    services.refaire(espace=MOI, brouillon_id=brouillon.pk)
    brouillon.refresh_from_db()
    assert brouillon.contenu.activites[0].libelle == "Concevoir des parcours"


def test_une_frappe_reprise_longtemps_apres_est_un_autre_geste(brouillon: Fiche) -> None:
    ecrire(brouillon, "Concevoir", sujet="ligne:a1")
    Revision.objects.update(cree_le=timezone.now() - timedelta(minutes=10))
    ecrire(brouillon, "Concevoir des parcours", sujet="ligne:a1")
    services.annuler(espace=MOI, brouillon_id=brouillon.pk)
    brouillon.refresh_from_db()
    assert brouillon.contenu.activites[0].libelle == "Concevoir"


def test_ne_rien_changer_n_ecrit_rien(brouillon: Fiche) -> None:
    services.modifier(espace=MOI, brouillon_id=brouillon.pk, operation=lambda fiche: fiche, geste="rien")
    assert brouillon.revisions.count() == 1


def test_une_operation_refusee_ne_laisse_pas_de_trace(brouillon: Fiche) -> None:
    with pytest.raises(ErreurSocle):
        services.modifier(
            espace=MOI,
            brouillon_id=brouillon.pk,
            operation=lambda fiche: renseigner(retirer_la_premiere(fiche), {"quotite": "300"}),
            geste="impossible",
        )
    ancien = brouillon.document
    brouillon.refresh_from_db()
    assert brouillon.document == ancien
    assert brouillon.revisions.count() == 1


def test_les_plus_anciens_etats_finissent_par_partir(
    brouillon: Fiche, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "REVISIONS_GARDEES", 3)
    for rang in range(6):
        ecrire(brouillon, f"Texte {rang}")
    assert brouillon.revisions.count() == 3
    brouillon.refresh_from_db()
    assert services.etat(brouillon, 1) is None
    assert [services.annuler(espace=MOI, brouillon_id=brouillon.pk) != "" for _ in range(4)] == [
        True,
        True,
        False,
        False,
    ]


def test_trop_de_brouillons_se_dit(monkeypatch: pytest.MonkeyPatch, brouillon: Fiche) -> None:
    monkeypatch.setattr(services, "BROUILLONS_MAXIMUM", 1)
    with pytest.raises(ErreurSocle, match="déjà 1"):
        services.creer(espace=MOI, fiche=brouillon.contenu, geste="de trop")
    assert services.creer(
        espace=Espace(None, jeton="une autre"), fiche=brouillon.contenu, geste="ailleurs"
    ).pk


def test_la_purge_retire_ce_qui_est_ancien_ou_supprime(
    brouillon: Fiche, capsys: pytest.CaptureFixture[str]
) -> None:
    recent, ancien, supprime = (services.dupliquer(brouillon=brouillon, espace=MOI) for _ in range(3))
    Fiche.objects.filter(pk=ancien.pk).update(modifie_le=timezone.now() - timedelta(days=91))
    services.supprimer(espace=MOI, brouillon=supprime)
    Fiche.objects.filter(pk=supprime.pk).update(supprime_le=timezone.now() - timedelta(days=8))
    call_command("purger")
    assert set(Fiche.objects.values_list("pk", flat=True)) == {brouillon.pk, recent.pk}
    assert not Revision.objects.filter(fiche_id=ancien.pk).exists()
    assert "Fiches supprimées\u00a0: 1." in capsys.readouterr().out
