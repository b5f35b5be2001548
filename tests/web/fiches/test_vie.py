"""A fiche's life on the site: each step by whom it belongs to, and what nothing may change."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.urls import reverse
from gens import Equipe, valider
from pytest_django import Settings
from visite import Visiteur

from socle_web.comptes.models import Trace
from socle_web.fiches import avis, importation, services
from socle_web.fiches.models import Avis, Etape, Fiche, FichierImporte, Importation, Prise, Version

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tout_de_suite(settings: Settings) -> None:
    """Tasks run as soon as their transaction is committed."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def etat(fiche: Fiche) -> str:
    fiche.refresh_from_db()
    return str(fiche.etat)


def test_the_whole_life_with_a_refusal(equipe: Equipe, fiche: Fiche) -> None:
    equipe.redacteur.passer(fiche, "soumettre")
    assert etat(fiche) == "en-relecture"
    assert (
        "C’est au responsable du service de relire" in equipe.redacteur.lire("suivi", fiche).content.decode()
    )
    assert "C’est à vous" in equipe.responsable.lire("suivi", fiche).content.decode()
    muet = equipe.responsable.passer(fiche, "refuser")
    assert muet.status_code == 422
    assert "Dites ce qui est à corriger" in muet.content.decode()
    equipe.responsable.passer(fiche, "refuser", "La mission est vague.")
    assert etat(fiche) == "brouillon"
    assert "La mission est vague." in equipe.redacteur.lire("suivi", fiche).content.decode()
    valider(equipe, fiche)
    assert fiche.etat == "validee"
    assert "prenez-en connaissance" in Avis.objects.get(destinataire=equipe.titulaire.user).texte
    reponse = equipe.titulaire.poster("signer", fiche, nom="Titulaire", version=1, observations="Bien lu.")
    assert reponse.status_code == 302
    assert etat(fiche) == "signee"
    assert Prise.objects.get().observations == "Bien lu."
    assert [e.geste for e in Etape.objects.order_by("pk")] == [
        "soumettre",
        "refuser",
        "soumettre",
        "valider",
        "signer",
    ]
    gestes = set(Trace.objects.values_list("geste", flat=True))
    assert {"fiche.soumise", "fiche.refusee", "fiche.validee", "fiche.attribuee", "fiche.signee"} <= gestes


def test_each_person_is_told_once_and_never_of_what_they_did(equipe: Equipe, fiche: Fiche) -> None:
    equipe.redacteur.passer(fiche, "soumettre")
    assert list(Avis.objects.values_list("destinataire__username", "attendu")) == [("responsable", True)]
    equipe.responsable.passer(fiche, "valider")
    dits = set(
        Avis.objects.exclude(destinataire__username="responsable").values_list("destinataire__username")
    )
    assert dits == {("rh",), ("redactrice",)}
    page = equipe.rh.visiteur.get(reverse("fiches:avis")).content.decode()
    assert "a été validée" in page
    assert '1<span class="visually-hidden"> non lus' in page
    numero = Avis.objects.get(destinataire=equipe.rh.user).pk
    reponse = equipe.rh.visiteur.post(reverse("fiches:avis"), {"avis": numero})
    assert reponse.headers["Location"] == reverse("fiches:suivi", kwargs={"pk": fiche.pk})
    assert "non lus" not in equipe.rh.visiteur.get(reverse("fiches:avis")).content.decode()
    autre = Avis.objects.get(destinataire=equipe.redacteur.user)
    equipe.rh.visiteur.post(reverse("fiches:avis"), {"avis": autre.pk})
    autre.refresh_from_db()
    assert autre.lu_le is None


