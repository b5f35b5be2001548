"""A mail server that never answers."""

from __future__ import annotations

from collections.abc import Sequence
from smtplib import SMTPServerDisconnected
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend


class EnPanne(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[Any]) -> int:
        raise SMTPServerDisconnected("Connection unexpectedly closed")
