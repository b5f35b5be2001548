"""Ways to sign in are off by default, and say plainly what they lack."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from socle_web.config import connexions


def test_none_is_on_by_default() -> None:
    assert settings.CONNEXIONS == []


@pytest.mark.parametrize(
    ("variables", "option"),
    [
        ({"OIDC_EMETTEUR": "https://a.example", "OIDC_CLIENT": "a", "OIDC_SECRET": "b"}, "oidc"),
        ({"CAS_SERVEUR": "https://a.example/cas"}, "cas"),
        ({"SAML_METADONNEES": "/nulle/part.xml"}, "saml"),
    ],
)
def test_a_missing_option_is_said_at_the_start(
    regler: Callable[..., None], monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], option: str
) -> None:
    monkeypatch.setattr(connexions, "find_spec", lambda nom: None)
    with pytest.raises(ImproperlyConfigured, match=rf"socle\[{option}\]"):
        regler(**variables)


def test_saml_needs_the_program_that_checks_signatures(
    regler: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connexions.shutil, "which", lambda nom: None)
    with pytest.raises(ImproperlyConfigured, match="xmlsec1"):
        regler(SAML_METADONNEES="/nulle/part.xml")


def test_a_missing_value_is_named(regler: Callable[..., None]) -> None:
    with pytest.raises(ImproperlyConfigured, match="SOCLE_OIDC_CLIENT"):
        regler(OIDC_EMETTEUR="https://a.example")
