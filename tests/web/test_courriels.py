"""Messages where no mail server is set: shown as they read, links whole."""

from __future__ import annotations

import pytest
from django.core.mail import EmailMessage
from pytest_django import Settings

from socle_web.config.environnement import courriel


def test_without_a_mail_server_a_message_is_shown_as_it_reads(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.EMAIL_BACKEND = courriel("")["EMAIL_BACKEND"]
    lien = f"https://socle.example/{'long-' * 40}/"
    EmailMessage("Fiche validée", f"Bonjour,\n\n{lien}\n", to=["agent@port-mer.example"]).send()
    dit = capsys.readouterr().out.replace("\u00a0", " ")
    assert "À : agent@port-mer.example\nObjet : Fiche validée\n\nBonjour,\n\n" in dit
    assert lien in dit.splitlines()
    assert "non envoyé" in dit
    assert "SOCLE_COURRIEL" in dit
    assert "MIME" not in dit
