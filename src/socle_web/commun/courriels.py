"""Messages to people: rendered from a text template, sent in the background.

The first line of the template is the subject. A page never waits for the mail server, and a message that
could not be sent is written in the tasks' table with its error.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django_tasks import task

FILET = "─" * 72


class Terminal(BaseEmailBackend):
    """Where no mail server is set: messages are shown, to be read and their links opened."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            # One print each: several workers write to the same terminal.
            print(
                FILET,
                "Courriel montré ici et non envoyé, faute d’un serveur de courriel (SOCLE_COURRIEL).",
                f"À\u00a0: {', '.join(message.to)}",
                f"Objet\u00a0: {message.subject}",
                "",
                str(message.body).strip(),
                FILET,
                sep="\n",
                flush=True,
            )
        return len(email_messages)


def composer(*, a: str, gabarit: str, contexte: dict[str, Any]) -> EmailMessage:
    """One message, not sent."""
    sujet, _, corps = render_to_string(gabarit, contexte).strip().partition("\n")
    return EmailMessage(subject=sujet.strip(), body=corps.strip() + "\n", to=[a])


def envoyer(*, a: str, gabarit: str, contexte: dict[str, Any]) -> None:
    """Send one message once the transaction is done; the text waits in the database: put no secret in it."""
    message = composer(a=a, gabarit=gabarit, contexte=contexte)
    expedier.enqueue(a=a, sujet=str(message.subject), corps=str(message.body))


@task()
def expedier(*, a: str, sujet: str, corps: str) -> None:
    """Run twice, it sends the same message twice: better than never."""
    EmailMessage(subject=sujet, body=corps, to=[a]).send()
