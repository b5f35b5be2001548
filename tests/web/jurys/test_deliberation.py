"""Members by their links, scores apart then together, decisions, the record, and what is forgotten."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from jury_d_essai import JuryDEssai
from visite import Visiteur

from socle.erreurs import SaisieInvalide
from socle.jury import Deliberation
from socle_web.comptes.models import Trace
from socle_web.jurys import services
from socle_web.jurys.models import Candidat, Etat, Feuille, Jury, Membre

pytestmark = pytest.mark.django_db


def test_members_and_candidates_are_entered(jury: JuryDEssai, client: Visiteur) -> None:
    adresse = jury.adresse("membres")
    assert "sans compte à créer" in client.get(adresse).content.decode()
    client.post(adresse, {"nom": " Présidence "})
    client.post(adresse, {"numeros": "1-3\nA12, 2"})
    assert [membre.nom for membre in jury.jury.membres.all()] == ["Présidence"]
    assert [candidat.numero for candidat in jury.jury.candidats.all()] == ["1", "2", "3", "A12"]
    for donnees in ({"nom": "Présidence"}, {"nom": ""}, {"numeros": "1"}):
        assert client.post(adresse, donnees).status_code == 422
    html = client.get(adresse).content.decode()
    assert jury.lien() in html
    assert "365\u00a0jours après le dernier changement" in html


@pytest.mark.parametrize(
    ("saisie", "numeros"),
    [
        ("1-3", ["1", "2", "3"]),
        ("2025–2027", ["2025", "2026", "2027"]),
        ("9-1", ["9-1"]),
        ("1-9999", ["1-9999"]),
        (" ; ", []),
        ("7, 7", ["7"]),
    ],
)
def test_numbers_are_read(saisie: str, numeros: list[str]) -> None:
    assert services.lire_numeros(saisie) == numeros


def test_scores_open_once_the_grid_and_the_people_are_ready(jury: JuryDEssai, client: Visiteur) -> None:
    reponse = client.post(jury.adresse("passer"), {"vers": "notation"}, follow=True)
    assert "Il manque des membres" in reponse.content.decode()
    jury.peupler()
    client.post(jury.adresse("critere", cle="a1"), {"poids": "90", "motif": "Essai"})
    assert (
        "Les poids font"
        in client.post(jury.adresse("passer"), {"vers": "notation"}, follow=True).content.decode()
    )
    client.post(jury.adresse("cent"))
    client.post(jury.adresse("passer"), {"vers": "notation"})
    assert jury.jury.en_notation
    assert (
        "n’en est plus là"
        in client.post(jury.adresse("passer"), {"vers": "clos"}, follow=True).content.decode()
    )


def test_a_member_scores_by_their_own_link_without_an_account(jury: JuryDEssai) -> None:
    jury.peupler()
    membre = Visiteur()
    assert "La grille se prépare encore" in membre.get(jury.lien()).content.decode()
    feuille = jury.lien(vue="notation", candidat=jury.candidat().pk)
    assert membre.get(feuille).status_code == 404
    jury.passer("notation")
    reponse = membre.get(jury.lien())
    assert (reponse.headers["Cache-Control"], reponse.headers["X-Robots-Tag"]) == ("no-store", "noindex")
    assert "0 sur 3" in reponse.content.decode()
    assert "Enregistrer, puis le suivant" in membre.get(feuille).content.decode()
    suivant = jury.candidat(1).pk
    notes = {f"note-{cle}": valeur for cle, valeur in jury.notes(3).items()}
    suite = membre.post(feuille, {**notes, "remarque": "À l’aise", "suivant": suivant})
    assert suite.headers["Location"] == jury.lien(vue="notation", candidat=suivant)
    assert "1 sur 3" in membre.get(jury.lien()).content.decode()
    assert "À l’aise" in membre.get(feuille).content.decode()
    dernier = jury.lien(vue="notation", candidat=jury.candidat(2).pk)
    assert membre.post(dernier, {"note-a1": "2"}).headers["Location"] == jury.lien()
    assert "1 sur 11" in membre.get(jury.lien()).content.decode()


def test_each_member_sees_their_own_scores_alone(jury: JuryDEssai, client: Visiteur) -> None:
    jury.peupler()
    jury.passer("notation")
    jury.noter(0, 0, 4, remarque="Une remarque à moi")
    autre = Visiteur()
    feuille = autre.get(jury.lien(1, "notation", candidat=jury.candidat().pk)).content.decode()
    assert "Une remarque à moi" not in feuille
    assert " checked" not in feuille
    assert autre.get(jury.lien(1, "comparaison_membre")).status_code == 404
    assert client.get(jury.adresse("comparaison")).status_code == 302, "not even for the president"
    assert client.get(jury.adresse("telecharger", document="proces-verbal", format="pdf")).status_code == 404
    assert "1 sur 3" in client.get(jury.adresse("membres")).content.decode(), "but the progress is seen"


def test_a_score_is_a_level_of_the_grid(jury: JuryDEssai) -> None:
    jury.peupler()
    jury.passer("notation")
    feuille = jury.lien(vue="notation", candidat=jury.candidat().pk)
    for envoi in ({"note-a1": "9"}, {"note-z9": "1"}):
        reponse = Visiteur().post(feuille, envoi, follow=True)
        assert "Une note est l’un des niveaux de la grille." in reponse.content.decode()
    assert not Feuille.objects.exists()
    with pytest.raises(SaisieInvalide):
        services.noter(membre=jury.membre(), candidat=jury.candidat(), notes={"a1": 9}, remarque="")


def test_a_link_is_renewed_and_a_member_removed(jury: JuryDEssai, client: Visiteur) -> None:
    jury.peupler()
    ancien = jury.lien()
    gerer = jury.adresse("gerer_membre", membre=jury.membre().pk)
    client.post(gerer, {"geste": "renouveler"})
    assert Visiteur().get(ancien).status_code == 404
    assert Visiteur().get(jury.lien()).status_code == 200
    client.post(gerer, {"geste": "retirer"})
    client.post(jury.adresse("candidat", candidat=jury.candidat().pk), {"geste": "retirer"})
    assert (jury.jury.membres.count(), jury.jury.candidats.count()) == (1, 2)


def test_the_rule_does_not_change_during_the_game(jury: JuryDEssai, client: Visiteur) -> None:
    jury.peupler()
    jury.passer("notation", "preparation", "notation")
    jury.noter(0, 0, 2)
    reponse = client.post(jury.adresse("passer"), {"vers": "preparation"}, follow=True)
    assert "Des notes ont déjà été données" in reponse.content.decode()
    jury.passer("comparaison")
    reponse = client.post(jury.adresse("gerer_membre", membre=jury.membre().pk), {}, follow=True)
    assert "ne quitte plus le jury" in reponse.content.decode()


def test_the_comparison_says_agreement_gaps_and_order_and_is_traced(
    jury: JuryDEssai, client: Visiteur
) -> None:
    jury.ouvrir_la_comparaison()
    html = client.get(jury.adresse("comparaison")).content.decode()
    assert "Deux membres donnent la même note 100\u00a0% des fois" in html
    assert "un accord solide" in html
    assert "15,00" in html
    assert "Il n’oblige pas le jury" in html
    assert html.index("candidat 3") < html.index("candidat 1"), "the order is that of the scores"
    assert Trace.objects.filter(geste="jury.notes-lues", lecture=True).count() == 1
    membre = Visiteur().get(jury.lien(1, "comparaison_membre")).content.decode()
    assert "15,00" in membre
    assert "Décision" not in membre
    assert Trace.objects.filter(geste="jury.notes-lues", lecture=True).count() == 2
    ferme = Visiteur().get(jury.lien(0, "notation", candidat=jury.candidat().pk)).content.decode()
    assert "vos notes ne changent plus" in ferme


def test_ties_and_missing_scores_are_said(jury: JuryDEssai, client: Visiteur) -> None:
    jury.peupler()
    jury.passer("notation")
    for membre, candidat, valeur in ((0, 0, 2), (1, 0, 2), (0, 1, 1), (1, 1, 3), (0, 2, 4)):
        jury.noter(membre, candidat, valeur)
    jury.passer("comparaison")
    html = client.get(jury.adresse("comparaison")).content.decode()
    assert "ex æquo" in html
    assert "11\u00a0notes manquent" in html
    assert "11\u00a0écarts sont à reprendre" in html


def test_the_jury_decides_in_its_own_words_then_closes(jury: JuryDEssai, client: Visiteur) -> None:
    jury.ouvrir_la_comparaison()
    adresse = jury.adresse("candidat", candidat=jury.candidat().pk)
    client.post(adresse, {"verdict": "retenu", "rang": "1", "motif": "Le plus proche du besoin"})
    client.post(jury.adresse("candidat", candidat=jury.candidat(1).pk), {"verdict": "sacré"})
    assert [c.verdict for c in jury.jury.candidats.all()] == ["retenu", "", ""]
    client.post(jury.adresse("passer"), {"vers": "clos"})
    assert "Le plus proche du besoin" in client.get(jury.adresse("comparaison")).content.decode()
    client.post(adresse, {"verdict": "non-retenu"})
    assert jury.candidat().verdict == "retenu", "nothing changes once closed"
    assert (
        "Ce jury est clos" in client.post(jury.adresse("membres"), {"nom": "X"}, follow=True).content.decode()
    )
    deliberation = Deliberation.from_json(
        client.get(jury.adresse("telecharger", document="proces-verbal", format="json")).content
    )
    assert deliberation.date_deliberation == timezone.localdate()
    assert deliberation.avis[0].motif == "Le plus proche du besoin"
    assert len(deliberation.notes) == 2 * 3 * 11
    pdf = client.get(jury.adresse("telecharger", document="proces-verbal", format="pdf"))
    assert pdf.content.startswith(b"%PDF")
    assert Trace.objects.filter(geste="jury.proces-verbal-lu", lecture=True).count() == 2


def test_scores_reopened_are_scored_again(jury: JuryDEssai, client: Visiteur) -> None:
    jury.ouvrir_la_comparaison()
    client.post(jury.adresse("passer"), {"vers": "notation"})
    jury.noter(0, 0, 4)
    assert Feuille.objects.count() == 6
    assert list(Trace.objects.filter(geste="jury.notation-rouverte").values_list("objet_id", flat=True)) == [
        str(jury.pk)
    ]


def test_people_are_forgotten_on_demand_and_the_grid_stays(jury: JuryDEssai, client: Visiteur) -> None:
    jury.ouvrir_la_comparaison()
    lien = jury.lien()
    assert "Télécharger d’abord le procès-verbal" in client.get(jury.adresse("effacer")).content.decode()
    client.post(jury.adresse("effacer"))
    assert (Membre.objects.count(), Candidat.objects.count(), Feuille.objects.count()) == (0, 0, 0)
    assert "ont été effacées" in client.get(jury.adresse("grille")).content.decode()
    assert Visiteur().get(lien).status_code == 404
    assert client.get(jury.adresse("telecharger", document="proces-verbal", format="pdf")).status_code == 404
    assert client.get(jury.adresse("telecharger", document="grille", format="pdf")).status_code == 200
    assert client.get(jury.adresse("membres")).status_code == 200


def test_the_purge_forgets_people_a_year_after_the_last_change(
    reunir: object, capsys: pytest.CaptureFixture[str]
) -> None:
    ancien, recent, vide = reunir(), reunir(), reunir()  # type: ignore[operator]
    for essai in (ancien, recent):
        essai.ouvrir_la_comparaison()
    vieux = timezone.now() - timedelta(days=400)
    Jury.objects.filter(pk__in=[ancien.pk, vide.pk]).update(modifie_le=vieux)
    call_command("purger")
    assert "Candidats et notes des jurys\u00a0: 1." in capsys.readouterr().out
    assert ancien.jury.candidats.count() == 0
    assert ancien.jury.etat == Etat.CLOS
    assert recent.jury.candidats.count() == 3
    assert vide.jury.efface_le is None
    assert Trace.objects.filter(geste="jury.purge").count() == 1
    assert json.dumps(ancien.jury.grille)


def test_rows_have_titles(jury: JuryDEssai) -> None:
    jury.ouvrir_la_comparaison()
    assert str(jury.jury) == "Jury : Ingénieur-e pédagogique"
    assert str(Feuille.objects.order_by("pk").first()) == "Membre 1 : 1"


def test_a_link_is_sent_where_the_address_is_known(jury: JuryDEssai, client: Visiteur) -> None:
    adresse = jury.adresse("membres")
    refus = client.post(adresse, {"nom": "Présidence", "courriel": "pas une adresse"})
    assert refus.status_code == 422
    assert "n’est pas une adresse électronique" in refus.content.decode()
    assert 'value="pas une adresse"' in refus.content.decode()
    client.post(adresse, {"nom": "Présidence", "courriel": "presidence@port-mer.example"})
    client.post(adresse, {"nom": "Un membre"})
    assert not mail.outbox, "nothing leaves before it is asked"
    assert client.get(adresse).content.decode().count("par courriel<span") == 1
    gerer = jury.adresse("gerer_membre", membre=jury.membre().pk)
    suite = client.post(gerer, {"geste": "envoyer"}, follow=True).content.decode()
    assert "part à presidence@port-mer.example" in suite
    assert "lien envoyé le" in suite
    (message,) = mail.outbox
    assert (message.to, message.subject[:26]) == (
        ["presidence@port-mer.example"],
        "Jury\u00a0: votre lien pour not",
    )
    assert f"http://testserver{jury.lien()}" in message.body
    assert Trace.objects.filter(geste="jury.lien-envoye").count() == 1
    client.post(gerer, {"geste": "renouveler"})
    assert "lien envoyé le" not in client.get(adresse).content.decode(), "the one sent is void"
    client.post(gerer, {"geste": "envoyer"})
    assert jury.lien() in mail.outbox[-1].body
    sans = client.post(
        jury.adresse("gerer_membre", membre=jury.membre(1).pk), {"geste": "envoyer"}, follow=True
    )
    assert "n’est pas connue" in sans.content.decode()
    assert len(mail.outbox) == 2


def test_nothing_is_sent_once_the_jury_is_closed(jury: JuryDEssai, client: Visiteur) -> None:
    jury.ouvrir_la_comparaison()
    Membre.objects.update(courriel="membre@port-mer.example")
    jury.passer("clos")
    gerer = jury.adresse("gerer_membre", membre=jury.membre().pk)
    assert "Ce jury est clos" in client.post(gerer, {"geste": "envoyer"}, follow=True).content.decode()
    assert not mail.outbox