def test_an_email_follows_the_step_and_its_failure_loses_nothing(
    equipe: Equipe, fiche: Fiche, settings: Settings, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        equipe.redacteur.passer(fiche, "soumettre")
    (message,) = mail.outbox
    assert message.to == [equipe.responsable.user.email]
    assert reverse("fiches:suivi", kwargs={"pk": fiche.pk}) in message.body
    assert Avis.objects.get().courriel_le is not None
    settings.EMAIL_BACKEND = "tests.web.fiches.panne.EnPanne"
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        equipe.responsable.passer(fiche, "valider")
    assert etat(fiche) == "validee"
    assert set(Avis.objects.exclude(destinataire=equipe.responsable.user).values_list("courriel_le")) == {
        (None,)
    }


def test_a_holder_without_an_account_signs_by_a_personal_link(
    equipe: Equipe, fiche: Fiche, django_capture_on_commit_callbacks: object
) -> None:
    equipe.redacteur.passer(fiche, "soumettre")
    equipe.responsable.passer(fiche, "valider")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        equipe.rh.poster(
            "personnes", fiche, service=equipe.service.pk,
            titulaire_nom="La personne recrutée", titulaire_courriel="agent@port-mer.example",
        )  # fmt: skip
    lettre = next(message for message in mail.outbox if message.to == ["agent@port-mer.example"])
    assert f"{fiche.etablissement} a validé votre fiche de poste" in lettre.body
    trouve = re.search(r"http://testserver(\S+)", lettre.body)
    assert trouve
    inconnu = Visiteur()
    page = inconnu.get(trouve[1])
    html = page.content.decode()
    assert "Prendre connaissance de la version 1" in html
    assert html.index("Lisez-la, puis dites") < html.index('href="#signer"') < html.index('id="signer"')
    assert inconnu.post(trouve[1], {"nom": " "}).status_code == 422
    assert inconnu.post(trouve[1], {"nom": "La personne recrutée", "observations": "Vu."}).status_code == 302
    assert etat(fiche) == "signee"
    assert Prise.objects.get().par_lien
    assert "vous en avez pris connaissance" in inconnu.get(trouve[1]).content.decode()
    equipe.rh.passer(fiche, "rouvrir")
    assert inconnu.get(trouve[1]).status_code == 410
    assert inconnu.get(trouve[1][:-3] + "xx/").status_code == 410


def test_what_was_validated_never_changes(equipe: Equipe, fiche: Fiche, essai: str) -> None:
    valider(equipe, fiche)
    version = Version.objects.get()
    avant = version.document
    fichier = equipe.rh.lire("version_fichier", fiche, numero=1, format="docx")
    equipe.redacteur.passer(fiche, "rouvrir")
    equipe.redacteur.poster("geste", fiche, geste="retirer:a1")
    from socle_web.referentiels import services as referentiels

    referentiels.supprimer(nom=essai)
    version.refresh_from_db()
    assert version.document == avant
    assert version.intacte
    assert [e["nom"] for e in version.editions] == ["livret", essai]
    assert all(len(e["empreinte"]) == 64 for e in version.editions if e["nom"] == essai)
    encore = equipe.rh.lire("version_fichier", fiche, numero=1, format="docx")
    assert len(encore.content) == len(fichier.content)
    page = equipe.rh.lire("version", fiche, numero=1).content.decode()
    assert "Concevoir des parcours de découverte du verger" in page
    assert fiche.en_vigueur == version
    with pytest.raises(TypeError, match="never change"):
        version.save()


def test_a_version_changed_behind_the_site_is_told(equipe: Equipe, fiche: Fiche) -> None:
    valider(equipe, fiche)
    document = Version.objects.get().document | {"mission": "Une autre mission."}
    Version.objects.update(document=document)
    page = equipe.rh.lire("version", fiche, numero=1).content.decode()
    assert "n’est plus celui qui a été figé" in page


def test_a_validated_fiche_is_not_written(equipe: Equipe, fiche: Fiche) -> None:
    valider(equipe, fiche)
    avant = fiche.document
    reponse = equipe.redacteur.poster("geste", fiche, geste="retirer:a1")
    assert reponse.status_code == 409
    assert "elle ne change plus" in reponse.content.decode()
    assert equipe.redacteur.lire("editeur", fiche).status_code == 302
    fiche.refresh_from_db()
    assert fiche.document == avant


def test_two_versions_are_compared_word_by_word(equipe: Equipe, fiche: Fiche) -> None:
    assert "Rien à comparer" in equipe.rh.lire("versions", fiche).content.decode()
    valider(equipe, fiche)
    equipe.redacteur.passer(fiche, "rouvrir")
    adresse = reverse("fiches:ligne", kwargs={"pk": fiche.pk, "cle": "a1"})
    equipe.redacteur.visiteur.post(adresse, {"libelle": "Concevoir des parcours de visite du verger"})
    page = equipe.rh.lire("versions", fiche).content.decode()
    assert "découverte" in "".join(re.findall(r"<del>.*?</del>", page))
    assert "visite" in "".join(re.findall(r"<ins>.*?</ins>", page))
    equipe.redacteur.passer(fiche, "soumettre")
    assert Version.objects.count() == 2
    url = reverse("fiches:versions_fichier", kwargs={"pk": fiche.pk, "format": "html"})
    document = equipe.rh.visiteur.get(url, {"a": "1", "b": "2"})
    assert "visite" in document.content.decode()
    assert equipe.rh.visiteur.get(url, {"a": "1", "b": "9"}).status_code == 404


def test_submitting_again_without_a_change_makes_no_version(equipe: Equipe, fiche: Fiche) -> None:
    equipe.redacteur.passer(fiche, "soumettre")
    equipe.redacteur.passer(fiche, "retirer")
    equipe.redacteur.passer(fiche, "soumettre")
    assert Version.objects.count() == 1


def test_an_older_version_is_taken_up_without_touching_it(equipe: Equipe, fiche: Fiche) -> None:
    valider(equipe, fiche)
    equipe.redacteur.passer(fiche, "rouvrir")
    equipe.redacteur.poster("geste", fiche, geste="retirer:a1")
    equipe.redacteur.passer(fiche, "soumettre")
    equipe.responsable.passer(fiche, "valider")
    url = reverse("fiches:version_reprendre", kwargs={"pk": fiche.pk, "numero": 1})
    equipe.redacteur.visiteur.post(url)
    fiche.refresh_from_db()
    assert fiche.etat == "brouillon"
    assert fiche.document == Version.objects.get(numero=1).document
    assert fiche.en_vigueur is not None
    assert fiche.en_vigueur.numero == 2
    equipe.redacteur.passer(fiche, "soumettre")
    assert list(Version.objects.values_list("numero", flat=True)) == [3, 2, 1]


def test_a_contested_version_is_no_longer_in_force(equipe: Equipe, fiche: Fiche) -> None:
    valider(equipe, fiche)
    equipe.titulaire.passer(fiche, "contester", "Ce n’est pas mon service.")
    fiche.refresh_from_db()
    assert (fiche.etat, fiche.en_vigueur) == ("brouillon", None)


def test_only_the_version_that_was_read_is_signed(equipe: Equipe, fiche: Fiche) -> None:
    valider(equipe, fiche)
    reponse = equipe.titulaire.poster("signer", fiche, nom="Titulaire", version=2)
    assert reponse.status_code == 422
    assert "Une autre version" in reponse.content.decode()
    assert etat(fiche) == "validee"


def test_a_step_already_taken_is_told(equipe: Equipe, fiche: Fiche) -> None:
    equipe.redacteur.passer(fiche, "soumettre")
    equipe.rh.passer(fiche, "valider")
    reponse = equipe.responsable.passer(fiche, "valider")
    assert reponse.status_code == 422
    assert "Quelqu’un l’a fait avancer entre-temps" in reponse.content.decode()


def test_a_recruitment_awaits_no_holder(equipe: Equipe, fiche: Fiche) -> None:
    trop = equipe.rh.poster("personnes", fiche, titulaire_nom="Quelqu’un", sans_titulaire="on")
    assert trop.status_code == 422
    equipe.rh.poster("personnes", fiche, service=equipe.service.pk, sans_titulaire="on")
    equipe.redacteur.passer(fiche, "soumettre")
    equipe.responsable.passer(fiche, "valider")
    page = equipe.rh.lire("suivi", fiche).content.decode()
    assert "la fiche validée sert au recrutement" in page
    assert "Prendre connaissance" not in page


def test_a_remark_stands_by_its_line_and_is_settled(equipe: Equipe, fiche: Fiche) -> None:
    vide = equipe.responsable.poster("commenter", fiche, ligne="a2", texte="  ")
    assert vide.status_code == 422
    equipe.responsable.poster("commenter", fiche, ligne="a2", texte="Trop vague ?")
    page = equipe.redacteur.lire("suivi", fiche).content.decode()
    ligne = page[page.index('id="ligne-a2"') : page.index('id="ligne-a3"')]
    assert "Trop vague ?" in ligne
    assert "1\u00a0commentaire à traiter" in equipe.redacteur.lire("editeur", fiche).content.decode()
    assert Avis.objects.get(destinataire=equipe.redacteur.user).texte.startswith("responsable a commenté")
    commentaire = fiche.commentaires.get()
    url = reverse("fiches:resoudre", kwargs={"pk": fiche.pk, "numero": commentaire.pk})
    equipe.redacteur.visiteur.post(url)
    commentaire.refresh_from_db()
    assert commentaire.resolu_par_nom == "redactrice"
    assert "commentaire à traiter" not in equipe.redacteur.lire("editeur", fiche).content.decode()
    equipe.redacteur.visiteur.post(url)
    commentaire.refresh_from_db()
    assert commentaire.resolu_le is None
    equipe.redacteur.poster("geste", fiche, geste="retirer:a2")
    page = equipe.redacteur.lire("suivi", fiche).content.decode()
    assert "Commentaires sur des lignes retirées" in page
    assert equipe.responsable.poster("commenter", fiche, ligne="a2", texte="Et là ?").status_code == 404


def test_a_person_undoes_what_they_did_and_not_what_another_did(equipe: Equipe, fiche: Fiche) -> None:
    equipe.redacteur.poster("geste", fiche, geste="retirer:a1")
    equipe.responsable.poster("geste", fiche, geste="retirer:a2")
    page = equipe.redacteur.lire("editeur", fiche).content.decode()
    assert re.search(r"Enregistré à [^<]+ par responsable", page)
    assert " par responsable" not in equipe.responsable.lire("editeur", fiche).content.decode()
    equipe.redacteur.poster("geste", fiche, geste="annuler")
    fiche.refresh_from_db()
    cles = [ligne.cle for ligne in fiche.contenu.activites]
    assert "a1" not in cles
    assert "a2" not in cles
    equipe.responsable.poster("geste", fiche, geste="annuler")
    fiche.refresh_from_db()
    assert "a2" in [ligne.cle for ligne in fiche.contenu.activites]


def test_two_people_who_write_one_line_are_both_kept(equipe: Equipe, fiche: Fiche) -> None:
    base = fiche.numero
    adresse = reverse("fiches:ligne", kwargs={"pk": fiche.pk, "cle": "a1"})
    equipe.redacteur.visiteur.post(adresse, {"libelle": "Concevoir des visites", "base": base})
    conflit = equipe.responsable.visiteur.post(adresse, {"libelle": "Concevoir des sorties", "base": base})
    assert conflit.status_code == 409
    page = conflit.content.decode()
    assert "Concevoir des visites" in page
    assert "Concevoir des sorties</textarea>" in page
    assert re.search(r"<ins>.*sorties.*</ins>", page)
    assert "redactrice" in page


def test_two_people_who_fill_one_field_are_both_kept(equipe: Equipe, fiche: Fiche) -> None:
    base = fiche.numero
    adresse = reverse("fiches:groupe", kwargs={"pk": fiche.pk, "cle": "affectation"})
    equipe.redacteur.visiteur.post(adresse, {"affectation": "Verger nord", "base": base})
    conflit = equipe.responsable.visiteur.post(
        adresse, {"affectation": "Verger sud", "superieur": "La direction", "base": base}
    )
    assert conflit.status_code == 409
    assert "Verger nord" in conflit.content.decode()
    assert "Verger sud" in conflit.content.decode()
    fiche.refresh_from_db()
    assert (fiche.contenu.affectation, fiche.contenu.superieur) == ("Verger nord", "La direction")
    equipe.responsable.visiteur.post(adresse, {"affectation": "Verger sud", "remplacer": "1"})
    fiche.refresh_from_db()
    assert fiche.contenu.affectation == "Verger sud"


def test_one_person_leads_the_whole_life_on_one_machine(client: Visiteur, essai: str) -> None:
    client.post(reverse("fiches:decliner"), {"source": f"{essai}:F2Z01"})
    fiche = Fiche.objects.get()

    def poster(vue: str, **donnees: object) -> int:
        url = reverse(f"fiches:{vue}", kwargs={"pk": fiche.pk})
        return int(client.post(url, donnees).status_code)

    assert poster("passer", geste="soumettre") == 302
    assert poster("passer", geste="valider") == 302
    assert poster("signer", nom="Moi", version=1) == 302
    assert etat(fiche) == "signee"
    assert poster("passer", geste="archiver") == 302
    assert "Archivée" in client.get(reverse("fiches:suivi", kwargs={"pk": fiche.pk})).content.decode()


def test_a_fiche_in_force_is_never_purged(equipe: Equipe, fiche: Fiche) -> None:
    Fiche.objects.update(modifie_le="2001-01-01T00:00:00Z")
    services.purger(jours=90)
    assert Fiche.objects.filter(pk=fiche.pk).exists()


def test_two_people_who_change_the_signatures_are_told(equipe: Equipe, fiche: Fiche) -> None:
    base = fiche.numero
    une = {
        "role": ["Titulaire du poste"],
        "mention": ["Vu"],
        "nom": [""],
        "date_signature": [""],
        "base": base,
    }
    equipe.redacteur.poster("signatures", fiche, **une)
    conflit = equipe.responsable.poster("signatures", fiche, **{**une, "mention": ["Lu"]})
    assert conflit.status_code == 409
    assert "Les signatures ont changé entre-temps" in conflit.content.decode()
    parts = equipe.responsable.poster("emplois", fiche, quotite=["60"], base=base)
    assert parts.status_code == 302
    assert equipe.redacteur.poster("emplois", fiche, quotite=["80"], base=base).status_code == 409
    fiche.refresh_from_db()
    assert fiche.contenu.signatures[0].mention == "Vu"
    assert fiche.contenu.emplois_types[0].quotite == 60


def test_read_notices_and_old_reports_are_forgotten_and_not_the_fiches(equipe: Equipe, fiche: Fiche) -> None:
    equipe.redacteur.passer(fiche, "soumettre")
    assert avis.purger(jours=180) == 0
    Avis.objects.update(lu_le="2001-01-01T00:00:00Z")
    assert avis.purger(jours=180) == 1
    lot = Importation.objects.create(cree_le="2001-01-01T00:00:00Z")
    FichierImporte.objects.create(importation=lot, nom="a.docx", fiche=fiche)
    assert importation.purger(jours=90) == 1
    assert Fiche.objects.filter(pk=fiche.pk).exists()
